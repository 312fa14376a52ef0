// One-time pick-up tickets on the board: who comes with one today, the way to check one, and what people must look at.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import type { NurseryTicket, NurseryTickets } from "../lib/api-tickets.ts";
import { clock, dayOf } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { onSettled, outbox } from "../lib/outbox.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import type { Shown } from "./pressed.ts";
import { TicketDialog } from "./ticket-dialog.tsx";
import { fetchTickets, marks, overlayTickets, recallMarks, recallTickets, refusedTickets } from "./tickets-kept.ts";
import "./tickets.css";

function stateWord(ticket: NurseryTicket): string {
    const use = ticket.uses[0];
    if (use) return t("ticket.used_line", { at: clock(use.at), by: use.by });
    return ticket.taken_back ? t("ticket.state.taken_back") : "";
}

function Conflict({ ticket, names }: { ticket: NurseryTicket; names: string }) {
    return (
        <div data-ticket-conflict={ticket.conflict}>
            <Notice kind="error" title={ticket.conflict === "twice" ? t("ticket.conflict.twice", { name: ticket.name }) : t("ticket.conflict.taken_back", { name: ticket.name })}>
                <p>{names}</p>
                <ul>
                    {ticket.uses.map((use) => (
                        <li key={`${use.at} ${use.by}`}>{t("ticket.used_line", { at: clock(use.at), by: use.by })}</li>
                    ))}
                </ul>
                <p>{t("ticket.bad.call", { by: ticket.made_by })}</p>
            </Notice>
        </div>
    );
}

/** What the server would not take of what was taken here. */
function Refused() {
    return (
        <>
            {refusedTickets().map((item) => (
                <Notice key={item.key} kind="warning" title={t("ticket.not_told", { name: item.about.name, at: clock(item.about.at) })}>
                    <p>{item.refused ? refusalSentence(new api.Problem(item.refused.status, item.refused.body)) : null}</p>
                    <button type="button" class="button button-second" onClick={() => void outbox.drop(item)}>
                        {t("outbox.take_back")}
                    </button>
                </Notice>
            ))}
        </>
    );
}

/** Nobody is kept waiting at the door for a network that is half there. */
const PATIENCE_MS = 3_000;

/** The newest that can be had: a ticket may have been made while somebody was on the way. When nobody answers, what the tablet kept of today decides. */
async function newest(nursery: string): Promise<{ value: NurseryTickets; at: Date } | undefined> {
    const fresh = fetchTickets(nursery, null).catch(() => null);
    const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS));
    const now = await Promise.race([fresh, late]);
    return now ? { value: now.value, at: api.now() } : recallTickets(nursery);
}

export function Tickets({ nursery, day, all, done }: { nursery: string; day: string; all: Shown[]; done: (words: string) => void }) {
    const [open, setOpen] = useState(false);
    const list = useResource(`tickets ${nursery}`, (etag) => fetchTickets(nursery, etag), {
        topics: [`attendance:${nursery}`],
        fallback: () => recallTickets(nursery),
    });
    useEffect(() => void recallMarks(nursery), [nursery]);
    useEffect(() => onSettled(() => list.refresh()), []);
    const fresh = list.value?.day === dayOf(api.now()) ? list.value : undefined;
    const tickets = overlayTickets(fresh?.tickets ?? [], marks.value[nursery]);
    const named = (ticket: NurseryTicket): string =>
        all
            .filter((child) => ticket.children.includes(child.child_id))
            .map((child) => child.name)
            .join("、");
    return (
        <section class="card stack ticket-card no-print" aria-labelledby="tickets-title">
            <div class="ticket-head">
                <h2 id="tickets-title">{t("ticket.board", { n: tickets.length })}</h2>
                <button type="button" class="button button-second" onClick={() => setOpen(true)}>
                    <Icon name="check" />
                    {t("ticket.check")}
                </button>
            </div>
            <Refused />
            {tickets
                .filter((ticket) => ticket.conflict !== null)
                .map((ticket) => (
                    <Conflict key={ticket.id} ticket={ticket} names={named(ticket)} />
                ))}
            {tickets.length > 0 ? (
                <ul>
                    {tickets.map((ticket) => (
                        <li key={ticket.id} data-ticket={ticket.uses.length > 0 ? "used" : ticket.taken_back ? "taken_back" : "open"}>
                            <b>{named(ticket)}</b> {t("ticket.comes", { name: ticket.name })} <span class="hint">{stateWord(ticket)}</span>
                        </li>
                    ))}
                </ul>
            ) : null}
            {open ? (
                <TicketDialog
                    nursery={nursery}
                    day={day}
                    all={all}
                    list={() => newest(nursery)}
                    close={() => setOpen(false)}
                    done={(words) => {
                        setOpen(false);
                        done(words);
                    }}
                />
            ) : null}
        </section>
    );
}
