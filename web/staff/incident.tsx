// One accident: what is known, how bad it is held to be, the reports as the state's form asks for them, and what the family was told. For paper too.
import { useState } from "preact/hooks";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import type * as api from "../lib/api.ts";
import * as incidents from "../lib/api-incidents.ts";
import { dayAndClock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { session } from "../lib/session.ts";
import { Frame } from "./frame.tsx";
import { activityWord, type Field, FIELDS, fieldWord, OUTCOMES, outcomeWord, placeWord, STAGES, stageWord, TOLD, toldWord, who } from "./incident-words.ts";
import { Reports } from "./incidents.tsx";
import { heads } from "./ways.ts";
import "./incidents.css";

const at = (instant: string): string => dayAndClock(instant, language.value);
const newest = (record: incidents.IncidentRecord, stage: incidents.IncidentStage) => record.versions.filter((one) => one.stage === stage).at(-1);

function Failure({ sending }: { sending: ReturnType<typeof useSending> }) {
    return sending.trouble ? (
        <Notice kind="error" title={t("incident.failed")}>
            <p>{refusalSentence(sending.trouble)}</p>
        </Notice>
    ) : null;
}

function Facts({ record }: { record: incidents.IncidentRecord }) {
    const rows: [string, string][] = [
        [t("incident.nursery"), record.nursery.name],
        [t("incident.child"), who(record)],
        [t("incident.when"), at(record.happened_at)],
        [t("incident.place_word"), placeWord(record.place)],
        [t("incident.activity_word"), activityWord(record.activity)],
        [t("incident.outcome_word"), `${outcomeWord(record.outcome)} ${record.treatment_days > 0 ? t("incident.treatment", { n: record.treatment_days }) : ""}`],
        ...(record.own ? ([[t("incident.note"), record.note], [t("incident.written"), `${at(record.written_at)} ${record.by}`]] as [string, string][]) : []),
    ];
    return (
        <table class="incident-sheet">
            <caption class="unseen">{t("incident.facts")}</caption>
            <tbody>
                {rows.map(([name, value]) => (
                    <tr key={name}>
                        <th scope="row">{name}</th>
                        <td class="incident-text">{value}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

/** What was handed in, or would be: as the form has it. */
function Sheet({ version }: { version: incidents.IncidentVersion }) {
    return (
        <table class="incident-sheet">
            <caption>
                {stageWord(version.stage)} {t("incident.version", { n: version.version, at: at(version.at), by: version.by })}{" "}
                {version.sent_at ? t("incident.sent_by", { at: at(version.sent_at), by: version.sent_by }) : t("incident.not_sent")}
            </caption>
            <tbody>
                <tr>
                    <th scope="row">{t("incident.people_there")}</th>
                    <td>{t("incident.people_n", { children: version.children, staff: version.staff })}</td>
                </tr>
                {FIELDS.filter((field) => version.fields[field]).map((field) => (
                    <tr key={field}>
                        <th scope="row">{fieldWord(field)}</th>
                        <td class="incident-text">{version.fields[field]}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

interface DoProps {
    record: incidents.IncidentRecord;
    done: (words: string) => void;
}

/** A report of a stage: it begins with what the last one says, so that nothing is typed twice. */
function Report({ record, stage, head, done }: DoProps & { stage: incidents.IncidentStage; head: boolean }) {
    const own = newest(record, stage);
    const before = own ?? record.versions.at(-1);
    const [fields, setFields] = useState<incidents.IncidentFields>(before?.fields ?? { scene: record.note });
    const [people, setPeople] = useState({ children: String(before?.children ?? ""), staff: String(before?.staff ?? "") });
    const map = Object.fromEntries(FIELDS.map((field) => [`/fields/${field}`, { field, label: () => fieldWord(field) }]));
    const sending = useSending(map);
    const count = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : 0);
    const shown: readonly Field[] = stage === "first" ? FIELDS.slice(0, 7) : FIELDS;
    const needed: Field[] = stage === "first" ? ["scene", "response", "injury"] : ["scene", "response", "injury", "manual", "equipment", "surrounding", "people", "prevention"];
    const save = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            const ask = { stage, version: own?.version ?? 0, children: count(people.children), staff: count(people.staff), fields };
            await incidents.reportIncident(record.id, ask, intention);
            done(t("incident.saved"));
        });
    };
    const send = () =>
        void sending.run(async (intention) => {
            await incidents.sendIncident(record.id, stage, intention);
            done(t("incident.was_sent", { stage: stageWord(stage) }));
        });
    return (
        <details class="card no-print">
            <summary>{t("incident.write_report", { stage: stageWord(stage) })}</summary>
            <form class="stack" onSubmit={save} noValidate>
                <Failure sending={sending} />
                <TextField id={`${stage}-children`} label={t("incident.children")} value={people.children} onValue={(children) => setPeople((old) => ({ ...old, children }))} inputMode="decimal" short optional />
                <TextField id={`${stage}-staff`} label={t("incident.staff")} value={people.staff} onValue={(staff) => setPeople((old) => ({ ...old, staff }))} inputMode="decimal" short optional />
                {shown.map((field) => (
                    <TextField
                        key={field}
                        id={`${stage}-${field}`}
                        label={fieldWord(field)}
                        value={fields[field] ?? ""}
                        onValue={(value) => setFields((old) => ({ ...old, [field]: value }))}
                        error={sending.fields[field]}
                        rows={3}
                        maxLength={400}
                        optional={!needed.includes(field)}
                    />
                ))}
                <div class="buttons">
                    <button type="submit" class="button" aria-disabled={sending.busy ? true : undefined}>
                        {t("incident.save_version")}
                    </button>
                    {head && own && own.sent_at === null ? (
                        <button type="button" class="button button-second" onClick={send}>
                            {t("incident.send", { n: own.version })}
                        </button>
                    ) : null}
                </div>
                {head ? null : <p class="hint">{t("incident.head_sends")}</p>}
            </form>
        </details>
    );
}

function Judge({ record, done }: DoProps) {
    const [outcome, setOutcome] = useState<string>(record.outcome);
    const [days, setDays] = useState(record.treatment_days > 0 ? String(record.treatment_days) : "");
    const sending = useSending();
    const save = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            const ask = { outcome: outcome as incidents.IncidentOutcome, treatment_days: /^\d{1,4}$/.test(days) ? Number(days) : 0 };
            const made = await incidents.judgeIncident(record.id, ask, intention);
            done(made.serious ? t("incident.now_serious") : t("incident.saved"));
        });
    };
    return (
        <details class="card no-print">
            <summary>{t("incident.judge")}</summary>
            <form class="stack" onSubmit={save} noValidate>
                <Failure sending={sending} />
                <ChoiceField id="judged" label={t("incident.outcome_word")} value={outcome} onValue={setOutcome} choices={OUTCOMES.map((value) => ({ value, label: outcomeWord(value) }))} />
                <TextField id="judged-days" label={t("incident.days")} hint={t("incident.days_hint")} value={days} onValue={setDays} inputMode="decimal" short optional />
                <Submit busy={sending.busy} busyWords={t("incident.saving")}>
                    {t("incident.save")}
                </Submit>
            </form>
            <ol>
                {record.judgements.map((one, index) => (
                    <li key={index}>
                        {at(one.at)} {outcomeWord(one.outcome)} {one.treatment_days > 0 ? t("incident.treatment", { n: one.treatment_days }) : ""} {one.by}
                    </li>
                ))}
            </ol>
        </details>
    );
}

function Tell({ record, done }: DoProps) {
    const [how, setHow] = useState("");
    const [text, setText] = useState("");
    const [named, setNamed] = useState(false);
    const sending = useSending();
    const save = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            how: how === "" ? t("field.missing", { label: t("incident.how") }) : "",
            told: text.trim() === "" ? t("field.missing", { label: t("incident.told_text") }) : "",
        });
        if (!fine) return;
        setNamed(false);
        void sending.run(async (intention) => {
            try {
                await incidents.tellFamily(record.id, { how: how as incidents.IncidentTold, text: text.trim() }, intention);
            } catch (error) {
                setNamed(JSON.stringify((error as { fields?: unknown }).fields ?? "").includes("NAMES_OTHERS"));
                throw error;
            }
            setText("");
            done(t("incident.was_told"));
        });
    };
    return (
        <section class="card stack" aria-labelledby="tell-title">
            <h2 id="tell-title">{t("incident.family_title")}</h2>
            {record.tellings.length === 0 ? <p>{t("incident.not_told")}</p> : null}
            <ul>
                {record.tellings.map((one, index) => (
                    <li key={index}>
                        {at(one.at)} {toldWord(one.how)} {one.by}
                        <p class="incident-text">{one.text}</p>
                    </li>
                ))}
            </ul>
            <form class="stack no-print" onSubmit={save} noValidate>
                {named ? <Notice kind="error" title={t("incident.names_others")} /> : <Failure sending={sending} />}
                <ChoiceField id="how" label={t("incident.how")} value={how} onValue={setHow} error={sending.fields["how"]} choices={TOLD.map((value) => ({ value, label: toldWord(value) }))} across />
                <TextField id="told" label={t("incident.told_text")} hint={t("incident.told_hint")} value={text} onValue={setText} error={sending.fields["told"]} rows={3} maxLength={400} />
                <Submit busy={sending.busy} busyWords={t("incident.saving")}>
                    {t("incident.tell")}
                </Submit>
            </form>
        </section>
    );
}

export function IncidentPage({ which, nursery }: { which: string; nursery?: api.Me["sites"][number] }) {
    const [said, setSaid] = useState("");
    const topics = nursery ? { topics: [`alarms:${nursery.id}`] } : {};
    const found = useResource(`incident ${which}`, (etag) => incidents.incident(which, etag), topics);
    const me = session.person.value;
    const head = Boolean(me && nursery && heads(me).some((one) => one.id === nursery.id));
    const done = (words: string) => {
        setSaid(words);
        found.refresh();
    };
    const back = nursery ? `/staff/nurseries/${nursery.id}/incidents` : "/staff/ward/incidents";
    return (
        <Frame title={t("incident.one")} kicker={nursery?.name}>
            <p class="buttons no-print">
                <a href={back}>{t("incident.all")}</a>
                <button type="button" class="button button-second" onClick={() => print()}>
                    <Icon name="list" /> {t("incident.print")}
                </button>
                <a class="button button-second" href={incidents.incidentFile(which)} download={`incident-${which}.csv`}>
                    {t("incident.csv")}
                </a>
            </p>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={found}>
                {(record) => (
                    <div class="stack" data-incident={record.id}>
                        {record.serious ? <h2>{t("incident.serious")}</h2> : null}
                        <Reports incident={record} />
                        <Facts record={record} />
                        {STAGES.flatMap((stage) => newest(record, stage) ?? []).map((version) => (
                            <Sheet key={version.stage} version={version} />
                        ))}
                        {record.own && record.serious
                            ? STAGES.map((stage) => <Report key={`${stage} ${record.versions.length}`} record={record} stage={stage} head={head} done={done} />)
                            : null}
                        {record.own && record.child ? <Tell record={record} done={done} /> : null}
                        {record.own && record.child ? <Judge key={record.judgements.length} record={record} done={done} /> : null}
                        {record.reminders.length > 0 ? (
                            <details class="no-print">
                                <summary>{t("incident.reminders", { n: record.reminders.length })}</summary>
                                <ol>
                                    {record.reminders.map((one, index) => (
                                        <li key={index}>
                                            {at(one.at)} {stageWord(one.stage)} {one.late ? t("incident.reminded_late") : t("incident.reminded")}
                                        </li>
                                    ))}
                                </ol>
                            </details>
                        ) : null}
                    </div>
                )}
            </Loaded>
        </Frame>
    );
}
