// What a live event says about places, laid over the board that is shown. Pure.
import type { Vacancies } from "./api.ts";

type Room = Vacancies["sick_rooms"][number];
type Day = Room["days"][number];

function overDay(day: Day, change: Day): Day {
    const slots = day.slots.map((slot) => change.slots.find((changed) => changed.slot === slot.slot) ?? slot);
    return { ...day, slots };
}

function overRoom(room: Room, change: Partial<Room>): Room {
    const days = room.days.map((day) => {
        const changed = change.days?.find((one) => one.day === day.day);
        return changed ? overDay(day, changed) : day;
    });
    return { ...room, days };
}

/** The event carries rooms in the shape of the board, with only the days that changed; null: it does not, ask the server. */
export function mergeVacancies(value: Vacancies, data: unknown): Vacancies | null {
    const changes = (data as { sick_rooms?: Partial<Room>[]; as_of?: string } | null)?.sick_rooms;
    if (!Array.isArray(changes)) return null;
    if (changes.some((change) => !value.sick_rooms.some((room) => room.id === change.id))) return null;
    const rooms = value.sick_rooms.map((room) => {
        const change = changes.find((one) => one.id === room.id);
        return change ? overRoom(room, change) : room;
    });
    return { ...value, as_of: (data as { as_of?: string }).as_of ?? value.as_of, sick_rooms: rooms };
}

export type Slot = Day["slots"][number];
export type Window = "before" | "inside" | "after";

/** May one ask for this place at this moment? */
export function windowOf(slot: Pick<Slot, "opens_at" | "closes_at">, now: Date): Window {
    if (slot.opens_at && now < new Date(slot.opens_at)) return "before";
    if (slot.closes_at && now >= new Date(slot.closes_at)) return "after";
    return "inside";
}

/** The room is open that day, though it may take no requests any more. A day off has no times. */
export const isOpenDay = (slot: Slot): boolean => slot.mark !== "closed" || slot.opens_at !== null;

/** Requests for this place are taken at this moment, be it for the waiting list. */
export const asksNow = (slot: Slot, now: Date): boolean => slot.mark !== "closed" && windowOf(slot, now) === "inside";

const BEST_FIRST: Slot["mark"][] = ["open", "few", "full", "closed"];

/** What a day looks like over several rooms. */
export interface DaySummary {
    day: string;
    /** the best of what can still be asked for, now or later */
    mark: Slot["mark"];
    /** the rooms are open that day, and none takes requests any more */
    ended: boolean;
    /** nobody takes requests yet; the first does then */
    opensAt: string | null;
    asksNow: boolean;
}

export function daySummary(rooms: Room[], day: string, now: Date): DaySummary {
    const slots = rooms
        .flatMap((room) => room.days.filter((one) => one.day === day).flatMap((one) => one.slots))
        .filter(isOpenDay);
    const inside = slots.filter((slot) => asksNow(slot, now));
    const later = slots.filter((slot) => slot.mark !== "closed" && windowOf(slot, now) === "before");
    const best = (some: Slot[]) => BEST_FIRST.find((mark) => some.some((slot) => slot.mark === mark)) ?? "closed";
    const opens = later.map((slot) => slot.opens_at ?? "").sort((a, b) => Date.parse(a) - Date.parse(b));
    return {
        day,
        mark: inside.length > 0 ? best(inside) : best(later),
        ended: slots.length > 0 && inside.length === 0 && later.length === 0,
        opensAt: inside.length === 0 ? (opens[0] ?? null) : null,
        asksNow: inside.length > 0,
    };
}

export const daysOf = (board: Vacancies): string[] => board.sick_rooms[0]?.days.map((one) => one.day) ?? [];

/** Days on which some room is open at all. */
export const openDays = (board: Vacancies): string[] =>
    daysOf(board).filter((day) =>
        board.sick_rooms.some((room) =>
            room.days.some((one) => one.day === day && one.slots.some(isOpenDay)),
        ),
    );

/** Kinds of places that the rooms have on these days: "day", "am" … in the order in which they come. */
export function slotsOf(rooms: Room[], days: string[]): string[] {
    const ids = rooms.flatMap((room) =>
        room.days.filter((one) => days.includes(one.day)).flatMap((one) => one.slots.map((slot) => slot.slot)),
    );
    return [...new Set(ids)];
}
