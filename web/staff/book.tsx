// The contact book of a class on the tablet: one field down the class, what the families wrote beside it, release, and who has not read.
import { useRef, useState } from "preact/hooks";
import { PageWords } from "../components/book/book-page.tsx";
import { type BookJson, fieldWord } from "../components/book/book-words.ts";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock, dayOf, instantAt } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { AllAte, Cell, type Column, COLUMNS, columnWord } from "./book-cell.tsx";
import { FromMedicines } from "./book-medicines.tsx";
import { FromNaps } from "./book-naps.tsx";
import { ChildPhotos, ClassPhotos } from "./book-photos.tsx";
import { Frame } from "./frame.tsx";
import "./board.css";
import "../components/book/book.css";

type Child = api.ClassBookChild;

/** What was pressed and is on its way, or could not be saved. */
interface Saving {
    page: api.BookNursery;
    trouble?: Error;
}

function Marks({ child }: { child: Child }) {
    const missing = child.home.missing.map((key) => fieldWord(key as keyof BookJson));
    return (
        <ul class="flags">
            {child.home.advice === "none" ? null : (
                <li class="flag flag-hard">
                    <Icon name="warning" /> {t(`book.advice.${child.home.advice}`)}
                </li>
            )}
            {child.absent ? <li class="flag">{t("attendance.absent")}</li> : null}
            {child.home.version === 0 ? <li class="flag">{t("book.home_none")}</li> : null}
            {child.home.version > 0 && missing.length > 0 ? <li class="flag">{t("book.missing", { list: missing.join(" / ") })}</li> : null}
            {child.home.additions > 0 ? <li class="flag">{t("book.additions", { n: child.home.additions })}</li> : null}
            <li class="flag">{t(`book.state.${child.nursery.state}`)}{child.nursery.state === "scheduled" ? ` ${clock(child.nursery.release_at)}` : ""}</li>
            {child.unread > 0 ? <li class="flag">{t("book.unread", { n: child.unread })}</li> : null}
        </ul>
    );
}

function Row({ child, day, nursery, column, phrases, saving, save }: {
    child: Child;
    day: string;
    nursery: string;
    column: Column;
    phrases: string[];
    saving: Saving | undefined;
    save: (page: api.BookNursery) => void;
}) {
    return (
        <li class="book-line" data-child={child.child_id}>
            <div>
                <h2>{child.name}</h2>
                <Marks child={child} />
                {child.home.page ? (
                    <details>
                        <summary>{t("book.from_home")}</summary>
                        <PageWords json={child.home.page} />
                    </details>
                ) : null}
                <ChildPhotos child={child} day={day} nursery={nursery} />
            </div>
            <div>
                <Cell id={`cell-${child.child_id}`} name={child.name} column={column} page={saving?.page ?? child.nursery.page ?? {}} phrases={phrases} save={save} />
                <p class="hint" role="status">
                    {saving?.trouble ? refusalSentence(saving.trouble) : saving ? t("dialog.busy") : ""}
                </p>
                {saving?.trouble ? (
                    <button type="button" class="button button-second" onClick={() => save(saving.page)}>
                        {t("error.retry")}
                    </button>
                ) : null}
            </div>
        </li>
    );
}

/** Empty texts and lists are no answer. */
const cleaned = (page: api.BookNursery): api.BookNursery =>
    Object.fromEntries(Object.entries(page).filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0)));

function Release({ nursery, book, name, done }: { nursery: string; book: api.ClassBook; name: string; done: (words: string) => void }) {
    const sending = useSending();
    const drafts = book.children.filter((child) => child.nursery.version > 0 && child.nursery.state !== "released");
    const at = book.setting.release_at;
    const later = at !== null && Date.parse(instantAt(book.day, at)) > api.now().getTime();
    const go = (when: string | undefined) =>
        sending.run(async (intention) => {
            const said = await api.releaseBook(
                nursery,
                book.day,
                { children: drafts.map((child) => child.child_id), ...(name ? { note_of: name } : {}), ...(when ? { at: when } : {}) },
                intention,
            );
            done(t("book.released", { released: said.released, scheduled: said.scheduled, submitted: said.submitted }));
        });
    return (
        <section class="card stack" aria-labelledby="release">
            <h2 id="release">{t("book.release_title")}</h2>
            <p>{t("book.release_count", { n: drafts.length })}</p>
            <p class="book-picks">
                {later && at ? (
                    <button type="button" class="button" disabled={sending.busy} onClick={() => void go(instantAt(book.day, at))}>
                        {t("book.release_at", { at })}
                    </button>
                ) : null}
                <button type="button" class={later ? "button button-second" : "button"} disabled={sending.busy} onClick={() => void go(undefined)}>
                    {t("book.release_now")}
                </button>
            </p>
            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
        </section>
    );
}

