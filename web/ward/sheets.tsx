// What the ward takes away beside the month's figures: places given back on the day itself in the fiscal year (R-CAN-07) and the settlement with
// other municipalities (R-FEE-07). Each is a table, and the same as a file.
import type { ComponentChildren } from "preact";
import { Icon } from "../components/icon/icon.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";

interface Props {
    month: string;
    nameOf: (room: string) => string;
}

function Sheet({ id, title, hint, file, children }: { id: string; title: string; hint: string; file: string; children: ComponentChildren }) {
    return (
        <section class="card stack">
            <h2 id={id}>{title}</h2>
            <p class="hint">{hint}</p>
            <div class="ward-scroll" role="region" aria-labelledby={id} tabIndex={0}>
                {children}
            </div>
            <p class="no-print">
                <a class="button button-second" href={file} download>
                    <Icon name="list" />
                    {t("figures.file")}
                    <span class="unseen"> {title}</span>
                </a>
            </p>
        </section>
    );
}

/** Numbers stand under their heading, at the end of the column. */
function Head({ words, numbers }: { words: string[]; numbers: number[] }) {
    return (
        <thead>
            <tr>
                {words.map((word, i) => (
                    <th scope="col" key={word} class={numbers.includes(i) ? "figures-number" : undefined}>
                        {word}
                    </th>
                ))}
            </tr>
        </thead>
    );
}

function bracketWord({ bracket }: api.SameDay): string {
    if (bracket === null) return t("figures.no_bracket");
    const span = bracket.to === undefined ? t("figures.bracket_open", { from: bracket.from }) : t("figures.bracket", { from: bracket.from, to: bracket.to });
    return bracket.yen === undefined ? span : `${span} ${t("bill.yen", { yen: bracket.yen })}`;
}

function SameDay({ month, nameOf }: Props) {
    const sheet = useResource(`same-day ${month}`, (etag) => api.sameDay(month, etag));
    return (
        <Loaded from={sheet}>
            {({ same_day: rows }) => (
                <Sheet
                    id="same-day"
                    title={t("figures.same_day_title", { year: rows[0]?.fiscal_year ?? 0 })}
                    hint={t("figures.same_day_hint")}
                    file={api.sheetFile("figures/same-day", month)}
                >
                    <table class="ward">
                        <Head words={[t("ward.room"), t("figures.same_day"), t("figures.no_show"), t("figures.bracket_title")]} numbers={[1, 2]} />
                        <tbody>
                            {rows.map((row) => (
                                <tr key={row.sick_room_id}>
                                    <th scope="row">{nameOf(row.sick_room_id)}</th>
                                    <td class="figures-number">{row.cancelled_same_day}</td>
                                    <td class="figures-number">{row.no_shows}</td>
                                    <td>{bracketWord(row)}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </Sheet>
            )}
        </Loaded>
    );
}

function Settlement({ month, nameOf }: Props) {
    const sheet = useResource(`settlement ${month}`, (etag) => api.settlement(month, etag));
    return (
        <Loaded from={sheet}>
            {({ settlement: rows }) => (
                <Sheet
                    id="settlement"
                    title={t("figures.settlement")}
                    hint={t("figures.settlement_hint")}
                    file={api.sheetFile("figures/settlement", month)}
                >
                    {rows.length === 0 ? (
                        <p>{t("figures.settlement_none")}</p>
                    ) : (
                        <table class="ward">
                            <Head words={[t("ward.room"), t("figures.municipality"), t("figures.days"), t("figures.yen")]} numbers={[2, 3]} />
                            <tbody>
                                {rows.map((row) => (
                                    <tr key={`${row.sick_room_id} ${row.municipality}`}>
                                        <th scope="row">{nameOf(row.sick_room_id)}</th>
                                        <td>{row.municipality === "" ? t("figures.own") : row.municipality}</td>
                                        <td class="figures-number">{row.days}</td>
                                        <td class="figures-number">{t("bill.yen", { yen: row.yen })}</td>
                                    </tr>
                                ))}
                            </tbody>
                        </table>
                    )}
                </Sheet>
            )}
        </Loaded>
    );
}

export function Sheets(props: Props) {
    return (
        <>
            <SameDay {...props} />
            <Settlement {...props} />
        </>
    );
}
