// What staff press on the board, as the outbox keeps it, and the board as it will be once the server has it.
import * as api from "../lib/api.ts";
import { dayOf } from "../lib/format.ts";
import { outbox } from "../lib/outbox.ts";
import type { Item } from "../lib/queue.ts";

export type Kind = api.CorrectionAsk["kind"];

/** What the page says of an item while it waits. */
export interface About {
    nursery: string;
    day: string;
    child: string;
    name: string;
    /** A correction's kind, or the kind of an absence report. */
    kind: Kind | api.AbsenceKind;
    what: "correction" | "absence";
    at: string | null;
    tap: string | null;
}
export type Pressed = Item<About>;

interface Where {
    nursery: string;
    day: string;
    child: api.BoardChild;
}

/** A press on a row, not in the dialog, may be taken back for this long before it is sent. */
export const TAKE_BACK_MS = 3_000;

const item = (where: Where, about: Omit<About, "nursery" | "day" | "child" | "name">) => ({
    pressed: Date.now(),
    subject: `${where.child.child_id} ${where.day}`,
    hold: 0,
    about: { nursery: where.nursery, day: where.day, child: where.child.child_id, name: where.child.name, ...about },
});

export interface Word {
    kind: Kind;
    at: string | null;
    tap: string | null;
    /** An earlier word of staff that was a mistake. */
    word?: string;
    reason: string;
    hold?: number;
}

export function correct(where: Where, { kind, at, tap, word, reason, hold = 0 }: Word): Promise<void> {
    const { nursery, day, child } = where;
    const ask: api.CorrectionAsk = {
        child_id: child.child_id,
        day,
        kind,
        reason,
        ...(tap === null ? {} : { tap_id: tap }),
        ...(word === undefined ? {} : { correction_id: word }),
        ...(at === null ? {} : { at }),
    };
    return outbox.add({
        ...item(where, { what: "correction", kind, at, tap }),
        path: api.correctionsOf(nursery),
        body: ask,
        seen: child.version,
        hold: hold === 0 ? 0 : Date.now() + hold,
    });
}

/** The family telephoned. */
export function reportAbsent(where: Where, kind: api.AbsenceKind, expected: string | null, reason: string): Promise<void> {
    const ask: api.AbsenceAsk = {
        from: where.day,
        to: where.day,
        kind,
        ...(reason === "" ? {} : { reason }),
        ...(expected === null ? {} : { expected_at: expected }),
    };
    return outbox.add({
        ...item(where, { what: "absence", kind, at: expected, tap: null }),
        path: api.absencesOf(where.child.child_id),
        body: ask,
        seen: null,
    });
}

/** A child as it is on this tablet: `waiting` while the server does not know it yet. */
export type Shown = api.BoardChild & { waiting?: boolean };

function after(child: Shown, { about }: Pressed): Shown {
    const now: Shown = { ...child, waiting: true };
    if (about.what === "absence") {
        const kind = about.kind as api.AbsenceKind;
        const absence = { kind, expected_at: about.at, withdrawn: false };
        const away = kind !== "late" && kind !== "early_leave" && child.arrived_at === null;
        return { ...now, absence, ...(away ? { state: "absent" as const } : {}) };
    }
    switch (about.kind as Kind) {
        case "arrive":
            return { ...now, state: child.left_at ? "left" : "present", arrived_at: about.at };
        case "leave":
            return { ...now, state: "left", left_at: about.at };
        case "step_out":
            return { ...now, state: "stepped_out" };
        case "step_back":
            return { ...now, state: "present", left_at: null };
        case "void":
            return now; // what the day becomes without that touch is for the server to say
    }
}

/** The board with what waits laid over it; what was refused is not part of the day. */
export function overlay(children: api.BoardChild[], items: Pressed[], nursery: string, day: string): Shown[] {
    const mine = items.filter(({ about, refused }) => !refused && about.nursery === nursery && about.day === day);
    if (mine.length === 0) return children;
    return children.map((child) =>
        mine.filter(({ about }) => about.child === child.child_id).reduce<Shown>(after, child),
    );
}

/** Yesterday's list on a new day without network: who should come, and nothing of what happened. */
export function asExpected(board: api.AttendanceBoard, day: string): api.AttendanceBoard {
    const children = board.children
        .filter((child) => child.state !== "not_enrolled")
        .map((child) => ({
            ...child,
            state: "expected" as const,
            arrived_at: null,
            left_at: null,
            absence: null,
            flags: [],
            version: 0,
        }));
    return { day, version: 0, children, counts: { expected: children.length } };
}

export function countStates(children: api.BoardChild[]): Partial<Record<api.AttendanceState, number>> {
    const counts: Partial<Record<api.AttendanceState, number>> = {};
    for (const { state } of children) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
}

/** Neither arrived nor reported, or a time is missing: what somebody must still enter. */
export const unregistered = (child: api.BoardChild): boolean =>
    child.state === "expected" || child.state === "unexplained" || child.flags.includes("unresolved");

export const isToday = (day: string): boolean => day === dayOf(api.now());
