// The places of one day, room below room, each with one large button: what a phone shows in place of the wide table.
import { addressOf, opensWord, slotWord, typeWord } from "../components/board/board.tsx";
import { Mark } from "../components/mark/mark.tsx";
import { now, type Vacancies } from "../lib/api.ts";
import { clock, dayAndClock, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { isOpenDay, type Slot, windowOf } from "../lib/vacancies.ts";
import { Phone } from "./trouble.tsx";

type Room = Vacancies["sick_rooms"][number];

/** Until a draw is held, being fast is worth nothing: said, so that nobody sits there at the stroke of the hour. */
export const drawsStill = (slot: Slot): boolean => Boolean(slot.draws_at) && Date.parse(slot.draws_at ?? "") > now().getTime();

function Place({ room, day, slot, today, single }: { room: Room; day: string; slot: Slot; today: string; single: boolean }) {
    const window = slot.mark === "closed" ? "after" : windowOf(slot, now());
    const inside = window === "inside";
    const words = { room: room.name, day: longDay(day, language.value) };
    const figures = [
        slot.mark === "open" || slot.mark === "few" ? t("vacancy.left", { n: slot.remaining }) : "",
        slot.waitlisted > 0 ? t("vacancy.waiting", { n: slot.waitlisted }) : "",
    ].filter(Boolean);
    return (
        <div class="place-slot">
            <div class="place-head">
                <div>
                    {single ? null : <p class="place-figures">{slotWord(slot.slot)}</p>}
                    {figures.length > 0 ? <p>{figures.join(" ・ ")}</p> : null}
                    {window === "before" && slot.opens_at ? (
                        <p class="place-figures">{opensWord(slot.opens_at, today)}</p>
                    ) : null}
                    {inside && slot.closes_at ? (
                        <p class="hint">
                            {t("vacancy.until", { time: dayAndClock(slot.closes_at, language.value) })}
                        </p>
                    ) : null}
                    {window === "after" ? <p>{t("vacancy.ended_call")}</p> : null}
                </div>
                {window === "after" ? null : <Mark mark={slot.mark} />}
            </div>
            {window !== "after" && drawsStill(slot) ? (
                <p>{t("vacancy.draw", { at: clock(slot.draws_at) })}</p>
            ) : null}
            {inside ? (
                <a
                    class={slot.mark === "full" ? "button button-second button-wide" : "button button-wide"}
                    href={addressOf(room.id, day, single ? null : slot.slot)}
                >
                    <span aria-hidden="true">{slot.mark === "full" ? t("vacancy.join_short") : t("vacancy.book_short")}</span>
                    <span class="unseen">{slot.mark === "full" ? t("vacancy.join", words) : t("vacancy.book", words)}</span>
                </a>
            ) : null}
            {window === "after" ? (
                <p>
                    <Phone telephone={room.telephone} of={room.name} />
                </p>
            ) : null}
        </div>
    );
}

export function DayPlaces({ rooms, day, today }: { rooms: Room[]; day: string; today: string }) {
    const slots = (room: Room) =>
        room.days.filter((one) => one.day === day).flatMap((one) => one.slots.filter(isOpenDay));
    const open = rooms.filter((room) => slots(room).length > 0);
    const shut = rooms.filter((room) => slots(room).length === 0);
    return (
        <>
            <ul class="stack">
                {open.map((room) => (
                    <li class="place" key={room.id} data-room={room.id}>
                        <h3>{room.name}</h3>
                        <p class="hint">{[room.area, typeWord(room.type)].filter(Boolean).join(" ・ ")}</p>
                        {slots(room).map((slot) => (
                            <Place
                                key={slot.slot}
                                room={room}
                                day={day}
                                slot={slot}
                                today={today}
                                single={slots(room).length === 1}
                            />
                        ))}
                    </li>
                ))}
            </ul>
            {open.length === 0 ? <p>{t("vacancy.all_shut")}</p> : null}
            {open.length > 0 && shut.length > 0 ? (
                <p class="hint">{t("vacancy.shut", { rooms: shut.map((room) => room.name).join(" ・ ") })}</p>
            ) : null}
        </>
    );
}
