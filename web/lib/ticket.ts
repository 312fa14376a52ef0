// The number of a one-time pick-up ticket: how it is shown, what its picture says, how it is read again, and what it becomes under a list's key.
// Neither the number nor the picture holds a name.

export const NUMBER_LENGTH = 8;
const LETTERS = /^[2-9A-HJ-NP-Z]{8}$/;
const SAID = /^TSUBAME-TICKET (\d{4}-\d{2}-\d{2}) ([2-9A-HJ-NP-Z]{8})$/;

/** In two halves: so it is read aloud and typed. */
export const inHalves = (number: string): string => `${number.slice(0, 4)}-${number.slice(4)}`;

export const pictureText = (day: string, number: string): string => `TSUBAME-TICKET ${day} ${number}`;

export interface Read {
    number: string;
    /** What the picture says; a typed number says no day. */
    day?: string;
}

/** As typed on any keyboard (wide letters, small ones, with or without the stroke), or as a camera read it. */
export function readTicket(text: string): Read | undefined {
    const said = SAID.exec(text.trim());
    if (said?.[1] && said[2]) return { day: said[1], number: said[2] };
    const number = text
        .normalize("NFKC")
        .toUpperCase()
        .replace(/[\s\-‐‑–—―−ー.]/g, "");
    return LETTERS.test(number) ? { number } : undefined;
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

/** undefined: this browser computes no keyed hashes (a page without TLS). */
export async function checkOf(key: string, number: string): Promise<string | undefined> {
    if (!globalThis.crypto?.subtle) return undefined;
    const imported = await crypto.subtle.importKey("raw", bytesOf(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(number)));
    return [...mac.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
