// A place that has become free and is kept for this family for some minutes: how long still, take it, or let it go.
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import "./reserve.css";

/** Whole seconds until an instant, counted down while the page is open; never below 0. */
function useSecondsLeft(until: string): number {
    const left = () => Math.max(0, Math.ceil((Date.parse(until) - api.now().getTime()) / 1000));
    const [seconds, setSeconds] = useState(left);
    useEffect(() => {
        const timer = setInterval(() => setSeconds(left()), 500);
        return () => clearInterval(timer);
    }, [until]);
    return seconds;
}

const minutes = (seconds: number): string =>
    `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export function Offer({ reservation, done }: { reservation: api.Reservation; done: () => void }) {
    const until = reservation.offer_ends_at ?? "";
    const seconds = useSecondsLeft(until);
    const sending = useSending();
    const answer = (say: typeof api.accept) => () =>
        void sending.run(async (intention) => {
            await say(reservation, intention);
            done();
        });
    return (
        <div class="offer" role="group" aria-label={t("reservation.offered")}>
            <p class="offer-left">
                {/* The number runs; a screen reader is told the end once instead. */}
                <span aria-hidden="true">{minutes(seconds)}</span>
                <span class="hint">{t("offer.until", { time: clock(until) })}</span>
            </p>
            {sending.trouble ? (
                <Notice kind="error" title={t("offer.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {seconds === 0 ? <p role="status">{t("offer.over")}</p> : null}
            <div class="buttons">
                <button
                    type="button"
                    class="button button-wide"
                    aria-disabled={sending.busy ? true : undefined}
                    onClick={answer(api.accept)}
                >
                    {sending.busy ? t("offer.busy") : t("offer.accept")}
                </button>
                <button type="button" class="button button-second" onClick={answer(api.decline)}>
                    {t("offer.decline")}
                </button>
            </div>
        </div>
    );
}
