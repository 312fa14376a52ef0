// The one-time code of the counter as people type it: either case, either width, blanks and dashes anywhere. Pure.
const SYMBOLS = 12;

/** The bare code, or null: too short, too long, or a sign that no code has (0, 1, I, L and O are never in one). */
export function bareCode(typed: string): string | null {
    const bare = typed
        .normalize("NFKC")
        .toUpperCase()
        .replace(/[\s\u2010-\u2015\u2212\u30fc\uff70-]/g, "");
    return bare.length === SYMBOLS && /^[2-9A-HJKMNP-Z]+$/.test(bare) ? bare : null;
}
