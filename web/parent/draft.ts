// What the request for places holds as typed, what is wrong with it, and what is sent. Pure: no page, no clock of its own.
import type { Condition, DiseaseCode, ReservationAsk } from "../lib/api.ts";
import { addDays, instantAt, isDay, lastInstantAt, temperature } from "../lib/format.ts";

/** How one child is. */
export interface Told {
    diagnosis: string;
    /** chosen from the whole list, not from the large buttons */
    listed: boolean;
    /** "0" today, "1" yesterday, "2" the day before, "other": onsetDay */
    onset: string;
    onsetDay: string;
    temperature: string;
    measured: string;
    antipyretic: string;
    antipyreticTime: string;
    note: string;
    /** of a note in hand the day on it, of a booked visit its day; "" is not said */
    noteDay: string;
    allergies: boolean;
}

export interface Draft {
    children: string[];
    days: string[];
    slot: string;
    /** HH:MM at which it comes, and is fetched; "" is not said */
    arrival: string;
    pickup: string;
    /** id of the first child's list, OTHER_PERSON, or "" */
    person: string;
    personName: string;
    told: Record<string, Told>;
    /** first wish first */
    rooms: string[];
    keepWaiting: boolean;
    sameDay: boolean;
    /** HH:MM of the day of use until which a place is taken without a question; "" asks. */
    auto: string;
}

export const SLOT_WHOLE_DAY = "day";
export const OTHER_PERSON = "other";
export const ROOMS_MAX = 3;
export const CHILDREN_MAX = 4;
export const DAYS_MAX = 14;

export const emptyTold: Told = {
    diagnosis: "",
    listed: false,
    onset: "",
    onsetDay: "",
    temperature: "",
    measured: "",
    antipyretic: "",
    antipyreticTime: "",
    note: "",
    noteDay: "",
    allergies: false,
};

export const emptyDraft = (children: string[]): Draft => ({
    children,
    days: [],
    slot: SLOT_WHOLE_DAY,
    arrival: "",
    pickup: "",
    person: "",
    personName: "",
    told: {},
    rooms: [],
    keepWaiting: false,
    sameDay: false,
    auto: "",
});

export const toldOf = (draft: Draft, child: string): Told => draft.told[child] ?? emptyTold;

export type Wrong = "missing" | "invalid" | "future" | "too_many";
export type Field = keyof Told | "list" | "children" | "days" | "slot" | "arrival" | "pickup" | "person" | "rooms";
/** A question about the n-th child stands on the page as "diagnosis-0". */
export const fieldOf = (name: Field, n: number): string => `${name}-${n}`;

export const onsetOf = (told: Told, today: string): string =>
    told.onset === "other" ? told.onsetDay : told.onset === "" ? "" : addDays(today, -Number(told.onset));

function wrongOfChild(told: Told, today: string): [Field, Wrong][] {
    const wrong: [Field, Wrong][] = [];
    const miss = (field: Field) => wrong.push([field, "missing"]);
    if (told.diagnosis === "") miss(told.listed ? "list" : "diagnosis");
    if (told.onset === "") miss("onset");
    if (told.onset === "other" && !isDay(told.onsetDay)) miss("onsetDay");
    if (told.onset === "other" && isDay(told.onsetDay) && told.onsetDay > today) wrong.push(["onsetDay", "future"]);
    if (told.temperature.trim() === "") miss("temperature");
    else {
        const typed = temperature(told.temperature);
        if (typed === null || typed < 34 || typed > 42.9) wrong.push(["temperature", "invalid"]);
    }
    if (told.antipyretic === "") miss("antipyretic");
    if (told.antipyretic === "yes" && told.antipyreticTime === "") miss("antipyreticTime");
    if (told.note === "") miss("note");
    if (told.note === "in_hand" && told.noteDay > today) wrong.push(["noteDay", "future"]);
    if (told.note === "visit_booked" && told.noteDay !== "" && told.noteDay < today) wrong.push(["noteDay", "invalid"]);
    if (!told.allergies) miss("allergies");
    return wrong;
}

/** [field as it stands on the page, which question, what is wrong], in the order of the form. */
export function wrongIn(draft: Draft, today: string): [string, Field, Wrong][] {
    const wrong: [string, Field, Wrong][] = [];
    if (draft.children.length === 0) wrong.push(["children", "children", "missing"]);
    if (draft.children.length > CHILDREN_MAX) wrong.push(["children", "children", "too_many"]);
    if (draft.days.length === 0) wrong.push(["days", "days", "missing"]);
    draft.children.forEach((child, n) =>
        wrongOfChild(toldOf(draft, child), today).forEach(([field, what]) =>
            wrong.push([fieldOf(field, n), field, what]),
        ),
    );
    if (draft.person === OTHER_PERSON && draft.personName.trim() === "") wrong.push(["person-name", "person", "missing"]);
    return wrong;
}

function conditionOf(told: Told, today: string, now: Date): Condition {
    const degrees = temperature(told.temperature);
    return {
        diagnosis: told.diagnosis as DiseaseCode,
        onset: onsetOf(told, today),
        ...(degrees === null ? {} : { temperature_c: degrees }),
        ...(degrees !== null && told.measured ? { measured_at: lastInstantAt(told.measured, now) } : {}),
        ...(told.antipyretic === "yes" ? { antipyretic_at: lastInstantAt(told.antipyreticTime, now) } : {}),
        note: told.note as Condition["note"],
        ...(told.note === "in_hand" && isDay(told.noteDay) ? { note_issued: told.noteDay } : {}),
        ...(told.note === "visit_booked" && isDay(told.noteDay) ? { note_visit: told.noteDay } : {}),
        allergies_confirmed: told.allergies,
    };
}

