// The list for leaving the house, kept on the tablet for the hour in which nothing answers: encrypted (lib/vault.ts), of today alone. The board fetches
// it whenever somebody came or went, at most once a minute: each reading is in the audit.
import { useEffect, useRef } from "preact/hooks";
import * as api from "../lib/api.ts";
import { dayOf } from "../lib/format.ts";
import { vault } from "../lib/vault.ts";

export type Evacuation = NonNullable<Awaited<ReturnType<typeof api.evacuation>>>["value"];

const EVERY_MS = 60_000;
const name = (nursery: string): string => `evacuation ${nursery}`;
const dayOfList = (list: Evacuation): string => dayOf(new Date(list.as_of));

export async function fetchList(nursery: string) {
    const fresh = await api.evacuation(nursery);
    if (fresh) await vault.keep(name(nursery), dayOfList(fresh.value), fresh.value).catch(() => undefined);
    return fresh;
}

/** Yesterday's list says nothing of who is in the house: it is thrown away. */
export async function recallList(nursery: string): Promise<{ value: Evacuation; at: Date } | undefined> {
    const kept = await vault.recall<Evacuation>(name(nursery));
    if (!kept) return undefined;
    if (kept.day !== dayOf(api.now())) {
        await vault.drop(name(nursery)).catch(() => undefined);
        return undefined;
    }
    return { value: kept.value, at: new Date(kept.value.as_of) };
}

/** Who was seen outside, by whom and when: kept as the list is, so that a tablet that is loaded anew goes on where it was. */
export type Ticks = Record<string, { by: string; at: string }>;
/** The drill of the morning says nothing of the afternoon. */
const TICKS_MS = 2 * 3_600_000;
const ticksName = (nursery: string): string => `evacuation ticks ${nursery}`;

export const keepTicks = (nursery: string, ticks: Ticks): Promise<void> =>
    vault.keep(ticksName(nursery), dayOf(api.now()), ticks).catch(() => undefined);

export async function recallTicks(nursery: string): Promise<Ticks> {
    const kept = await vault.recall<Ticks>(ticksName(nursery)).catch(() => undefined);
    const since = api.now().getTime() - TICKS_MS;
    return Object.fromEntries(Object.entries(kept?.value ?? {}).filter(([, tick]) => Date.parse(tick.at) > since));
}

/** `version`: of the board; when it grows, somebody came or went. */
export function useKeptList(nursery: string, version: unknown): void {
    const last = useRef(0);
    useEffect(() => {
        if (version === undefined || !vault.lasting()) return undefined;
        const wait = Math.max(0, last.current + EVERY_MS - Date.now());
        const timer = setTimeout(() => {
            last.current = Date.now();
            void fetchList(nursery).catch(() => undefined);
        }, wait);
        return () => clearTimeout(timer);
    }, [nursery, version]);
}
