// A family's reservations, asked for once for all parts of a page, and in which order they matter.
import * as api from "../lib/api.ts";
import { useResource } from "../lib/resource.ts";

export const useReservations = () =>
    useResource("reservations", (etag) => api.reservations({}, etag), { topics: ["household"] });

export interface Groups {
    /** A place is kept for some minutes: soonest end first. */
    answer: api.Reservation[];
    coming: api.Reservation[];
    waiting: api.Reservation[];
    past: api.Reservation[];
}

const soonest = (a: api.Reservation, b: api.Reservation): number => a.day.localeCompare(b.day) || (a.wish ?? 0) - (b.wish ?? 0);

export function grouped(list: api.Reservation[], today: string): Groups {
    const to = list.filter((one) => one.day >= today);
    const answer = to
        .filter((one) => one.state === "offered")
        .sort((a, b) => Date.parse(a.offer_ends_at ?? "") - Date.parse(b.offer_ends_at ?? ""));
    const coming = to
        .filter((one) => one.state === "confirmed" || one.state === "checked_in" || one.state === "requested")
        .sort(soonest);
    const waiting = to.filter((one) => one.state === "waitlisted").sort(soonest);
    const standing = [...answer, ...coming, ...waiting];
    return { answer, coming, waiting, past: list.filter((one) => !standing.includes(one)) };
}
