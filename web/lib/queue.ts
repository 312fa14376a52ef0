// What was pressed and is on its way to the server: kept before it is sent, sent in the order of pressing, with one key each, so that the
// server does it once however often it is asked. Without network it waits; what the server refuses stays until a person has looked.
//
// Nothing is dropped here: an item leaves when the server has it, or when somebody takes it back.
/** What the server said no to; `now`: the thing as it is there, where the answer tells. */
export interface Refused {
    status: number;
    code: string;
    body: Record<string, unknown>;
    /** It lies in the server's future: a clock runs ahead. */
    early?: boolean;
}

export interface Item<About = unknown> {
    /** Its Idempotency-Key; a new one once it means something else. */
    key: string;
    pressed: number;
    path: string;
    body: Record<string, unknown>;
    /** Whose day it changes: items of one subject are sent one after another, each on what the one before made of it. */
    subject: string;
    /** The version of the subject that was on the screen; null: it has none. */
    seen: number | null;
    /** May still be taken back until then. */
    hold: number;
    about: About;
    refused?: Refused;
}

export interface Outside {
    send(item: Item): Promise<unknown>;
    /** What a failure means: nobody can say whether it arrived; nobody is signed in; or it is refused. */
    judge(error: unknown): "again" | "ended" | Refused;
    keep(item: Item): Promise<void>;
    drop(item: Item): Promise<void>;
    recall(): Promise<Item[]>;
    after(ms: number, run: () => void): void;
    now(): number;
    key(): string;
    ended(): void;
}

const AGAIN_MS = [2_000, 5_000, 10_000, 20_000];

/** A clock that runs a second ahead of the server's: "now" is still to come there, and will have come in a moment. */
const NEARLY_MS = 30_000;
const MOMENT_MS = 3_000;

const versionIn = (answer: unknown): number | null => {
    const child = (answer as { child?: { version?: unknown } } | null)?.child;
    return typeof child?.version === "number" ? child.version : null;
};

export function createOutbox(outside: Outside, onChange: (items: Item[]) => void, onSettled: (item: Item, answer: unknown) => void) {
    let items: Item[] = [];
    let running = false;
    let wanted = false;
    let failed = 0;
    let signedOut = false;
    /** Not on the disk yet, so not to be sent yet. */
    const writing = new Set<string>();

    const show = () => onChange([...items]);

    /** The new one is kept before the old one goes: whatever stops us in between, neither is lost. */
    async function replace(old: Item, next: Item): Promise<void> {
        items = items.map((item) => (item.key === old.key ? next : item));
        await outside.keep(next);
        if (next.key !== old.key) await outside.drop(old);
        show();
    }

    /** The later words about the same day were said on top of this one. */
    async function carryOn(item: Item, version: number | null): Promise<void> {
        if (version === null) return;
        for (const later of items.filter((one) => one.subject === item.subject && one.seen === item.seen && !one.refused))
            await replace(later, { ...later, seen: version });
    }

    async function settle(item: Item, answer: unknown): Promise<void> {
        failed = 0;
        items = items.filter((one) => one.key !== item.key);
        await carryOn(item, versionIn(answer));
        await outside.drop(item);
        onSettled(item, answer);
        show();
    }

    /** True: go on with the next one. */
    async function sendOne(item: Item): Promise<boolean> {
        try {
            await settle(item, await outside.send(item));
            return true;
        } catch (error) {
            const verdict = outside.judge(error);
            if (verdict === "ended") {
                signedOut = true;
                outside.ended();
                return false;
            }
            if (verdict === "again") {
                outside.after(AGAIN_MS[Math.min(failed++, AGAIN_MS.length - 1)] ?? 0, () => void run());
                return false;
            }
            if (verdict.early && outside.now() - item.pressed < NEARLY_MS) {
                await replace(item, { ...item, key: outside.key() });
                outside.after(MOMENT_MS, () => void run());
                return false;
            }
            await replace(item, { ...item, refused: verdict });
            return true;
        }
    }

    function next(): Item | undefined {
        const open = items.filter((item) => !item.refused);
        const held = open.filter((item) => item.hold > outside.now());
        const soonest = Math.min(...held.map((item) => item.hold));
        if (held.length > 0) outside.after(soonest - outside.now() + 20, () => void run());
        const stays = (item: Item) => [...held, ...open.filter((one) => writing.has(one.key))].some((one) => one.subject === item.subject);
        return open.find((item) => !stays(item));
    }

    async function run(): Promise<void> {
        if (running) {
            wanted = true; // the network may have come back while we were hearing that it was away
            return;
        }
        running = true;
        try {
            do {
                wanted = false;
                for (let item = next(); item && !signedOut; item = next()) if (!(await sendOne(item))) break;
            } while (wanted && !signedOut);
        } finally {
            running = false;
        }
    }

    return {
        /** What an earlier page left waiting. */
        async start(): Promise<void> {
            signedOut = false;
            const known = new Set(items.map((item) => item.key));
            items = [...(await outside.recall()).filter((item) => !known.has(item.key)), ...items];
            show();
            void run();
        },
        /** Nobody is signed in any more: what waits is not shown to the next one. */
        stop(): void {
            signedOut = true;
            items = [];
            show();
        },
        /** Shown at once, sent when it is on the disk; where nothing can be kept it is sent all the same. */
        async add(item: Omit<Item, "key">): Promise<void> {
            const before = items.filter((one) => one.subject === item.subject).at(-1);
            const whole: Item = { ...item, key: outside.key(), seen: before && !before.refused ? before.seen : item.seen };
            writing.add(whole.key);
            items = [...items, whole];
            show();
            await outside.keep(whole).catch(() => undefined);
            writing.delete(whole.key);
            void run();
        },
        /** Taken back by a person. */
        async drop(item: Item): Promise<void> {
            items = items.filter((one) => one.key !== item.key);
            await outside.drop(item);
            show();
        },
        /** Said again by a person who has seen what the server has: another word, so another key. */
        async insist(item: Item, seen: number | null): Promise<void> {
            const { refused: _, ...rest } = item;
            await replace(item, { ...rest, key: outside.key(), seen });
            void run();
        },
        /** The network may be back. */
        again(): void {
            failed = 0;
            void run();
        },
    };
}
