// What families are asked with a notice: nothing, one of the catalogue's questions that every reader has in its own language, or questions of one's own.
import { CheckField, ChoiceField, SelectField, TextField } from "../components/field/field.tsx";
import type { Letter, LetterAsk, Question } from "../lib/api-notices.ts";
import { instantAt } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";

export interface Asking {
    what: string; /* "" nothing, a preset, or "own" */
    by: string;
    anonymous: boolean;
    dueDay: string;
    dueTime: string;
    own: { kind: string; text: string; options: string }[];
}
export const NOTHING_ASKED: Asking = { what: "", by: "family", anonymous: false, dueDay: "", dueTime: "18:00", own: [] };

const lines = (text: string) => text.split("\n").map((one) => one.trim()).filter(Boolean);
const ownQuestion = (one: Asking["own"][number]): Question => {
    const kind = one.kind as Question["kind"];
    const chosen = kind === "choice" || kind === "several";
    return { kind, text: one.text, ...(chosen ? { options: lines(one.options) } : {}) };
};

/** As the server is told. */
export function askedOf(asking: Asking): Pick<LetterAsk, "answers" | "anonymous" | "due_at" | "questions"> {
    if (asking.what === "") return {};
    const questions: Question[] =
        asking.what === "own" ? asking.own.map(ownQuestion) : [{ kind: "choice", preset: asking.what as "attend" | "agree" | "seen" }];
    return {
        answers: asking.by as "family" | "child",
        ...(asking.anonymous ? { anonymous: true } : {}),
        ...(asking.dueDay ? { due_at: instantAt(asking.dueDay, asking.dueTime || "18:00") } : {}),
        questions,
    };
}

const minute = (instant: string) => new Date(Date.parse(instant) + 9 * 3_600_000).toISOString();

/** The form of what was written before. */
export function askingOf(letter: Letter): Asking {
    const questions = letter.detail?.questions ?? [];
    const preset = questions.length === 1 ? questions[0]?.preset : undefined;
    const due = letter.due_at ? minute(letter.due_at) : "";
    return {
        what: questions.length === 0 ? "" : (preset ?? "own"),
        by: letter.answers === "child" ? "child" : "family",
        anonymous: letter.anonymous,
        dueDay: due.slice(0, 10),
        dueTime: due.slice(11, 16) || NOTHING_ASKED.dueTime,
        own: preset ? [] : questions.map((one) => ({ kind: one.kind, text: one.text ?? "", options: (one.options ?? []).join("\n") })),
    };
}

interface Props {
    asking: Asking;
    change: (next: Asking) => void;
    errors: Record<string, string | undefined>;
}

function Own({ asking, change }: Omit<Props, "errors">) {
    const put = (index: number, more: Partial<Asking["own"][number]>) =>
        change({ ...asking, own: asking.own.map((one, i) => (i === index ? { ...one, ...more } : one)) });
    return (
        <>
            {asking.own.map((one, index) => (
                <fieldset key={index} class="field stack">
                    <legend>{t("letter.question_nth", { n: index + 1 })}</legend>
                    <TextField id={`question-${index}`} label={t("letter.question_text")} value={one.text} onValue={(text) => put(index, { text })} maxLength={90} />
                    <SelectField
                        id={`kind-${index}`}
                        label={t("letter.question_kind")}
                        value={one.kind}
                        onValue={(kind) => put(index, { kind })}
                        placeholder={t("letter.question_kind")}
                        groups={[
                            {
                                choices: [
                                    { value: "choice", label: t("letter.kind.choice") },
                                    { value: "several", label: t("letter.kind.several") },
                                    { value: "text", label: t("letter.kind.text") },
                                    { value: "number", label: t("letter.kind.number") },
                                ],
                            },
                        ]}
                    />
                    {one.kind === "choice" || one.kind === "several" ? (
                        <TextField
                            id={`options-${index}`}
                            label={t("letter.question_options")}
                            hint={t("letter.question_options_hint")}
                            value={one.options}
                            onValue={(options) => put(index, { options })}
                            rows={4}
                        />
                    ) : null}
                    <button type="button" class="button button-second" onClick={() => change({ ...asking, own: asking.own.filter((_, i) => i !== index) })}>
                        {t("letter.question_remove", { n: index + 1 })}
                    </button>
                </fieldset>
            ))}
            <button type="button" class="button button-second" onClick={() => change({ ...asking, own: [...asking.own, { kind: "choice", text: "", options: "" }] })}>
                {t("letter.question_add")}
            </button>
        </>
    );
}

export function Questions({ asking, change, errors }: Props) {
    return (
        <>
            <ChoiceField
                id="ask"
                label={t("letter.ask")}
                value={asking.what === "" ? "none" : asking.what}
                onValue={(value) => {
                    const what = value === "none" ? "" : value;
                    change({ ...asking, what, own: what === "own" && asking.own.length === 0 ? [{ kind: "choice", text: "", options: "" }] : asking.own });
                }}
                choices={[
                    { value: "none", label: t("letter.ask.none") },
                    { value: "seen", label: t("letter.ask.seen") },
                    { value: "attend", label: t("letter.ask.attend") },
                    { value: "agree", label: t("letter.ask.agree") },
                    { value: "own", label: t("letter.ask.own") },
                ]}
            />
            {asking.what === "own" ? <Own asking={asking} change={change} /> : null}
            {asking.what === "" ? null : (
                <>
                    <ChoiceField
                        id="by"
                        label={t("letter.by")}
                        value={asking.by}
                        onValue={(by) => change({ ...asking, by })}
                        choices={[
                            { value: "family", label: t("letter.by.family") },
                            { value: "child", label: t("letter.by.child") },
                        ]}
                        across
                    />
                    <TextField id="due-day" label={t("letter.due_day")} type="date" value={asking.dueDay} onValue={(dueDay) => change({ ...asking, dueDay })} error={errors["due-day"]} optional={!asking.anonymous} short />
                    <TextField id="due-time" label={t("letter.due_time")} type="time" value={asking.dueTime} onValue={(dueTime) => change({ ...asking, dueTime })} optional short />
                    <CheckField
                        id="anonymous"
                        label={t("letter.anonymous")}
                        hint={t("letter.anonymous_hint")}
                        checked={asking.anonymous}
                        onValue={(anonymous) => change({ ...asking, anonymous })}
                        optional
                    />
                </>
            )}
        </>
    );
}
