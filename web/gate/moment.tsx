// What the box says of a touch: done, a question, or a red sign. Names stand there for as long as the box gives them (R-ATT-19).
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { answer, type Meaning, type Moment, type TouchedChild, undo, type Word } from "../lib/box.ts";
import { t } from "../lib/i18n.ts";
import { Picture } from "./pictures.tsx";

function hourMinute(instant: string | null): string {
    if (instant === null) return "";
    return new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit" }).format(
        new Date(instant),
    );
}

function meant(meaning: Meaning): string {
    switch (meaning) {
        case "arrive":
            return t("gate.arrive");
        case "leave":
            return t("gate.leave");
        case "back":
            return t("gate.back");
        case "ask_late":
            return t("gate.leave_only");
        case "ask_return":
            return t("gate.had_left");
        case "locked":
        case "bounce":
            return t("gate.already");
        case "unknown":
        case "kept":
        case "ask_who":
        case "undone":
            return "";
    }
}

function Who({ child }: { child: TouchedChild }) {
    return (
        <li class="gate-child">
            <Picture symbol={child.symbol} />
            <span class="gate-nick">{child.nick}</span>
            <span>{meant(child.meaning)}</span>
        </li>
    );
}

function Registered({ children }: { children: TouchedChild[] }) {
    const chosen = children.filter((child) => child.chosen);
    return (
        <ul class="gate-children">
            {chosen.map((child) => (
                <Who key={child.child} child={child} />
            ))}
        </ul>
    );
}

function doneText({ said }: Moment): string {
    switch (said) {
        case "arrive":
        case "back":
            return t("gate.welcome");
        case "leave":
            return t("gate.goodbye");
        case "ask_late":
            return t("gate.late_done");
        case "ask_return":
            return t("gate.return_done");
        case "bounce":
        case "locked":
            return t("gate.already_done");
        default:
            return t("gate.done");
    }
}

/** A large button that a key presses too: the digit that stands on it. */
function Choice({ digit, text, second, act }: { digit: number; text: string; second?: boolean; act: () => void }) {
    return (
        <button type="button" class={second ? "button button-second gate-choice" : "button gate-choice"} data-key={digit} onClick={act}>
            <kbd aria-hidden="true">{digit}</kbd> {text}
        </button>
    );
}

function Asks({ moment, title, choices }: { moment: Moment; title: string; choices: [Word, string][] }) {
    const [child] = moment.children;
    return (
        <>
            {child && (
                <p class="gate-child">
                    <Picture symbol={child.symbol} />
                    <span class="gate-nick">{child.nick}</span>
                </p>
            )}
            <h2 class="gate-question">{title}</h2>
            <div class="gate-choices">
                {choices.map(([word, text], i) => (
                    <Choice key={word} digit={i + 1} text={text} second={i > 0} act={() => void answer(moment.ticket, word)} />
                ))}
            </div>
        </>
    );
}

/** R-ATT-05: those not reported absent are chosen already; one press registers all of them. */
function AsksWho({ moment }: { moment: Moment }) {
    const [chosen, setChosen] = useState(() => new Set(moment.children.filter((one) => one.chosen).map((one) => one.child)));
    const toggle = (id: string) => {
        const next = new Set(chosen);
        if (!next.delete(id)) next.add(id);
        setChosen(next);
    };
    return (
        <>
            <h2 class="gate-question">{t("gate.who")}</h2>
            <div class="gate-grid" role="group" aria-label={t("gate.who")}>
                {moment.children.map((one, i) => (
                    <button
                        key={one.child}
                        type="button"
                        class="gate-tile"
                        aria-pressed={chosen.has(one.child)}
                        data-key={i + 1}
                        onClick={() => toggle(one.child)}
                    >
                        <kbd aria-hidden="true">{i + 1}</kbd>
                        <Picture symbol={one.symbol} />
                        <span class="gate-nick">{one.nick}</span>
                        <span>{one.absent ? t("gate.reported_absent") : meant(one.meaning)}</span>
                        <span class="gate-tick">{chosen.has(one.child) ? t("gate.chosen") : t("gate.not_chosen")}</span>
                    </button>
                ))}
            </div>
            <button
                type="button"
                class="button gate-choice gate-confirm"
                disabled={chosen.size === 0}
                onClick={() => void answer(moment.ticket, "chosen", [...chosen])}
            >
                {t("gate.register", { n: chosen.size })}
            </button>
        </>
    );
}

