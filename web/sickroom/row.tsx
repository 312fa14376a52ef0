// One child in a list of the room's day: who, how ill, what stands in the way, and the button to everything else.
import { Icon } from "../components/icon/icon.tsx";
import { ReservationPill } from "../components/state/state.tsx";
import type { BoardReservation, SickDayBoard } from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { ageWord, allergiesOf, askedAt, blockedWord, channelWord, expectedWord, feverWord, illnessWord, noteComes, noteOpen, noteSaidWord, noteWord, onsetWord, roomName, toAskWords } from "./words.ts";

export type Open = (one: BoardReservation) => void;

/** What staff must not overlook: said in words, with a sign. */
function Warnings({ one, board }: { one: BoardReservation; board: SickDayBoard }) {
    const allergies = allergiesOf(one);
    const noteMatters = noteOpen(one, board) && !noteComes(one);
    const list = [
        ...(one.overdue ? [t("room.overdue")] : []),
        ...(allergies !== null && allergies.length > 0 ? [t("room.allergies", { list: allergies.join("・") })] : []),
        ...(noteMatters ? [noteWord(one)] : []),
    ];
    if (list.length === 0) return null;
    return (
        <ul class="flags">
            {list.map((words) => (
                <li key={words} class="flag flag-hard">
                    <Icon name="warning" />
                    {words}
                </li>
            ))}
        </ul>
    );
}

function Standing({ one, board }: { one: BoardReservation; board: SickDayBoard }) {
    if (one.rank !== undefined) {
        return (
            <p>
                <span class="rank">{t("reserve.rank", { n: one.rank })}</span>{" "}
                <span class={one.fits_now ? "fits" : "hint"}>
                    {one.fits_now ? t("room.fits_now") : blockedWord(one)}
                </span>
            </p>
        );
    }
    const parts = [
        one.place && one.state === "checked_out" ? roomName(board, one.place.room) : "",
        expectedWord(one, board.day) ? t("room.expected_at", { at: expectedWord(one, board.day) }) : "",
        one.came_at ? t("room.came_at", { at: clock(one.came_at) }) : "",
        one.went_at ? t("room.went_at", { at: clock(one.went_at) }) : "",
        one.offer_ends_at ? t("offer.until", { time: clock(one.offer_ends_at) }) : "",
    ].filter((part) => part !== "");
    return parts.length === 0 ? null : <p class="figures">{parts.join("　")}</p>;
}

export function ChildRow({ one, board, open }: { one: BoardReservation; board: SickDayBoard; open: Open }) {
    const details = [illnessWord(one), onsetWord(one, board.day), feverWord(one)].filter((part) => part !== "").join("　");
    return (
        <li class={`row-card row-${one.state}`} data-reservation={one.id}>
            <div class="row-who">
                <h3>
                    {one.child.name} <small>{ageWord(one.child.age_months)}</small>
                </h3>
                <ReservationPill state={one.state} />
            </div>
            <div class="row-words">
                <p>{details}</p>
                <Standing one={one} board={board} />
                <Warnings one={one} board={board} />
                {noteOpen(one, board) && noteComes(one) ? <p class="hint">{noteSaidWord(one)}</p> : null}
                {one.to_ask.length > 0 ? <p class="to-ask">{t("room.to_ask", { list: toAskWords(one).join("、") })}</p> : null}
                <p class="hint">{t("room.asked_at", { at: clock(askedAt(one)), how: channelWord(one) })}</p>
            </div>
            <button type="button" class="button button-second row-open no-print" onClick={() => open(one)}>
                {one.state === "requested" ? t("room.decide") : t("room.open")}
                <span class="unseen"> {one.child.name}</span>
            </button>
        </li>
    );
}
