// What a sentence carries besides its letters, as signs that no keyboard makes: the reading of a kanji, a sentence lent by Japanese, a text
// that a person typed. They stand in strings until they are drawn (components/marked); where only letters can stand, plain() leaves letters.

const BASE = "\uFFF9"; // Unicode's own signs for a reading between the lines
const READING = "\uFFFA";
const END = "\uFFFB";
const LENT = "\uFDD0";
const TYPED = "\uFDD1";
const OVER = "\uFDD2";

const ANY = new RegExp(`[${BASE}${LENT}${TYPED}]`);
const RUBY = new RegExp(`${BASE}([^${READING}]*)${READING}([^${END}]*)${END}`, "g");
const SPANS = new RegExp(`[${LENT}${TYPED}${OVER}]`, "g");

export const isMarked = (text: string): boolean => ANY.test(text);
export const plain = (text: string): string => (ANY.test(text) ? text.replace(RUBY, "$1").replace(SPANS, "") : text);

/** A sentence that the reader's language does not have yet: Japanese, and said to be so. */
export const lent = (text: string): string => LENT + text.replace(SPANS, "") + OVER;

/** Words of a person, in whatever language: nobody translates them (R-CB-08). */
export const typed = (text: string): string => (text === "" ? "" : TYPED + text.replace(SPANS, "") + OVER);

export type Part = { text: string; reading?: string; lang?: string };

function inside(text: string, lang: string | undefined): Part[] {
    const of = lang === undefined ? {} : { lang };
    const parts: Part[] = [];
    let at = 0;
    for (const found of text.matchAll(RUBY)) {
        if (found.index > at) parts.push({ text: text.slice(at, found.index), ...of });
        parts.push({ text: found[1] ?? "", reading: found[2] ?? "", ...of });
        at = found.index + found[0].length;
    }
    if (at < text.length) parts.push({ text: text.slice(at), ...of });
    return parts;
}

/** The parts of a sentence in order; a span's parts name its language, "" where nobody knows it. */
export function partsOf(text: string): Part[] {
    const parts: Part[] = [];
    let rest = text;
    for (;;) {
        const from = rest.search(new RegExp(`[${LENT}${TYPED}]`));
        if (from < 0) return [...parts, ...inside(rest, undefined)];
        const over = rest.indexOf(OVER, from);
        const to = over < 0 ? rest.length : over;
        parts.push(...inside(rest.slice(0, from), undefined), ...inside(rest.slice(from + 1, to), rest[from] === LENT ? "ja" : ""));
        rest = rest.slice(to + 1);
    }
}
