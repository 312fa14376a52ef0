// One field of one child on the class page: an answer of few is one press and saved at once; a time, a figure or a text is saved when one leaves it.
import { useEffect, useState } from "preact/hooks";
import { type BookJson, fieldWord } from "../components/book/book-words.ts";
import { type BookNursery, type ClassBookChild, now } from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";

export type Column = "lunch" | "snack" | "mood" | "sleep" | "temps" | "medicine" | "stool" | "phrases" | "activity" | "message" | "injuries";
export const COLUMNS: { column: Column; key: keyof BookNursery }[] = [
    { column: "lunch", key: "meals" },
    { column: "snack", key: "meals" },
    { column: "sleep", key: "sleep" },
    { column: "mood", key: "mood" },
    { column: "temps", key: "temps" },
    { column: "medicine", key: "medicine" },
    { column: "stool", key: "stool" },
    { column: "phrases", key: "phrases" },
    { column: "message", key: "message" },
    { column: "activity", key: "activity" },
    { column: "injuries", key: "injuries" },
];

export function columnWord(column: Column): string {
    return column === "lunch" || column === "snack" ? t(`book.meal.${column}`) : fieldWord(column as keyof BookJson);
}

interface Props {
    id: string;
    name: string;
    column: Column;
    page: BookNursery;
    phrases: string[];
    save: (page: BookNursery) => void;
}

const AMOUNTS = ["all", "half", "little", "none"] as const;
const MOODS = ["good", "normal", "bad"] as const;
const QUALITIES = ["hard", "normal", "soft", "watery"] as const;
export const PHRASES = [
    "good_day", "ate_well", "slept_well", "played_outside", "played_water", "sang", "read_books", "drew", "friends", "new_words", "tired",
    "runny_nose", "cough", "skin", "fell", "bring_clothes", "bring_diapers", "bring_shoes", "trim_nails", "talk_please", "thanks",
] as const;

function Picks<V extends string>(props: {
    label: string;
    choices: readonly V[];
    word: (choice: V) => string;
    on: (choice: V) => boolean;
    press: (choice: V) => void;
}) {
    return (
        <div class="book-picks" role="group" aria-label={props.label}>
            {props.choices.map((choice) => (
                <button type="button" class="chip" key={choice} aria-pressed={props.on(choice)} onClick={() => props.press(choice)}>
                    {props.word(choice)}
                </button>
            ))}
        </div>
    );
}

/** A text that is saved when it is left, if it is another one. */
function Typed(props: { id: string; label: string; value: string; type?: "text" | "time"; rows?: number; max?: number; leave: (v: string) => void }) {
    const [typed, setTyped] = useState(props.value);
    useEffect(() => setTyped(props.value), [props.value]);
    const shared = {
        id: props.id,
        class: "control",
        value: typed,
        maxLength: props.max,
        onBlur: () => typed !== props.value && props.leave(typed),
    };
    return (
        <div>
            <label class={props.type === "time" ? undefined : "unseen"} for={props.id}>
                {props.label}
            </label>
            {props.rows ? (
                <textarea {...shared} rows={props.rows} onInput={(event) => setTyped(event.currentTarget.value)} />
            ) : (
                <input {...shared} type={(props.type ?? "text") as "text"} onInput={(event) => setTyped(event.currentTarget.value)} />
            )}
        </div>
    );
}

function Meal({ column, page, name, save }: Props & { column: "lunch" | "snack" }) {
    const rows = page.meals ?? [];
    const now = rows.find((row) => row.meal === column);
    const press = (amount: (typeof AMOUNTS)[number]) =>
        save({ ...page, meals: [...rows.filter((row) => row.meal !== column), { ...(now ?? { meal: column }), amount }] });
    return <Picks label={`${name} ${columnWord(column)}`} choices={AMOUNTS} word={(a) => t(`book.amount.${a}`)} on={(a) => now?.amount === a} press={press} />;
}

function Sleep({ id, name, page, save }: Props) {
    const now = page.sleep?.[0] ?? { from: "", to: "" };
    const rest = page.sleep?.slice(1) ?? [];
    const [from, setFrom] = useState(now.from);
    useEffect(() => setFrom(now.from), [now.from]);
    const leave = (part: { from?: string; to?: string }) => {
        const next = { from, to: now.to, ...part };
        if (next.from && next.to) save({ ...page, sleep: [next, ...rest] });
    };
    return (
        <div class="book-row">
            <Typed
                id={`${id}-from`}
                label={`${t("book.from")} ${name}`}
                type="time"
                value={from}
                leave={(value) => {
                    setFrom(value);
                    leave({ from: value });
                }}
            />
            <Typed id={`${id}-to`} label={`${t("book.to")} ${name}`} type="time" value={now.to} leave={(to) => leave({ to })} />
        </div>
    );
}

