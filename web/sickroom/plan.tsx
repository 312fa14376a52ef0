// What a day can hold: who is on duty, places beyond the rules, or closed. Before anybody loses a place the page asks back with the names.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { Dialog } from "./dialog.tsx";

interface Props {
    board: api.SickDayBoard;
    close: () => void;
    done: (words: string) => void;
}

const REASONS = () => [
    { value: "emergency", label: t("plan.emergency") },
    { value: "sibling", label: t("plan.sibling") },
    { value: "short_stay", label: t("plan.short_stay") },
    { value: "staff", label: t("plan.staff") },
    { value: "other", label: t("decide.other") },
];

/** "" is: as the rules say. */
const people = (typed: string): number => (typed.trim() === "" ? -1 : Number(typed));
const whole = (typed: string, max: number): boolean => typed.trim() === "" || (/^\d+$/.test(typed.trim()) && Number(typed) <= max);
const shown = (one: api.SickDayBoard["nurses"]): string => (one.by_rules ? "" : String(one.on_duty));

function Affected({ board, plan }: { board: api.SickDayBoard; plan: api.SickDayPlan }) {
    const names = plan.affected.map((id) => board.reservations.find((one) => one.id === id)?.child.name ?? id);
    return (
        <Notice kind="warning" title={t("plan.affected", { n: names.length })}>
            <p>{t("plan.affected_hint")}</p>
            <ul>
                {names.map((name) => (
                    <li key={name}>{name}</li>
                ))}
            </ul>
        </Notice>
    );
}

export function PlanDialog({ board, close, done }: Props) {
    const [state, setState] = useState(board.open ? "open" : "closed");
    const [nurses, setNurses] = useState(shown(board.nurses));
    const [teachers, setTeachers] = useState(shown(board.teachers));
    const [extra, setExtra] = useState(board.capacity.extra === 0 ? "" : String(board.capacity.extra));
    const [reason, setReason] = useState("");
    const [asked, setAsked] = useState<api.SickDayPlan | null>(null);
    const sending = useSending({
        "/nurses": { field: "nurses", label: () => t("plan.nurses") },
        "/teachers": { field: "teachers", label: () => t("plan.teachers") },
        "/extra": { field: "extra", label: () => t("plan.extra") },
        "/reason": { field: "reason", label: () => t("plan.reason") },
    });
    const submit = (event: Event) => {
        event.preventDefault();
        const range = (label: string) => t("field.range", { label });
        const fine = sending.check({
            ...(whole(nurses, 50) ? {} : { nurses: range(t("plan.nurses")) }),
            ...(whole(teachers, 50) ? {} : { teachers: range(t("plan.teachers")) }),
            ...(whole(extra, 20) ? {} : { extra: range(t("plan.extra")) }),
            ...(Number(extra) > 0 && reason === "" ? { reason: t("field.missing", { label: t("plan.reason") }) } : {}),
        });
        if (!fine) return;
        const plan = {
            state,
            nurses: people(nurses),
            teachers: people(teachers),
            extra: Number(extra || 0),
            ...(reason === "" ? {} : { reason }),
            ...(asked ? { confirm_affected: asked.affected.length } : {}),
        };
        void sending.run(async () => {
            const answer = await api.planSickDay(board.sick_room_id, board.day, plan, board.version);
            if (answer.done) done(t("plan.done", { day: longDay(board.day, language.value), n: answer.capacity }));
            else setAsked(answer);
        });
    };
    const trouble = sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null;
    const change = (set: (value: string) => void) => (value: string) => {
        setAsked(null);
        set(value);
    };
    const number = (id: string, label: string, value: string, set: (value: string) => void, hint: string) => (
        <TextField id={id} label={label} hint={hint} short optional value={value} onValue={change(set)} error={sending.fields[id]} maxLength={2} />
    );
    return (
        <Dialog id="plan" title={t("plan.title", { day: longDay(board.day, language.value) })} close={close}>
            <form onSubmit={submit} noValidate>
                <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
                <ChoiceField
                    id="state"
                    label={t("plan.state")}
                    value={state}
                    onValue={change(setState)}
                    across
                    choices={[
                        { value: "open", label: t("plan.open") },
                        { value: "closed", label: t("plan.closed") },
                    ]}
                />
                {state === "open" ? (
                    <>
                        {number("nurses", t("plan.nurses"), nurses, setNurses, t("plan.by_rules", { n: board.nurses.on_duty }))}
                        {number("teachers", t("plan.teachers"), teachers, setTeachers, t("plan.by_rules", { n: board.teachers.on_duty }))}
                        {number("extra", t("plan.extra"), extra, setExtra, t("plan.extra_hint"))}
                        {Number(extra) > 0 ? (
                            <SelectField
                                id="reason"
                                label={t("plan.reason")}
                                value={reason}
                                onValue={setReason}
                                error={sending.fields["reason"]}
                                placeholder={t("field.choose")}
                                groups={[{ choices: REASONS() }]}
                            />
                        ) : null}
                    </>
                ) : null}
                {asked ? <Affected board={board} plan={asked} /> : null}
                <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                    {asked ? t("plan.send_affected", { n: asked.affected.length }) : t("plan.send")}
                </Submit>
            </form>
        </Dialog>
    );
}
