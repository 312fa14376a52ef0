// The words of one child as they come in pages, the newest last. Pure.
import type { TalkWord } from "../../lib/api-talk.ts";

/** The newest page over what is shown already; what stands before it stays, unless something between them was never seen. */
export function withNewest(shown: TalkWord[], page: TalkWord[]): TalkWord[] {
    const ids = new Set(page.map((word) => word.id));
    const first = shown.findIndex((word) => ids.has(word.id));
    return first < 0 ? page : [...shown.slice(0, first), ...page];
}

/** The last word that somebody of the other side wrote. */
export const lastOf = (words: TalkWord[], side: TalkWord["side"]): TalkWord | undefined =>
    [...words].reverse().find((word) => word.side === side);
