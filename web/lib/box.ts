// The only file that asks the entrance box (gateway/screen.c). The box serves this page itself on its own loopback: it knows no server, and
// goes on without one.
import { signal } from "@preact/signals";

export type Meaning = "arrive" | "leave" | "back" | "bounce" | "locked" | "ask_return" | "ask_late" | "unknown" | "kept" | "ask_who" | "undone";
export type Kind = "idle" | "done" | "asks" | "unknown" | "kept" | "undone" | "not_kept" | "unreadable";
export type Question = "none" | "who" | "anyway" | "return" | "late";
export type Word = "arrive" | "leave" | "chosen" | "mistake";

export interface Child {
    child: string;
    nick: string;
    symbol: number;
}

export interface TouchedChild extends Child {
    meaning: Meaning;
    here: boolean;
    absent: boolean;
    chosen: boolean;
    accepted: string | null;
}

export interface Moment {
    ticket: number;
    kind: Kind;
    question: Question;
    said: Meaning;
    at: string | null;
    throwaway: boolean;
    stale: boolean;
    names: boolean;
    undo: boolean;
    /** Staff want a word: the box does not know why. */
    speak: boolean;
    children: TouchedChild[];
}

export interface Face {
    clock: { synced: boolean; sure: boolean };
    reader: boolean;
    disk: boolean;
    linked: boolean;
    backlog: number;
    listed: boolean;
    list_is_today: boolean;
    missed: number;
    moment: Moment;
}

/** What the box says; null until it has spoken, and again when it is silent. */
export const face = signal<Face | null>(null);

let heardAt = 0; // of performance.now()
let boxClock = 0; // the box's clock at that moment

/** The box's clock, not this browser's: what stands on the wall is what stands in the record. */
export const boxNow = (): Date => new Date(boxClock + performance.now() - heardAt);

const SILENT_MS = 12_000; // the box says something every five seconds

export function follow(): void {
    const stream = new EventSource("/live");
    let silent = 0;
    const wait = () => {
        clearTimeout(silent);
        silent = window.setTimeout(() => {
            face.value = null;
        }, SILENT_MS);
    };
    stream.addEventListener("face", (event) => {
        const said = JSON.parse((event as MessageEvent<string>).data) as { now: string; face: Face };
        boxClock = Date.parse(said.now);
        heardAt = performance.now();
        face.value = said.face;
        wait();
    });
    stream.addEventListener("error", () => {
        // A browser tries again by itself, unless the answer was no stream at all.
        if (stream.readyState === EventSource.CLOSED) window.setTimeout(follow, 2000);
    });
    wait();
}

/** True when the box did it. */
async function post(path: string, body: unknown): Promise<boolean> {
    try {
        const answer = await fetch(path, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
        });
        return answer.ok;
    } catch {
        return false; // the box is silent: the page says so by itself
    }
}

export const answer = (ticket: number, word: Word, children?: string[]) =>
    post("/answer", children ? { ticket, word, children } : { ticket, word });
export const undo = (ticket: number) => post("/undo", { ticket });
export const touchName = (child: string) => post("/name", { child });

export async function withSymbol(symbol: number): Promise<Child[]> {
    try {
        const answered = await fetch(`/children?symbol=${symbol}`);
        return answered.ok ? ((await answered.json()) as { children: Child[] }).children : [];
    } catch {
        return [];
    }
}

/** A box that is no entrance yet, and how far it is. */
export interface Pairing {
    state: "code" | "working" | "compare" | "refused" | "paired";
    number: string | null;
}

/** "entrance": it is one already; "silent": it does not answer. */
export async function pairing(): Promise<Pairing | "entrance" | "silent"> {
    try {
        const answered = await fetch("/pairing");
        return answered.ok ? ((await answered.json()) as Pairing) : "entrance";
    } catch {
        return "silent";
    }
}
export const pairWith = (code: string) => post("/pairing", { code });
