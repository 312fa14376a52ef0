// One line of a child's course, and what can be done with it: a second person's look, signed in or at this tablet, and striking it out with a reason.
import { useState } from "preact/hooks";
import { TextField } from "../components/field/field.tsx";
import { SecondPerson, SendOrBack } from "../components/second/second-person.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { session } from "../lib/session.ts";

export function kindWord(kind: api.CareEntry["kind"]): string {
    switch (kind) {
        case "temperature":
            return t("room.temperature");
        case "meal":
        case "drink":
            return t("course.meal");
        case "medicine":
            return t("course.medicine");
        case "message":
            return t("course.message");
        default:
            return t("course.symptom");
    }
}

interface Said {
    text?: string;
    drug?: string;
    dose?: string;
    temperature_c?: number;
}

export function saidOf(one: api.CareEntry): string {
    const { text, drug, dose, temperature_c: degrees } = (one.entry ?? {}) as Said;
    return [degrees === undefined ? "" : t("room.fever", { degrees: degrees.toFixed(1) }), drug ?? "", dose ?? "", text ?? ""]
        .filter((part) => part !== "")
        .join(" ");
}

export type Doing = "second" | "strike";

interface Props {
    one: api.CareEntry;
    /** The later line that struck this one. */
    strike: api.CareEntry | undefined;
    doing: Doing | null;
    begin: (doing: Doing | null) => void;
    /** Runs, then the course is read again. */
    act: (work: (intention: api.Intention) => Promise<unknown>) => void;
    reservation: api.BoardReservation;
    sending: Sending;
}

const miss = (label: string) => t("field.missing", { label });

function Strike({ one, reservation, act, begin, sending }: Props) {
    const [why, setWhy] = useState("");
    const submit = (event: Event) => {
        event.preventDefault();
        if (!sending.check(why.trim() === "" ? { "strike-why": miss(t("course.strike_why")) } : {})) return;
        act((intention) => api.addEntry(reservation, { kind: "strike", strikes: one.id, text: why.trim() }, intention));
    };
    return (
        <form onSubmit={submit} noValidate class="stack">
            <TextField
                id="strike-why"
                label={t("course.strike_why")}
                hint={t("course.strike_hint")}
                value={why}
                onValue={setWhy}
                error={sending.fields["strike-why"]}
                maxLength={120}
            />
            <SendOrBack busy={sending.busy} words={t("course.strike_send")} back={() => begin(null)} />
        </form>
    );
}

function Ways({ one, begin, act }: Props) {
    const waits = one.kind === "medicine" && one.second === null;
    const mine = session.person.value?.name === one.by;
    const which = <span class="unseen"> {`${clock(one.at)} ${kindWord(one.kind)}`}</span>;
    return (
        <div class="buttons no-print">
            {waits && !mine ? (
                <button type="button" class="button button-second" onClick={() => act((intention) => api.checkEntry(one, intention))}>
                    {t("course.look")}
                    {which}
                </button>
            ) : null}
            {waits ? (
                <button type="button" class="button button-second" onClick={() => begin("second")}>
                    {t("course.look_here")}
                    {which}
                </button>
            ) : null}
            <button type="button" class="button button-second" onClick={() => begin("strike")}>
                {t("course.strike")}
                {which}
            </button>
        </div>
    );
}

export function Line(props: Props) {
    const { one, strike, doing } = props;
    const waits = one.kind === "medicine" && one.second === null && !strike;
    return (
        <li class="row-words" data-entry={one.id}>
            <p class={strike ? "struck" : undefined}>
                <strong class="figures">{clock(one.at)}</strong> {kindWord(one.kind)} {saidOf(one)}{" "}
                <span class="hint">
                    {one.by}
                    {one.second ? ` ${t("course.second", { name: one.second })}` : ""}
                </span>
            </p>
            {waits ? <p class="hint">{t("course.waits")}</p> : null}
            {strike ? <p class="hint">{t("course.struck", { why: saidOf(strike), name: strike.by })}</p> : null}
            {strike || doing !== null ? null : <Ways {...props} />}
            {doing === "second" ? (
                <SecondPerson confirm={(login, password) => props.act(() => api.checkEntryHere(one, login, password))} back={() => props.begin(null)} sending={props.sending} />
            ) : null}
            {doing === "strike" ? <Strike {...props} /> : null}
        </li>
    );
}
