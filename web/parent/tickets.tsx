// One-time pick-up tickets: somebody who is on no list fetches once. A name, a day, the children: then a picture to send on, with a number that is typed
// where no camera reads it. It can be taken back until somebody has come with it.
import { useState } from "preact/hooks";
import { ChecksField, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Qr } from "../components/qr/qr.tsx";
import * as api from "../lib/api.ts";
import { makeTicket, type MyTicket, myTickets, takeBackTicket } from "../lib/api-tickets.ts";
import { addDays, dayAndClock, dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { typed } from "../lib/marks.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { inHalves, pictureText } from "../lib/ticket.ts";
import { canShare, savePicture, ticketPicture } from "./ticket-picture.ts";
import "./tickets.css";

type Child = api.Me["children"][number];
const AHEAD_DAYS = 31;

function stateWord(ticket: MyTicket): string {
    switch (ticket.state) {
        case "open":
            return t("ticket.state.open");
        case "used":
            return t("ticket.state.used", { at: ticket.used_at ? dayAndClock(ticket.used_at, language.value) : "" });
        case "taken_back":
            return t("ticket.state.taken_back");
        case "over":
            return t("ticket.state.over");
    }
}

function Open({ ticket, changed }: { ticket: MyTicket; changed: () => void }) {
    const [asking, setAsking] = useState(false);
    const [failed, setFailed] = useState(false);
    const sending = useSending();
    const number = ticket.number ?? "";
    const hand = (share: boolean) =>
        void ticketPicture(ticket)
            .then(async (file) => {
                setFailed(false);
                if (share && canShare(file)) await navigator.share({ files: [file], title: t("ticket.picture_title") });
                else savePicture(file);
            })
            // Whoever closes the share sheet has changed their mind: nothing failed.
            .catch((error: unknown) => setFailed(!(error instanceof DOMException && error.name === "AbortError")));
    const back = () =>
        void sending.run(async () => {
            await takeBackTicket(ticket.id);
            changed();
        });
    return (
        <>
            <Qr text={pictureText(ticket.day, number)} label={t("ticket.code")} />
            <p class="ticket-number" data-number={number}>
                <span class="hint">{t("ticket.number")}</span> <strong>{inHalves(number)}</strong>
            </p>
            <div role="status">
                {failed ? <Notice kind="error" title={t("ticket.picture_failed")} /> : null}
                {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            </div>
            <div class="buttons">
                {"share" in navigator ? (
                    <button type="button" class="button" onClick={() => hand(true)}>
                        {t("ticket.share")}
                    </button>
                ) : null}
                <button type="button" class="button button-second" onClick={() => hand(false)}>
                    {t("ticket.save")}
                </button>
                {asking ? null : (
                    <button type="button" class="button button-second" onClick={() => setAsking(true)}>
                        {t("ticket.take_back")}
                    </button>
                )}
            </div>
            {asking ? (
                <div class="confirm-panel" role="group" aria-labelledby={`back-${ticket.id}`}>
                    <p id={`back-${ticket.id}`}>
                        <strong>{t("ticket.take_back_ask")}</strong>
                    </p>
                    <div class="buttons">
                        <button type="button" class="button button-danger" ref={(button) => button?.focus()} disabled={sending.busy} onClick={back}>
                            {t("ticket.take_back_yes")}
                        </button>
                        <button type="button" class="button button-second" onClick={() => setAsking(false)}>
                            {t("ticket.take_back_no")}
                        </button>
                    </div>
                </div>
            ) : null}
        </>
    );
}

function Ticket({ ticket, names, changed }: { ticket: MyTicket; names: string; changed: () => void }) {
    const open = ticket.state === "open";
    return (
        <li class="card stack" data-ticket={ticket.state}>
            <h3>{t("ticket.for", { name: typed(ticket.name), day: longDay(ticket.day, language.value) })}</h3>
            <p class="hint">
                {names} · {stateWord(ticket)}
            </p>
            {open ? <Open ticket={ticket} changed={changed} /> : null}
        </li>
    );
}

function Make({ of: children, made }: { of: Child[]; made: () => void }) {
    const today = dayOf(api.now());
    const [name, setName] = useState("");
    const [day, setDay] = useState(today);
    const [chosen, setChosen] = useState(() => (children.length === 1 ? children.map(({ id }) => id) : []));
    const sending = useSending({
        "/name": { field: "ticket-name", label: () => t("ticket.who") },
        "/day": { field: "ticket-day", label: () => t("ticket.day") },
        "/children": { field: "ticket-children", label: () => t("ticket.children") },
    });
    const miss = (empty: boolean, label: string) => (empty ? { error: t("field.missing", { label }) } : {});
    const send = () => {
        const wrong = {
            ...(name.trim() ? {} : { "ticket-name": miss(true, t("ticket.who")).error }),
            ...(day ? {} : { "ticket-day": miss(true, t("ticket.day")).error }),
            ...(chosen.length > 0 ? {} : { "ticket-children": miss(true, t("ticket.children")).error }),
        };
        if (!sending.check(wrong)) {
            document.getElementById(Object.keys(wrong)[0] ?? "")?.focus();
            return;
        }
        void sending.run(async (intention) => {
            await makeTicket({ name: name.trim(), day, children: chosen }, intention);
            setName("");
            made();
        });
    };
    return (
        <form
            class="card stack"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                send();
            }}
        >
            <TextField
                id="ticket-name"
                label={t("ticket.who")}
                hint={t("ticket.who_hint")}
                value={name}
                onValue={setName}
                error={sending.fields["ticket-name"]}
                maxLength={40}
            />
            <TextField
                id="ticket-day"
                type="date"
                label={t("ticket.day")}
                value={day}
                onValue={setDay}
                min={today}
                max={addDays(today, AHEAD_DAYS)}
                error={sending.fields["ticket-day"]}
            />
            {children.length > 1 ? (
                <ChecksField
                    id="ticket-children"
                    label={t("ticket.children")}
                    hint={t("ticket.children_hint")}
                    values={chosen}
                    onValues={setChosen}
                    choices={children.map((child) => ({ value: child.id, label: child.name }))}
                    error={sending.fields["ticket-children"]}
                />
            ) : null}
            {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            <button type="submit" class="button" aria-disabled={sending.busy ? true : undefined}>
                {t("ticket.make")}
            </button>
        </form>
    );
}

/** Nothing at all where there is nothing to make and nothing to see. */
export function Tickets({ me }: { me: api.Me }) {
    const list = useResource("tickets of mine", (etag) => myTickets(etag), { topics: ["household"] });
    const value = list.value;
    if (!value || (value.children.length === 0 && value.tickets.length === 0)) return null;
    const named = (ids: string[]): string =>
        me.children
            .filter((child) => ids.includes(child.id))
            .map((child) => child.name)
            .join("、");
    const open = value.tickets.filter((one) => one.state === "open");
    const past = value.tickets.filter((one) => one.state !== "open");
    const row = (one: MyTicket) => <Ticket key={one.id} ticket={one} names={named(one.children)} changed={list.refresh} />;
    return (
        <section class="stack" aria-labelledby="tickets">
            <h2 id="tickets">{t("ticket.title")}</h2>
            <p>{t("ticket.lead")}</p>
            {open.length > 0 ? (
                <>
                    <Notice kind="warning" title={t("ticket.warning")} />
                    <ul class="stack tickets">{open.map(row)}</ul>
                </>
            ) : null}
            {value.children.length > 0 ? <Make of={me.children.filter((child) => value.children.includes(child.id))} made={list.refresh} /> : null}
            {past.length > 0 ? (
                <details>
                    <summary>{t("ticket.past", { n: past.length })}</summary>
                    <ul class="stack tickets">{past.map(row)}</ul>
                </details>
            ) : null}
        </section>
    );
}