function Note({ nursery, day, name }: { nursery: string; day: string; name: string }) {
    const note = useResource(`book note ${nursery} ${day} ${name}`, (etag) => api.bookNote(nursery, day, name, etag), { topics: [`attendance:${nursery}`] });
    const sending = useSending();
    const [typed, setTyped] = useState<string | null>(null);
    return (
        <section class="card stack" aria-labelledby="note">
            <h2 id="note">{t("book.class_note")}</h2>
            <Loaded from={note}>
                {(page) => {
                    const now = (page.revisions.at(-1)?.page ?? {}) as api.BookNote;
                    const save = () =>
                        sending.run(async () => {
                            await api.putBookNote(nursery, day, name, cleaned({ ...now, message: (typed ?? "").trim() }) as api.BookNote, page.version);
                            setTyped(null);
                            note.refresh();
                        });
                    return (
                        <>
                            <label for="note-text">{t("book.field.message")}</label>
                            <textarea id="note-text" class="control" rows={4} maxLength={1000} value={typed ?? now.message ?? ""} onInput={(event) => setTyped(event.currentTarget.value)} />
                            <p>
                                <button type="button" class="button" disabled={sending.busy || typed === null} onClick={() => void save()}>
                                    {t("book.note_save")}
                                </button>{" "}
                                {t(`book.state.${page.state as api.BookState}`)}
                            </p>
                            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
                            <ClassPhotos nursery={nursery} day={day} name={name} photos={page.photos ?? []} refresh={note.refresh} />
                        </>
                    );
                }}
            </Loaded>
        </section>
    );
}

/** What was changed here, over what somebody else wrote meanwhile. */
async function write(child: Child, day: string, page: api.BookNursery, version: number): Promise<api.BookWritten> {
    try {
        return await api.putBookNursery(child.child_id, day, page, version);
    } catch (error) {
        const present = error instanceof api.Problem && error.status === 412 ? error.body["present"] : undefined;
        if (typeof present !== "object" || present === null) throw error;
        const before: Record<string, unknown> = child.nursery.page ?? {};
        const mine = Object.fromEntries(Object.entries(page).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])));
        return api.putBookNursery(child.child_id, day, { ...present, ...mine }, Number((error as api.Problem).body["version"]));
    }
}

/** One child's writings go out one after another, each over the version before. */
function useSaves(day: string, refresh: () => void) {
    const [saves, setSaves] = useState<Record<string, Saving>>({});
    const versions = useRef<Record<string, number>>({});
    const lines = useRef<Record<string, Promise<void>>>({});
    const put = (id: string, saving: Saving | undefined) =>
        setSaves((old) => {
            const next = { ...old };
            if (saving) next[id] = saving;
            else delete next[id];
            return next;
        });
    const save = (child: Child, page: api.BookNursery) => {
        const id = child.child_id;
        put(id, { page });
        lines.current[id] = (lines.current[id] ?? Promise.resolve()).then(async () => {
            try {
                const version = Math.max(versions.current[id] ?? 0, child.nursery.version);
                const said = await write(child, day, cleaned(page), version);
                versions.current[id] = said.version;
                put(id, undefined);
            } catch (trouble) {
                put(id, { page, trouble: trouble as Error });
            }
            refresh();
        });
    };
    return { saves, save };
}

export function ClassBookPage({ nursery }: { nursery: api.Me["sites"][number] }) {
    const today = dayOf(api.now());
    const [day, setDay] = useState(today);
    const [only, setOnly] = useState<string | null>(null);
    const [column, setColumn] = useState<Column>("lunch");
    const [said, setSaid] = useState("");
    const book = useResource(`class book ${nursery.id} ${day} ${only ?? ""}`, (etag) => api.classBook(nursery.id, day, only ?? undefined, etag), {
        topics: [`attendance:${nursery.id}`],
    });
    const { saves, save } = useSaves(day, book.refresh);
    const name = only ?? (book.value?.classes.length === 1 ? (book.value.classes[0] ?? "") : "");
    return (
        <Frame title={t("book.class_title")} kicker={nursery.name}>
            <DaySwitch day={day} today={today} choose={setDay} />
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={book}>
                {(value) => (
                    <>
                        {value.classes.length > 1 ? (
                            <div class="class-filter" role="group" aria-label={t("board.classes")}>
                                {["", ...value.classes].map((one) => (
                                    <button type="button" key={one} class="chip" aria-pressed={(only ?? "") === one} onClick={() => setOnly(one === "" ? null : one)}>
                                        {one === "" ? t("board.all_classes") : one}
                                    </button>
                                ))}
                            </div>
                        ) : null}
                        <div class="class-filter" role="group" aria-label={t("book.columns")}>
                            {COLUMNS.map(({ column: one }) => (
                                <button type="button" key={one} class="chip" aria-pressed={column === one} onClick={() => setColumn(one)}>
                                    {columnWord(one)}
                                </button>
                            ))}
                        </div>
                        {column === "sleep" && day === today ? <FromNaps nursery={nursery.id} children={value.children} save={save} /> : null}
                        {column === "medicine" ? <FromMedicines nursery={nursery.id} day={day} children={value.children} save={save} /> : null}
                        {column === "lunch" || column === "snack" ? <AllAte meal={column} children={value.children} save={save} /> : null}
                        <ul class="card">
                            {value.children.map((child) => (
                                <Row key={`${child.child_id} ${column}`} child={child} day={day} nursery={nursery.id} column={column} phrases={value.setting.phrases} saving={saves[child.child_id]} save={(page) => save(child, page)} />
                            ))}
                        </ul>
                        {value.children.length === 0 ? <p class="card">{t("board.none")}</p> : null}
                        {name ? <Note key={`${day} ${name}`} nursery={nursery.id} day={day} name={name} /> : null}
                        <Release
                            nursery={nursery.id}
                            book={value}
                            name={name}
                            done={(words) => {
                                setSaid(words);
                                book.refresh();
                            }}
                        />
                    </>
                )}
            </Loaded>
        </Frame>
    );
}
