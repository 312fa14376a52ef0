// The cards of a nursery, for its head: given to a child or a family by a touch at the entrance, by a reader that types or by hand, lost and replaced,
// and printed codes.
import { useEffect, useRef, useState } from "preact/hooks";
import { ChecksField, Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Qr } from "../components/qr/qr.tsx";
import { Pill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { giveTouched, type UnknownCard } from "../lib/api-cards.ts";
import { clock, dayAndClock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import "./entrances.css";

type Site = api.Me["sites"][number];
type Names = Map<string, string>;

const CODE_BYTES = 16;
/** A printed code stands for a card: random, and it says nothing of the child (R-ATT-18). */
const printedCode = (): string =>
    `TSBP${Array.from(crypto.getRandomValues(new Uint8Array(CODE_BYTES)), (one) => one.toString(16).padStart(2, "0")).join("").toUpperCase()}`;

/** For whom the next unknown card at the entrance is, and what had been touched before anybody waited for it. */
interface Waiting {
    children: string[];
    replaces: string | null;
    seen: string[];
}

function Touched({ waiting, unknown, whose, end }: { waiting: Waiting; unknown: UnknownCard[]; whose: string; end: (done: boolean) => void }) {
    const sending = useSending();
    const head = useRef<HTMLHeadingElement>(null);
    useEffect(() => head.current?.focus(), []); // it was asked for from a long list below
    const found = unknown.find((one) => !waiting.seen.includes(one.touch));
    const give = () =>
        found &&
        void sending.run(async (intention) => {
            await giveTouched(found.touch, waiting.children, waiting.replaces, intention);
            end(true);
        });
    return (
        <section class="pairing stack no-print" aria-labelledby="touch">
            <h2 id="touch" ref={head} tabIndex={-1}>{t("cards.touch_title", { name: whose })}</h2>
            <p role="status">
                {found ? t("cards.touch_found", { at: clock(found.at), entrance: found.entrance }) : t("cards.touch_wait")}
            </p>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <div class="buttons">
                {found ? (
                    <button type="button" class="button" aria-disabled={sending.busy ? true : undefined} onClick={give}>
                        {t("cards.touch_give", { name: whose })}
                    </button>
                ) : null}
                <button type="button" class="button button-second" onClick={() => end(false)}>
                    {t("cards.touch_end")}
                </button>
            </div>
        </section>
    );
}

function CardRow({ card, names, changed, replace }: { card: api.Card; names: Names; changed: () => void; replace: () => void }) {
    const sending = useSending();
    const whose = card.children.map((child) => names.get(child) ?? t("cards.gone")).join("・");
    const at = (instant: string) => dayAndClock(instant, language.value);
    const lose = () =>
        void sending.run(async (intention) => {
            await api.revokeCard(card.id, intention);
            changed();
        });
    return (
        <li class="card">
            <div class="child-head">
                <strong>{whose}</strong>
                {card.revoked_at !== null ? (
                    <Pill tone="plain" icon="warning" words={t("cards.revoked", { at: at(card.revoked_at) })} />
                ) : card.copied_at !== null ? (
                    <Pill tone="bad" icon="warning" words={t("cards.copied", { at: at(card.copied_at) })} />
                ) : (
                    <Pill tone="good" icon="check" words={t("cards.in_use")} />
                )}
            </div>
            <p class="hint">{t("cards.issued", { at: at(card.issued_at) })}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {card.revoked_at === null ? (
                <div class="buttons">
                    <button type="button" class="button button-second" onClick={replace}>
                        {t("cards.replace")}
                        <span class="unseen"> {whose}</span>
                    </button>
                    <button type="button" class="button button-second" aria-disabled={sending.busy ? true : undefined} onClick={lose}>
                        {t("cards.lose")}
                        <span class="unseen"> {whose}</span>
                    </button>
                </div>
            ) : null}
        </li>
    );
}

function Issue({ names, changed, wait }: { names: Names; changed: () => void; wait: (children: string[]) => void }) {
    const [children, setChildren] = useState<string[]>([]);
    const [number, setNumber] = useState("");
    const [printed, setPrinted] = useState<{ code: string; whose: string } | null>(null);
    const [done, setDone] = useState(false);
    const sending = useSending({
        "/number": { field: "number", label: () => t("cards.number") },
        "/children": { field: "children", label: () => t("cards.children") },
    });
    const missing = () => (children.length > 0 ? undefined : t("field.missing", { label: t("cards.children") }));
    const give = (wanted: string, print: boolean) =>
        void sending.run(async (intention) => {
            await api.issueCard(wanted, children, intention);
            setPrinted(print ? { code: wanted, whose: children.map((child) => names.get(child) ?? "").join("・") } : null);
            setDone(!print);
            setNumber("");
            setChildren([]);
            changed();
        });
    const typed = (event: Event) => {
        event.preventDefault();
        const needed = number.trim() ? undefined : t("field.missing", { label: t("cards.number") });
        if (sending.check({ children: missing(), number: needed })) give(number.trim(), false);
    };
    const touch = () => {
        if (!sending.check({ children: missing() })) return;
        wait(children);
        setChildren([]);
    };
    const print = () => {
        if (sending.check({ children: missing() })) give(printedCode(), true);
    };
    return (
        <section class="stack no-print" aria-labelledby="issue">
            <h2 id="issue">{t("cards.issue_title")}</h2>
            <form class="stack" onSubmit={typed} noValidate>
                <ChecksField
                    id="children"
                    label={t("cards.children")}
                    hint={t("cards.children_hint")}
                    values={children}
                    onValues={setChildren}
                    choices={[...names].map(([value, label]) => ({ value, label }))}
                    error={sending.fields["children"]}
                />
                <button type="button" class="button" onClick={touch}>
                    {t("cards.touch")}
                </button>
                <TextField
                    id="number"
                    label={t("cards.number")}
                    hint={t("cards.number_hint")}
                    value={number}
                    onValue={setNumber}
                    error={sending.fields["number"]}
                />
                <Submit busy={sending.busy} busyWords={t("state.loading")}>
                    {t("cards.issue")}
                </Submit>
                <button type="button" class="button button-second" onClick={print}>
                    {t("cards.print_code")}
                </button>
            </form>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {done ? <Notice kind="success" title={t("cards.done")} /> : null}
            {printed ? (
                <div class="pairing stack" role="group" aria-labelledby="printed">
                    <h3 id="printed">{t("cards.printed", { name: printed.whose })}</h3>
                    <Qr text={printed.code} label={t("cards.picture")} />
                    <p>{t("cards.once")}</p>
                    <button type="button" class="button" onClick={() => window.print()}>
                        {t("cards.print")}
                    </button>
                </div>
            ) : null}
        </section>
    );
}

export function CardsPage({ nursery }: { nursery: Site }) {
    const [waiting, setWaiting] = useState<Waiting | null>(null);
    const [given, setGiven] = useState(false);
    const list = useResource("cards", (etag) => api.cards(etag), { topics: [`attendance:${nursery.id}`] });
    const board = useResource(`board:${nursery.id}`, (etag) => api.attendanceBoard(nursery.id, undefined, etag));
    const names: Names = new Map(board.value?.children.map((child) => [child.child_id, child.name]));
    const unknown = (list.value?.unknown ?? []).filter((one) => one.site_id === nursery.id);
    const wait = (children: string[], replaces: string | null) => {
        setGiven(false);
        setWaiting({ children, replaces, seen: unknown.map((one) => one.touch) });
        list.refresh();
    };
    const end = (done: boolean) => {
        setWaiting(null);
        setGiven(done);
        list.refresh();
    };
    const whose = (waiting?.children ?? []).map((child) => names.get(child) ?? t("cards.gone")).join("・");
    return (
        <Frame title={t("cards.title")} kicker={nursery.name}>
            <div role="status">{given ? <Notice kind="success" title={t("cards.done")} /> : null}</div>
            {waiting ? (
                <Touched waiting={waiting} unknown={unknown} whose={whose} end={end} />
            ) : board.value ? (
                <Issue names={names} changed={list.refresh} wait={(children) => wait(children, null)} />
            ) : null}
            <section class="stack" aria-labelledby="list">
                <h2 id="list">{t("cards.list_title")}</h2>
                <Loaded from={list}>
                    {({ cards }) => (
                        <ul class="stack">
                            {cards
                                .filter((card) => card.children.some((child) => names.has(child)))
                                .map((card) => (
                                    <CardRow
                                        key={card.id}
                                        card={card}
                                        names={names}
                                        changed={list.refresh}
                                        replace={() => wait(card.children, card.id)}
                                    />
                                ))}
                        </ul>
                    )}
                </Loaded>
            </section>
        </Frame>
    );
}
