// What happened to children in a nursery: the log, the days of the reports, and the form for one more. And the municipality's list.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import * as incidents from "../lib/api-incidents.ts";
import { clock, dayAndClock, dayOf, instantAt } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { go } from "../lib/router.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import { useIncidents, useWardIncidents } from "./incident-bar.tsx";
import { ACTIVITIES, activityWord, OUTCOMES, outcomeWord, PLACES, placeWord, reportWords, who } from "./incident-words.ts";
import "./incidents.css";

type Site = api.Me["sites"][number];

export function Reports({ incident }: { incident: incidents.Incident }) {
    return (
        <>
            {incident.reports.map((report) => (
                <p key={report.stage} class={report.state === "late" ? "incident-due incident-due-late" : "incident-due"}>
                    <Icon name={report.sent_at ? "check" : report.state === "late" ? "warning" : "clock"} /> {reportWords(report)}
                </p>
            ))}
        </>
    );
}

function Row({ incident, to, ward }: { incident: incidents.Incident; to: string; ward?: boolean }) {
    const late = incident.reports.some((report) => report.state === "late");
    return (
        <li class={late ? "card incident-late" : "card"} data-incident={incident.id}>
            <p class="incident-who">
                <a href={`${to}/${incident.id}`}>
                    {ward ? `${incident.nursery.name} ` : ""}
                    {who(incident)}
                </a>
            </p>
            <p>
                {dayAndClock(incident.happened_at, language.value)} · {placeWord(incident.place)} · {activityWord(incident.activity)} ·{" "}
                <strong>{outcomeWord(incident.outcome)}</strong>
                {incident.treatment_days > 0 ? ` ${t("incident.treatment", { n: incident.treatment_days })}` : null}
            </p>
            <Reports incident={incident} />
            {incident.child && !ward ? (
                <p class={incident.told === 0 ? "incident-due incident-due-late" : "hint"}>
                    {incident.told === 0 ? t("incident.not_told") : t("incident.told_n", { n: incident.told })}
                </p>
            ) : null}
        </li>
    );
}

