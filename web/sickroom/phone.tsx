// A booking by telephone, while the family is on the line: find the child, day and illness by large buttons, say the answer, send (30 seconds).
import { useEffect, useState } from "preact/hooks";
import { dayWord } from "../components/board/board.tsx";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { ReservationPill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { addDays, clock, dayOf, instantAt, longDay, temperature } from "../lib/format.ts";
import { type Sending, useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { reasonWord, refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "../staff/frame.tsx";
import "../staff/board.css";
import "./room.css";

const COMMON: api.DiseaseCode[] = ["UNDIAGNOSED_FEVER", "COLD", "COUGH", "VOMITING", "DIARRHOEA", "FLU_A", "FLU_B", "RSV"];
const MORE = "more";
const DAYS_LOOKED = 10;
const DAYS_OFFERED = 4;
const LOOK_AFTER_MS = 300;

interface Call {
    child: api.FoundChild;
    day: string;
    illness: string;
    listed: boolean;
    onset: string;
    degrees: string;
    called: string;
}

function Find({ room, choose }: { room: string; choose: (child: api.FoundChild) => void }) {
    const [typed, setTyped] = useState("");
    const [found, setFound] = useState<api.FoundChild[] | null>(null);
    const [trouble, setTrouble] = useState<Error | null>(null);
    useEffect(() => {
        const wanted = typed.trim();
        if (wanted === "") {
            setFound(null);
            return undefined;
        }
        let left = false;
        const timer = setTimeout(() => {
            api.findChildren(room, wanted).then(
                ({ children }) => (left ? undefined : (setFound(children), setTrouble(null))),
                (error: Error) => (left ? undefined : setTrouble(error)),
            );
        }, LOOK_AFTER_MS);
        return () => {
            left = true;
            clearTimeout(timer);
        };
    }, [typed, room]);
    return (
        <section class="stack">
            <TextField id="find" label={t("phone.find")} hint={t("phone.find_hint")} value={typed} onValue={setTyped} maxLength={30} />
            {trouble ? <Notice kind="error" title={refusalSentence(trouble)} /> : null}
            <p role="status" class={found?.length === 0 ? "" : "unseen"}>
                {found === null ? "" : found.length === 0 ? t("phone.nobody") : t("phone.found", { n: found.length })}
            </p>
            <ul class="rows">
                {(found ?? []).map((child) => (
                    <li key={child.id}>
                        <button type="button" class="button button-second button-wide found" onClick={() => choose(child)}>
                            <span>
                                {child.name} <small>{child.kana}</small>
                            </span>
                            <small>
                                {t("phone.born", { day: child.birth })} {child.number ?? t("phone.no_number")}
                            </small>
                        </button>
                    </li>
                ))}
            </ul>
        </section>
    );
}

const askOf = (room: string, call: Call): api.ReservationAsk => {
    const degrees = temperature(call.degrees);
    const today = dayOf(api.now());
    return {
        child_id: call.child.id,
        sick_room_id: room,
        days: [call.day],
        condition: {
            diagnosis: call.illness as api.DiseaseCode,
            onset: addDays(today, -Number(call.onset)),
            ...(degrees === null ? {} : { temperature_c: degrees }),
            note: "none",
        },
        channel: "phone",
        called_at: instantAt(today, call.called),
    };
};

function verdictWord(one: api.ReservationPreview): string {
    switch (one.answer) {
        case "confirmed_now":
            return t("verdict.confirmed");
        case "nurse_must_judge":
            return t("verdict.judge");
        case "waiting_list":
            return t("verdict.waiting", { n: one.rank ?? 1 });
        case "not_possible":
            return t("verdict.impossible");
    }
}

/** What the family can be told before anything is written. */
function Answer({ room, call }: { room: string; call: Call }) {
    const [said, setSaid] = useState<api.ReservationPreview | null>(null);
    const complete = call.day !== "" && call.illness !== "" && call.onset !== "";
    useEffect(() => {
        let left = false;
        setSaid(null);
        if (!complete) return undefined;
        api.preview(askOf(room, call)).then(
            ({ answers }) => (left ? undefined : setSaid(answers[0] ?? null)),
            () => undefined,
        );
        return () => {
            left = true;
        };
    }, [complete, call.child.id, call.day, call.illness, call.onset, call.degrees]);
    if (!complete) return null;
    const why = said?.answer === "not_possible" ? refusalSentence(new api.Problem(409, { code: said.reason ?? "" })) : reasonWord(said?.reason);
    return (
        <p role="status" class="phone-answer">
            {said === null ? t("state.loading") : `${verdictWord(said)} ${why}`}
        </p>
    );
}

function Day({ room, call, change, error }: { room: string; call: Call; change: (part: Partial<Call>) => void; error: string | undefined }) {
    const today = dayOf(api.now());
    const board = useResource(`phone ${room}`, (etag) => api.vacancies(today, DAYS_LOOKED, etag), { topics: ["vacancies"] });
    const days = board.value?.sick_rooms.find((one) => one.id === room)?.days.filter(({ slots }) => slots.some((slot) => slot.mark !== "closed")) ?? [];
    const wanted = days.slice(0, DAYS_OFFERED);
    const asked = days.find(({ day }) => day === call.day);
    const shown = asked && !wanted.includes(asked) ? [...wanted, asked] : wanted;
    return (
        <ChoiceField
            id="day"
            label={t("phone.day")}
            value={call.day}
            onValue={(day) => change({ day })}
            error={error}
            across
            choices={shown.map(({ day, slots }) => ({
                value: day,
                label: `${dayWord(day, today)} ${longDay(day, language.value)}`.trim(),
                hint: t("vacancy.left", { n: slots[0]?.remaining ?? 0 }),
            }))}
        />
    );
}

function Illness({ call, change, error }: { call: Call; change: (part: Partial<Call>) => void; error: string | undefined }) {
    const list = useResource("diseases", (etag) => api.diseases(etag));
    return (
        <>
            <ChoiceField
                id="illness"
                label={t("room.illness")}
                value={call.listed ? MORE : call.illness}
                onValue={(value) => change(value === MORE ? { listed: true, illness: "" } : { listed: false, illness: value })}
                error={error}
                across
                choices={[...COMMON.map((code) => ({ value: code as string, label: diseaseWord(code) })), { value: MORE, label: t("reserve.seen.more") }]}
            />
            {call.listed ? (
                <SelectField
                    id="list"
                    label={t("reserve.list")}
                    value={call.illness}
                    onValue={(illness) => change({ illness })}
                    placeholder={t("field.choose")}
                    groups={[{ choices: (list.value?.diseases ?? []).map(({ code }) => ({ value: code, label: diseaseWord(code) })) }]}
                />
            ) : null}
        </>
    );
}

function Form({ room, call, change, sending, submit }: { room: string; call: Call; change: (part: Partial<Call>) => void; sending: Sending; submit: (event: Event) => void }) {
    const trouble = sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null;
    return (
        <form onSubmit={submit} noValidate class="stack">
            <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
            <Day room={room} call={call} change={change} error={sending.fields["day"]} />
            <Illness call={call} change={change} error={sending.fields["illness"]} />
            <ChoiceField
                id="onset"
                label={t("reserve.onset")}
                value={call.onset}
                onValue={(onset) => change({ onset })}
                across
                choices={[
                    { value: "0", label: t("day.today") },
                    { value: "1", label: t("day.yesterday") },
                    { value: "2", label: t("day.before_yesterday") },
                ]}
            />
            <div class="time-row">
                <TextField
                    id="degrees"
                    label={t("room.temperature")}
                    optional
                    inputMode="decimal"
                    short
                    unit={t("reserve.degrees")}
                    value={call.degrees}
                    onValue={(degrees) => change({ degrees })}
                    maxLength={8}
                />
                <TextField
                    id="called"
                    label={t("phone.called")}
                    hint={t("phone.called_hint")}
                    type="time"
                    short
                    value={call.called}
                    onValue={(called) => change({ called })}
                    error={sending.fields["called"]}
                />
            </div>
            <Answer room={room} call={call} />
            <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                {t("phone.send")}
            </Submit>
        </form>
    );
}

function Told({ result, room, day, again }: { result: api.ReservationResult; room: string; day: string; again: () => void }) {
    const taken = "state" in result && typeof result.state === "string";
    return (
        <Notice kind={taken ? "success" : "warning"} title={t("phone.done")}>
            {taken ? <ReservationPill state={result.state as api.ReservationState} /> : null}
            <div class="buttons">
                <a class="button" href={`/staff/sick-rooms/${room}?day=${day}`}>
                    {t("phone.to_day")}
                </a>
                <button type="button" class="button button-second" onClick={again}>
                    {t("phone.again")}
                </button>
            </div>
        </Notice>
    );
}

export function PhonePage({ room }: { room: api.Me["sites"][number] }) {
    const wanted = new URLSearchParams(location.search).get("day") ?? "";
    const [call, setCall] = useState<Call | null>(null);
    const [result, setResult] = useState<api.ReservationResult | null>(null);
    const sending = useSending({
        "/days": { field: "day", label: () => t("phone.day") },
        "/called_at": { field: "called", label: () => t("phone.called") },
        "/condition/diagnosis": { field: "illness", label: () => t("room.illness") },
    });
    const begin = (child: api.FoundChild) =>
        setCall({ child, day: wanted, illness: "", listed: false, onset: "0", degrees: "", called: clock(api.now().toISOString()) });
    const change = (part: Partial<Call>) => setCall((old) => (old ? { ...old, ...part } : old));
    const again = () => {
        setCall(null);
        setResult(null);
    };
    const submit = (event: Event) => {
        event.preventDefault();
        if (!call) return;
        const miss = (label: string) => t("field.missing", { label });
        const fine = sending.check({
            ...(call.day === "" ? { day: miss(t("phone.day")) } : {}),
            ...(call.illness === "" ? { illness: miss(t("room.illness")) } : {}),
            ...(call.called === "" ? { called: miss(t("phone.called")) } : {}),
        });
        if (!fine) return;
        void sending.run(async (intention) => {
            const { reservations } = await api.reserve(askOf(room.id, call), intention);
            setResult(reservations[0] ?? null);
        });
    };
    return (
        <Frame title={t("phone.title")} kicker={room.name}>
            <p>
                <a href={`/staff/sick-rooms/${room.id}${wanted ? `?day=${wanted}` : ""}`}>
                    <Icon name="back" />
                    {t("phone.back")}
                </a>
            </p>
            {call ? (
                <div class="card stack">
                    <h2>
                        {call.child.name} <small>{call.child.kana}</small>
                    </h2>
                    {result ? (
                        <Told result={result} room={room.id} day={call.day} again={again} />
                    ) : (
                        <Form room={room.id} call={call} change={change} sending={sending} submit={submit} />
                    )}
                </div>
            ) : (
                <Find room={room.id} choose={begin} />
            )}
        </Frame>
    );
}
