// The service worker of the staff's pages: they open without network. It holds the pages' own files and nothing else: whatever /api/ says is
// never kept here (names and times are in lib/vault.ts, sealed). Version and file list are put in when the pages are packed.
const VERSION = "VERSION";
const FILES = ["FILES"];
const NAME = `staff-${VERSION}`;
const PATIENCE_MS = 4000;

addEventListener("install", (event) => {
    event.waitUntil(
        caches
            .open(NAME)
            .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" }))))
            .then(() => skipWaiting()),
    );
});

addEventListener("activate", (event) => {
    event.waitUntil(
        caches
            .keys()
            .then((names) => Promise.all(names.filter((name) => name.startsWith("staff-") && name !== NAME).map((name) => caches.delete(name))))
            .then(() => clients.claim()),
    );
});

/** The network's page while it answers soon; else the kept one, whose files are kept with it. */
async function page(request) {
    const kept = async () => (await caches.open(NAME)).match("/staff/");
    const late = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(kept);
    const live = fetch(request).catch(() => undefined);
    const answer = (await Promise.race([live, late])) ?? (await kept()) ?? (await live);
    return answer ?? Response.error();
}

const file = async (request) => (await (await caches.open(NAME)).match(request, { ignoreVary: true })) ?? fetch(request);

addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (event.request.method !== "GET" || origin !== location.origin) return;
    if (event.request.mode === "navigate") event.respondWith(page(event.request));
    else if (FILES.includes(pathname)) event.respondWith(file(event.request));
});
