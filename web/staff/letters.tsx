// A nursery's notices, and one: who has read it, who let it out, how long it can still be called back.
import { useEffect, useState } from "preact/hooks";
import { answerWords, LetterText, optionsOf, questionWords } from "../components/letter/letter.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Pill, type Tone } from "../components/state/state.tsx";
import { type Me, now } from "../lib/api.ts";
import * as api from "../lib/api-notices.ts";
import { useSending } from "../lib/form.ts";
import { clock, dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";

type Site = Me["sites"][number];
const SECOND_MS = 1000;

function stateWord(state: api.LetterState): string {
    switch (state) {
        case "draft":
            return t("letter.state.draft");
        case "waiting":
            return t("letter.state.waiting");
        case "scheduled":
            return t("letter.state.scheduled");
        case "sent":
            return t("letter.state.sent");
        case "recalled":
            return t("letter.state.recalled");
        case "dropped":
            return t("letter.state.dropped");
    }
}
const TONE: Record<api.LetterState, Tone> = { draft: "plain", waiting: "few", scheduled: "calm", sent: "good", recalled: "bad", dropped: "plain" };

function State({ state }: { state: api.LetterState }) {
    return <Pill tone={TONE[state]} icon={state === "sent" ? "check" : state === "waiting" ? "question" : "letter"} words={stateWord(state)} />;
}

function Bar({ words, opened, of }: { words: string; opened: number; of: number }) {
    return (
        <li class="letter-bar">
            <span>{words}</span>
            <meter min={0} max={Math.max(of, 1)} value={opened} aria-label={t("letter.read_of", { n: opened, of })} />
            <span>{t("letter.read_of", { n: opened, of })}</span>
        </li>
    );
}

export function LettersPage({ nursery }: { nursery: Site }) {
    const list = useResource(`letters ${nursery.id}`, (etag) => api.letters(nursery.id, etag), { topics: [`attendance:${nursery.id}`] });
    return (
        <Frame title={t("letter.title")} kicker={nursery.name}>
            <p>
                <a class="button" href={`/staff/nurseries/${nursery.id}/notices/new`}>
                    <Icon name="pencil" /> {t("letter.compose")}
                </a>
            </p>
            <Loaded from={list}>
                {({ notices }) =>
                    notices.length === 0 ? (
                        <p class="hint">{t("letter.none")}</p>
                    ) : (
                        <ul class="stack">
                            {notices.map((one) => (
                                <li key={one.id} class={one.state === "waiting" ? "card stack letter-unread" : "card stack"}>
                                    <h2 lang="ja">
                                        <a href={`/staff/nurseries/${nursery.id}/notices/${one.id}`}>{one.title}</a>
                                    </h2>
                                    <p>
                                        <State state={one.state} /> {one.emergency ? <strong class="letter-urgent">{t("letter.urgent")}</strong> : null}{" "}
                                        {one.sent_at ? dayAndClock(one.sent_at, language.value) : one.at ? dayAndClock(one.at, language.value) : ""} · {one.by}
                                    </p>
                                    {one.state === "sent" ? (
                                        <ul>
                                            <Bar words={t("letter.read")} opened={one.opened ?? 0} of={one.recipients ?? 0} />
                                        </ul>
                                    ) : null}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Frame>
    );
}

/** Seconds left to call it back, by the server's clock. */
function useLeft(until: string | null | undefined): number {
    const left = () => (until ? Math.max(0, Math.ceil((Date.parse(until) - now().getTime()) / SECOND_MS)) : 0);
    const [seconds, setSeconds] = useState(left);
    useEffect(() => {
        setSeconds(left());
        const timer = setInterval(() => setSeconds(left()), SECOND_MS);
        return () => clearInterval(timer);
    }, [until]);
    return seconds;
}

function Acts({ letter, done }: { letter: api.Letter; done: (words: string) => void }) {
    const left = useLeft(letter.state === "sent" ? letter.recall_until : null);
    const sending = useSending();
    const act = (work: Parameters<typeof sending.run>[0]) => void sending.run(work);
    const open = letter.due_at === null || Date.parse(letter.due_at) > now().getTime();
    return (
        <div class="stack">
            {sending.trouble ? (
                <Notice kind="error" title={t("letter.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {letter.state === "waiting" ? (
                <Notice kind="warning" title={t("letter.waits_title")}>
                    <p>{t("letter.waits", { by: letter.by })}</p>
                </Notice>
            ) : null}
            <div class="buttons">
                {letter.state === "waiting" ? (
                    <button
                        type="button"
                        class="button"
                        onClick={() =>
                            act(async (intention) => {
                                await api.releaseLetter(letter, intention);
                                done(t("letter.released"));
                            })
                        }
                    >
                        {t("letter.release")}
                    </button>
                ) : null}
                {left > 0 || letter.state === "waiting" || letter.state === "scheduled" ? (
                    <button
                        type="button"
                        class={left > 0 ? "button button-danger" : "button button-second"}
                        onClick={() =>
                            act(async (intention) => {
                                const { opened } = await api.recallLetter(letter.id, false, intention);
                                done(left > 0 ? t("letter.recalled", { n: opened }) : t("letter.taken_back"));
                            })
                        }
                    >
                        {left > 0 ? t("letter.recall", { s: left }) : t("letter.take_back")}
                    </button>
                ) : null}
                {letter.state === "draft" ? (
                    <a class="button" href={`/staff/nurseries/${letter.nursery_id}/notices/${letter.id}/edit`}>
                        {t("letter.go_on")}
                    </a>
                ) : null}
                {letter.state === "draft" ? (
                    <button
                        type="button"
                        class="button button-second"
                        onClick={() =>
                            act(async (intention) => {
                                await api.recallLetter(letter.id, true, intention);
                                done(t("letter.dropped"));
                            })
                        }
                    >
                        {t("letter.drop")}
                    </button>
                ) : null}
                {letter.state === "sent" && open ? (
                    <button
                        type="button"
                        class="button button-second"
                        onClick={() =>
                            act(async (intention) => {
                                const { mails } = await api.remindLetter(letter.id, intention);
                                done(t("letter.reminded", { n: mails }));
                            })
                        }
                    >
                        {t("letter.remind")}
                    </button>
                ) : null}
            </div>
        </div>
    );
}

function Readers({ letter }: { letter: api.Letter }) {
    const unread = (letter.recipients ?? []).filter((one) => one.read_at === null);
    const read = (letter.recipients ?? []).filter((one) => one.read_at !== null);
    const mailed = (mail: "none" | "waits" | "sent") =>
        mail === "sent" ? t("letter.mail.sent") : mail === "waits" ? t("letter.mail.waits") : t("letter.mail.none");
    return (
        <section class="card stack" aria-labelledby="readers">
            <h2 id="readers">{t("letter.readers")}</h2>
            <ul>
                {(letter.classes ?? []).map((one) => (
                    <Bar key={one.class} words={one.class} opened={one.opened} of={one.recipients} />
                ))}
            </ul>
            <details open={letter.state === "recalled"}>
                <summary>{t("letter.opened_by", { n: read.length })}</summary>
                <ul>
                    {read.map((one, index) => (
                        <li key={index}>
                            {one.class} {one.child} · {one.guardian} {clock(one.read_at)}
                        </li>
                    ))}
                </ul>
            </details>
            <details>
                <summary>{t("letter.not_opened_by", { n: unread.length })}</summary>
                <ul>
                    {unread.map((one, index) => (
                        <li key={index}>
                            {one.class} {one.child} · {one.guardian} · {mailed(one.mail)}
                        </li>
                    ))}
                </ul>
            </details>
        </section>
    );
}

function Tally({ question, index, of }: { question: api.Question; index: number; of: api.LetterAnswers }) {
    const given = of.answers.map((one) => one.answers[index]);
    const options = optionsOf(question);
    const chose = (option: number) => given.filter((one) => (Array.isArray(one) ? one.includes(option) : one === option)).length;
    return (
        <>
            <h3 lang="ja">{questionWords(question)}</h3>
            {question.kind === "choice" || question.kind === "several" ? (
                <ul>
                    {options.map((option, i) => (
                        <li key={option}>
                            {option}: <b>{chose(i)}</b>
                        </li>
                    ))}
                </ul>
            ) : (
                <ul>
                    {given.map((one, i) => (
                        <li key={i} lang="ja">
                            {answerWords(question, one)}
                        </li>
                    ))}
                </ul>
            )}
        </>
    );
}

function Answers({ letter }: { letter: api.Letter }) {
    const answers = useResource(`answers ${letter.id}`, (etag) => api.letterAnswers(letter.id, etag), { topics: [`attendance:${letter.nursery_id}`] });
    return (
        <section class="card stack" aria-labelledby="answers">
            <h2 id="answers">{t("letter.answers")}</h2>
            <Loaded from={answers}>
                {(value) => (
                    <div class="stack">
                        <p>{t("letter.answered_of", { n: value.answered, of: value.asked })}</p>
                        {value.hidden ? <p class="hint">{t("letter.answers_hidden")}</p> : null}
                        {value.hidden ? null : value.detail.questions.map((question, index) => <Tally key={index} question={question} index={index} of={value} />)}
                        {value.hidden || value.answers.length === 0 ? null : (
                            <p>
                                <a href={api.answersTable(letter.id)} download>
                                    {t("letter.answers_table")}
                                </a>
                            </p>
                        )}
                        {value.anonymous || value.answers.length === 0 ? null : (
                            <details>
                                <summary>{t("letter.answers_each")}</summary>
                                <ul>
                                    {value.answers.map((one, index) => (
                                        <li key={index}>
                                            {one.class} {one.child}: {value.detail.questions.map((question, i) => answerWords(question, one.answers[i])).join(" / ")}
                                        </li>
                                    ))}
                                </ul>
                            </details>
                        )}
                    </div>
                )}
            </Loaded>
        </section>
    );
}

function Facts({ letter }: { letter: api.Letter }) {
    const whom = letter.audience === "nursery" ? t("letter.whole_nursery") : (letter.targets ?? []).map((one) => one.class || one.name).join("・");
    return (
        <p class="hint">
            {t("letter.facts", { whom, by: letter.by })}
            {letter.released_by ? ` ${t("letter.facts_released", { by: letter.released_by })}` : ""}
            {letter.sent_at ? ` ${t("letter.facts_sent", { at: dayAndClock(letter.sent_at, language.value) })}` : ""}
            {letter.state === "scheduled" && letter.at ? ` ${t("letter.facts_at", { at: dayAndClock(letter.at, language.value) })}` : ""}
            {letter.reminded_at ? ` ${t("letter.facts_reminded", { at: dayAndClock(letter.reminded_at, language.value) })}` : ""}
        </p>
    );
}

export function LetterPage({ nursery, which }: { nursery: Site; which: string }) {
    const [said, setSaid] = useState("");
    const letter = useResource(`letter ${which}`, (etag) => api.letter(which, etag), { topics: [`attendance:${nursery.id}`] });
    const done = (words: string) => {
        setSaid(words);
        letter.refresh();
    };
    return (
        <Frame title={letter.value?.title ?? t("letter.title")} kicker={nursery.name}>
            <p>
                <a href={`/staff/nurseries/${nursery.id}/notices`}>{t("letter.all")}</a>
            </p>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={letter}>
                {(one) => (
                    <div class="stack">
                        <p>
                            <State state={one.state} />
                        </p>
                        <Facts letter={one} />
                        {one.report ? (
                            <Notice kind={one.report.neither > 0 ? "warning" : "info"} title={t("letter.report_title")}>
                                <p>{t("letter.report", { opened: one.report.opened, mailed: one.report.mailed, neither: one.report.neither })}</p>
                            </Notice>
                        ) : null}
                        <Acts letter={one} done={done} />
                        <section class="card stack" aria-label={t("letter.preview")}>
                            <LetterText letter={one} />
                            <ul>
                                {(one.detail?.questions ?? []).map((question, index) => (
                                    <li key={index} lang="ja">
                                        {questionWords(question)} {optionsOf(question).length > 0 ? `（${optionsOf(question).join(" / ")}）` : ""}
                                    </li>
                                ))}
                            </ul>
                        </section>
                        {one.state === "sent" && one.answers !== "none" ? <Answers letter={one} /> : null}
                        {one.state === "sent" || one.state === "recalled" ? <Readers letter={one} /> : null}
                    </div>
                )}
            </Loaded>
        </Frame>
    );
}
