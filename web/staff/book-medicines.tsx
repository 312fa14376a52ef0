// Medicine that two people gave goes into the children's pages with one press for the class, and is never typed again (R-CB-05). What only one
// person has written down stays outside; a page that names medicine already is left alone.
import { doseWords } from "../components/medicine/medicine-words.ts";
import { Loaded } from "../components/notice/states.tsx";
import type { BookNursery, ClassBookChild } from "../lib/api.ts";
import type { Medicine } from "../lib/api-medicine.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { useMedicines } from "./medicines.tsx";

type Rows = NonNullable<BookNursery["medicine"]>;
/** As many as a page holds. */
const ROWS_MAX = 8;

/** What was given, by child, the first first. */
function givenOf(list: Medicine[]): Map<string, Rows> {
    const given = new Map<string, Rows>();
    for (const one of list.filter(({ state }) => state === "given").sort((a, b) => (a.given_at ?? "").localeCompare(b.given_at ?? ""))) {
        const row = { at: clock(one.given_at), text: doseWords(one), given_by: one.given_by ?? "", second: one.second ?? "" };
        given.set(one.child_id, [...(given.get(one.child_id) ?? []), row].slice(0, ROWS_MAX));
    }
    return given;
}

interface Props {
    nursery: string;
    day: string;
    children: ClassBookChild[];
    save: (child: ClassBookChild, page: BookNursery) => void;
}

export function FromMedicines({ nursery, day, children, save }: Props) {
    const list = useMedicines(nursery, day);
    return (
        <Loaded from={list}>
            {({ medicines }) => {
                const given = givenOf(medicines);
                const waits = medicines.filter(({ state }) => state === "waits").length;
                const open = children.filter(({ child_id: id, nursery: { page } }) => given.has(id) && !page?.medicine?.length);
                const filled = children.filter(({ child_id: id, nursery: { page } }) => given.has(id) && JSON.stringify(page?.medicine) === JSON.stringify(given.get(id)));
                return (
                    <div class="book-picks" role="status">
                        {open.length > 0 ? (
                            <button
                                type="button"
                                class="button"
                                onClick={() => {
                                    for (const child of open) save(child, { ...child.nursery.page, medicine: given.get(child.child_id) ?? [] });
                                }}
                            >
                                {t("book.from_medicines", { n: open.length })}
                            </button>
                        ) : null}
                        {filled.length > 0 ? <p>{t("book.medicines_filled", { n: filled.length })}</p> : open.length === 0 ? <p>{t("book.medicines_none")}</p> : null}
                        {waits > 0 ? (
                            <p>
                                <a href={`/staff/nurseries/${nursery}/medicines`}>{t("book.medicines_wait", { n: waits })}</a>
                            </p>
                        ) : null}
                    </div>
                );
            }}
        </Loaded>
    );
}