function Question({ moment }: { moment: Moment }) {
    const [child] = moment.children;
    switch (moment.question) {
        case "who":
            return <AsksWho moment={moment} />;
        case "anyway": {
            const title = t("gate.already_at", { time: hourMinute(child?.accepted ?? null) });
            const choices: [Word, string][] = child?.here
                ? [["leave", t("gate.leave_anyway")]]
                : [["arrive", t("gate.come_anyway")]];
            return <Asks moment={moment} title={title} choices={choices} />;
        }
        case "return":
            return (
                <Asks
                    moment={moment}
                    title={t("gate.left_at", { time: hourMinute(child?.accepted ?? null) })}
                    choices={[
                        ["arrive", t("gate.came_back")],
                        ["mistake", t("gate.mistake")],
                    ]}
                />
            );
        case "late":
            return (
                <Asks
                    moment={moment}
                    title={t("gate.late")}
                    choices={[
                        ["arrive", t("gate.arriving")],
                        ["leave", t("gate.leaving")],
                    ]}
                />
            );
        case "none":
            return null;
    }
}

function Sign({ good, text, next }: { good: boolean; text: string; next?: string | undefined }) {
    return (
        <>
            <h2 class={good ? "gate-sign gate-good" : "gate-sign gate-bad"}>
                <Icon name={good ? "check" : "cross"} /> {text}
            </h2>
            {next !== undefined && <p class="gate-next">{next}</p>}
        </>
    );
}

function Said({ moment }: { moment: Moment }) {
    switch (moment.kind) {
        case "done":
            return (
                <>
                    <Sign good text={doneText(moment)} next={hourMinute(moment.at)} />
                    <Registered children={moment.children} />
                    {moment.speak ? (
                        <p class="gate-speak">
                            <Icon name="speak" /> {t("gate.speak")}
                        </p>
                    ) : null}
                </>
            );
        case "asks":
            return <Question moment={moment} />;
        case "unknown":
            if (moment.stale) return <Sign good={false} text={t("gate.code_over")} next={t("gate.code_again")} />;
            return <Sign good={false} text={t("gate.unknown")} next={moment.throwaway ? t("gate.phone_card") : t("gate.ask_staff")} />;
        case "not_kept":
            return <Sign good={false} text={t("gate.not_kept")} next={t("gate.ask_staff")} />;
        case "unreadable":
            return <Sign good={false} text={t("gate.unreadable")} />;
        case "kept":
            return <Sign good text={t("gate.kept")} />;
        case "undone":
            return <Sign good text={t("gate.undone")} />;
        case "idle":
            return null;
    }
}

export function MomentView({ moment }: { moment: Moment }) {
    const view = useRef<HTMLElement>(null);
    useEffect(() => {
        // A question takes the focus, so that a keyboard or a switch answers it at once.
        if (moment.kind === "asks") view.current?.querySelector<HTMLElement>(".gate-confirm, .gate-choice")?.focus();
        const onKey = (event: KeyboardEvent) => {
            if (/^[1-9]$/.test(event.key)) view.current?.querySelector<HTMLElement>(`[data-key="${event.key}"]`)?.click();
        };
        document.addEventListener("keydown", onKey);
        return () => document.removeEventListener("keydown", onKey);
    }, [moment.kind]);
    return (
        <section ref={view} class="gate-moment" aria-live="assertive">
            <Said moment={moment} />
            {moment.undo && (
                <button type="button" class="button button-second gate-choice" onClick={() => void undo(moment.ticket)}>
                    {t("gate.undo")}
                </button>
            )}
        </section>
    );
}
