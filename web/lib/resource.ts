// One thing shown on a page: fetched, kept, asked for again when something changed, and honest about its age.
import { signal } from "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Fresh, now, Problem, Unreachable } from "./api.ts";
import { createLive, type State } from "./live.ts";
import { session } from "./session.ts";

export const liveState = signal<State>("paused");

const live = createLive(
    {
        open: (url) => new EventSource(url),
        every: (ms, run) => {
            const timer = setInterval(run, ms);
            return () => clearInterval(timer);
        },
        soon: (run) => void setTimeout(run, 0),
        hidden: () => document.hidden,
        onVisibility: (run) => document.addEventListener("visibilitychange", run),
    },
    (state) => {
        liveState.value = state;
    },
);

interface Kept {
    value: unknown;
    etag: string | null;
    at: Date;
}
const kept = new Map<string, Kept>();
/** Two parts of a page that show the same thing show the same value of it. */
const shown = new Map<string, Set<() => void>>();

function put(key: string, value: Kept): void {
    kept.set(key, value);
    shown.get(key)?.forEach((draw) => draw());
}

// Another person may be next at this device. (Nobody after "not known yet" is the first answer of a public page: that keeps its board.)
let before: string | undefined;
session.person.subscribe((person) => {
    if (before !== undefined && before !== person?.id) kept.clear();
    before = person?.id;
});

export interface Resource<T> {
    value: T | undefined;
    /** When `value` was last known to be right. */
    at: Date | undefined;
    error: Error | undefined;
    refresh: () => void;
}

interface Options<T> {
    topics?: string[];
    /** What an event carries may be enough; null: it is not, ask the server. */
    merge?: (value: T, data: unknown) => T | null;
    /** What this device kept of it, for when nobody answers and nothing is shown yet. */
    fallback?: () => Promise<{ value: T; at: Date } | undefined>;
}

export function useResource<T>(
    key: string | null,
    load: (etag: string | null) => Promise<Fresh<T> | null>,
    { topics = [], merge, fallback }: Options<T> = {},
): Resource<T> {
    const [, redraw] = useState(0);
    const error = useRef<Error | undefined>(undefined);
    const busy = useRef(false);
    const again = useRef(false);
    const wanted = useRef(key);
    const latest = useRef(load);
    wanted.current = key;
    latest.current = load;
    const stored = useRef(fallback);
    stored.current = fallback;

    const refresh = useCallback(async () => {
        if (busy.current) {
            again.current = true;
            return;
        }
        busy.current = true;
        do {
            again.current = false;
            const asked = wanted.current;
            if (asked === null) break;
            try {
                const before = kept.get(asked);
                const fresh = await latest.current(before?.etag ?? null);
                const value = fresh ?? before;
                if (wanted.current === asked) error.current = undefined;
                if (value) put(asked, { value: value.value, etag: value.etag, at: now() });
            } catch (problem) {
                if (problem instanceof Problem && problem.status === 401) session.ended();
                if (problem instanceof Unreachable && !kept.has(asked)) {
                    const old = await stored.current?.();
                    if (old && !kept.has(asked)) put(asked, { value: old.value, etag: null, at: old.at });
                }
                if (wanted.current === asked) error.current = problem as Error;
            }
            if (wanted.current !== asked) again.current = true;
            redraw((n) => n + 1);
        } while (again.current);
        busy.current = false;
    }, []);

    useEffect(() => {
        error.current = undefined;
        if (key === null) return undefined;
        const draw = () => redraw((n) => n + 1);
        const others = shown.get(key) ?? new Set();
        shown.set(key, others.add(draw));
        void refresh();
        return () => void others.delete(draw);
    }, [key, refresh]);

    const joined = key === null ? "" : topics.join(",");
    useEffect(() => {
        if (joined === "") return undefined;
        const hear = (data: unknown) => {
            const asked = wanted.current;
            const before = asked === null ? undefined : kept.get(asked);
            const merged = data !== null && before && merge ? merge(before.value as T, data) : null;
            if (asked !== null && merged !== null) {
                put(asked, { value: merged, etag: null, at: now() });
            } else {
                void refresh();
            }
        };
        const leave = joined.split(",").map((topic) => live.follow(topic, hear));
        return () => leave.forEach((stop) => stop());
    }, [joined, refresh]);

    const have = key === null ? undefined : kept.get(key);
    return { value: have?.value as T | undefined, at: have?.at, error: error.current, refresh: () => void refresh() };
}