/** The name stands for everybody who reads it; the id is the first child's alone, whose list it was chosen from. */
function pickupOf({ person, personName, pickup }: Draft): Pick<ReservationAsk, "pickup"> {
    const name = personName.trim();
    if (pickup === "" && (person === "" || name === "")) return {};
    return {
        pickup: {
            ...(person !== "" && person !== OTHER_PERSON ? { person_id: person } : {}),
            ...(person !== "" && name !== "" ? { name } : {}),
            ...(pickup === "" ? {} : { time: pickup }),
        },
    };
}

/** The request for these rooms, the first wish first. */
export function askOf(draft: Draft, rooms: string[], today: string, now: Date): ReservationAsk {
    const [first = "", ...siblings] = draft.children;
    const [room = "", ...wishes] = rooms;
    const days = [...draft.days].sort();
    return {
        child_id: first,
        sick_room_id: room,
        ...(wishes.length > 0 ? { wishes } : {}),
        days,
        ...(draft.slot === SLOT_WHOLE_DAY ? {} : { slot: draft.slot }),
        condition: conditionOf(toldOf(draft, first), today, now),
        ...(siblings.length > 0
            ? {
                  siblings: siblings.map((child) => ({
                      child_id: child,
                      condition: conditionOf(toldOf(draft, child), today, now),
                  })),
              }
            : {}),
        ...(draft.arrival ? { planned_arrival: draft.arrival } : {}),
        ...pickupOf(draft),
        ...(draft.keepWaiting && wishes.length > 0 ? { keep_waiting: true } : {}),
        ...(draft.sameDay ? { same_day_list: true } : {}),
        ...(draft.auto && days.length === 1 && days[0] ? { auto_accept_until: instantAt(days[0], draft.auto) } : {}),
    };
}

/** What is kept on the device for the next request: of each child only what was said of that child. */
export interface Remembered {
    day: string;
    children: string[];
    arrival: string;
    pickup: string;
    person: string;
    personName: string;
    rooms: string[];
    told: Record<string, Told & { onsetOn: string }>;
}

/** An illness seldom lasts longer: after that many days it is not the same one. */
const SAME_ILLNESS_DAYS = 7;

export function remember(draft: Draft, today: string, before: Remembered | undefined): Remembered {
    const told = { ...before?.told };
    for (const child of draft.children)
        told[child] = { ...toldOf(draft, child), onsetOn: onsetOf(toldOf(draft, child), today) };
    const { children, arrival, pickup, person, personName, rooms } = draft;
    return { day: today, children, arrival, pickup, person, personName, rooms, told };
}

const isTexts = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((one) => typeof one === "string");

/** What the device gives back may come from older pages: what has not our shape is nothing. */
export function isRemembered(value: unknown): value is Remembered {
    const kept = value as Partial<Remembered> | null | undefined;
    return (
        typeof kept === "object" &&
        kept !== null &&
        typeof kept.day === "string" &&
        isDay(kept.day) &&
        [kept.arrival, kept.pickup, kept.person, kept.personName].every((one) => typeof one === "string") &&
        isTexts(kept.children) &&
        isTexts(kept.rooms) &&
        typeof kept.told === "object" &&
        kept.told !== null &&
        Object.values(kept.told).every((told) =>
            Object.entries(emptyTold).every(([name, empty]) => typeof told[name as keyof Told] === typeof empty),
        )
    );
}

export function isDraft(value: unknown): value is Draft {
    const kept = value as Partial<Draft> | null | undefined;
    return (
        typeof kept === "object" &&
        kept !== null &&
        isTexts(kept.days) &&
        typeof kept.slot === "string" &&
        typeof kept.auto === "string" &&
        isRemembered({ ...kept, day: "2000-01-01" })
    );
}

/**
 * The form as the last request left it. An illness that began within the week goes on; what is measured anew each day (temperature, medicine)
 * is kept for the same day only, and that nothing changed with the allergies is said each time.
 */
export function recalled(kept: Remembered, mine: string[], today: string): Draft {
    const known = kept.children.filter((child) => mine.includes(child));
    const draft = emptyDraft(known.length > 0 ? known : mine.length === 1 ? mine : []);
    draft.arrival = kept.arrival;
    draft.pickup = kept.pickup;
    // Whose list it was chosen from must still be the first child's.
    if (draft.children[0] === kept.children[0]) Object.assign(draft, { person: kept.person, personName: kept.personName });
    draft.rooms = kept.rooms.slice(0, ROOMS_MAX);
    for (const child of mine) {
        const before = kept.told[child];
        if (before && isDay(before.onsetOn ?? "") && before.onsetOn >= addDays(today, -SAME_ILLNESS_DAYS))
            draft.told[child] = continued(before, kept.day === today, today);
    }
    return draft;
}

function continued(before: Told & { onsetOn: string }, sameDay: boolean, today: string): Told {
    const back = [0, 1, 2].find((days) => addDays(today, -days) === before.onsetOn);
    const illness = { diagnosis: before.diagnosis, listed: before.listed, note: before.note, noteDay: before.noteDay };
    const onset = back === undefined ? { onset: "other", onsetDay: before.onsetOn } : { onset: String(back) };
    const measured = {
        temperature: before.temperature,
        measured: before.measured,
        antipyretic: before.antipyretic,
        antipyreticTime: before.antipyreticTime,
    };
    return { ...emptyTold, ...illness, ...onset, ...(sameDay ? measured : {}) };
}
