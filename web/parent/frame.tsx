// The families' frame with the offers that wait for an answer, and the gate before pages that need a sign-in: it leads back to where one
// wanted to go.
import { signal } from "@preact/signals";
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Failed, Loading } from "../components/notice/states.tsx";
import { Page } from "../components/page/page.tsx";
import type { Me } from "../lib/api.ts";
import { LANGUAGES } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { go, place } from "../lib/router.ts";
import { session } from "../lib/session.ts";
import { Offers } from "./offer.tsx";

interface Props {
    title: string;
    kicker?: string | undefined;
    failed?: boolean;
    wide?: boolean;
    children: ComponentChildren;
}

// Comes after the page, and only where the device can speak at all.
const aloud = signal<ComponentType | undefined>(undefined);
const fetchAloud = () =>
    void import("../components/aloud/aloud.tsx").then(
        (module) => (aloud.value = module.Aloud),
        () => undefined,
    );

export function Frame({ title, kicker, failed, wide, children }: Props) {
    const Aloud = aloud.value;
    useEffect(() => {
        if (!Aloud && "speechSynthesis" in window) fetchAloud();
    }, []);
    const guardian = session.person.value?.roles.some((one) => one.role === "guardian");
    const ways = guardian
        ? [
              { to: "/parent/", icon: "home" as const, words: t("way.home") },
              { to: "/", icon: "grid" as const, words: t("way.vacancies") },
              { to: "/parent/reservations", icon: "list" as const, words: t("way.reservations") },
              { to: "/parent/absence", icon: "letter" as const, words: t("way.absence") },
          ]
        : [];
    const home = session.person.value ? "/parent/" : "/";
    return (
        <Page
            title={title}
            kicker={kicker}
            failed={failed ?? false}
            wide={wide ?? false}
            ways={ways}
            home={home}
            signIn="/parent/sign-in"
            afterSignOut="/"
            languages={LANGUAGES}
        >
            {Aloud ? <Aloud /> : null}
            {guardian ? <Offers /> : null}
            {children}
        </Page>
    );
}

/** Only addresses of our own pages: a link from elsewhere must not lead away after signing in. */
export function backTo(): string {
    const wanted = place.value.query.get("back") ?? "";
    return /^\/parent\/[a-z-]*(\/[\w-]+)?(\?[\w=&%.-]*)?$/.test(wanted) ? wanted : "/parent/";
}

export function SignedIn({ children }: { children: (me: Me) => ComponentChildren }) {
    const person = session.person.value;
    const trouble = session.trouble.value;
    const here = location.pathname + location.search;
    useEffect(() => {
        if (person === null) go(`/parent/sign-in?back=${encodeURIComponent(here)}`, "replace");
    }, [person, here]);
    if (person) return <>{children(person)}</>;
    return (
        <Frame title={t("app.name")}>
            {trouble ? <Failed error={trouble} retry={() => void session.load()} /> : <Loading />}
        </Frame>
    );
}
