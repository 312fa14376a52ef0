// What was written about one child between its family and its nursery, the newest last, and a field to write the next. The same for both sides; each
// in its own language, the words themselves as they were written.
import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../../lib/api-talk.ts";
import { forget, keep, type Lasting, recall } from "../../lib/device.ts";
import { useSending } from "../../lib/form.ts";
import { clock, dayAndClock, dayOf } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { refusalSentence } from "../../lib/refusal.ts";
import { useResource } from "../../lib/resource.ts";
import { session } from "../../lib/session.ts";
import { TextField } from "../field/field.tsx";
import { Icon } from "../icon/icon.tsx";
import { Notice } from "../notice/notice.tsx";
import { Loaded } from "../notice/states.tsx";
import "./talk.css";
import { lastOf, withNewest } from "./words.ts";

const LENGTH_MAX = 1000;

/** "14:03", and with its day when that is another. */
function near(instant: string, since: string): string {
    return dayOf(new Date(instant)) === dayOf(new Date(since)) ? clock(instant) : dayAndClock(instant, language.value);
}

function Word({ word, mine }: { word: api.TalkWord; mine: boolean }) {
    return (
        <li class={mine ? "talk-word talk-mine" : "talk-word"} data-word={word.id}>
            <p class="hint">
                <span lang="">{word.from}</span> {dayAndClock(word.at, language.value)}
            </p>
            <p class="talk-text" lang="" dir="auto">
                {word.text}
            </p>
            {mine ? (
                <p class="hint">
                    {word.read_at ? (
                        <>
                            <Icon name="check" /> {t("talk.read_at", { at: near(word.read_at, word.at) })}
                        </>
                    ) : (
                        t("talk.not_read")
                    )}
                </p>
            ) : null}
        </li>
    );
}

/** Says that the newest word of the other side stands before somebody's eyes: not while nobody looks at the page. */
function useReading(child: string, last: string | undefined, unread: number, done: () => void): void {
    const said = useRef("");
    useEffect(() => {
        const say = () => {
            if (document.hidden || last === undefined || unread === 0 || said.current === last) return;
            said.current = last;
            api.talkRead(child, last).then(done, () => {
                said.current = "";
            });
        };
        say();
        document.addEventListener("visibilitychange", say);
        return () => document.removeEventListener("visibilitychange", say);
    }, [child, last, unread]);
}

function Urgent({ talk }: { talk: api.Talk }) {
    return (
        <div class="talk-urgent">
            <p>
                {t("talk.urgent")}{" "}
                {talk.phone ? (
                    <a href={`tel:${talk.phone.replace(/[^\d+]/g, "")}`}>
                        <Icon name="phone" /> {talk.phone}
                    </a>
                ) : null}
            </p>
            {talk.opens && talk.closes ? <p>{t("talk.hours", { from: talk.closes, to: talk.opens })}</p> : null}
        </div>
    );
}

interface WriteProps {
    talk: api.Talk;
    /** How long the device keeps what is not sent: a telephone is somebody's own, a tablet may be the room's. */
    lasting: Lasting;
    sent: () => void;
}

function Write({ talk, lasting, sent }: WriteProps) {
    const account = session.person.value?.id ?? "";
    const name = `talk.${talk.child_id}`;
    const [text, setText] = useState(() => {
        const kept = recall(account, name, lasting);
        return typeof kept === "string" ? kept : "";
    });
    const [done, setDone] = useState(false);
    const sending = useSending({ "/text": { field: "talk-text", label: () => t("talk.text") } });
    const type = (typed: string) => {
        setText(typed);
        setDone(false);
        if (typed === "") forget(account, name, lasting);
        else keep(account, name, typed, lasting);
    };
    const send = (event: Event) => {
        event.preventDefault();
        if (text.trim() === "") return;
        void sending.run(async (intention) => {
            await api.writeTalk(talk.child_id, text.trim(), intention);
            type("");
            setDone(true);
            sent();
        });
    };
    return (
        <form class="stack talk-write" noValidate onSubmit={send}>
            <div role="status">{done ? <p>{t("talk.sent")}</p> : null}</div>
            {sending.trouble ? (
                <Notice kind="error" title={t("talk.not_sent")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {talk.side === "family" ? <Urgent talk={talk} /> : null}
            <TextField id="talk-text" label={t("talk.text")} hint={t("talk.stays")} error={sending.fields["talk-text"]} value={text} onValue={type} rows={4} maxLength={LENGTH_MAX} />
            <p>
                <button type="submit" class="button" aria-disabled={sending.busy || text.trim() === "" ? true : undefined}>
                    {t("talk.send")}
                </button>
            </p>
        </form>
    );
}

/** What was there before is fetched page by page, when somebody wants it. */
function useWords(child: string, talk: api.Talk | undefined) {
    const [words, setWords] = useState<api.TalkWord[]>([]);
    const [before, setBefore] = useState<string | null>();
    const [trouble, setTrouble] = useState<Error>();
    useEffect(() => {
        if (!talk) return;
        setWords((shown) => withNewest(shown, talk.words));
        setBefore((known) => (known === undefined ? talk.before : known));
    }, [talk]);
    const more = before
        ? () =>
              void api.talkBefore(child, before).then(
                  (page) => {
                      setWords((shown) => [...(page?.value.words ?? []), ...shown]);
                      setBefore(page?.value.before ?? null);
                      setTrouble(undefined);
                  },
                  (error: Error) => setTrouble(error),
              )
        : undefined;
    return { words, more, trouble };
}

interface Props {
    child: string;
    /** Of the list: what is new in it tells this page to look again, so that nothing sealed is opened for nothing. */
    line: api.TalkChild;
    lasting: Lasting;
    changed: () => void;
}

export function Thread({ child, line, lasting, changed }: Props) {
    const talk = useResource(`talk ${child}`, (etag) => api.talk(child, etag));
    const { words, more, trouble } = useWords(child, talk.value);
    const end = useRef<HTMLDivElement>(null);
    const version = useRef(line.version);
    const side = talk.value?.side;
    useEffect(() => {
        if (version.current !== line.version) talk.refresh();
        version.current = line.version;
    }, [line.version]);
    useReading(child, side && lastOf(words, side === "family" ? "nursery" : "family")?.id, line.unread, changed);
    const newest = words.at(-1)?.id;
    useEffect(() => {
        if (newest) end.current?.scrollIntoView({ block: "nearest" });
    }, [newest]);
    const sent = () => {
        talk.refresh();
        changed();
    };
    return (
        <Loaded from={talk}>
            {(one) => (
                <div class="stack">
                    {trouble ? <Notice kind="error" title={refusalSentence(trouble)} /> : null}
                    {more ? (
                        <p>
                            <button type="button" class="button button-second" onClick={more}>
                                {t("talk.older")}
                            </button>
                        </p>
                    ) : null}
                    {words.length === 0 ? <p class="hint">{t("talk.none")}</p> : <p class="hint">{t("talk.not_translated")}</p>}
                    <ol class="talk" aria-label={t("talk.said")}>
                        {words.map((word) => (
                            <Word key={word.id} word={word} mine={word.side === one.side} />
                        ))}
                    </ol>
                    {one.can_write ? <Write key={child} talk={one} lasting={lasting} sent={sent} /> : <p>{t("talk.over")}</p>}
                    <div ref={end} />
                </div>
            )}
        </Loaded>
    );
}
