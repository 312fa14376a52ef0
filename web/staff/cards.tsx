// The cards of a nursery, for its head: given to a child or a family by a reader that types or by hand, lost, and printed codes.
import { useState } from "preact/hooks";
import { ChecksField, Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Qr } from "../components/qr/qr.tsx";
import { Pill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock } from "../lib/format.ts";
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

function CardRow({ card, names, changed }: { card: api.Card; names: Names; changed: () => void }) {
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
                <button type="button" class="button button-second" aria-disabled={sending.busy ? true : undefined} onClick={lose}>
                    {t("cards.lose")}
                    <span class="unseen"> {whose}</span>
                </button>
            ) : null}
        </li>
    );
}

function Issue({ names, changed }: { names: Names; changed: () => void }) {
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
    const list = useResource("cards", (etag) => api.cards(etag));
    const board = useResource(`board:${nursery.id}`, (etag) => api.attendanceBoard(nursery.id, undefined, etag));
    const names: Names = new Map(board.value?.children.map((child) => [child.child_id, child.name]));
    return (
        <Frame title={t("cards.title")} kicker={nursery.name}>
            {board.value ? <Issue names={names} changed={list.refresh} /> : null}
            <section class="stack" aria-labelledby="list">
                <h2 id="list">{t("cards.list_title")}</h2>
                <Loaded from={list}>
                    {({ cards }) => (
                        <ul class="stack">
                            {cards
                                .filter((card) => card.children.some((child) => names.has(child)))
                                .map((card) => (
                                    <CardRow key={card.id} card={card} names={names} changed={list.refresh} />
                                ))}
                        </ul>
                    )}
                </Loaded>
            </section>
        </Frame>
    );
}
