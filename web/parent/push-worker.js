// The families' service worker: it shows what was pushed, and keeps nothing. A push says only of what kind it is; the sentences are put in when the
// pages are packed, and the reader's language stands in this script's own address.
const SAY = { LANGUAGES: {} };
const PLACES = {
    notice: "/parent/notices",
    urgent: "/parent/notices",
    offer: "/parent/reservations",
    care: "/parent/reservations",
    talk: "/parent/talk",
    alarm: "/parent",
    test: "/parent/contacts",
};
const language = new URL(location.href).searchParams.get("language") ?? "ja";
const words = SAY[language] ?? SAY.ja;

/** What cannot be read is a notice: something came, and a page tells what. */
function kindOf(data) {
    try {
        const { kind } = data.json();
        return Object.hasOwn(PLACES, kind) ? kind : "notice";
    } catch {
        return "notice";
    }
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("push", (event) => {
    const kind = kindOf(event.data);
    const stays = kind === "alarm" || kind === "urgent" || kind === "offer";
    event.waitUntil(
        registration.showNotification(words.title, {
            body: words[kind],
            lang: language,
            tag: kind,
            renotify: true,
            requireInteraction: stays,
            icon: "/swallow.svg",
            data: { place: PLACES[kind] },
        }),
    );
});

/** A page of ours that is open goes there; else a new one. */
async function go(place) {
    const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const ours = open.find((one) => new URL(one.url).pathname.startsWith("/parent"));
    if (!ours) return clients.openWindow(place);
    await ours.focus();
    return ours.navigate(place).catch(() => clients.openWindow(place));
}

addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(go(event.notification.data.place));
});
