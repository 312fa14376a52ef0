// What the nursery has told this family: unread first, one to read, an answer in one tap.
import { useEffect, useState } from "preact/hooks";
import { ChecksField, TextField } from "../components/field/field.tsx";
import { answerWords, LetterText, optionsOf, questionWords } from "../components/letter/letter.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { type Me, now } from "../lib/api.ts";
import * as api from "../lib/api-notices.ts";
import { useSending } from "../lib/form.ts";
import { dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import { nurseriesOf, waits } from "./letter-mark.tsx";

type Given = api.AnswerAsk["answers"][number];

function Line({ one }: { one: api.LetterLine }) {
    const shade = one.emergency && one.read_at === null ? "letter-alarm" : waits(one) ? "letter-unread" : "letter-read";
    return (
        <li class={`card stack ${shade}`}>
            <h2 lang="ja">
                {one.state === "recalled" ? t("letter.gone") : <a href={`/parent/notices/${one.id}`}>{one.title}</a>}
            </h2>
            <p>
                {one.emergency ? <strong class="letter-urgent">{t("letter.urgent")} </strong> : null}
                {one.read_at === null ? <strong>{t("letter.unread")} </strong> : null}
                {one.read_at !== null && one.done === false ? <strong>{t("letter.owed")} </strong> : null}
                <span class="hint">
                    {one.sent_at ? dayAndClock(one.sent_at, language.value) : ""} {one.by}
                </span>
            </p>
        </li>
    );
}

function Of({ nursery }: { nursery: string }) {
    const list = useResource(`family letters ${nursery}`, (etag) => api.familyLetters(nursery, etag), { topics: ["household"] });
    return (
        <Loaded from={list}>
            {({ notices }) => {
                const first = [...notices.filter((one) => one.emergency && waits(one)), ...notices.filter((one) => !one.emergency && waits(one))];
                const rest = notices.filter((one) => !waits(one));
                return notices.length === 0 ? (
                    <p class="hint">{t("letter.none")}</p>
                ) : (
                    <ul class="stack">
                        {[...first, ...rest].map((one) => (
                            <Line key={one.id} one={one} />
                        ))}
                    </ul>
                );
            }}
        </Loaded>
    );
}

export function LettersPage({ me }: { me: Me }) {
    return (
        <Frame title={t("letter.title")}>
            {nurseriesOf(me).map((nursery) => (
                <Of key={nursery} nursery={nursery} />
            ))}
        </Frame>
    );
}

/** What stands already, to be changed. */
function givenOf(question: api.Question, kept: unknown): Given {
    if (kept === null || kept === undefined) return {};
    switch (question.kind) {
        case "choice":
            return { choice: Number(kept) };
        case "several":
            return { several: kept as number[] };
        case "text":
            return { text: String(kept) };
        case "number":
            return { number: Number(kept) };
    }
}

interface AskProps {
    letter: api.Letter;
    child: NonNullable<api.Letter["children"]>[number];
    done: () => void;
}

/** One question with a few answers is one tap; anything more is a small form. */
function Ask({ letter, child, done }: AskProps) {
    const questions = letter.detail?.questions ?? [];
    const only = questions.length === 1 && questions[0]?.kind === "choice" ? questions[0] : undefined;
    const [given, setGiven] = useState<Given[]>(questions.map((question, index) => givenOf(question, child.answers?.[index])));
    const sending = useSending();
    const send = (answers: Given[]) =>
        void sending.run(async (intention) => {
            await api.answerLetter(letter, { ...(letter.answers === "child" ? { child_id: child.child_id } : {}), answers }, intention);
            done();
        });
    const put = (index: number, one: Given) => setGiven((old) => old.map((before, i) => (i === index ? one : before)));
    const stands = (index: number) => (Array.isArray(child.answers) ? child.answers[index] : undefined);
    return (
        <form
            class="stack"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                send(given);
            }}
        >
            {sending.trouble ? (
                <Notice kind="error" title={t("letter.not_answered")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {Object.keys(sending.fields).length > 0 ? <Notice kind="error" title={t("letter.answer_all")} /> : null}
            {questions.map((question, index) => (
                <fieldset key={index} class="field stack">
                    <legend lang={question.text ? "ja" : undefined}>{questionWords(question)}</legend>
                    {question.kind === "choice" ? (
                        <div class="buttons">
                            {optionsOf(question).map((option, i) => {
                                const chosen = only ? stands(0) === i : given[index]?.choice === i;
                                return (
                                    <button
                                        key={option}
                                        type="button"
                                        class={chosen ? "button" : "button button-second"}
                                        aria-pressed={chosen}
                                        onClick={() => (only ? send([{ choice: i }]) : put(index, { choice: i }))}
                                    >
                                        {chosen ? <Icon name="check" /> : null} {option}
                                    </button>
                                );
                            })}
                        </div>
                    ) : null}
                    {question.kind === "several" ? (
                        <ChecksField
                            id={`several-${child.child_id}-${index}`}
                            label={t("letter.kind.several")}
                            values={(given[index]?.several ?? []).map(String)}
                            onValues={(values) => put(index, values.length > 0 ? { several: values.map(Number) } : {})}
                            choices={optionsOf(question).map((label, i) => ({ value: String(i), label }))}
                        />
                    ) : null}
                    {question.kind === "text" ? (
                        <TextField id={`text-${child.child_id}-${index}`} label={t("letter.kind.text")} value={given[index]?.text ?? ""} onValue={(text) => put(index, text ? { text } : {})} rows={3} maxLength={380} optional={question.required === false} />
                    ) : null}
                    {question.kind === "number" ? (
                        <TextField
                            id={`number-${child.child_id}-${index}`}
                            label={t("letter.kind.number")}
                            value={given[index]?.number === undefined ? "" : String(given[index]?.number)}
                            onValue={(text) => put(index, /^\d{1,6}$/.test(text) ? { number: Number(text) } : {})}
                            inputMode="decimal"
                            optional={question.required === false}
                            short
                        />
                    ) : null}
                    {!only && stands(index) !== undefined ? <p class="hint">{t("letter.answered", { words: answerWords(question, stands(index)) })}</p> : null}
                </fieldset>
            ))}
            {only ? null : (
                <button type="submit" class="button" aria-disabled={sending.busy ? true : undefined}>
                    {t("letter.answer")}
                </button>
            )}
        </form>
    );
}

function Questions({ letter, done }: { letter: api.Letter; done: () => void }) {
    const all = letter.children ?? [];
    const children = letter.answers === "child" ? all : all.slice(0, 1);
    const over = letter.due_at !== null && Date.parse(letter.due_at) <= now().getTime();
    if (letter.answers === "none" || letter.state !== "sent") return null;
    return (
        <>
            {letter.anonymous ? <Notice kind="info" title={t("letter.anonymous")}><p>{t("letter.anonymous_family")}</p></Notice> : null}
            {children.map((child) => (
                <section key={child.child_id} class="card stack" aria-labelledby={`ask-${child.child_id}`}>
                    <h2 id={`ask-${child.child_id}`}>{letter.answers === "child" ? t("letter.answer_for", { name: child.name }) : t("letter.answer_here")}</h2>
                    {child.answered ? (
                        <p role="status">
                            <Icon name="check" /> {over || letter.anonymous ? t("letter.thanks") : t("letter.thanks_change")}
                        </p>
                    ) : null}
                    {over ? <p>{t("letter.over")}</p> : letter.anonymous && child.answered ? null : <Ask letter={letter} child={child} done={done} />}
                </section>
            ))}
        </>
    );
}

export function LetterPage({ which }: { which: string }) {
    const letter = useResource(`family letter ${which}`, (etag) => api.familyLetter(which, etag), { topics: ["household"] });
    const unread = letter.value?.state === "sent" && letter.value.read_at === null;
    // The text stands before somebody's eyes: that is what the nursery counts as read.
    useEffect(() => {
        if (unread) void api.letterRead(which).then(letter.refresh, () => undefined);
    }, [unread, which]);
    return (
        <Frame title={letter.value?.title || t("letter.title")}>
            <p>
                <a href="/parent/notices">{t("letter.all")}</a>
            </p>
            <Loaded from={letter}>
                {(one) =>
                    one.state === "recalled" ? (
                        <Notice kind="info" title={t("letter.gone")} />
                    ) : (
                        <div class="stack">
                            <section class="card stack" aria-label={one.title}>
                                <LetterText letter={one} />
                                <p class="hint">
                                    {one.by} {one.sent_at ? dayAndClock(one.sent_at, language.value) : ""}
                                </p>
                            </section>
                            <Questions letter={one} done={letter.refresh} />
                        </div>
                    )
                }
            </Loaded>
        </Frame>
    );
}
