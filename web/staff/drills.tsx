// Drills of a fiscal year: every month with what it needs, and a month without is red.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import * as incidents from "../lib/api-incidents.ts";
import { dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import "./incidents.css";

type Site = api.Me["sites"][number];
const KINDS: incidents.DrillKind[] = ["fire", "earthquake", "flood", "intruder", "handover", "extinguish"];
const kindWord = (kind: incidents.DrillKind): string => t(`drill.kind.${kind}`);
const monthWord = (state: incidents.DrillMonth): string => t(`drill.month.${state}`);

function Months({ drills }: { drills: incidents.Drills }) {
    return (
        <ul class="drill-months">
            {drills.months.map((month) => {
                const missing = month.evacuation === "missing" || month.extinguisher === "missing";
                return (
                    <li key={month.from} class={missing ? "card drill-missing" : "card"} data-month={month.from.slice(0, 7)}>
                        <strong>{month.from.slice(0, 7)}</strong>
                        <p>
                            {missing ? <Icon name="warning" /> : null} {t("drill.evacuation")} {monthWord(month.evacuation)}
                        </p>
                        <p>
                            {t("drill.extinguisher")} {monthWord(month.extinguisher)}
                        </p>
                    </li>
                );
            })}
        </ul>
    );
}

function Form({ nursery, done }: { nursery: Site; done: () => void }) {
    const today = dayOf(api.now());
    const [form, setForm] = useState({ held: "held", day: today, kind: "", start: "", minutes: "", children: "", staff: "", note: "" });
    const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
    const sending = useSending({ "/day": { field: "day", label: () => t("drill.day") } });
    const number = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : 0);
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            day: form.day === "" ? t("field.missing", { label: t("drill.day") }) : "",
            kind: form.kind === "" ? t("field.missing", { label: t("drill.kind_word") }) : "",
        });
        if (!fine) return;
        void sending.run(async (intention) => {
            const held = form.held === "held";
            const ask: incidents.KeepDrill = {
                day: form.day,
                kind: form.kind as incidents.DrillKind,
                held,
                note: form.note,
                seconds: held ? 60 * number(form.minutes) : 0,
                children: held ? number(form.children) : 0,
                staff: held ? number(form.staff) : 0,
                ...(form.start ? { start: form.start } : {}),
            };
            await incidents.keepDrill(nursery.id, ask, intention);
            set({ kind: "", note: "" });
            done();
        });
    };
    return (
        <form class="card stack no-print" onSubmit={submit} noValidate aria-labelledby="drill-title">
            <h2 id="drill-title">{t("drill.write")}</h2>
            <ErrorSummary fields={sending.fields} attempt={sending.attempt} />
            {sending.trouble ? (
                <Notice kind="error" title={t("incident.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <ChoiceField
                id="held"
                label={t("drill.held_word")}
                value={form.held}
                onValue={(held) => set({ held })}
                choices={[
                    { value: "held", label: t("drill.held") },
                    { value: "planned", label: t("drill.planned") },
                ]}
                across
            />
            <TextField id="day" type="date" label={t("drill.day")} value={form.day} onValue={(day) => set({ day })} error={sending.fields["day"]} />
            <SelectField
                id="kind"
                label={t("drill.kind_word")}
                value={form.kind}
                onValue={(kind) => set({ kind })}
                error={sending.fields["kind"]}
                placeholder={t("incident.choose")}
                groups={[{ choices: KINDS.map((value) => ({ value, label: kindWord(value) })) }]}
            />
            <TextField id="start" type="time" label={t("drill.start")} value={form.start} onValue={(start) => set({ start })} short optional />
            {form.held === "held" ? (
                <>
                    <TextField id="minutes" label={t("drill.minutes")} value={form.minutes} onValue={(minutes) => set({ minutes })} inputMode="decimal" short optional />
                    <TextField id="children" label={t("incident.children")} value={form.children} onValue={(children) => set({ children })} inputMode="decimal" short optional />
                    <TextField id="staff" label={t("incident.staff")} value={form.staff} onValue={(staff) => set({ staff })} inputMode="decimal" short optional />
                </>
            ) : null}
            <TextField id="drill-note" label={t("drill.note")} hint={t("drill.note_hint")} value={form.note} onValue={(note) => set({ note })} rows={3} maxLength={200} optional />
            <Submit busy={sending.busy} busyWords={t("incident.saving")}>
                {t("incident.save")}
            </Submit>
        </form>
    );
}

export function DrillsPage({ nursery }: { nursery: Site }) {
    const [year, setYear] = useState<number | null>(null);
    const [said, setSaid] = useState("");
    const drills = useResource(`drills ${nursery.id} ${year ?? ""}`, (etag) => incidents.drills(nursery.id, year, etag), {
        topics: [`alarms:${nursery.id}`],
    });
    const done = () => {
        setSaid(t("incident.saved"));
        drills.refresh();
    };
    return (
        <Frame title={t("drill.title")} kicker={nursery.name}>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={drills}>
                {(value) => (
                    <>
                        <div class="buttons drill-year no-print">
                            <button type="button" class="button button-second" onClick={() => setYear(value.year - 1)}>
                                {t("drill.before")}
                            </button>
                            <strong>{t("drill.year", { year: value.year })}</strong>
                            <button type="button" class="button button-second" onClick={() => setYear(value.year + 1)}>
                                {t("drill.after")}
                            </button>
                        </div>
                        <Months drills={value} />
                        <ul class="stack">
                            {value.drills.map((one) => (
                                <li key={one.id}>
                                    {longDay(one.day, language.value)} {one.start ?? ""} <strong>{kindWord(one.kind)}</strong>{" "}
                                    {one.held ? t("drill.held") : t("drill.planned")}{" "}
                                    {one.seconds > 0 ? t("drill.took", { n: Math.round(one.seconds / 60) }) : ""}{" "}
                                    {one.children > 0 ? t("incident.people_n", { children: one.children, staff: one.staff }) : ""} {one.note} {one.by}
                                </li>
                            ))}
                        </ul>
                    </>
                )}
            </Loaded>
            <Form nursery={nursery} done={done} />
        </Frame>
    );
}
