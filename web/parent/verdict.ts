// What a room would say to the request before it is sent, for one child or all together: one verdict for each day. Pure.
import type { ReservationPreview } from "../lib/api.ts";

export type Answer = ReservationPreview["answer"];
const WORST_LAST: Answer[] = ["confirmed_now", "nurse_must_judge", "waiting_list", "not_possible"];
const worse = (a: Answer, b: Answer): number => WORST_LAST.indexOf(a) - WORST_LAST.indexOf(b);

/** Siblings come together or not at all, so that the worst answer of a day is the day's. */
export function verdictsOf(answers: ReservationPreview[], room: string): ReservationPreview[] {
    const days = new Map<string, ReservationPreview>();
    for (const answer of answers.filter((one) => one.sick_room_id === room)) {
        const before = days.get(answer.day);
        if (before === undefined || worse(answer.answer, before.answer) > 0) days.set(answer.day, answer);
    }
    return [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
}

/** Nothing of what was asked can be had there. */
export const impossible = (verdicts: ReservationPreview[]): boolean =>
    verdicts.length > 0 && verdicts.every((one) => one.answer === "not_possible");

export const waits = (verdicts: ReservationPreview[]): boolean =>
    verdicts.some((one) => one.answer === "waiting_list");

/** A better wish would wait on a day on which a lesser one has a place: then one may go on waiting for the better. */
export function mayKeepWaiting(wishes: ReservationPreview[][]): boolean {
    return wishes.some((better, n) =>
        better.some(
            (one) =>
                one.answer === "waiting_list" &&
                wishes
                    .slice(n + 1)
                    .some((lesser) => lesser.some((two) => two.day === one.day && worse(two.answer, one.answer) < 0)),
        ),
    );
}

/** The best rooms first, otherwise in the board's order. */
export function byVerdict(rooms: string[], answers: ReservationPreview[]): string[] {
    const rank = (room: string): number =>
        Math.min(
            ...verdictsOf(answers, room).map((one) => WORST_LAST.indexOf(one.answer)),
            WORST_LAST.length,
        );
    return [...rooms].sort((a, b) => rank(a) - rank(b) || rooms.indexOf(a) - rooms.indexOf(b));
}
