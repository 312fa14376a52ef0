// A sick-care room's day: who comes, who waits, in order.
import { useState } from "preact/hooks";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { ReservationPill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, dayOf } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { reasonWord } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "../staff/frame.tsx";
import "../staff/board.css";

const ORDER: api.ReservationState[] = [
    "checked_in",
    "confirmed",
    "requested",
    "offered",
    "waitlisted",
    "checked_out",
    "no_show",
    "declined",
    "expired",
    "cancelled",
];
const HELD: api.ReservationState[] = ["confirmed", "checked_in", "checked_out"];

function inOrder(list: api.Reservation[]): api.Reservation[] {
    return [...list].sort(
        (a, b) =>
            ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
            (a.rank ?? 0) - (b.rank ?? 0) ||
            a.created_at.localeCompare(b.created_at),
    );
}

export function RoomDayPage({ room }: { room: api.Me["sites"][number] }) {
    const today = dayOf(api.now());
    const [day, setDay] = useState(today);
    // A change of the room's places is told to everybody; it is our sign to ask again.
    const list = useResource(
        `room ${room.id} ${day}`,
        (etag) => api.reservations({ sick_room_id: room.id, day }, etag),
        { topics: ["vacancies"] },
    );
    return (
        <Frame title={t("room.title")} kicker={room.name}>
            <div class="board-head">
                <DaySwitch day={day} today={today} choose={setDay} />
            </div>
            <Loaded from={list}>
                {({ reservations }) =>
                    reservations.length === 0 ? (
                        <p class="card">{t("room.none")}</p>
                    ) : (
                        <table class="attendance">
                            <caption>
                                <span class="class-count">
                                    {t("room.counts", {
                                        n: reservations.filter((one) => HELD.includes(one.state)).length,
                                        waiting: reservations.filter((one) => one.state === "waitlisted").length,
                                    })}
                                </span>
                            </caption>
                            <thead>
                                <tr>
                                    <th scope="col" class="col-name">
                                        {t("board.name")}
                                    </th>
                                    <th scope="col" class="col-state">
                                        {t("board.state")}
                                    </th>
                                    <th scope="col">{t("room.rank")}</th>
                                    <th scope="col" class="col-time">
                                        {t("room.received")}
                                    </th>
                                </tr>
                            </thead>
                            <tbody>
                                {inOrder(reservations).map((one) => (
                                    <tr key={one.id}>
                                        <th scope="row">{one.child_name}</th>
                                        <td>
                                            <ReservationPill state={one.state} />
                                        </td>
                                        <td>
                                            {one.state === "waitlisted" && one.rank
                                                ? t("reserve.rank", { n: one.rank })
                                                : ""}
                                            {one.state === "waitlisted" ? (
                                                <span class="hint"> {reasonWord(one.reason)}</span>
                                            ) : null}
                                        </td>
                                        <td class="time">{clock(one.created_at)}</td>
                                    </tr>
                                ))}
                            </tbody>
                        </table>
                    )
                }
            </Loaded>
        </Frame>
    );
}
