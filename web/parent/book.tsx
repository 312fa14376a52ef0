// The contact book of a child's day on the family's phone: what the nursery wrote, and the home part on one screen. What is typed stays on the
// device until the server has it.
import { useState } from "preact/hooks";
import { newest, PageShown, PageWords } from "../components/book/book-page.tsx";
import { type BookJson, fieldWord, linesOf } from "../components/book/book-words.ts";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Submit } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Photos } from "../components/photos/photos.tsx";
import { Differences } from "../components/sheet/sheet-facts.tsx";
import * as api from "../lib/api.ts";
import { clock, dayAndClock, dayOf } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { place, rename } from "../lib/router.ts";
import { degreesOf, merged, pageOf } from "./book-draft.ts";
import { BookExport } from "./book-export.tsx";
import { BookFields } from "./book-form.tsx";
import { useWriting, type Writing } from "./book-send.ts";
import { Frame } from "./frame.tsx";
import { SickPlaces } from "./sick-places.tsx";

const WATCH = 37.5;
const STAY_HOME = 38;

function NurseryPart({ page }: { page: api.BookPage }) {
    if (page.version === 0 && !page.class_note && !page.photos) return <p class="hint">{t("book.nothing_yet")}</p>;
    return (
        <div class="stack">
            {page.version > 0 ? <PageShown page={page} /> : null}
            {page.photos ? <Photos photos={page.photos} /> : null}
            {page.class_note ? (
                <section class="stack">
                    <h3>{t("book.class_note")}</h3>
                    <PageWords json={page.class_note.page as BookJson | null} />
                </section>
            ) : null}
        </div>
    );
}

/** From 37.5 on a word of care, from 38.0 on the absence in one press and a place for the day in another, with everything filled in. Nothing of it
 * keeps the page from being sent. */
