// The rooms of the facility and who lies in each: places as a bar, isolation in words, a child moved by a list that a keyboard opens.
import { Icon } from "../components/icon/icon.tsx";
import type { BoardReservation, SickDayBoard } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { ChildRow, type Open } from "./row.tsx";

type CareRoom = SickDayBoard["rooms"][number];

const HERE: BoardReservation["state"][] = ["requested", "confirmed", "offered", "checked_in"];

function Room({ room, children, board, open }: { room: CareRoom; children: BoardReservation[]; board: SickDayBoard; open: Open }) {
    return (
        <section class={`care-room ${room.isolation ? "care-room-alone" : ""}`} aria-label={room.name}>
            <div class="care-room-head">
                <h3>{room.name}</h3>
                {room.isolation ? (
                    <span class="flag">
                        <Icon name="warning" />
                        {t("room.isolation")}
                    </span>
                ) : null}
                <span class="class-count">{t("room.places", { held: children.length, n: room.places })}</span>
            </div>
            {children.length === 0 ? <p class="hint">{t("room.empty")}</p> : null}
            <ul class="rows">
                {children.map((one) => (
                    <ChildRow key={one.id} one={one} board={board} open={open} />
                ))}
            </ul>
        </section>
    );
}

export function CareRooms({ board, open }: { board: SickDayBoard; open: Open }) {
    const inRoom = (room: string) => board.reservations.filter((one) => HERE.includes(one.state) && one.place?.room === room);
    const nowhere = board.reservations.filter((one) => HERE.includes(one.state) && !one.place);
    return (
        <section class="room-part">
            <h2>{t("room.rooms")}</h2>
            <div class="care-rooms">
                {board.rooms.map((room) => (
                    <Room key={room.id} room={room} children={inRoom(room.id)} board={board} open={open} />
                ))}
            </div>
            {nowhere.length > 0 ? (
                <ul class="rows">
                    {nowhere.map((one) => (
                        <ChildRow key={one.id} one={one} board={board} open={open} />
                    ))}
                </ul>
            ) : null}
        </section>
    );
}