function Form({ nursery }: { nursery: Site }) {
    const board = useResource(`board ${nursery.id} `, (etag) => api.attendanceBoard(nursery.id, undefined, etag), {
        topics: [`attendance:${nursery.id}`],
    });
    const now = api.now();
    const today = dayOf(now);
    const [form, setForm] = useState({ day: today, time: clock(now.toISOString()), child: "", place: "", activity: "", outcome: "", days: "", note: "" });
    const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
    const labels = {
        happened: t("incident.when"),
        child: t("incident.child"),
        place: t("incident.place_word"),
        activity: t("incident.activity_word"),
        outcome: t("incident.outcome_word"),
        note: t("incident.note"),
    };
    const sending = useSending({
        "/happened_at": { field: "happened", label: () => labels.happened },
        "/child_id": { field: "child", label: () => labels.child },
        "/note": { field: "note", label: () => labels.note },
    });
    const missing = (field: keyof typeof labels, value: string) => (value === "" ? t("field.missing", { label: labels[field] }) : "");
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            happened: missing("happened", form.day && form.time),
            outcome: missing("outcome", form.outcome),
            child: form.outcome === "near_miss" ? "" : missing("child", form.child),
            place: missing("place", form.place),
            activity: missing("activity", form.activity),
            note: missing("note", form.note.trim()),
        });
        if (!fine) return;
        void sending.run(async (intention) => {
            const made = await incidents.openIncident(
                nursery.id,
                {
                    happened_at: instantAt(form.day, form.time),
                    place: form.place as incidents.IncidentPlace,
                    activity: form.activity as incidents.IncidentActivity,
                    outcome: form.outcome as incidents.IncidentOutcome,
                    note: form.note.trim(),
                    ...(form.child ? { child_id: form.child } : {}),
                    ...(/^\d{1,4}$/.test(form.days) ? { treatment_days: Number(form.days) } : {}),
                },
                intention,
            );
            go(`/staff/nurseries/${nursery.id}/incidents/${made.id}`);
        });
    };
    const children = board.value?.children ?? [];
    const groups = [...new Set(children.map((child) => child.class))].map((name) => ({
        label: name,
        choices: children.filter((child) => child.class === name).map((child) => ({ value: child.child_id, label: child.name })),
    }));
    return (
        <form class="card stack" onSubmit={submit} noValidate aria-labelledby="write-title">
            <h2 id="write-title">{t("incident.write")}</h2>
            <ErrorSummary fields={sending.fields} attempt={sending.attempt} />
            {sending.trouble ? (
                <Notice kind="error" title={t("incident.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <ChoiceField
                id="outcome"
                label={labels.outcome}
                value={form.outcome}
                onValue={(outcome) => set({ outcome })}
                error={sending.fields["outcome"]}
                choices={OUTCOMES.map((value) => ({ value, label: outcomeWord(value) }))}
            />
            {form.outcome === "doctor" ? (
                <TextField id="days" label={t("incident.days")} hint={t("incident.days_hint")} value={form.days} onValue={(days) => set({ days })} inputMode="decimal" short optional />
            ) : null}
            <SelectField
                id="child"
                label={labels.child}
                value={form.child}
                onValue={(child) => set({ child })}
                error={sending.fields["child"]}
                placeholder={t("incident.nobody")}
                groups={groups}
                optional={form.outcome === "near_miss"}
            />
            <TextField id="happened" type="date" label={labels.happened} value={form.day} max={today} onValue={(day) => set({ day })} error={sending.fields["happened"]} />
            <TextField id="time" type="time" label={t("incident.time")} value={form.time} onValue={(time) => set({ time })} short />
            <SelectField
                id="place"
                label={labels.place}
                value={form.place}
                onValue={(place) => set({ place })}
                error={sending.fields["place"]}
                placeholder={t("incident.choose")}
                groups={[{ choices: PLACES.map((value) => ({ value, label: placeWord(value) })) }]}
            />
            <SelectField
                id="activity"
                label={labels.activity}
                value={form.activity}
                onValue={(activity) => set({ activity })}
                error={sending.fields["activity"]}
                placeholder={t("incident.choose")}
                groups={[{ choices: ACTIVITIES.map((value) => ({ value, label: activityWord(value) })) }]}
            />
            <TextField id="note" label={labels.note} hint={t("incident.note_hint")} value={form.note} onValue={(note) => set({ note })} error={sending.fields["note"]} rows={4} maxLength={400} />
            <Submit busy={sending.busy} busyWords={t("incident.saving")}>
                {t("incident.save")}
            </Submit>
        </form>
    );
}

export function IncidentsPage({ nursery }: { nursery: Site }) {
    const list = useIncidents(nursery.id);
    const to = `/staff/nurseries/${nursery.id}/incidents`;
    return (
        <Frame title={t("incident.title")} kicker={nursery.name}>
            <Loaded from={list}>
                {(value) =>
                    value.incidents.length === 0 ? (
                        <p class="card">{t("incident.none")}</p>
                    ) : (
                        <ul class="incidents">
                            {value.incidents.map((one) => (
                                <Row key={one.id} incident={one} to={to} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
            <Form nursery={nursery} />
        </Frame>
    );
}

/** Late ones first: that is what an officer rings about. */
const urgent = (one: incidents.Incident): number => (one.reports.some((report) => report.state === "late") ? 0 : 1);

export function WardIncidentsPage() {
    const list = useWardIncidents();
    return (
        <Frame title={t("incident.ward_title")}>
            <p>{t("incident.ward_lead")}</p>
            <Loaded from={list}>
                {(value) =>
                    value.incidents.length === 0 ? (
                        <p class="card">{t("incident.ward_none")}</p>
                    ) : (
                        <ul class="incidents">
                            {[...value.incidents]
                                .sort((a, b) => urgent(a) - urgent(b))
                                .map((one) => (
                                    <Row key={one.id} incident={one} to="/staff/ward/incidents" ward />
                                ))}
                        </ul>
                    )
                }
            </Loaded>
        </Frame>
    );
}
