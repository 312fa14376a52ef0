// One alarm: whom to telephone, what came of it, and where the child is. A call is written down with one tap beside its number.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock, dayAndClock, instantAt } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { about, alarmKindWord, channelWord, relationWord, resultWord, stepWord, whereWord } from "./alarm-words.ts";
import { Frame } from "./frame.tsx";
import { RollCall } from "./roll-call.tsx";

type Result = api.AttemptAsk["result"];
const RESULTS: Result[] = ["reached", "no_answer", "message_left", "wrong_number"];
const PLACES: Record<api.AlarmKind, api.Whereabouts[]> = {
    unexplained: ["at_home", "on_the_way", "in_nursery", "at_hospital", "with_others", "elsewhere"],
    still_here: ["at_home", "in_nursery", "at_hospital", "with_others", "elsewhere"],
    count: ["all_found", "in_nursery", "at_home", "at_hospital", "with_others", "elsewhere"],
    bus: ["all_found", "in_nursery", "at_home", "at_hospital", "with_others", "elsewhere"],
    roll_call: [],
};

function Numbers({ log, done }: { log: api.AlarmLog; done: (words: string) => void }) {
    const sending = useSending();
    const [other, setOther] = useState("");
    const note = (whom: string, number: string, result: Result) =>
        void sending.run(async (intention) => {
            await api.attemptAlarm(log.id, { channel: "telephone", result, whom, number }, intention);
            done(t("alarm.noted", { whom, result: resultWord(result) }));
        });
    const buttons = (whom: string, number: string) => (
        <span class="buttons call-results" role="group" aria-label={t("alarm.result_of", { whom })}>
            {RESULTS.map((result) => (
                <button key={result} type="button" class="button button-second" onClick={() => note(whom, number, result)}>
                    {resultWord(result)}
                </button>
            ))}
        </span>
    );
    return (
        <section class="card stack" aria-labelledby="numbers-title">
            <h2 id="numbers-title">{t("alarm.call")}</h2>
            {sending.trouble ? (
                <Notice kind="error" title={t("alarm.not_noted")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <ul class="numbers">
                {log.numbers.map((one) => (
                    <li key={`${one.name} ${one.number}`}>
                        <a class="button call" href={`tel:${one.number.replace(/[^0-9+]/g, "")}`}>
                            <Icon name="phone" /> {one.name} ({relationWord(one.relation)}) {one.number}
                        </a>
                        {buttons(one.name, one.number)}
                    </li>
                ))}
                <li>
                    <TextField id="other" label={t("alarm.other_number")} type="tel" value={other} onValue={setOther} optional short />
                    {buttons(t("alarm.other"), other)}
                </li>
            </ul>
        </section>
    );
}

function Close({ log, done }: { log: api.AlarmLog; done: (words: string) => void }) {
    const [where, setWhere] = useState("");
    const [time, setTime] = useState("");
    const [note, setNote] = useState("");
    const sending = useSending({
        "/whereabouts": { field: "where", label: () => t("alarm.where_is") },
        "/expected_at": { field: "expected", label: () => t("alarm.expected") },
        "/note": { field: "note", label: () => t("alarm.note") },
    });
    const onTheWay = where === "on_the_way";
    const press = (event: Event) => {
        event.preventDefault();
        const missing = t("field.missing", { label: t("alarm.where_is") });
        if (!sending.check({ where: where === "" ? missing : "" })) return;
        void sending.run(async (intention) => {
            const place = where as api.Whereabouts;
            await api.closeAlarm(
                log,
                {
                    whereabouts: place,
                    ...(onTheWay && time ? { expected_at: instantAt(log.day, time) } : {}),
                    ...(note ? { note } : {}),
                },
                intention,
            );
            done(t("alarm.closed", { where: whereWord(place) }));
        });
    };
    return (
        <form class="card stack" onSubmit={press} noValidate aria-labelledby="close-title">
            <h2 id="close-title">{t("alarm.close")}</h2>
            <ErrorSummary fields={sending.fields} attempt={sending.attempt} />
            {sending.trouble ? (
                <Notice kind="error" title={t("alarm.not_closed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <ChoiceField
                id="where"
                label={t("alarm.where_is")}
                hint={t("alarm.where_hint")}
                value={where}
                onValue={setWhere}
                error={sending.fields["where"]}
                choices={PLACES[log.kind].map((value) => ({ value, label: whereWord(value) }))}
                across
            />
            {onTheWay ? (
                <TextField
                    id="expected"
                    label={t("alarm.expected")}
                    hint={t("alarm.expected_hint")}
                    type="time"
                    value={time}
                    onValue={setTime}
                    error={sending.fields["expected"]}
                    short
                />
            ) : null}
            <TextField
                id="note"
                label={t("alarm.note")}
                hint={t("alarm.note_hint")}
                value={note}
                onValue={setNote}
                error={sending.fields["note"]}
                optional={where !== "elsewhere" && where !== "with_others"}
                rows={2}
                maxLength={200}
            />
            <Submit busy={sending.busy} busyWords={t("alarm.closing")}>{t("alarm.close_send")}</Submit>
        </form>
    );
}

function Log({ log }: { log: api.AlarmLog }) {
    return (
        <section class="card stack" aria-labelledby="log-title">
            <h2 id="log-title">{t("alarm.log")}</h2>
            <ol class="alarm-log">
                {log.attempts.map((one, index) => (
                    <li key={index}>
                        <span class="time">{clock(one.at)}</span> {channelWord(one.channel)}
                        {one.step ? ` · ${stepWord(one.step)}` : ""}
                        {one.whom ? ` · ${one.whom}` : ""}
                        {one.number ? ` ${one.number}` : ""} · <strong>{resultWord(one.result)}</strong>
                        {one.by ? ` · ${one.by}` : ""}
                        {one.note ? <span class="hint"> {one.note}</span> : null}
                    </li>
                ))}
            </ol>
        </section>
    );
}

export function AlarmPage({ nursery, which }: { nursery: api.Me["sites"][number]; which: string }) {
    const [said, setSaid] = useState("");
    const alarm = useResource(`alarm ${which}`, (etag) => api.alarm(which, etag), { topics: [`alarms:${nursery.id}`] });
    const done = (words: string) => {
        setSaid(words);
        alarm.refresh();
    };
    return (
        <Frame title={alarm.value ? about(alarm.value) : t("alarm.title")} kicker={nursery.name}>
            <p>
                <a href={`/staff/nurseries/${nursery.id}/alarms`}>{t("alarm.all")}</a>
            </p>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={alarm}>
                {(log) => (
                    <>
                        {log.state === "open" ? (
                            <Notice kind="warning" title={alarmKindWord(log.kind)}>
                                <p>
                                    {t("alarm.since", { at: dayAndClock(log.opened_at, language.value) })}{" "}
                                    {log.step ? t("alarm.reached", { step: stepWord(log.step), n: log.tried }) : ""}
                                </p>
                            </Notice>
                        ) : (
                            <Notice kind="info" icon="check" title={alarmKindWord(log.kind)}>
                                <p>
                                    {log.whereabouts
                                        ? t("alarm.over", {
                                              at: clock(log.closed_at),
                                              where: whereWord(log.whereabouts),
                                              by: log.closed_by ?? t("alarm.by_itself"),
                                          })
                                        : ""}{" "}
                                    {log.note}
                                </p>
                            </Notice>
                        )}
                        {log.state === "open" && log.kind === "roll_call" ? <RollCall log={log} done={done} /> : null}
                        {log.state === "open" && log.child ? <Numbers log={log} done={done} /> : null}
                        {log.state === "open" && log.kind !== "roll_call" ? <Close log={log} done={done} /> : null}
                        <Log log={log} />
                    </>
                )}
            </Loaded>
        </Frame>
    );
}
