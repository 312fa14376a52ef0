// A notice is written: whom it reaches stands as a sentence with the number above the button all the time; words that may be a child's name are shown.
import { useEffect, useState } from "preact/hooks";
import { CheckField, ChecksField, ChoiceField, TextField } from "../components/field/field.tsx";
import { LetterText } from "../components/letter/letter.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import * as letters from "../lib/api-notices.ts";
import { useSending } from "../lib/form.ts";
import { instantAt } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { go } from "../lib/router.ts";
import { Frame } from "./frame.tsx";
import { takeStart } from "./letter-start.ts";
import { askedOf, askingOf, type Asking, NOTHING_ASKED, Questions } from "./letter-questions.tsx";

type Site = api.Me["sites"][number];
const PAUSE_MS = 600;

interface Draft {
    title: string;
    body: string;
    to: string;
    classes: string[];
    children: string[];
    emergency: boolean;
    atDay: string;
    atTime: string;
    eventDay: string;
    from: string;
    until: string;
    place: string;
    asking: Asking;
}
const EMPTY: Draft = { title: "", body: "", to: "", classes: [], children: [], emergency: false, atDay: "", atTime: "", eventDay: "", from: "", until: "", place: "", asking: NOTHING_ASKED };

/** The form of a draft that was kept. Its time is chosen anew. */
const draftOf = (letter: letters.Letter): Draft => ({
    ...EMPTY,
    title: letter.title,
    body: letter.detail?.body ?? "",
    to: letter.audience ?? "",
    classes: (letter.targets ?? []).map((one) => one.class).filter(Boolean),
    children: (letter.targets ?? []).map((one) => one.child_id).filter(Boolean),
    emergency: letter.emergency,
    eventDay: letter.event?.day ?? "",
    from: letter.event?.from ?? "",
    until: letter.event?.to ?? "",
    place: letter.detail?.place ?? "",
    asking: askingOf(letter),
});

const aimed = (draft: Draft): boolean =>
    draft.to === "nursery" || (draft.to === "classes" && draft.classes.length > 0) || (draft.to === "children" && draft.children.length > 0);

function audienceOf(draft: Draft): letters.LetterAsk["audience"] {
    if (draft.to === "children") return { to: "children", children: draft.children };
    return draft.to === "classes" ? { to: "classes", classes: draft.classes } : { to: "nursery" };
}

function askOf(draft: Draft): letters.LetterAsk {
    const event = draft.eventDay
        ? { event: { day: draft.eventDay, ...(draft.from ? { from: draft.from } : {}), ...(draft.until ? { to: draft.until } : {}) } }
        : {};
    return {
        title: draft.title,
        body: draft.body,
        audience: audienceOf(draft),
        ...(draft.emergency ? { emergency: true } : {}),
        ...(draft.atDay && !draft.emergency ? { at: instantAt(draft.atDay, draft.atTime || "09:00") } : {}),
        ...event,
        ...(draft.place ? { place: draft.place } : {}),
        ...askedOf(draft.asking),
    };
}

/** Asked again whenever the writer pauses; what it says is of the draft it was asked for. */
function usePreview(nursery: string, draft: Draft): letters.LetterPreview | undefined {
    const [preview, setPreview] = useState<{ of: string; value: letters.LetterPreview } | undefined>(undefined);
    const ready = aimed(draft);
    // Only whom it reaches may be known before there is a word of it.
    const ask = { ...askOf(draft), title: draft.title || "–", body: draft.body || "–", answers: undefined, questions: undefined, due_at: undefined, anonymous: undefined, event: undefined };
    const meant = JSON.stringify({ ...ask, body: `${ask.body}\n${draft.asking.own.map((one) => `${one.text}\n${one.options}`).join("\n")}` });
    useEffect(() => {
        if (!ready) return;
        const timer = setTimeout(() => {
            letters
                .previewLetter(nursery, JSON.parse(meant) as letters.LetterAsk)
                .then((value) => setPreview({ of: meant, value }))
                .catch(() => setPreview(undefined));
        }, PAUSE_MS);
        return () => clearTimeout(timer);
    }, [meant, ready, nursery]);
    return ready && preview?.of === meant ? preview.value : undefined;
}

