// One reservation as its family reads it: when, where, who, how it stands, and the one thing that matters next.
import type { ComponentChildren } from "preact";
import { slotWord } from "../components/board/board.tsx";
import { ReservationPill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, dayAndClock, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { reasonWord, refusalSentence } from "../lib/refusal.ts";
import { chanceWords } from "./chance.ts";
import { SLOT_WHOLE_DAY } from "./draft.ts";
import "./reservations.css";

/** The one sentence that matters now. */
function nextSentence(one: api.Reservation): string {
    switch (one.state) {
        case "requested":
            return t("reservation.requested_next");
        case "confirmed":
            return one.cancel?.deadline_at && !one.cancel.late
                ? t("reservation.confirmed_next", { time: dayAndClock(one.cancel.deadline_at, language.value) })
                : t("reservation.confirmed_late");
        case "waitlisted":
            return one.reason === "DRAW" ? t("verdict.draw_why") : t("reservation.waitlisted_next");
        case "checked_in":
            return t("reservation.checked_in_next");
        default:
            return "";
    }
}

/** Why it came so, where the room said it. */
function reasonOf(one: api.Reservation): string {
    if (one.state === "waitlisted") return one.reason === "FULL" ? "" : reasonWord(one.reason);
    if (one.state !== "declined" || !one.reason) return "";
    return reasonWord(one.reason) || refusalSentence(new api.Problem(409, { code: one.reason }));
}

function Waiting({ of }: { of: api.Reservation }) {
    return (
        <>
            {of.rank && of.reason !== "DRAW" ? <p class="rank">{t("reserve.rank", { n: of.rank })}</p> : null}
            {of.chance ? <p>{chanceWords(of.chance)}</p> : null}
            <ul class="wished">
                <li>
                    {of.auto_accept_until
                        ? t("wishes.auto_until", { time: clock(of.auto_accept_until) })
                        : t("wishes.auto_ask")}
                </li>
                {of.same_day_list ? <li>{t("wishes.same_day")}</li> : null}
                {of.keep_waiting ? <li>{t("wishes.keep")}</li> : null}
            </ul>
        </>
    );
}

export function ReservationCard({
    reservation: one,
    children,
}: {
    reservation: api.Reservation;
    /** What can be done with it, where the page lets one. */
    children?: ComponentChildren;
}) {
    const reason = reasonOf(one);
    const next = nextSentence(one);
    return (
        <li class="card" data-reservation={one.id}>
            <div class="reservation-head">
                <p class="day-title">{longDay(one.day, language.value)}</p>
                <ReservationPill state={one.state} />
            </div>
            <p>
                {one.sick_room_name}
                {one.slot === SLOT_WHOLE_DAY ? null : <> {slotWord(one.slot)}</>}
                <br />
                {one.child_name}
                {one.together ? <span class="hint"> {t("reservation.together")}</span> : null}
            </p>
            {one.state === "waitlisted" ? <Waiting of={one} /> : null}
            {reason ? <p>{reason}</p> : null}
            {next ? <p>{next}</p> : null}
            {children}
        </li>
    );
}
