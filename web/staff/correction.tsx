// Staff's word about a child's day: the row, then what happened; the time is now unless it is moved by fives, the reason a phrase that is
// chosen already. Two taps, three with another time or an absence. It lies at the lower edge of a phone, under the thumb.
import { useEffect, useRef, useState } from "preact/hooks";
import { ChoiceField, TextField } from "../components/field/field.tsx";
import { Icon, type IconName } from "../components/icon/icon.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Attendance, kindWord } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, instantMeant, moveClock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { useModal } from "../lib/modal.ts";
import { useResource } from "../lib/resource.ts";
import { History, kindOfWord, type Mistake } from "./history.tsx";
import { Fetchers } from "./fetchers.tsx";
import { IllnessPart } from "./illness.tsx";
import { correct, isToday, type Kind, reportAbsent, type Shown } from "./pressed.ts";

/** What one most likely came to enter comes first; all of it can be pressed at any time, a past day has gaps anywhere. */
function order(state: api.AttendanceState): Kind[] {
    switch (state) {
        case "present":
            return ["leave", "step_out", "arrive", "step_back"];
        case "stepped_out":
            return ["step_back", "leave", "arrive", "step_out"];
        case "left":
            return ["leave", "step_back", "arrive", "step_out"];
        case "expected":
        case "absent":
        case "unexplained":
        case "not_enrolled":
        case "closed":
            return ["arrive", "leave", "step_out", "step_back"];
    }
}

const SIGN: Record<Kind, IconName> = {
    arrive: "arrive",
    leave: "leave",
    step_out: "out",
    step_back: "back",
    void: "cross",
};
const AWAY: api.AbsenceKind[] = ["sick", "private", "suspended", "mourning", "hospital", "disaster", "home_cooperation", "other"];
const TIMED: api.AbsenceKind[] = ["late", "early_leave"];

type Reason = "seen" | "forgot" | "card" | "outing" | "ill" | "wrong" | "other";

function reasonWord(reason: Reason): string {
    switch (reason) {
        case "seen":
            return t("correction.reason.seen");
        case "forgot":
            return t("correction.reason.forgot");
        case "card":
            return t("correction.reason.card");
        case "outing":
            return t("correction.reason.outing");
        case "ill":
            return t("correction.reason.ill");
        case "wrong":
            return t("correction.reason.wrong");
        case "other":
            return t("correction.reason.other");
    }
}
const REASONS: Reason[] = ["seen", "forgot", "card", "outing", "ill", "wrong", "other"];

interface Props {
    nursery: string;
    day: string;
    child: Shown;
    close: () => void;
    done: (words: string) => void;
}

function Times({ time, setTime, error }: { time: string; setTime: (time: string) => void; error: string | undefined }) {
    return (
        <div class="time-row">
            <TextField
                id="at"
                label={t("correction.time")}
                type="time"
                short
                value={time}
                onValue={setTime}
                error={error}
            />
            {([-5, -1, 1, 5] as const).map((step) => (
                <button
                    type="button"
                    class="button button-second"
                    key={step}
                    onClick={() => setTime(moveClock(time || clock(api.now().toISOString()), step))}
                >
                    {step < 0 ? t("correction.earlier", { n: -step }) : t("correction.later", { n: step })}
                </button>
            ))}
        </div>
    );
}

/** The family telephoned: one of the kinds is the third tap. */
function Absent({ press }: { press: (kind: api.AbsenceKind) => void }) {
    return (
        <div class="press-kinds" role="group" aria-label={t("correction.absent")}>
            {[...AWAY, ...TIMED].map((kind) => (
                <button type="button" class="button button-second" key={kind} onClick={() => press(kind)}>
                    {kindWord(kind)}
                </button>
            ))}
        </div>
    );
}

