// The frame of every page: skip link, head with language and sign-out, one heading that takes the focus after a walk,
// the ways to other pages, and a notice when we are cut off.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isJapanese, type Language } from "../../lib/format.ts";
import { chooseLanguage, isPartial, language, t } from "../../lib/i18n.ts";
import { plain } from "../../lib/marks.ts";
import { go, place, walked } from "../../lib/router.ts";
import { session } from "../../lib/session.ts";
import { Icon, type IconName, Swallow } from "../icon/icon.tsx";
import "../marked/marked.ts";
import { Notice } from "../notice/notice.tsx";
import "./page.css";

export interface Way {
    to: string;
    icon: IconName;
    words: string;
}

interface Props {
    title: string;
    /** Above the heading: where this page is. */
    kicker?: string | undefined;
    ways: Way[];
    home: string;
    wide?: boolean;
    /** Errors on the page: said in the title as well, so that a reader of tabs hears it. */
    failed?: boolean;
    signIn: string;
    afterSignOut: string;
    /** What a page that goes on without network says there; else that nothing can be sent. */
    offline?: string | undefined;
    /** The languages to choose from; else those that say everything. */
    languages?: readonly Language[];
    children: ComponentChildren;
}

const STAFFS: readonly Language[] = ["ja", "en"];

function useOnline(): boolean {
    const [online, setOnline] = useState(navigator.onLine);
    useEffect(() => {
        const look = () => setOnline(navigator.onLine);
        addEventListener("online", look);
        addEventListener("offline", look);
        return () => {
            removeEventListener("online", look);
            removeEventListener("offline", look);
        };
    }, []);
    return online;
}

/** Each language by its own name, on the page itself: what was typed stays. */
function LanguageSwitch({ offered }: { offered: readonly Language[] }) {
    const now = language.value;
    const choices = offered.includes(now) ? offered : [...offered, now];
    return (
        <select
            class="head-button head-language"
            aria-label={t("language.choose")}
            value={now}
            onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
        >
            {choices.map((one) => (
                <option key={one} value={one} lang={isJapanese(one) ? "ja" : one} selected={one === now}>
                    {t(`language.${one}`)}
                </option>
            ))}
        </select>
    );
}

/** What a translation is not: whole, or read by somebody who speaks it. */
function OfTranslation() {
    if (!isPartial(language.value)) return null;
    return (
        <footer class="main of-translation no-print">
            {isJapanese(language.value) ? null : <p class="hint">{t("language.partial")}</p>}
            <p class="hint">{t("language.unread")}</p>
        </footer>
    );
}

function Person({ afterSignOut, signIn }: { afterSignOut: string; signIn: string }) {
    const person = session.person.value;
    const [asked, setAsked] = useState(false);
    if (person === undefined) return null;
    if (person === null)
        return place.value.path === signIn ? null : (
            <a class="head-button head-link" href={signIn}>
                {t("sign_in.title")}
            </a>
        );
    const owed = session.waiting.value;
    const leave = async () => {
        // Signing out wipes the device, with what the server does not have yet: once is asked, twice is meant.
        if (owed > 0 && !asked) return setAsked(true);
        await session.signOut().catch(() => session.ended());
        go(afterSignOut);
    };
    return (
        <>
            <span role="alert">{owed > 0 && asked ? t("session.still_waiting", { n: owed }) : null}</span>
            <button type="button" class="head-button" onClick={() => void leave()}>
                {owed > 0 && asked ? t("session.sign_out_anyway") : t("session.sign_out")}
                <span class="unseen"> {person.name}</span>
            </button>
        </>
    );
}

function Ways({ ways }: { ways: Way[] }) {
    const here = place.value.path.replace(/(.)\/$/, "$1");
    if (ways.length < 2) return null;
    return (
        <nav class="ways no-print" aria-label={t("page.ways")}>
            <ul>
                {ways.map((way) => (
                    <li key={way.to}>
                        <a href={way.to} aria-current={way.to.replace(/(.)\/$/, "$1") === here ? "page" : undefined}>
                            <Icon name={way.icon} />
                            <span>{way.words}</span>
                        </a>
                    </li>
                ))}
            </ul>
        </nav>
    );
}

export function Page({ title, kicker, ways, home, wide, failed, signIn, afterSignOut, offline, languages, children }: Props) {
    const heading = useRef<HTMLHeadingElement>(null);
    const online = useOnline();
    const step = walked.value;
    useEffect(() => {
        document.title = plain(`${failed ? t("page.error_prefix") : ""}${title} | ${t("app.name")}`);
    }, [title, failed, language.value]);
    useLayoutEffect(() => {
        if (step > 0) heading.current?.focus({ preventScroll: true });
    }, [step]);
    return (
        <>
            <a class="skip" href="#main">
                {t("page.skip")}
            </a>
            <header class="head no-print">
                <div class={wide ? "head-inner head-wide" : "head-inner"}>
                    <a class="brand" href={home}>
                        <Swallow />
                        <span>{t("app.name")}</span>
                    </a>
                    <div class="head-buttons">
                        <LanguageSwitch offered={languages ?? STAFFS} />
                        <Person afterSignOut={afterSignOut} signIn={signIn} />
                    </div>
                </div>
            </header>
            <Ways ways={ways} />
            <main id="main" tabIndex={-1} class={wide ? "main main-wide" : "main"}>
                <div class="title">
                    {kicker ? <p class="kicker">{kicker}</p> : null}
                    <h1 ref={heading} tabIndex={-1}>
                        {title}
                    </h1>
                </div>
                <div aria-live="polite" class="no-print">
                    {online ? null : (
                        <Notice kind="warning" icon="offline">
                            {offline ?? t("page.offline")}
                        </Notice>
                    )}
                </div>
                {children}
            </main>
            <OfTranslation />
        </>
    );
}
