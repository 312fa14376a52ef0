// A notice as a family reads it: what staff wrote stands as they wrote it and is marked so; days, times and fixed answers are in the reader's language.
import type { Letter, Question } from "../../lib/api-notices.ts";
import { dayAndClock, isJapanese, longDay } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { Icon } from "../icon/icon.tsx";
import "./letter.css";

function presetWords(preset: Question["preset"]): string[] {
    switch (preset) {
        case "attend":
            return [t("letter.attend.yes"), t("letter.attend.no"), t("letter.attend.unsure")];
        case "agree":
            return [t("letter.agree.yes"), t("letter.agree.no")];
        case "seen":
            return [t("letter.seen")];
        case undefined:
            return [];
    }
}

/** The answers one may choose of. */
export const optionsOf = (question: Question): string[] => question.options ?? presetWords(question.preset);

export function questionWords(question: Question): string {
    if (question.text) return question.text;
    switch (question.preset) {
        case "attend":
            return t("letter.attend.question");
        case "agree":
            return t("letter.agree.question");
        case "seen":
        case undefined:
            return t("letter.seen.question");
    }
}

/** One given answer in words. */
export function answerWords(question: Question, answer: unknown): string {
    const options = optionsOf(question);
    if (Array.isArray(answer)) return answer.map((one) => options[Number(one)] ?? "").join("、");
    if (answer === null || answer === undefined) return "—";
    return question.kind === "choice" ? (options[Number(answer)] ?? "") : String(answer);
}

type Shown = Pick<Letter, "title" | "emergency" | "event" | "due_at"> & { detail: { body: string; place: string } | null };

export function LetterText({ letter }: { letter: Shown }) {
    const { event, detail } = letter;
    return (
        <div class="stack">
            {letter.emergency ? (
                <p class="letter-urgent">
                    <Icon name="warning" /> {t("letter.urgent")}
                </p>
            ) : null}
            {event ? (
                <dl class="letter-facts">
                    <dt>{t("letter.event_day")}</dt>
                    <dd>
                        {longDay(event.day, language.value)} {event.from ?? ""}
                        {event.to ? `–${event.to}` : ""}
                    </dd>
                    {detail?.place ? (
                        <>
                            <dt>{t("letter.place")}</dt>
                            <dd lang="ja">{detail.place}</dd>
                        </>
                    ) : null}
                </dl>
            ) : null}
            <p class="letter-body" lang="ja">
                {detail?.body ?? ""}
            </p>
            {isJapanese(language.value) ? null : <p class="hint">{t("letter.untranslated")}</p>}
            {letter.due_at ? <p>{t("letter.due", { at: dayAndClock(letter.due_at, language.value) })}</p> : null}
        </div>
    );
}
