// A page of the contact book as it is read: the newest, what was added, what stood there before.
import type { BookPage } from "../../lib/api.ts";
import { dayAndClock, isJapanese } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { Facts } from "../sheet/sheet-facts.tsx";
import { type BookJson, isTyped, linesOf } from "./book-words.ts";
import "./book.css";

export type Revision = BookPage["revisions"][number];

/** The newest page that is no addition. */
export const newest = (page: BookPage): Revision | undefined => page.revisions.filter((one) => !one.addition).at(-1);

export function PageWords({ json }: { json: BookJson | null | undefined }) {
    if (!json) return <p class="hint">{t("book.unreadable")}</p>;
    return (
        <>
            <Facts lines={linesOf(json)} />
            {isTyped(json) && !isJapanese(language.value) ? <p class="hint">{t("book.not_translated")}</p> : null}
        </>
    );
}

function Written({ one, added }: { one: Revision; added?: boolean }) {
    return (
        <section class={added ? "book-addition" : undefined}>
            {added ? <h3>{t("book.added")}</h3> : null}
            <PageWords json={one.page as BookJson | null} />
            <p class="hint">{t("book.written_by", { name: one.by, at: dayAndClock(one.at, language.value) })}</p>
        </section>
    );
}

export function PageShown({ page }: { page: BookPage }) {
    const now = newest(page);
    const before = page.revisions.filter((one) => !one.addition && one !== now);
    return (
        <div class="stack">
            {now ? <Written one={now} /> : null}
            {page.revisions
                .filter((one) => one.addition)
                .map((one) => (
                    <Written key={one.version} one={one} added />
                ))}
            {before.length > 0 ? (
                <details>
                    <summary>{t("book.before", { n: before.length })}</summary>
                    <div class="stack">
                        {before.map((one) => (
                            <Written key={one.version} one={one} />
                        ))}
                    </div>
                </details>
            ) : null}
        </div>
    );
}
