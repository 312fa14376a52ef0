// A family's reports on their way to the nursery: kept sealed on the phone until the server has them (lib/outbox.ts), so that one written in a
// lift or on a train is sent by itself. Loaded only by pages that report, and by the start page while something waits.
import * as api from "../lib/api.ts";
import { forget, keep } from "../lib/device.ts";
import { outbox, waiting } from "../lib/outbox.ts";
import type { Item } from "../lib/queue.ts";
import { session } from "../lib/session.ts";
import { vault } from "../lib/vault.ts";

export interface About {
    report: true;
    child: string;
    name: string;
    kind: api.AbsenceKind;
    from: string;
    to: string;
}
export type Report = Item<About>;

export const REPORTS = "reports";

export const ofFamily = (items: Item[]): Report[] => (items as Report[]).filter(({ about }) => about?.report === true);

/** Takes up what an earlier page left; from here on signing out wipes it. */
export async function openReports(account: string): Promise<void> {
    session.rememberWith({
        keep: async (person) => void (await vault.open(person.id)),
        recall: () => Promise.resolve(undefined),
        leave: () => vault.leave().catch(() => undefined),
        lock: () => vault.lock().catch(() => undefined),
    });
    await vault.open(account);
    await outbox.start();
    if (waiting.value.length === 0) forget(account, REPORTS, "until sign-out");
}

export async function send(account: string, child: api.Me["children"][number], ask: api.AbsenceAsk): Promise<void> {
    // The start page looks for this mark, and only then loads what sends.
    keep(account, REPORTS, true, "until sign-out");
    const about: About = { report: true, child: child.id, name: child.name, kind: ask.kind, from: ask.from, to: ask.to };
    await outbox.add({
        pressed: Date.now(),
        path: api.absencesOf(child.id),
        body: ask,
        subject: `${child.id} ${ask.from}`,
        seen: null,
        hold: 0,
        about,
    });
}
