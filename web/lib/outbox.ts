// The outbox of this device: lib/queue.ts with the server behind it and the vault under it.
import { signal } from "@preact/signals";
import { Problem, sendKept } from "./api.ts";
import { createOutbox, type Item } from "./queue.ts";
import { session } from "./session.ts";
import { vault } from "./vault.ts";

/** All that waits or was refused on this device, for the account that is signed in. */
export const waiting = signal<Item[]>([]);
type Settled = (item: Item, answer: unknown) => void;
const listeners = new Set<Settled>();

export const outbox = createOutbox(
    {
        send: (item) => sendKept(item.path, item.body, item.key, item.seen),
        keep: (item) => vault.wait(item.key, item.pressed, item),
        drop: (item) => vault.done(item.key),
        recall: () => vault.waiting<Item>(),
        after: (ms, run) => void setTimeout(run, ms),
        now: () => Date.now(),
        key: () => crypto.randomUUID(),
        ended: () => session.ended(),
        judge: (error) => {
            if (!(error instanceof Problem) || error.status >= 500) return "again";
            if ([408, 429].includes(error.status) || error.code === "IN_FLIGHT") return "again";
            if (error.status === 401) return "ended";
            const early = error.fields.some(({ pointer, code }) => pointer === "/at" && code === "OUT_OF_RANGE");
            return { status: error.status, code: error.code, body: error.body, early };
        },
    },
    (items) => {
        waiting.value = items;
        session.waiting.value = items.length;
    },
    (item, answer) => listeners.forEach((hear) => hear(item, answer)),
);

/** Called with every item that the server has taken, and its answer. */
export function onSettled(hear: Settled): () => void {
    listeners.add(hear);
    return () => void listeners.delete(hear);
}

addEventListener("online", () => outbox.again());
document.addEventListener("visibilitychange", () => {
    if (!document.hidden) outbox.again();
});