const WHOLE = ["36", "37", "38", "39"] as const;
const TENTHS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Two presses a temperature: the degrees, then the tenths. Whoever has a keyboard types it. */
function Temperatures({ id, name, page, save }: Props) {
    const rows = page.temps ?? [];
    const [typed, setTyped] = useState("");
    const [whole, setWhole] = useState<(typeof WHOLE)[number] | null>(null);
    const add = (text: string) => {
        const c = /^\d{2}(\.\d)?$/.test(text.normalize("NFKC")) ? Number(text.normalize("NFKC")) : null;
        if (c === null || c < 34 || c > 42.9) return;
        const at = clock(now().toISOString());
        save({ ...page, temps: [...rows, { at, c }].slice(-8) });
        setTyped("");
        setWhole(null);
    };
    return (
        <div class="stack">
            <div class="book-row">
                <span>{rows.map((row) => `${row.at} ${row.c.toFixed(1)}`).join(" / ")}</span>
                <label class="unseen" for={id}>
                    {fieldWord("temps")} {name}
                </label>
                <input id={id} class="control control-short" inputMode="decimal" value={typed} placeholder="36.5" onInput={(event) => setTyped(event.currentTarget.value)} onBlur={() => add(typed)} />
                {rows.length > 0 ? (
                    <button type="button" class="button button-second" onClick={() => save({ ...page, temps: rows.slice(0, -1) })}>
                        {t("book.stool_less")}
                        <span class="unseen"> {name}</span>
                    </button>
                ) : null}
            </div>
            <Picks label={`${name} ${t("book.degrees")}`} choices={WHOLE} word={(w) => `${w}.`} on={(w) => whole === w} press={(w) => setWhole(whole === w ? null : w)} />
            {whole ? <Picks label={`${name} ${t("book.tenths")}`} choices={TENTHS} word={(tenth) => `${whole}.${tenth}`} on={() => false} press={(tenth) => add(`${whole}.${tenth}`)} /> : null}
        </div>
    );
}

/** As it was given; what is wrong is taken out here and stays in the page before. */
function Medicines({ name, page, save }: Props) {
    const rows = page.medicine ?? [];
    return (
        <ul>
            {rows.map((row) => (
                <li key={`${row.at} ${row.text ?? ""}`} class="book-row">
                    <span>
                        {row.at} {row.text} {row.given_by ? <span class="hint">{t("book.medicine_by", { name: row.given_by, second: row.second ?? "" })}</span> : null}
                    </span>
                    <button type="button" class="button button-second" onClick={() => save({ ...page, medicine: rows.filter((one) => one !== row) })}>
                        {t("book.medicine_less")}
                        <span class="unseen"> {name}</span>
                    </button>
                </li>
            ))}
        </ul>
    );
}

/** One press for everybody who is here and of whom nothing is said yet; who left something is pressed after it. */
export function AllAte({ meal, children, save }: { meal: "lunch" | "snack"; children: ClassBookChild[]; save: (child: ClassBookChild, page: BookNursery) => void }) {
    const open = children.filter(({ arrived_at: came, left_at: left, absent, nursery: { page } }) => came && !left && !absent && !page?.meals?.some((row) => row.meal === meal));
    if (open.length === 0) return null;
    const press = () => {
        for (const child of open) save(child, { ...child.nursery.page, meals: [...(child.nursery.page?.meals ?? []), { meal, amount: "all" }] });
    };
    return (
        <p class="book-picks">
            <button type="button" class="button button-second" onClick={press}>
                {t("book.all_ate", { n: open.length })}
            </button>
        </p>
    );
}

function Stool({ page, name, save }: Props) {
    const rows = page.stool ?? [];
    return (
        <div class="book-row">
            <Picks
                label={`${name} ${fieldWord("stool")}`}
                choices={QUALITIES}
                word={(q) => t(`book.stool.${q}`)}
                on={(q) => rows.some((row) => row.quality === q)}
                press={(quality) => save({ ...page, stool: [...rows, { quality }].slice(-8) })}
            />
            <span>{t("book.stool_count", { n: rows.length })}</span>
            {rows.length > 0 ? (
                <button type="button" class="button button-second" onClick={() => save({ ...page, stool: rows.slice(0, -1) })}>
                    {t("book.stool_less")}
                </button>
            ) : null}
        </div>
    );
}

function Phrases({ page, name, phrases, save }: Props) {
    const list = page.phrases ?? [];
    const turn = (word: (typeof PHRASES)[number]) =>
        save({ ...page, phrases: list.includes(word) ? list.filter((one) => one !== word) : [...list, word].slice(-8) });
    const own = (text: string) => save({ ...page, message: [page.message, text].filter(Boolean).join(" ") });
    return (
        <>
            <Picks label={`${name} ${fieldWord("phrases")}`} choices={PHRASES} word={(word) => t(`book.phrase.${word}`)} on={(word) => list.includes(word)} press={turn} />
            {phrases.length > 0 ? <Picks label={`${name} ${t("book.own_phrases")}`} choices={phrases} word={(text) => text} on={(text) => (page.message ?? "").includes(text)} press={own} /> : null}
        </>
    );
}

export function Cell(props: Props) {
    const { id, column, page, name, save } = props;
    const text = (key: "message" | "activity" | "injuries", rows: number, max: number) => (
        <Typed id={id} label={`${fieldWord(key)} ${name}`} rows={rows} max={max} value={page[key] ?? ""} leave={(value) => save({ ...page, [key]: value.trim() })} />
    );
    switch (column) {
        case "lunch":
        case "snack":
            return <Meal {...props} column={column} />;
        case "mood":
            return <Picks label={`${name} ${fieldWord("mood")}`} choices={MOODS} word={(m) => t(`book.mood.${m}`)} on={(m) => page.mood === m} press={(mood) => save({ ...page, mood })} />;
        case "sleep":
            return <Sleep {...props} />;
        case "temps":
            return <Temperatures {...props} />;
        case "medicine":
            return <Medicines {...props} />;
        case "stool":
            return <Stool {...props} />;
        case "phrases":
            return <Phrases {...props} />;
        case "message":
            return text("message", 3, 1000);
        case "activity":
            return text("activity", 2, 300);
        case "injuries":
            return text("injuries", 2, 300);
    }
}