/** Whom it is for, one press each: by class, and all names that were chosen stand together in the sentence above the button. */
function ChildrenField({ all, chosen, put, error }: { all: api.BoardChild[]; chosen: string[]; put: (children: string[]) => void; error: string | undefined }) {
    const classes = [...new Set(all.map((child) => child.class))];
    const here = (name: string) => all.filter((child) => child.class === name);
    return (
        <>
            {error ? <p class="field-error">{error}</p> : null}
            {classes.map((name, at) => {
                const ids = here(name).map((child) => child.child_id);
                const others = chosen.filter((id) => !ids.includes(id));
                return (
                    <ChecksField
                        key={name}
                        id={at === 0 ? "children" : `children-${at}`}
                        label={name}
                        optional
                        values={chosen.filter((id) => ids.includes(id))}
                        onValues={(values) => put([...others, ...values])}
                        choices={here(name).map((child) => ({ value: child.child_id, label: child.name }))}
                    />
                );
            })}
        </>
    );
}

function Aim({ draft, preview, all }: { draft: Draft; preview: letters.LetterPreview | undefined; all: api.BoardChild[] }) {
    const names = draft.children.map((id) => all.find((child) => child.child_id === id)?.name ?? "").filter(Boolean);
    const whom = draft.to === "children" ? names.join("・") : draft.to === "classes" ? draft.classes.join("・") : t("letter.whole_nursery");
    if (!aimed(draft)) return <p class="letter-aim">{t("letter.aim_first")}</p>;
    if (!preview) return <p class="letter-aim">{t("letter.aim_counting")}</p>;
    return (
        <div class="letter-aim stack" role="status">
            <p class="letter-aim-sentence">{t("letter.aim", { whom, n: preview.guardians, families: preview.families })}</p>
            {preview.on_paper > 0 ? <p>{t("letter.on_paper", { n: preview.on_paper })}</p> : null}
            {preview.needs_second ? <p>{t("letter.needs_second")}</p> : null}
        </div>
    );
}

function Names({ preview, said, say }: { preview: letters.LetterPreview; said: boolean; say: (said: boolean) => void }) {
    const certain = preview.names.some((one) => one.certain);
    if (preview.names_found === 0) return null;
    return (
        <Notice kind={certain ? "error" : "warning"} title={certain ? t("letter.names_certain") : t("letter.names_perhaps")}>
            <ul>
                {preview.names.map((one, index) => (
                    <li key={index} lang="ja">
                        「{one.text}」
                    </li>
                ))}
            </ul>
            {certain ? (
                <p>{t("letter.names_reword")}</p>
            ) : (
                <CheckField id="names" label={t("letter.names_none")} checked={said} onValue={say} />
            )}
        </Notice>
    );
}

export function EditPage({ nursery, which }: { nursery: Site; which: string }) {
    const letter = useResource(`letter ${which}`, (etag) => letters.letter(which, etag), {});
    if (letter.value) return <ComposePage nursery={nursery} letter={letter.value} />;
    return (
        <Frame title={t("letter.compose")} kicker={nursery.name}>
            <Loaded from={letter}>{() => null}</Loaded>
        </Frame>
    );
}

