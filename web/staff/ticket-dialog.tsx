// Somebody stands there with a ticket: its number is typed or read by the camera, and checked by what this tablet has of the day, with or without network.
// Who comes, for whom, and who said so stand large; handing over uses the ticket up and enters the leaving as always.
import { useRef, useState } from "preact/hooks";
import { TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { attendanceWord } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import type { NurseryTicket, NurseryTickets } from "../lib/api-tickets.ts";
import { clock, instantMeant, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useModal } from "../lib/modal.ts";
import { readTicket } from "../lib/ticket.ts";
import { correct, type Shown } from "./pressed.ts";
import { canScan, Scan } from "./scan.tsx";
import { checkTicket, takeTicket, type Verdict } from "./tickets-kept.ts";

interface Props {
    nursery: string;
    day: string;
    all: Shown[];
    /** As new as can be had: the server's, or what the tablet kept. */
    list: () => Promise<{ value: NurseryTickets; at: Date } | undefined>;
    close: () => void;
    done: (words: string) => void;
}

const inHouse = (child: Shown): boolean => child.state === "present" || child.state === "stepped_out";

function refusal(verdict: Exclude<Verdict, { kind: "good" }>, asOf: string): { title: string; words: string } {
    switch (verdict.kind) {
        case "used": {
            const use = verdict.ticket.uses[0];
            return { title: t("ticket.bad.used"), words: t("ticket.bad.used_by", { at: clock(use?.at), by: use?.by ?? "" }) };
        }
        case "taken_back":
            return { title: t("ticket.bad.taken_back"), words: t("ticket.bad.call", { by: verdict.ticket.made_by }) };
        case "unknown":
            return { title: t("ticket.bad.unknown"), words: t("ticket.bad.unknown_next", { at: asOf }) };
        case "other_day":
            return { title: t("ticket.bad.other_day", { day: longDay(verdict.day, language.value) }), words: t("ticket.bad.other_day_next") };
        case "wait":
            return { title: t("ticket.bad.wait", { at: clock(verdict.until.toISOString()) }), words: t("ticket.bad.wait_next") };
        case "cannot":
            return { title: t("ticket.bad.cannot"), words: t("ticket.bad.cannot_next") };
    }
}

function Good({ ticket, all, hand }: { ticket: NurseryTicket; all: Shown[]; hand: () => void }) {
    const mine = all.filter((child) => ticket.children.includes(child.child_id));
    const elsewhere = ticket.children.length - mine.length;
    return (
        <div class="ticket-good" data-verdict="good">
            <p class="ticket-word">
                <Icon name="check" /> {t("ticket.good")}
            </p>
            <dl class="ticket-facts">
                <dt>{t("ticket.good.who")}</dt>
                <dd>{ticket.name}</dd>
                <dt>{t("ticket.good.children")}</dt>
                <dd>
                    {mine.map((child) => (
                        <span class="ticket-child" key={child.child_id}>
                            {child.name}
                            {inHouse(child) ? null : <small> {attendanceWord(child.state)}</small>}
                        </span>
                    ))}
                    {elsewhere > 0 ? <small>{t("ticket.good.elsewhere", { n: elsewhere })}</small> : null}
                </dd>
                <dt>{t("ticket.good.by")}</dt>
                <dd class="ticket-by">
                    {ticket.made_by} {clock(ticket.made_at)}
                </dd>
            </dl>
            <p>{t("ticket.good.identity")}</p>
            <button type="button" class="button button-wide" onClick={hand}>
                <Icon name="leave" />
                {t("ticket.hand_over")}
            </button>
        </div>
    );
}

export function TicketDialog({ nursery, day, all, list, close, done }: Props) {
    const box = useModal();
    const [text, setText] = useState("");
    const [wrong, setWrong] = useState<string | undefined>(undefined);
    const [camera, setCamera] = useState(false);
    const [said, setSaid] = useState<{ of: string; verdict: Verdict; asOf: string } | undefined>(undefined);
    const busy = useRef(false);
    const check = async (from: string) => {
        const read = readTicket(from);
        setCamera(false);
        setSaid(undefined);
        setWrong(read ? undefined : t("ticket.malformed"));
        if (!read || busy.current) return;
        busy.current = true;
        const known = await list();
        const verdict: Verdict = known ? await checkTicket(nursery, known.value, read) : { kind: "unknown" };
        setSaid({ of: read.number, verdict, asOf: known ? clock(known.at.toISOString()) : "–" });
        busy.current = false;
    };
    const hand = (ticket: NurseryTicket) => {
        const now = api.now();
        void takeTicket(nursery, ticket);
        for (const child of all.filter((one) => ticket.children.includes(one.child_id) && inHouse(one))) {
            const at = instantMeant(day, clock(now.toISOString()), now, [child.arrived_at]);
            void correct({ nursery, day, child }, { kind: "leave", at, tap: null, reason: t("ticket.reason") });
        }
        done(t("ticket.handed_over", { name: ticket.name }));
    };
    const good = said?.verdict.kind === "good" ? said.verdict.ticket : undefined;
    const bad = said && said.verdict.kind !== "good" ? refusal(said.verdict, said.asOf) : undefined;
    return (
        <dialog ref={box} class="dialog" aria-labelledby="ticket-check" onClose={close} onCancel={close}>
            <div class="dialog-head">
                <h2 id="ticket-check">{t("ticket.check")}</h2>
                <button type="button" class="button button-second" onClick={close}>
                    <Icon name="cross" />
                    {t("correction.close")}
                </button>
            </div>
            <form
                noValidate
                onSubmit={(event) => {
                    event.preventDefault();
                    void check(text);
                }}
            >
                <TextField id="ticket-typed" label={t("ticket.typed")} hint={t("ticket.typed_hint")} value={text} onValue={setText} error={wrong} maxLength={60} />
                <div class="buttons">
                    <button type="submit" class="button">
                        {t("ticket.look")}
                    </button>
                    {canScan() ? (
                        <button type="button" class="button button-second" aria-expanded={camera} onClick={() => setCamera(!camera)}>
                            {t("ticket.scan")}
                        </button>
                    ) : null}
                </div>
            </form>
            {camera ? <Scan found={(found) => void check(found)} /> : null}
            <div role="status">
                {good ? <Good ticket={good} all={all} hand={() => hand(good)} /> : null}
                {bad ? (
                    <div data-verdict={said?.verdict.kind} data-of={said?.of}>
                        <Notice kind="error" title={bad.title}>
                            <p>{bad.words}</p>
                        </Notice>
                    </div>
                ) : null}
            </div>
        </dialog>
    );
}
