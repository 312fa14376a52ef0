// What the stored words of an accident are called on the pages.
import * as api from "../lib/api-incidents.ts";
import { dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";

export const OUTCOMES: api.IncidentOutcome[] = ["near_miss", "minor", "doctor", "unconscious", "death"];
export const PLACES: api.IncidentPlace[] = ["classroom", "hall", "corridor", "toilet", "yard", "pool", "park", "road", "bus", "other"];
export const ACTIVITIES: api.IncidentActivity[] = ["free_play", "group", "meal", "nap", "water", "outing", "toilet", "arriving", "other"];
export const STAGES: api.IncidentStage[] = ["first", "second", "analysis"];
export const TOLD: api.IncidentTold[] = ["in_person", "telephone", "page"];
export const FIELDS = [
    "scene",
    "response",
    "injury",
    "hospital",
    "condition",
    "family",
    "background",
    "manual",
    "equipment",
    "surrounding",
    "people",
    "prevention",
] as const satisfies readonly (keyof api.IncidentFields)[];
export type Field = (typeof FIELDS)[number];

export const outcomeWord = (outcome: api.IncidentOutcome): string => t(`incident.outcome.${outcome}`);
export const placeWord = (place: api.IncidentPlace): string => t(`incident.place.${place}`);
export const activityWord = (activity: api.IncidentActivity): string => t(`incident.activity.${activity}`);
export const stageWord = (stage: api.IncidentStage): string => t(`incident.stage.${stage}`);
export const toldWord = (told: api.IncidentTold): string => t(`incident.told.${told}`);
export const fieldWord = (field: Field): string => t(`incident.field.${field}`);

const at = (instant: string): string => dayAndClock(instant, language.value);

/** "First report: due Sat 28 Feb 23:59", by its state. */
export function reportWords(report: api.IncidentReport): string {
    const stage = stageWord(report.stage);
    if (report.sent_at) return t("incident.report.sent", { stage, at: at(report.sent_at) });
    if (report.due_at === null) return t("incident.report.open", { stage });
    if (report.state === "late") return t("incident.report.late", { stage, at: at(report.due_at) });
    return t("incident.report.due", { stage, at: at(report.due_at) });
}

/** What is asked for next: the first report that is not there. */
export const nextReport = (incident: api.Incident): api.IncidentReport | undefined =>
    incident.reports.find((one) => one.sent_at === null && one.due_at !== null);

/** Who it was, as far as the reader may know. */
export function who(incident: api.Incident): string {
    if (incident.child) return `${incident.child.name} ${incident.child.class}`;
    return incident.class_age === null ? t("incident.nobody") : t("incident.class_age", { n: incident.class_age });
}
