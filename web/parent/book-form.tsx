// The fields of the home part: large buttons and steps instead of typing, one screen.
import type { ComponentChildren } from "preact";
import { fieldWord, minutesBetween, sleepTotal } from "../components/book/book-words.ts";
import { ChoiceField, TextField } from "../components/field/field.tsx";
import type { BookHome, BookPage } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { type BookDraft, step } from "./book-draft.ts";

interface Props {
    draft: BookDraft;
    fields: BookPage["fields"];
    change: (part: Partial<BookDraft>) => void;
}
interface FieldProps {
    page: BookHome;
    optional: boolean;
    set: (part: Partial<BookHome>) => void;
}

const MEALS = ["supper", "breakfast"] as const;
const AMOUNTS = ["all", "half", "little", "none"] as const;
const QUALITIES = ["hard", "normal", "soft", "watery"] as const;

function Group({ id, label, children }: { id: string; label: string; children: ComponentChildren }) {
    return (
        <fieldset class="field" id={id}>
            <legend>{label}</legend>
            <div class="book-rows">{children}</div>
        </fieldset>
    );
}

function Time({ id, label, value, onValue }: { id: string; label: string; value: string; onValue: (v: string) => void }) {
    return (
        <div>
            <label for={id}>{label}</label>
            <input
                id={id}
                class="control control-short"
                type="time"
                value={value}
                onInput={(event) => onValue(event.currentTarget.value)}
            />
        </div>
    );
}

function Temperature({ draft, change, optional }: Props & { optional: boolean }) {
    const move = (tenths: number) => change({ temp: step(draft.temp, tenths) });
    return (
        <div class="field">
            <label for="temp">
                {fieldWord("temp_c")}{" "}
                <span class={optional ? "need" : "need need-required"}>
                    {optional ? t("field.optional") : t("field.required")}
                </span>
            </label>
            <div class="book-steps">
                <button type="button" class="button button-second" onClick={() => move(-1)}>
                    <span aria-hidden="true">−</span>
                    <span class="unseen">{t("book.temp_down")}</span>
                </button>
                <input
                    id="temp"
                    class="control"
                    inputMode="decimal"
                    autoComplete="off"
                    value={draft.temp}
                    placeholder="36.5"
                    onInput={(event) => change({ temp: event.currentTarget.value })}
                />
                <button type="button" class="button button-second" onClick={() => move(1)}>
                    <span aria-hidden="true">＋</span>
                    <span class="unseen">{t("book.temp_up")}</span>
                </button>
            </div>
        </div>
    );
}

/** From six in the evening to noon: where sleep lies in a night. */
function SleepBar({ rows }: { rows: { from: string; to: string }[] }) {
    const whole = 18 * 60;
    return (
        <svg class="book-bar" viewBox={`0 0 ${whole} 10`} preserveAspectRatio="none" aria-hidden="true">
            {rows
                .filter(({ from, to }) => from && to)
                .map(({ from, to }) => (
                    <rect
                        key={from + to}
                        x={minutesBetween("18:00", from)}
                        y="0"
                        width={minutesBetween(from, to)}
                        height="10"
                    />
                ))}
        </svg>
    );
}

function Sleep({ page, set }: FieldProps) {
    const rows = page.sleep ?? [{ from: "", to: "" }];
    const put = (n: number, part: { from?: string; to?: string }) =>
        set({ sleep: rows.map((row, i) => (i === n ? { ...row, ...part } : row)) });
    const whole = rows.filter((row) => row.from && row.to);
    return (
        <Group id="sleep" label={fieldWord("sleep")}>
            {rows.map((row, n) => (
                <div class="book-row" key={n}>
                    <Time id={`sleep-${n}-from`} label={t("book.from")} value={row.from} onValue={(from) => put(n, { from })} />
                    <Time id={`sleep-${n}-to`} label={t("book.to")} value={row.to} onValue={(to) => put(n, { to })} />
                </div>
            ))}
            <SleepBar rows={whole} />
            <p class="hint" aria-live="polite">
                {whole.length > 0 ? sleepTotal(whole) : ""}
            </p>
            {rows.length < 4 ? (
                <button
                    type="button"
                    class="button button-second"
                    onClick={() => set({ sleep: [...rows, { from: "", to: "" }] })}
                >
                    {t("book.sleep_more")}
                </button>
            ) : null}
        </Group>
    );
}

function Meals({ page, set }: FieldProps) {
    const rows = page.meals ?? [];
    const put = (meal: (typeof MEALS)[number], part: object) => {
        const before = rows.find((row) => row.meal === meal) ?? { meal };
        set({ meals: [...rows.filter((row) => row.meal !== meal), { ...before, ...part }] });
    };
    return (
        <>
            {MEALS.map((meal) => {
                const row = rows.find((one) => one.meal === meal);
                return (
                    <Group id={`meal-${meal}`} label={t(`book.meal.${meal}`)} key={meal}>
                        <div class="book-picks">
                            {AMOUNTS.map((amount) => (
                                <button
                                    type="button"
                                    class="chip"
                                    key={amount}
                                    aria-pressed={row?.amount === amount}
                                    onClick={() => put(meal, { amount })}
                                >
                                    {t(`book.amount.${amount}`)}
                                </button>
                            ))}
                        </div>
                        <div class="book-row">
                            <Time id={`${meal}-at`} label={t("book.at")} value={row?.at ?? ""} onValue={(at) => put(meal, { at })} />
                            <div>
                                <label for={`${meal}-text`}>{t("book.menu")}</label>
                                <input
                                    id={`${meal}-text`}
                                    class="control"
                                    value={row?.text ?? ""}
                                    maxLength={300}
                                    onInput={(event) => put(meal, { text: event.currentTarget.value })}
                                />
                            </div>
                        </div>
                    </Group>
                );
            })}
        </>
    );
}

