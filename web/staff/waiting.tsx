// What was pressed on this tablet and is not on the server: how much waits, and what the server refused, with both versions side by side.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { attendanceWord, kindWord } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { outbox, waiting } from "../lib/outbox.ts";
import type { Item } from "../lib/queue.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { vault } from "../lib/vault.ts";
import { kindOfWord } from "./history.tsx";
import type { Kind, Pressed } from "./pressed.ts";

const wordOf = ({ about }: Pressed): string =>
    about.what === "absence" ? kindWord(about.kind as api.AbsenceKind) : kindOfWord(about.kind as Kind);

/** The kinds of item the board makes; another page's are its own. */
export const ofBoard = (items: Item[]): Pressed[] => (items as Pressed[]).filter(({ about }) => about?.nursery !== undefined);

const childThere = (item: Item): api.BoardChild | null => {
    const child = item.refused?.body["child"];
    return typeof child === "object" && child !== null ? (child as api.BoardChild) : null;
};

function there(child: api.BoardChild): string {
    return [
        attendanceWord(child.state),
        child.arrived_at ? `${t("attendance.arrived_at")} ${clock(child.arrived_at)}` : "",
        child.left_at ? `${t("attendance.left_at")} ${clock(child.left_at)}` : "",
    ]
        .filter(Boolean)
        .join(" · ");
}

function Conflict({ item }: { item: Pressed }) {
    const child = childThere(item);
    const { refused } = item;
    if (!refused) return null;
    return (
        <li class="card conflict" data-conflict={item.about.child}>
            <h3>{item.about.name}</h3>
            <dl class="facts">
                <dt>{t("outbox.here")}</dt>
                <dd>
                    {wordOf(item)} {clock(item.about.at)}{" "}
                    <small>{t("outbox.pressed_at", { time: clock(new Date(item.pressed).toISOString()) })}</small>
                </dd>
                <dt>{t("outbox.there")}</dt>
                <dd>{child ? there(child) : refusalSentence(new api.Problem(refused.status, refused.body))}</dd>
            </dl>
            <p class="buttons">
                <button type="button" class="button" onClick={() => void outbox.drop(item)}>
                    {child ? t("outbox.keep_there") : t("outbox.take_back")}
                    <span class="unseen"> {item.about.name}</span>
                </button>
                <button
                    type="button"
                    class="button button-second"
                    onClick={() => void outbox.insist(item, child ? child.version : item.seen)}
                >
                    {child ? t("outbox.keep_here") : t("error.retry")}
                    <span class="unseen"> {item.about.name}</span>
                </button>
            </p>
        </li>
    );
}

export function Waiting() {
    const items = ofBoard(waiting.value);
    const refused = items.filter((item) => item.refused);
    const held = items.filter((item) => item.hold > Date.now()).at(-1);
    const [, redraw] = useState(0);
    useEffect(() => {
        if (!held) return undefined;
        const timer = setTimeout(() => redraw((n) => n + 1), held.hold - Date.now() + 20);
        return () => clearTimeout(timer);
    }, [held?.key]);
    const sent = items.length - refused.length;
    return (
        <>
            <div role="status" class="waiting">
                {sent > 0 ? (
                    <p class="waiting-line" data-waiting={sent}>
                        <Icon name="clock" />
                        <span>
                            {t("outbox.waiting", { n: sent })}
                            {vault.lasting() ? null : <> {t("outbox.not_lasting")}</>}
                        </span>
                        {held ? (
                            <button type="button" class="button button-second" onClick={() => void outbox.drop(held)}>
                                {t("outbox.undo", { name: held.about.name })}
                            </button>
                        ) : null}
                    </p>
                ) : null}
            </div>
            {refused.length > 0 ? (
                <section aria-labelledby="conflicts" class="stack">
                    <Notice kind="warning">
                        <h2 id="conflicts">{t("outbox.conflicts", { n: refused.length })}</h2>
                        <p>{t("outbox.conflicts_next")}</p>
                    </Notice>
                    <ul class="stack">
                        {refused.map((item) => (
                            <Conflict key={item.key} item={item} />
                        ))}
                    </ul>
                </section>
            ) : null}
        </>
    );
}
