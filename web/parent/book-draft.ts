// What a family has typed of a page that is not sent yet: kept on the device until the server has it, whatever the network does. Pure.
import type { BookHome } from "../lib/api.ts";
import { forget, keep, recall } from "../lib/device.ts";

export interface BookDraft {
    page: BookHome;
    /** The temperature as it is typed. */
    temp: string;
    /** What was read when the writing began; 0: nothing stood there. */
    version: number;
    /** The family pressed "send" and nobody answered: it goes out by itself when the network is back. */
    waiting: boolean;
}

const name = (child: string, day: string): string => `book.${child}.${day}`;

export function isDraft(value: unknown): value is BookDraft {
    const kept = value as Partial<BookDraft> | null | undefined;
    return (
        typeof kept === "object" &&
        kept !== null &&
        typeof kept.page === "object" &&
        kept.page !== null &&
        typeof kept.temp === "string" &&
        typeof kept.version === "number" &&
        typeof kept.waiting === "boolean"
    );
}

export const keepDraft = (account: string, child: string, day: string, draft: BookDraft): void =>
    keep(account, name(child, day), draft, "until sign-out");
export const dropDraft = (account: string, child: string, day: string): void =>
    forget(account, name(child, day), "until sign-out");
export function recallDraft(account: string, child: string, day: string): BookDraft | undefined {
    const kept = recall(account, name(child, day), "until sign-out");
    return isDraft(kept) ? kept : undefined;
}

export const draftOf = (page: BookHome | null | undefined, version: number): BookDraft => ({
    page: page ?? {},
    temp: page?.temp_c === undefined ? "" : page.temp_c.toFixed(1),
    version,
    waiting: false,
});

const plain = (typed: string): string => typed.normalize("NFKC").replace(/[^\d.]/g, "");

/** 36.7 of what was typed; undefined when it is no temperature. */
export function degreesOf(typed: string): number | undefined {
    const text = plain(typed);
    return /^\d{2}(\.\d)?$/.test(text) ? Number(text) : undefined;
}

/** One tenth up or down; begins at 36.5. */
export function step(typed: string, tenths: number): string {
    const from = degreesOf(typed);
    return from === undefined ? "36.5" : (Math.round(from * 10 + tenths) / 10).toFixed(1);
}

const said = (text: string | undefined): string | undefined => (text?.trim() ? text.trim() : undefined);
const some = <T>(rows: T[] | undefined): T[] | undefined => (rows && rows.length > 0 ? rows : undefined);

/** What is sent: without rows that nobody finished and texts of blanks. */
export function pageOf(draft: BookDraft): BookHome {
    const { page } = draft;
    const degrees = degreesOf(draft.temp);
    const at = said(page.pickup?.at);
    const who = said(page.pickup?.who);
    const all: Record<string, unknown> = {
        ...page,
        temp_c: degrees,
        temp_at: said(page.temp_at),
        sleep: some(page.sleep?.filter((row) => row.from && row.to)),
        meals: some(
            page.meals
                ?.map(({ meal, at: time, amount, text }) => ({
                    meal,
                    ...(said(time) ? { at: time } : {}),
                    ...(amount ? { amount } : {}),
                    ...(said(text) ? { text: said(text) } : {}),
                }))
                .filter((row) => Object.keys(row).length > 1),
        ),
        milk: some(page.milk?.filter((row) => row.at)),
        stool: some(page.stool?.map((row) => (row.at ? row : { ...row, at: undefined }))),
        pickup: at || who ? { ...(at ? { at } : {}), ...(who ? { who } : {}) } : undefined,
        medicine: said(page.medicine),
        comment: said(page.comment),
    };
    return JSON.parse(JSON.stringify(all)) as BookHome;
}

/** What I wrote over what the other wrote: fields that I left empty keep the other's words. */
export const merged = (mine: BookHome, theirs: BookHome): BookHome => ({ ...theirs, ...mine });