function Milk({ page, set }: FieldProps) {
    const rows = page.milk ?? [];
    const put = (n: number, part: object) => set({ milk: rows.map((row, i) => (i === n ? { ...row, ...part } : row)) });
    return (
        <Group id="milk" label={fieldWord("milk")}>
            {rows.map((row, n) => (
                <div class="book-row" key={n}>
                    <Time id={`milk-${n}-at`} label={t("book.at")} value={row.at} onValue={(at) => put(n, { at })} />
                    <div>
                        <label for={`milk-${n}-ml`}>ml</label>
                        <input
                            id={`milk-${n}-ml`}
                            class="control control-short"
                            type="number"
                            min="0"
                            max="400"
                            step="10"
                            value={row.ml}
                            onInput={(event) => put(n, { ml: Math.min(400, Math.max(0, Number(event.currentTarget.value) || 0)) })}
                        />
                    </div>
                </div>
            ))}
            {rows.length < 8 ? (
                <button type="button" class="button button-second" onClick={() => set({ milk: [...rows, { at: "", ml: 120 }] })}>
                    {t("book.milk_more")}
                </button>
            ) : null}
        </Group>
    );
}

function Stool({ page, set }: FieldProps) {
    const rows = page.stool ?? [];
    return (
        <Group id="stool" label={fieldWord("stool")}>
            <div class="book-picks">
                {QUALITIES.map((quality) => (
                    <button type="button" class="chip" key={quality} onClick={() => set({ stool: [...rows, { quality }].slice(-8) })}>
                        {t(`book.stool.${quality}`)}
                    </button>
                ))}
            </div>
            <p aria-live="polite">
                {t("book.stool_count", { n: rows.length })}{" "}
                {rows.map((row) => t(`book.stool.${row.quality}`)).join(" / ")}{" "}
                {rows.length > 0 ? (
                    <button type="button" class="button button-second" onClick={() => set({ stool: rows.slice(0, -1) })}>
                        {t("book.stool_less")}
                    </button>
                ) : null}
            </p>
        </Group>
    );
}

function Pickup({ page, set }: FieldProps) {
    const pickup = page.pickup ?? {};
    return (
        <Group id="pickup" label={fieldWord("pickup")}>
            <div class="book-row">
                <Time id="pickup-at" label={t("book.at")} value={pickup.at ?? ""} onValue={(at) => set({ pickup: { ...pickup, at } })} />
                <div>
                    <label for="pickup-who">{t("book.who")}</label>
                    <input
                        id="pickup-who"
                        class="control"
                        maxLength={60}
                        value={pickup.who ?? ""}
                        onInput={(event) => set({ pickup: { ...pickup, who: event.currentTarget.value } })}
                    />
                </div>
            </div>
        </Group>
    );
}

export function BookFields({ draft, fields, change }: Props) {
    const page = draft.page;
    const set = (part: Partial<BookHome>) => change({ page: { ...page, ...part } });
    const choice = (key: "mood" | "bath" | "pool", optional: boolean, choices: { value: string; label: string }[]) => (
        <ChoiceField
            id={key}
            label={fieldWord(key)}
            optional={optional}
            value={page[key] ?? ""}
            onValue={(value) => set({ [key]: value })}
            across
            choices={choices}
        />
    );
    const draw = (key: string, optional: boolean): ComponentChildren => {
        const of = { page, optional, set };
        switch (key) {
            case "temp_c":
                return <Temperature draft={draft} fields={fields} change={change} optional={optional} />;
            case "temp_at":
                return (
                    <TextField id="temp_at" type="time" short optional label={fieldWord("temp_at")} value={page.temp_at ?? ""} onValue={(at) => set({ temp_at: at })} />
                );
            case "mood":
                return choice("mood", optional, (["good", "normal", "bad"] as const).map((value) => ({ value, label: t(`book.mood.${value}`) })));
            case "bath":
                return choice("bath", optional, (["yes", "no", "shower"] as const).map((value) => ({ value, label: t(`book.bath.${value}`) })));
            case "pool":
                return choice("pool", optional, (["yes", "no"] as const).map((value) => ({ value, label: t(`book.pool.${value}`) })));
            case "sleep":
                return <Sleep {...of} />;
            case "meals":
                return <Meals {...of} />;
            case "milk":
                return <Milk {...of} />;
            case "stool":
                return <Stool {...of} />;
            case "pickup":
                return <Pickup {...of} />;
            case "medicine":
                return <TextField id="medicine" optional rows={2} maxLength={300} label={t("book.field.medicine")} value={page.medicine ?? ""} onValue={(medicine) => set({ medicine })} />;
            case "comment":
                return <TextField id="comment" optional rows={4} maxLength={1000} label={fieldWord("comment")} value={page.comment ?? ""} onValue={(comment) => set({ comment })} />;
            default:
                return null;
        }
    };
    return (
        <>
            {fields.map(({ key, required }) => (
                <div key={key}>{draw(key, !required)}</div>
            ))}
        </>
    );
}