function Advice({ me, child, day, degrees, at }: { me: api.Me; child: string; day: string; degrees: number; at: string | undefined }) {
    const sending = useSending();
    const [told, setTold] = useState(false);
    const stay = degrees >= STAY_HOME;
    const reason = t("book.fever_reason", { c: degrees.toFixed(1) });
    const report = () =>
        sending.run(async (intention) => {
            await api.reportAbsence(child, { from: day, to: day, kind: "sick", reason }, intention);
            setTold(true);
        });
    const whole = me.children.find(({ id }) => id === child);
    return (
        <>
            {told ? (
                <Notice kind="success" title={t("book.absence_told")} />
            ) : (
                <Notice kind="warning" title={t(stay ? "book.stay_home" : "book.watch", { c: degrees.toFixed(1) })}>
                    <p>{t(stay ? "book.stay_home_next" : "book.watch_next")}</p>
                    {stay ? (
                        <p>
                            <button type="button" class="button" onClick={() => void report()} disabled={sending.busy}>
                                {t("book.report_absence")}
                            </button>
                        </p>
                    ) : null}
                    {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
                </Notice>
            )}
            {stay && whole ? (
                <SickPlaces me={me} child={whole} today={dayOf(api.now())} known={{ temperature: degrees.toFixed(1), measured: at }} inner />
            ) : null}
        </>
    );
}

function Meanwhile({ writing }: { writing: Writing }) {
    const theirs = writing.meanwhile;
    if (!theirs) return null;
    const mine = pageOf(writing.draft);
    return (
        <Notice kind="warning" title={t("book.meanwhile")}>
            <p>{t("book.meanwhile_next")}</p>
            <Differences mine={linesOf(mine)} theirs={linesOf(theirs.page)} />
            <p class="book-picks">
                <button type="button" class="button" onClick={() => void writing.send(merged(mine, theirs.page), theirs.version)}>
                    {t("book.keep_both")}
                </button>
                <button type="button" class="button button-second" onClick={writing.take}>
                    {t("book.take_theirs")}
                </button>
            </p>
        </Notice>
    );
}

function Outcome({ writing, frozen }: { writing: Writing; frozen: boolean }) {
    const { said, trouble, draft } = writing;
    return (
        <div role="status">
            {draft.waiting && !writing.busy && !writing.meanwhile ? (
                <Notice kind="info" icon="offline" title={t("book.waiting")}>
                    <p>{t("book.waiting_next")}</p>
                </Notice>
            ) : null}
            {said && !writing.open ? (
                <Notice kind="success" title={t(said.outcome === "added" ? "book.sent_added" : "book.sent")}>
                    {said.missing.length > 0 && !frozen ? (
                        <p>{t("book.missing", { list: said.missing.map((key) => fieldWord(key as keyof BookJson)).join(" / ") })}</p>
                    ) : null}
                </Notice>
            ) : null}
            {trouble && !(trouble instanceof api.Unreachable) ? (
                <Notice kind="error" title={refusalSentence(trouble)} />
            ) : null}
        </div>
    );
}

interface PartProps {
    me: api.Me;
    child: string;
    day: string;
    page: api.BookPage;
    refresh: () => void;
}

function HomePart({ me, child, day, page, refresh }: PartProps) {
    const writing = useWriting(me.id, child, day, page, refresh);
    const frozen = page.state === "frozen";
    const degrees = degreesOf(writing.draft.temp) ?? 0;
    if (page.state === "closed") return <p class="hint">{t("book.closed")}</p>;
    if (page.state === "not_open") {
        return <p class="hint">{t("book.not_open", { at: dayAndClock(page.opens_at ?? "", language.value) })}</p>;
    }
    const submit = (event: Event) => {
        event.preventDefault();
        void writing.send();
    };
    const shown = frozen || page.state === "over";
    return (
        <div class="stack">
            {page.state === "due" ? <p class="hint">{t("book.due", { at: clock(page.due_at) })}</p> : null}
            {shown && newest(page) ? <PageShown page={page} /> : null}
            {frozen ? (
                <p>{page.arrived_at ? t("book.frozen", { at: clock(page.arrived_at) }) : t("book.frozen_over")}</p>
            ) : null}
            {page.state === "over" ? null : (
                <form class="form" onSubmit={submit} noValidate>
                    <BookFields
                        draft={writing.draft}
                        fields={frozen ? page.fields.filter(({ key }) => key === "comment" || key === "medicine" || key === "pickup") : page.fields}
                        change={writing.change}
                    />
                    {degrees >= WATCH ? <Advice me={me} child={child} day={day} degrees={degrees} at={writing.draft.page.temp_at} /> : null}
                    <Meanwhile writing={writing} />
                    <Outcome writing={writing} frozen={frozen} />
                    <Submit busy={writing.busy} busyWords={t("dialog.busy")}>
                        {t(frozen ? "book.send_addition" : "book.send")}
                    </Submit>
                    {writing.open && !writing.draft.waiting ? <p class="hint">{t("book.kept_here")}</p> : null}
                </form>
            )}
        </div>
    );
}

export function BookPage({ me }: { me: api.Me }) {
    const today = dayOf(api.now());
    const asked = place.value.query;
    const child = me.children.find((one) => one.id === asked.get("child")) ?? me.children[0];
    const day = asked.get("day") ?? today;
    const to = (of: string, on: string) => rename(`/parent/book?child=${of}&day=${on}`);
    const home = useResource(
        child ? `book home ${child.id} ${day}` : null,
        (etag) => api.bookHome(child?.id ?? "", day, etag),
        { topics: ["household"] },
    );
    const nursery = useResource(
        child ? `book nursery ${child.id} ${day}` : null,
        (etag) => api.bookNursery(child?.id ?? "", day, etag),
        { topics: ["household"] },
    );
    if (!child) {
        return (
            <Frame title={t("book.title")}>
                <p>{t("reserve.no_child_next")}</p>
            </Frame>
        );
    }
    return (
        <Frame title={t("book.title")} kicker={child.name}>
            {me.children.length > 1 ? (
                <div class="book-picks" role="group" aria-label={t("reserve.child")}>
                    {me.children.map((one) => (
                        <button type="button" key={one.id} class="chip" aria-pressed={one.id === child.id} onClick={() => to(one.id, day)}>
                            {one.name}
                        </button>
                    ))}
                </div>
            ) : null}
            <DaySwitch day={day} today={today} choose={(on) => to(child.id, on)} />
            <section class="card stack" aria-labelledby="from-nursery">
                <h2 id="from-nursery">{t("book.from_nursery")}</h2>
                <Loaded from={nursery}>{(page) => <NurseryPart page={page} />}</Loaded>
            </section>
            <section class="card stack" aria-labelledby="from-home">
                <h2 id="from-home">{t("book.from_home")}</h2>
                <Loaded from={home}>
                    {(page) => (
                        <HomePart key={`${child.id} ${day}`} me={me} child={child.id} day={day} page={page} refresh={home.refresh} />
                    )}
                </Loaded>
            </section>
            <BookExport child={child} />
        </Frame>
    );
}
