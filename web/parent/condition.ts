// What the reserve form holds as typed, what is wrong with it, and what is sent. Pure: no page, no clock of its own.
import type { DiseaseCode, ReservationAsk } from "../lib/api.ts";
import { addDays, isDay, lastInstantAt, temperature } from "../lib/format.ts";

export interface Draft {
    child: string;
    diagnosis: string;
    /** "0" today, "1" yesterday, "2" the day before, "other": onsetDay */
    onset: string;
    onsetDay: string;
    temperature: string;
    measured: string;
    antipyretic: string;
    antipyreticTime: string;
    note: string;
    pickup: string;
    /** further days of the same illness */
    more: string[];
    allergies: boolean;
}

export const emptyDraft = (child: string): Draft => ({
    child,
    diagnosis: "",
    onset: "",
    onsetDay: "",
    temperature: "",
    measured: "",
    antipyretic: "",
    antipyreticTime: "",
    note: "",
    pickup: "",
    more: [],
    allergies: false,
});

export type Wrong = "missing" | "invalid" | "future";

export const onsetOf = (draft: Draft, today: string): string =>
    draft.onset === "other" ? draft.onsetDay : draft.onset === "" ? "" : addDays(today, -Number(draft.onset));

/** field -> what is wrong, in the order of the form. */
export function wrongIn(draft: Draft, today: string): [keyof Draft, Wrong][] {
    const wrong: [keyof Draft, Wrong][] = [];
    const miss = (field: keyof Draft) => wrong.push([field, "missing"]);
    if (draft.child === "") miss("child");
    if (draft.diagnosis === "") miss("diagnosis");
    if (draft.onset === "") miss("onset");
    if (draft.onset === "other" && !isDay(draft.onsetDay)) miss("onsetDay");
    if (draft.onset === "other" && isDay(draft.onsetDay) && draft.onsetDay > today) wrong.push(["onsetDay", "future"]);
    if (draft.temperature.trim() === "") miss("temperature");
    else {
        const typed = temperature(draft.temperature);
        if (typed === null || typed < 34 || typed > 42.9) wrong.push(["temperature", "invalid"]);
    }
    if (draft.antipyretic === "") miss("antipyretic");
    if (draft.antipyretic === "yes" && draft.antipyreticTime === "") miss("antipyreticTime");
    if (draft.note === "") miss("note");
    if (!draft.allergies) miss("allergies");
    return wrong;
}

export interface Target {
    room: string;
    day: string;
    slot: string | null;
}

export function askOf(draft: Draft, target: Target, today: string, now: Date): ReservationAsk {
    const degrees = temperature(draft.temperature);
    return {
        child_id: draft.child,
        sick_room_id: target.room,
        days: [target.day, ...[...draft.more].sort()],
        ...(target.slot ? { slot: target.slot } : {}),
        condition: {
            diagnosis: draft.diagnosis as DiseaseCode,
            onset: onsetOf(draft, today),
            ...(degrees === null ? {} : { temperature_c: degrees }),
            ...(degrees !== null && draft.measured ? { measured_at: lastInstantAt(draft.measured, now) } : {}),
            ...(draft.antipyretic === "yes" ? { antipyretic_at: lastInstantAt(draft.antipyreticTime, now) } : {}),
            note: draft.note as ReservationAsk["condition"]["note"],
            allergies_confirmed: draft.allergies,
        },
        ...(draft.pickup ? { pickup: { time: draft.pickup } } : {}),
    };
}
