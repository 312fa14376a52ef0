// What was written down while the children slept goes into their pages with one press for the class, and is never typed twice (R-CB-05). Staff may
// correct it afterwards; a page that says something of sleep already is left alone.
import { Loaded } from "../components/notice/states.tsx";
import type { BookNursery, ClassBookChild } from "../lib/api.ts";
import { nap, type NapChild, naps } from "../lib/api-safety.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";

type Sleep = NonNullable<BookNursery["sleep"]>;
/** As many as a page holds. */
const SLEEPS_MAX = 8;

/** The naps of today that are over, by child, the first first. */
async function sleptToday(nursery: string): Promise<Map<string, Sleep>> {
    const sessions = (await naps(nursery, null))?.value.sessions ?? [];
    const whole = await Promise.all(sessions.map(({ id }) => nap(id, null)));
    const over = (one: NapChild): one is NapChild & { to: string } => one.to !== null;
    const all = whole.flatMap((one) => one?.value.children ?? []).filter(over);
    const slept = new Map<string, Sleep>();
    for (const one of all.sort((a, b) => a.from.localeCompare(b.from)))
        slept.set(one.child_id, [...(slept.get(one.child_id) ?? []), { from: clock(one.from), to: clock(one.to) }].slice(0, SLEEPS_MAX));
    return slept;
}

interface Props {
    nursery: string;
    children: ClassBookChild[];
    save: (child: ClassBookChild, page: BookNursery) => void;
}

export function FromNaps({ nursery, children, save }: Props) {
    const slept = useResource(`slept ${nursery}`, async () => ({ value: await sleptToday(nursery), etag: null }));
    return (
        <Loaded from={slept}>
            {(all) => {
                const open = children.filter(({ child_id: id, nursery: { page } }) => all.has(id) && !page?.sleep?.length);
                const filled = children.filter(({ child_id: id, nursery: { page } }) => JSON.stringify(page?.sleep) === JSON.stringify(all.get(id)) && all.has(id));
                return (
                    <p class="book-picks" role="status">
                        {open.length > 0 ? (
                            <button
                                type="button"
                                class="button"
                                onClick={() => {
                                    for (const child of open) save(child, { ...child.nursery.page, sleep: all.get(child.child_id) ?? [] });
                                }}
                            >
                                {t("book.from_naps", { n: open.length })}
                            </button>
                        ) : null}
                        {filled.length > 0 ? t("book.naps_filled", { n: filled.length }) : open.length === 0 ? t("book.naps_none") : ""}
                    </p>
                );
            }}
        </Loaded>
    );
}
