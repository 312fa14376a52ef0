// What a page of the contact book says, line by line in the reader's language: fixed answers are words of the catalogue; only what a person typed
// stays as it was typed.
import type { BookHome, BookNursery } from "../../lib/api.ts";
import { t } from "../../lib/i18n.ts";
import { typed } from "../../lib/marks.ts";

/** Both parts in one: what they share has the same form. */
export type BookJson = Partial<
    Omit<BookHome, "medicine"> & Omit<BookNursery, "medicine"> & { medicine: string | NonNullable<BookNursery["medicine"]> }
>;
export type Line = [string, string];
export type FieldKey = keyof BookJson;

export const fieldWord = (key: FieldKey): string => t(`book.field.${key}`);

/** Minutes from one time to another, over midnight when it is earlier. */
export function minutesBetween(from: string, to: string): number {
    const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
    return (minutes(to) - minutes(from) + 1440) % 1440;
}

export function sleepTotal(rows: { from: string; to: string }[]): string {
    const sum = rows.reduce((n, { from, to }) => n + minutesBetween(from, to), 0);
    return t("book.sleep_total", { hours: Math.floor(sum / 60), minutes: sum % 60 });
}

const words = (parts: (string | undefined)[]): string => parts.filter(Boolean).join(" ");
const degrees = (c: number): string => `${c.toFixed(1)} ℃`;

function mealWords(meal: NonNullable<BookJson["meals"]>[number]): string {
    return words([
        t(`book.meal.${meal.meal}`),
        meal.at,
        meal.amount ? t(`book.amount.${meal.amount}`) : undefined,
        meal.text ? typed(meal.text) : undefined,
    ]);
}

const DRAWN: { [K in FieldKey]-?: (value: NonNullable<BookJson[K]>) => string } = {
    temp_c: degrees,
    temp_at: (at) => at,
    mood: (mood) => t(`book.mood.${mood}`),
    sleep: (rows) => words([rows.map(({ from, to }) => `${from}–${to}`).join(" / "), sleepTotal(rows)]),
    meals: (rows) => rows.map(mealWords).join(" / "),
    milk: (rows) => rows.map(({ at, ml }) => `${at} ${ml} ml`).join(" / "),
    stool: (rows) =>
        rows
            .map((row) =>
                words([
                    row.at,
                    t(`book.stool.${row.quality}`),
                    row.amount ? t(`book.stool_amount.${row.amount}`) : undefined,
                ]),
            )
            .join(" / "),
    bath: (bath) => t(`book.bath.${bath}`),
    pool: (pool) => t(`book.pool.${pool}`),
    pickup: ({ at, who }) => words([at, who ? typed(who) : undefined]),
    medicine: (medicine) =>
        typeof medicine === "string"
            ? typed(medicine)
            : medicine
                  .map(({ at, text, given_by: by, second }) =>
                      words([at, text ? typed(text) : undefined, by ? t("book.medicine_by", { name: by, second: second ?? "" }) : undefined]),
                  )
                  .join(" / "),
    comment: typed,
    temps: (rows) => rows.map(({ at, c }) => `${at} ${degrees(c)}`).join(" / "),
    injuries: typed,
    phrases: (list) => list.map((word) => t(`book.phrase.${word}`)).join(" "),
    activity: typed,
    message: typed,
};

/** What a person typed: nobody translates it. */
const TYPED: FieldKey[] = ["comment", "message", "activity", "injuries", "medicine"];
export const isTyped = (json: BookJson): boolean => TYPED.some((key) => json[key] !== undefined);

export function linesOf(json: BookJson): Line[] {
    return (Object.keys(DRAWN) as FieldKey[])
        .filter((key) => json[key] !== undefined)
        .map((key) => [fieldWord(key), (DRAWN[key] as (value: unknown) => string)(json[key])]);
}
