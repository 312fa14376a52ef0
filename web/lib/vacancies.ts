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
