// The end of the day: every child is handed over or accounted for, then the day's books are closed.
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

const DONE: api.ReservationState[] = ["checked_out", "no_show", "cancelled", "declined", "expired"];

export function CloseDay({ board, done }: { board: api.SickDayBoard; done: (words: string) => void }) {
    const sending = useSending();
    const left = board.reservations.filter((one) => !DONE.includes(one.state));
    const press = () =>
        void sending.run(async (intention) => {
            const closed = await api.closeDay(board.sick_room_id, board.day, intention);
            done(t("room.closed_at", { at: clock(closed.closed_at) }));
        });
    return (
        <section class="card stack close-day no-print" aria-labelledby="close-title">
            <h2 id="close-title">{t("close.title")}</h2>
            <p>{left.length === 0 ? t("close.ready") : t("close.left", { names: left.map((one) => one.child.name).join("・") })}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("close.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <button type="button" class="button button-second" aria-disabled={sending.busy ? true : undefined} onClick={press}>
                {t("close.send")}
            </button>
        </section>
    );
}
