// "Something changed": one event stream for all parts of the open page, and polling where there is none.
//
// A part says follow("attendance:n01", hear). `hear(data)` gets what an event carries, `hear(null)` means "ask again":
// after the stream (re)opened, when the past is gone, on every poll. Asking again is a conditional GET, so it is cheap.
//   - The browser reopens a broken stream by itself and sends Last-Event-ID.
//   - A refused stream (503 STREAMS_FULL, or any answer that is no stream) ends as CLOSED: poll each 15 s, try again each minute.
//   - A hidden page closes its stream, so that a forgotten tab holds no place; shown again, it reopens and asks again.
export type Hear = (data: unknown) => void;
export type State = "connecting" | "live" | "polling" | "paused";

export const POLL_MS = 15_000;
export const RETRY_MS = 60_000;
/** Asks again even on an open stream: a phone that changed its network may hold a stream nobody writes to any more. */
export const DOUBT_MS = 120_000;
const CLOSED = 2;

export interface Stream {
    readyState: number;
    addEventListener(type: string, listener: (event: { data?: string }) => void): void;
    close(): void;
}

export interface Surroundings {
    open(url: string): Stream;
    every(ms: number, run: () => void): () => void;
    soon(run: () => void): void;
    hidden(): boolean;
    onVisibility(run: () => void): void;
}

export function createLive(around: Surroundings, onState: (state: State) => void = () => {}) {
    const ears = new Map<string, Set<Hear>>();
    let stream: Stream | null = null;
    let stopTimers: (() => void)[] = [];
    let waiting = false;
    let bridging = false;

    function replaceTimers(...next: (() => void)[]): void {
        stopTimers.forEach((stop) => stop());
        stopTimers = next;
    }

    const askAll = () => ears.forEach((set) => set.forEach((hear) => hear(null)));

    function closeAll(): void {
        stream?.close();
        stream = null;
        bridging = false;
        replaceTimers();
    }

    function poll(): void {
        closeAll();
        onState("polling");
        replaceTimers(around.every(POLL_MS, askAll), around.every(RETRY_MS, restart));
    }

    function tell(topic: string, text: string | undefined): void {
        let data: unknown = null;
        try {
            data = text ? JSON.parse(text) : null;
        } catch {
            // not ours to repair: ask again instead
        }
        ears.get(topic)?.forEach((hear) => hear(data));
    }

    function restart(): void {
        closeAll();
        if (ears.size === 0) return;
        if (around.hidden()) {
            onState("paused");
            return;
        }
        onState("connecting");
        const topics = [...ears.keys()].sort();
        const opened = around.open(`/api/v1/live?topics=${topics.map(encodeURIComponent).join(",")}`);
        stream = opened;
        opened.addEventListener("open", () => {
            replaceTimers(around.every(DOUBT_MS, askAll));
            bridging = false;
            onState("live");
            askAll();
        });
        opened.addEventListener("error", () => {
            if (stream !== opened) return;
            if (opened.readyState === CLOSED) {
                poll();
                return;
            }
            // The browser tries to reconnect by itself; meanwhile the page must not grow old.
            if (!bridging) {
                replaceTimers(around.every(POLL_MS, askAll));
                bridging = true;
            }
            onState("polling");
        });
        opened.addEventListener("resync", askAll);
        topics.forEach((topic) => opened.addEventListener(topic, (event) => tell(topic, event.data)));
    }

    /** Several parts join while a page is drawn: one restart for all of them. */
    function restartSoon(): void {
        if (waiting) return;
        waiting = true;
        around.soon(() => {
            waiting = false;
            restart();
        });
    }

    around.onVisibility(() => {
        restart();
        if (!around.hidden()) askAll();
    });

    return {
        follow(topic: string, hear: Hear): () => void {
            const set = ears.get(topic) ?? new Set();
            if (set.size === 0) {
                ears.set(topic, set);
                restartSoon();
            }
            set.add(hear);
            return () => {
                set.delete(hear);
                if (set.size === 0 && ears.get(topic) === set) {
                    ears.delete(topic);
                    restartSoon();
                }
            };
        },
    };
}
