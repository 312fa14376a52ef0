// Today's one-time pick-up tickets on the tablet: the list and what was taken here, encrypted (lib/vault.ts), of today alone; so a ticket is checked and
// is used up at once also while nothing answers. What was taken is told to the server through the outbox, once.
import { signal } from "@preact/signals";
import * as api from "../lib/api.ts";
import { type NurseryTicket, type NurseryTickets, nurseryTickets, type TicketUse, useOf } from "../lib/api-tickets.ts";
import { dayOf } from "../lib/format.ts";
import { outbox, waiting } from "../lib/outbox.ts";
import type { Item } from "../lib/queue.ts";
import { session } from "../lib/session.ts";
import { checkOf, type Read } from "../lib/ticket.ts";
import { vault } from "../lib/vault.ts";

const listName = (nursery: string): string => `tickets ${nursery}`;
const marksName = (nursery: string): string => `tickets taken ${nursery}`;
const triesName = (nursery: string): string => `tickets tried ${nursery}`;

export async function fetchTickets(nursery: string, etag: string | null) {
    const fresh = await nurseryTickets(nursery, etag);
    if (fresh) await vault.keep(listName(nursery), fresh.value.day, fresh.value).catch(() => undefined);
    return fresh;
}

/** Yesterday's list opens nothing. */
export async function recallTickets(nursery: string): Promise<{ value: NurseryTickets; at: Date } | undefined> {
    const kept = await vault.recall<NurseryTickets>(listName(nursery)).catch(() => undefined);
    return kept && kept.day === dayOf(api.now()) ? { value: kept.value, at: kept.at } : undefined;
}

// --- taken here ---

type Marks = Record<string, { at: string; by: string }>;
/** By nursery; the server's list may not know them yet. */
export const marks = signal<Record<string, Marks>>({});

export async function recallMarks(nursery: string): Promise<void> {
    const kept = await vault.recall<Marks>(marksName(nursery)).catch(() => undefined);
    if (kept && kept.day === dayOf(api.now())) marks.value = { ...marks.value, [nursery]: { ...kept.value, ...marks.value[nursery] } };
}

/** As it is on this tablet: the server's word, and what was taken here and is not there yet. */
export function overlayTickets(list: NurseryTicket[], mine: Marks | undefined): NurseryTicket[] {
    return list.map((ticket) => {
        const mark = mine?.[ticket.id];
        return mark && ticket.uses.length === 0 ? { ...ticket, uses: [mark] } : ticket;
    });
}

export interface About {
    ticket: string;
    name: string;
    at: string;
}
export const ofTickets = (items: Item[]): Item<About>[] => (items as Item<About>[]).filter(({ about }) => about?.ticket !== undefined);

export async function takeTicket(nursery: string, ticket: NurseryTicket): Promise<void> {
    const at = api.now().toISOString();
    const mine = { ...marks.value[nursery], [ticket.id]: { at, by: session.person.value?.name ?? "" } };
    marks.value = { ...marks.value, [nursery]: mine };
    await vault.keep(marksName(nursery), dayOf(api.now()), mine).catch(() => undefined);
    await outbox.add({
        pressed: Date.now(),
        subject: `ticket ${ticket.id}`,
        hold: 0,
        path: useOf(nursery, ticket.id),
        body: { at } satisfies TicketUse,
        seen: null,
        about: { ticket: ticket.id, name: ticket.name, at } satisfies About,
    });
}

export const refusedTickets = (): Item<About>[] => ofTickets(waiting.value).filter((item) => item.refused);

// --- the check ---

const TRIES = 5;
const TRIES_MS = 5 * 60_000;

export type Verdict =
    | { kind: "good"; ticket: NurseryTicket }
    | { kind: "used" | "taken_back"; ticket: NurseryTicket }
    | { kind: "unknown" | "cannot" }
    | { kind: "other_day"; day: string }
    | { kind: "wait"; until: Date };

async function triesOf(nursery: string): Promise<number[]> {
    const kept = await vault.recall<number[]>(triesName(nursery)).catch(() => undefined);
    return (kept?.value ?? []).filter((at) => Date.now() - at < TRIES_MS);
}

const keepTries = (nursery: string, tries: number[]): Promise<void> =>
    vault.keep(triesName(nursery), dayOf(api.now()), tries).catch(() => undefined);

/** Whoever guesses numbers at the tablet waits after five: also over a reload. */
export async function checkTicket(nursery: string, list: NurseryTickets, read: Read): Promise<Verdict> {
    const tries = await triesOf(nursery);
    if (tries.length >= TRIES) return { kind: "wait", until: new Date((tries[0] ?? 0) + TRIES_MS) };
    const today = dayOf(api.now());
    if (read.day !== undefined && read.day !== today) return { kind: "other_day", day: read.day };
    const check = list.day === today ? await checkOf(list.key, read.number) : "";
    if (check === undefined) return { kind: "cannot" };
    const found = overlayTickets(list.tickets, marks.value[nursery]).find((ticket) => ticket.check === check);
    if (!found) {
        await keepTries(nursery, [...tries, Date.now()]);
        return { kind: "unknown" };
    }
    if (found.uses.length > 0) return { kind: "used", ticket: found };
    return { kind: found.taken_back ? "taken_back" : "good", ticket: found };
}
