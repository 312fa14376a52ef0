// A child's illness, age and standing as the room's staff read them. Words only.
import type { BoardReservation, DiseaseCode, SickDayBoard } from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { clock, daysBetween, instantAt, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";

/** What the request said of the illness, as it was sealed; every member may be missing in an old one. */
interface Condition {
    diagnosis?: DiseaseCode;
    onset?: string;
    temperature_c?: number;
    measured_at?: string;
    antipyretic_at?: string;
    note?: "none" | "visit_booked" | "in_hand";
    note_visit?: string;
    pickup?: { name?: string; time?: string | null };
    called_at?: string;
}

export const conditionOf = (one: BoardReservation): Condition => (one.condition ?? {}) as Condition;

export function illnessWord(one: BoardReservation): string {
    const { diagnosis } = conditionOf(one);
    return diagnosis ? diseaseWord(diagnosis) : t("room.illness_unknown");
}

export function ageWord(months: number): string {
    return months < 24 ? t("room.age_months", { n: months }) : t("room.age_years", { n: Math.floor(months / 12) });
}

export function feverWord(one: BoardReservation): string {
    const { temperature_c: degrees, measured_at: at } = conditionOf(one);
    if (degrees === undefined) return "";
    return at
        ? t("room.fever_at", { degrees: degrees.toFixed(1), at: clock(at) })
        : t("room.fever", { degrees: degrees.toFixed(1) });
}

export function onsetWord(one: BoardReservation, day: string): string {
    const { onset } = conditionOf(one);
    return onset ? t("room.since_days", { n: daysBetween(onset, day) + 1 }) : "";
}

export function noteWord(one: BoardReservation): string {
    switch (one.note.status) {
        case "valid":
            return one.note.seen_at ? t("room.note_seen") : t("room.note_valid");
        case "missing":
            return t("room.note_missing");
        case "expired":
            return t("room.note_expired");
        case "changed":
            return t("room.note_changed");
    }
}

/** Must the doctor's note still be seen to? */
export const noteOpen = (one: BoardReservation, board: SickDayBoard): boolean =>
    board.note_needed !== "none" && one.note.status !== "valid";

/** The family says that it brings one: nothing to be alarmed about before the child comes. */
export const noteComes = (one: BoardReservation): boolean =>
    one.note.status === "missing" && !one.came_at && (conditionOf(one).note === "in_hand" || conditionOf(one).note === "visit_booked");

export function noteSaidWord(one: BoardReservation): string {
    const { note, note_visit: visit } = conditionOf(one);
    if (note === "in_hand") return t("room.note_in_hand");
    return visit ? t("room.note_visit", { day: longDay(visit, language.value) }) : t("room.note_visit_booked");
}

/** What stands in the way of somebody who waits, as staff say it. */
export function blockedWord(one: BoardReservation): string {
    switch (one.blocked_by) {
        case "ISOLATION_FULL":
            return t("decide.isolation");
        case "STAFF_SHORT":
            return t("decide.staff");
        default:
            return t("decide.full");
    }
}

export function channelWord(one: BoardReservation): string {
    switch (one.channel) {
        case "web":
            return t("room.channel_web");
        case "phone":
            return t("room.channel_phone");
        case "counter":
            return t("room.channel_counter");
    }
}

/** When the family asked: by telephone, when it called. */
export const askedAt = (one: BoardReservation): string => conditionOf(one).called_at ?? one.created_at;

/** null: nobody is said to be; [] said to have none. */
export function allergiesOf(one: BoardReservation): string[] | null {
    const known = one.child.allergies;
    if (known === null || known === undefined) return null;
    return known.none ? [] : known.list.map(({ what, care }) => (care === "" ? what : t("room.allergy", { what, care })));
}

/** What nobody has said yet and staff ask before the child comes (R-RSV-11). */
export function toAskWord(what: BoardReservation["to_ask"][number]): string {
    switch (what) {
        case "temperature":
            return t("room.temperature");
        case "note_issued":
            return t("reserve.note_issued");
        case "note_visit":
            return t("reserve.note_visit");
        case "allergies":
            return t("room.ask_allergies");
        case "pickup_person":
            return t("reserve.person");
        case "pickup_time":
            return t("reserve.pickup");
        case "planned_arrival":
            return t("reserve.arrival");
    }
}
export const toAskWords = (one: BoardReservation): string[] => one.to_ask.map(toAskWord);

export const roomName = (board: SickDayBoard, id: string | undefined): string =>
    board.rooms.find((room) => room.id === id)?.name ?? t("room.no_room");

/** Expected at, as HH:MM of the day; "" when nobody said. */
export function expectedWord(one: BoardReservation, day: string): string {
    return one.planned_arrival ? clock(instantAt(day, one.planned_arrival)) : "";
}

export type Action = NonNullable<BoardReservation["actions"]>[number];
/** Can staff do this now? */
export const may = (one: BoardReservation, action: Action): boolean => one.actions?.includes(action) ?? false;