export function CorrectionDialog({ nursery, day, child, close, done }: Props) {
    const box = useModal();
    const opened = useRef(api.now());
    const today = isToday(day);
    const [time, moveTime] = useState(today ? clock(opened.current.toISOString()) : "");
    const [reason, setReason] = useState<Reason>(today ? "seen" : "forgot");
    const [words, setWords] = useState("");
    const [absent, setAbsent] = useState(false);
    const [wrong, setWrong] = useState<{ at?: string; words?: string }>({});
    const history = useResource(`history ${child.child_id} ${day}`, (etag) =>
        api.childAttendance(child.child_id, day, etag),
    );
    useEffect(() => history.refresh(), []);
    /** Another time than now was not seen now. */
    const setTime = (next: string) => {
        moveTime(next);
        if (reason === "seen") setReason("forgot");
    };
    const where = { nursery, day, child };
    const why = reason === "other" ? words.trim() : reasonWord(reason);
    const check = (needsTime: boolean): boolean => {
        const miss = (label: string) => t("field.missing", { label });
        const found = {
            ...(needsTime && time === "" ? { at: miss(t("correction.time")) } : {}),
            ...(reason === "other" && why === "" ? { words: miss(t("correction.reason.words")) } : {}),
        };
        setWrong(found);
        const first = found.at ? "at" : found.words ? "words" : null;
        if (first) document.getElementById(first)?.focus();
        return first === null;
    };
    const touched = history.value?.days[0];
    const known = [...(touched?.taps ?? []), ...(touched?.corrections ?? [])].map((one) => one.at);
    const say = (kind: Kind, mistake: Mistake | null) => {
        if (!check(kind !== "void")) return;
        const at = kind === "void" ? null : instantMeant(day, time, opened.current, [...known, child.arrived_at]);
        const reasonOf = kind === "void" && reason === "seen" ? t("correction.reason.wrong") : why;
        const tap = mistake && "tap" in mistake ? mistake.tap : null;
        void correct(where, { kind, at, tap, ...(mistake && "word" in mistake ? { word: mistake.word } : {}), reason: reasonOf });
        done(t("correction.done", { name: child.name, kind: kindOfWord(kind) }));
    };
    const sayAbsent = (kind: api.AbsenceKind) => {
        const timed = TIMED.includes(kind);
        if (!check(timed)) return;
        const expected = timed ? instantMeant(day, time, opened.current, []) : null;
        void reportAbsent(where, kind, expected, reason === "other" ? why : t("correction.reason.telephone"));
        done(t("correction.done", { name: child.name, kind: kindWord(kind) }));
    };
    const [first, ...others] = order(child.state);
    const button = (kind: Kind, more: string) => (
        <button type="button" key={kind} class={`button ${more}`} onClick={() => say(kind, null)}>
            <Icon name={SIGN[kind]} />
            {kindOfWord(kind)} <b class="time">{time}</b>
        </button>
    );
    return (
        <dialog ref={box} class="dialog dialog-low" aria-labelledby="correction-title" onClose={close} onCancel={close}>
            <div class="dialog-head">
                <div>
                    <h2 id="correction-title">{t("correction.title", { name: child.name })}</h2>
                    <p class="press-state">
                        <Attendance state={child.state} />
                        <span class="hint">
                            {t("board.planned")} {child.planned_arrival}–{child.planned_leave}
                        </span>
                    </p>
                </div>
                <button type="button" class="button button-second" onClick={close}>
                    <Icon name="cross" />
                    {t("correction.close")}
                </button>
            </div>
            <Times time={time} setTime={setTime} error={wrong.at} />
            <div class="press-row">
                {first ? button(first, "button-wide press-first") : null}
                {others.map((kind) => button(kind, "button-second"))}
                <button
                    type="button"
                    class="button button-second"
                    aria-expanded={absent}
                    onClick={() => setAbsent(!absent)}
                >
                    <Icon name="phone" />
                    {t("correction.absent")}
                </button>
            </div>
            {absent ? <Absent press={sayAbsent} /> : null}
            <details class="press-more">
                <summary>
                    {t("correction.reason_now", { reason: reason === "other" && words ? words : reasonWord(reason) })}
                </summary>
                <ChoiceField
                    id="reason"
                    label={t("correction.reason")}
                    value={reason}
                    onValue={(value) => setReason(value as Reason)}
                    across
                    choices={REASONS.map((value) => ({ value, label: reasonWord(value) }))}
                />
                {reason === "other" ? (
                    <TextField
                        id="words"
                        label={t("correction.reason.words")}
                        value={words}
                        onValue={setWords}
                        error={wrong.words}
                        maxLength={200}
                    />
                ) : null}
            </details>
            <Fetchers child={child.child_id} />
            <IllnessPart child={child.child_id} day={day} />
            <section aria-labelledby="history-title">
                <h3 id="history-title">{t("correction.history")}</h3>
                <p class="hint">{t("correction.history_hint")}</p>
                <Loaded from={history}>
                    {({ days: [only] }) =>
                        only ? (
                            <History day={only} takeOut={(mistake) => say("void", mistake)} />
                        ) : (
                            <p class="hint">{t("correction.no_taps")}</p>
                        )
                    }
                </Loaded>
            </section>
        </dialog>
    );
}
