// A place that has become free and is kept for this family for some minutes: how long still, take it, or let it go.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { clock, dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { place } from "../lib/router.ts";
import { grouped, useReservations } from "./reservation-list.ts";
import "./reservations.css";

/** Whole seconds until an instant, counted down while the page is open; never below 0. */
function useSecondsLeft(until: string): number {
    const left = () => Math.max(0, Math.ceil((Date.parse(until) - api.now().getTime()) / 1000));
    const [, redraw] = useState(0);
    useEffect(() => {
        const timer = setInterval(() => redraw((n) => n + 1), 500);
        return () => clearInterval(timer);
    }, [until]);
    return left();
}

const left = (seconds: number) => ({
    m: Math.floor(seconds / 60),
    s: String(seconds % 60).padStart(2, "0"),
});

interface Props {
    reservation: api.Reservation;
    /** The answer was taken: in words, to be said where the offer stood. */
    answered: (words: string) => void;
    refresh: () => void;
}

/** Letting the place go asks one thing more: also off the list, or wait on at its end. */
function Decline({ busy, back, say }: { busy: boolean; back: () => void; say: (keepWaiting: boolean) => void }) {
    const first = useRef<HTMLButtonElement>(null);
    useLayoutEffect(() => first.current?.focus(), []);
    return (
        <div class="stack" role="group" aria-label={t("offer.decline")}>
            <p>{t("offer.decline_ask")}</p>
            <div class="buttons">
                <button
                    type="button"
                    class="button button-danger"
                    ref={first}
                    aria-disabled={busy ? true : undefined}
                    onClick={() => say(false)}
                >
                    {t("offer.decline_all")}
                </button>
                <button
                    type="button"
                    class="button button-second"
                    aria-disabled={busy ? true : undefined}
                    onClick={() => say(true)}
                >
                    {t("offer.decline_wait")}
                </button>
                <button type="button" class="button button-second" onClick={back}>
                    {t("offer.back")}
                </button>
            </div>
        </div>
    );
}

export function Offer({ reservation, answered, refresh }: Props) {
    const until = reservation.offer_ends_at ?? "";
    const seconds = useSecondsLeft(until);
    const sending = useSending();
    const [declining, setDeclining] = useState(false);
    const over = seconds === 0;
    // The end is the server's to say: ask it once when our clock has come there.
    useEffect(() => {
        if (over) refresh();
    }, [over]);
    const words = { day: longDay(reservation.day, language.value), room: reservation.sick_room_name };
    const accept = () =>
        void sending.run(async (intention) => {
            await api.accept(reservation, intention);
            answered(t("offer.accepted", words));
            refresh();
        });
    const decline = (keepWaiting: boolean) =>
        void sending.run(async (intention) => {
            await api.decline(reservation, keepWaiting, intention);
            answered(keepWaiting ? t("offer.waits_on", words) : t("offer.declined", words));
            refresh();
        });
    return (
        <div class="offer" role="group" aria-label={t("reservation.offered")}>
            <p class="day-title">{words.day}</p>
            <p>
                {words.room}
                <br />
                {reservation.child_name}
                {reservation.together ? <span class="hint"> {t("reservation.together")}</span> : null}
            </p>
            {over ? (
                <p role="status">
                    <strong>{t("offer.over")}</strong>
                </p>
            ) : (
                <p class="offer-left">
                    {/* The number runs; a screen reader hears until when instead. */}
                    <span aria-hidden="true">{t("offer.left", left(seconds))}</span>
                    <span class="hint">{t("offer.until", { time: clock(until) })}</span>
                </p>
            )}
            {sending.trouble ? (
                <Notice kind="error" title={t("offer.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {over ? (
                <p>
                    <a class="button button-second" href="/">
                        {t("way.vacancies")}
                    </a>
                </p>
            ) : declining ? (
                <Decline busy={sending.busy} back={() => setDeclining(false)} say={decline} />
            ) : (
                <div class="buttons">
                    <button
                        type="button"
                        class="button button-wide"
                        aria-disabled={sending.busy ? true : undefined}
                        onClick={accept}
                    >
                        {sending.busy ? t("offer.busy") : t("offer.accept")}
                    </button>
                    <button type="button" class="button button-second" onClick={() => setDeclining(true)}>
                        {t("offer.decline")}
                    </button>
                </div>
            )}
        </div>
    );
}

/** On every page of a family while an offer runs; what was answered stays said until the next page. */
export function Offers() {
    const list = useReservations();
    const [said, setSaid] = useState({ at: "", words: "" });
    const here = place.value.path;
    const { answer } = grouped(list.value?.reservations ?? [], dayOf(api.now()));
    const words = said.at === here ? said.words : "";
    if (answer.length === 0 && words === "") return <div role="status" />;
    return (
        <section class="offers no-print" aria-label={t("reservation.answer")}>
            <div role="status">{words ? <Notice kind="success" title={words} /> : null}</div>
            {answer.length > 0 ? (
                <p class="offers-title" role="alert">
                    {t("offer.title")}
                </p>
            ) : null}
            {answer.map((one) => (
                <Offer
                    key={one.id}
                    reservation={one}
                    refresh={list.refresh}
                    answered={(next) => setSaid({ at: here, words: next })}
                />
            ))}
        </section>
    );
}
