// The entrance's screen, drawn by the box itself (gateway/screen.c) and shown in a kiosk browser. It decides nothing: the box does.
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "../style/base.css";
import "../components/button/button.css";
import "../components/icon/icon.css";
import "./gate.css";
import { Icon } from "../components/icon/icon.tsx";
import { boxNow, face, follow, type Face, pairing } from "../lib/box.ts";
import { dayOf, isJapanese, LANGUAGES, longDay } from "../lib/format.ts";
import { language, setLanguage, t } from "../lib/i18n.ts";
import { MomentView } from "./moment.tsx";
import { PairingView } from "./pairing.tsx";
import "../components/marked/marked.ts";
import { ByName, closeNames, namesOpen, openNames } from "./names.tsx";
import { sound } from "./sound.ts";

const TICK_MS = 200;
const HOME_LANGUAGE_MS = 30_000; // the next family begins in Japanese again

const clock = signal(new Date(0));

function time(instant: Date): string {
    return new Intl.DateTimeFormat("en-GB", {
        timeZone: "Asia/Tokyo",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
    }).format(instant);
}

function Clock() {
    const instant = clock.value;
    return (
        <div class="gate-clock">
            <p class="gate-day">{longDay(dayOf(instant), language.value)}</p>
            <p class="gate-time figures" role="timer" aria-live="off">
                {time(instant)}
            </p>
        </div>
    );
}

function Warning({ text }: { text: string }) {
    return (
        <p class="gate-warning">
            <Icon name="warning" /> {text}
        </p>
    );
}

/** What is not as it should be, in words that a parent may read too. */
function Warnings({ said }: { said: Face }) {
    const { clock: known, reader, disk, linked, backlog, listed, list_is_today, missed } = said;
    return (
        <div class="gate-warnings" role="status">
            {missed > 0 && (
                <p class="gate-alarm">
                    <Icon name="warning" /> {t("gate.roll_call", { n: missed })}
                </p>
            )}
            {!disk && <Warning text={t("gate.disk")} />}
            {!reader && <Warning text={t("gate.reader")} />}
            {!known.synced && <Warning text={t("gate.clock_unsynced")} />}
            {known.synced && !known.sure && <Warning text={t("gate.clock_unsure")} />}
            {!listed && <Warning text={t("gate.no_list")} />}
            {listed && !list_is_today && <Warning text={t("gate.old_list")} />}
            {!linked && <Warning text={t("gate.offline", { n: backlog })} />}
            {linked && backlog > 0 && <p class="gate-note">{t("gate.backlog", { n: backlog })}</p>}
        </div>
    );
}

function Languages() {
    return (
        <div class="gate-languages" role="group" aria-label={t("gate.languages")}>
            {LANGUAGES.map((one) => (
                <button
                    key={one}
                    type="button"
                    class="button button-second"
                    lang={isJapanese(one) ? "ja" : one}
                    aria-pressed={language.value === one}
                    onClick={() => void setLanguage(one)}
                >
                    {t(`language.${one}`)}
                </button>
            ))}
        </div>
    );
}

function Idle({ said }: { said: Face }) {
    return (
        <>
            <p class="gate-invite">{said.reader ? t("gate.touch") : t("gate.touch_name")}</p>
            <button type="button" class="button button-second gate-forgot" onClick={openNames}>
                {t("gate.forgot")}
            </button>
        </>
    );
}

function Middle({ said }: { said: Face }) {
    if (said.moment.kind !== "idle") return <MomentView key={said.moment.ticket} moment={said.moment} />;
    return namesOpen.value ? <ByName /> : <Idle said={said} />;
}

function Head({ title }: { title: string }) {
    return (
        <header class="gate-head">
            <h1 class="gate-name">{title}</h1>
            <Languages />
        </header>
    );
}

function App() {
    const said = face.value;
    const main = useRef<HTMLElement>(null);
    const kind = said?.moment.kind;
    useEffect(() => {
        if (kind !== undefined && kind !== "idle") closeNames();
    }, [kind]);
    return (
        <div class={`gate gate-${kind ?? "silent"}`}>
            <Head title={t("gate.title")} />
            <main ref={main} class="gate-main">
                {said === null ? (
                    <p class="gate-alarm" role="alert">
                        <Icon name="warning" /> {t("gate.silent")}
                    </p>
                ) : (
                    <>
                        <Clock />
                        <Middle said={said} />
                    </>
                )}
            </main>
            {said !== null && <Warnings said={said} />}
        </div>
    );
}

function tick(): void {
    const instant = boxNow();
    if (Math.floor(instant.getTime() / 1000) !== Math.floor(clock.peek().getTime() / 1000)) clock.value = instant;
}

function listenForMoments(): void {
    let ticket = -1;
    let kind = "";
    let home = 0;
    effect(() => {
        const moment = face.value?.moment;
        if (moment === undefined) return;
        tick(); // no face is ever drawn beside another time than its own
        const fresh = ticket !== -1 && (moment.ticket !== ticket || moment.kind !== kind);
        ticket = moment.ticket;
        kind = moment.kind;
        if (fresh) sound(moment);
        clearTimeout(home);
        if (moment.kind === "idle") home = window.setTimeout(() => void setLanguage("ja"), HOME_LANGUAGE_MS);
    });
}

const root = document.getElementById("app");
if (root === null) throw new Error("the entry page has no #app");

function begin(root: HTMLElement): void {
    follow();
    listenForMoments();
    window.setInterval(tick, TICK_MS);
    render(<App />, root);
}

function Pairs({ first }: { first: Parameters<typeof PairingView>[0]["first"] }) {
    return (
        <div class="gate">
            <Head title={t("gate.pair_title")} />
            <main class="gate-main">
                <PairingView first={first} />
            </main>
        </div>
    );
}

void pairing().then((said) => (typeof said === "string" ? begin(root) : render(<Pairs first={said} />, root)));