export function ComposePage({ nursery, letter }: { nursery: Site; letter?: letters.Letter }) {
    const board = useResource(`board ${nursery.id} `, (etag) => api.attendanceBoard(nursery.id, undefined, etag), {});
    const [draft, setDraft] = useState<Draft>(() => (letter ? draftOf(letter) : { ...EMPTY, ...takeStart() }));
    const [said, setSaid] = useState(0);
    const preview = usePreview(nursery.id, draft);
    const sending = useSending({
        "/title": { field: "title", label: () => t("letter.title_field") },
        "/body": { field: "body", label: () => t("letter.body_field") },
        "/audience": { field: "to", label: () => t("letter.to") },
        "/due_at": { field: "due-day", label: () => t("letter.due_day") },
        "/at": { field: "at-day", label: () => t("letter.at_day") },
        "/event": { field: "event-day", label: () => t("letter.event_day") },
        "/questions": { field: "ask", label: () => t("letter.ask") },
    });
    const put = (more: Partial<Draft>) => setDraft((old) => ({ ...old, ...more }));
    const classes = [...new Set((board.value?.children ?? []).map((child) => child.class))];
    const send = (keep: boolean) =>
        sending.run(async (intention) => {
            const found = preview?.names_found ?? 0;
            const ask = { ...askOf(draft), send: !keep, ...(said === found && found > 0 ? { names_confirmed: found } : {}) };
            const made = letter ? await letters.changeLetter(letter, ask) : await letters.writeLetter(nursery.id, ask, intention);
            go(`/staff/nurseries/${nursery.id}/notices/${made.id}`);
        });
    const press = (event: Event) => {
        event.preventDefault();
        const missing = (value: string, label: string) => (value.trim() === "" ? t("field.missing", { label }) : "");
        const wrong = {
            title: missing(draft.title, t("letter.title_field")),
            body: missing(draft.body, t("letter.body_field")),
            to: aimed(draft) ? "" : t("field.missing", { label: t("letter.to") }),
            "due-day": draft.asking.anonymous && draft.asking.what !== "" ? missing(draft.asking.dueDay, t("letter.due_day")) : "",
        };
        if (sending.check(wrong)) void send(false);
    };
    const verb = preview?.needs_second ? t("letter.give_on") : draft.atDay && !draft.emergency ? t("letter.schedule") : t("letter.send");
    return (
        <Frame title={t("letter.compose")} kicker={nursery.name}>
            <form class="stack form" onSubmit={press} noValidate>
                <TextField id="title" label={t("letter.title_field")} value={draft.title} onValue={(title) => put({ title })} error={sending.fields["title"]} maxLength={60} />
                <TextField id="body" label={t("letter.body_field")} hint={t("letter.body_hint")} value={draft.body} onValue={(body) => put({ body })} error={sending.fields["body"]} rows={8} maxLength={1900} />
                <ChoiceField
                    id="to"
                    label={t("letter.to")}
                    value={draft.to}
                    onValue={(to) => put({ to })}
                    error={sending.fields["to"]}
                    choices={[
                        { value: "classes", label: t("letter.to.classes") },
                        { value: "nursery", label: t("letter.to.nursery") },
                        { value: "children", label: t("letter.to.children") },
                    ]}
                    across
                />
                {draft.to === "classes" ? (
                    <ChecksField
                        id="classes"
                        label={t("letter.classes")}
                        values={draft.classes}
                        onValues={(values) => put({ classes: values })}
                        choices={classes.map((value) => ({ value, label: value }))}
                    />
                ) : null}
                {draft.to === "children" ? (
                    <ChildrenField all={board.value?.children ?? []} chosen={draft.children} put={(children) => put({ children })} error={sending.fields["children"]} />
                ) : null}
                <Questions asking={draft.asking} change={(asking) => put({ asking })} errors={sending.fields} />
                <details class="stack">
                    <summary>{t("letter.event")}</summary>
                    <TextField id="event-day" label={t("letter.event_day")} type="date" value={draft.eventDay} onValue={(eventDay) => put({ eventDay })} error={sending.fields["event-day"]} optional short />
                    <TextField id="event-from" label={t("letter.event_from")} type="time" value={draft.from} onValue={(from) => put({ from })} optional short />
                    <TextField id="event-to" label={t("letter.event_to")} type="time" value={draft.until} onValue={(until) => put({ until })} optional short />
                    <TextField id="place" label={t("letter.place")} value={draft.place} onValue={(place) => put({ place })} optional maxLength={50} />
                </details>
                <details class="stack">
                    <summary>{t("letter.when")}</summary>
                    <CheckField id="emergency" label={t("letter.emergency")} hint={t("letter.emergency_hint")} checked={draft.emergency} onValue={(emergency) => put({ emergency })} optional />
                    <TextField id="at-day" label={t("letter.at_day")} type="date" value={draft.atDay} onValue={(atDay) => put({ atDay })} error={sending.fields["at-day"]} optional short />
                    <TextField id="at-time" label={t("letter.at_time")} type="time" value={draft.atTime} onValue={(atTime) => put({ atTime })} optional short />
                </details>
                {draft.body ? (
                    <section class="card stack" aria-labelledby="preview">
                        <h2 id="preview">{t("letter.preview")}</h2>
                        <h3 lang="ja">{draft.title}</h3>
                        <LetterText
                            letter={{
                                title: draft.title,
                                emergency: draft.emergency,
                                event: draft.eventDay ? { day: draft.eventDay, from: draft.from || null, to: draft.until || null } : null,
                                due_at: null,
                                detail: { body: draft.body, place: draft.place },
                            }}
                        />
                    </section>
                ) : null}
                {preview ? <Names preview={preview} said={said === preview.names_found} say={(on) => setSaid(on ? preview.names_found : 0)} /> : null}
                {sending.trouble ? (
                    <Notice kind="error" title={t("letter.failed")}>
                        <p>{refusalSentence(sending.trouble)}</p>
                    </Notice>
                ) : null}
                <Aim draft={draft} preview={preview} all={board.value?.children ?? []} />
                <div class="buttons">
                    <button type="submit" class={draft.emergency ? "button button-danger" : "button"} aria-disabled={sending.busy ? true : undefined}>
                        {verb}
                    </button>
                    <button type="button" class="button button-second" onClick={() => void send(true)}>
                        {t("letter.keep")}
                    </button>
                </div>
            </form>
        </Frame>
    );
}
