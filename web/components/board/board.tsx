// Rooms × days: one table, read aloud well; each place that can be asked for is a link.
import { useEffect, useState } from "preact/hooks";
import { now, type Vacancies } from "../../lib/api.ts";
import { clock, dayOf, daysBetween, longDay, nearDay, shortDay, weekday, weekdayNumber } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { isOpenDay, type Slot, windowOf } from "../../lib/vacancies.ts";
import { Mark } from "../mark/mark.tsx";
import "./board.css";

type Room = Vacancies["sick_rooms"][number];

export function dayWord(day: string, today: string): string {
    switch (daysBetween(today, day)) {
        case 0:
            return t("day.today");
        case 1:
            return t("day.tomorrow");
        case 2:
            return t("day.after_tomorrow");
        default:
            return "";
    }
}

export function typeWord(type: string): string {
    switch (type) {
        case "acute":
            return t("room.type.acute");
        case "recovery":
            return t("room.type.recovery");
        case "in_nursery":
            return t("room.type.in_nursery");
        case "visit":
            return t("room.type.visit");
        case "pickup":
            return t("room.type.pickup");
        default:
            return "";
    }
}

/** Which part of the day a place is for. A room's own name of a part is shown as it stands. */
export function slotWord(slot: string): string {
    switch (slot) {
        case "day":
            return t("slot.day");
        case "am":
            return t("slot.am");
        case "pm":
            return t("slot.pm");
        default:
            return slot;
    }
}

/** The page draws itself again at the next edge of a booking window, without asking anybody. */
export function useWindows(board: Vacancies): void {
    const [, redraw] = useState(0);
    useEffect(() => {
        const edges = board.sick_rooms
            .flatMap((room) => room.days)
            .flatMap((day) => day.slots)
            .flatMap((slot) => [slot.opens_at, slot.closes_at])
            .map((edge) => (edge ? Date.parse(edge) - now().getTime() : 0))
            .filter((wait) => wait > 0);
        if (edges.length === 0) return undefined;
        const timer = setTimeout(() => redraw((n) => n + 1), Math.min(Math.min(...edges) + 50, 86_400_000));
        return () => clearTimeout(timer);
    });
}

export function opensWord(opensAt: string, today: string): string {
    const day = dayOf(new Date(opensAt));
    const time = clock(opensAt);
    return day === today
        ? t("vacancy.opens_at", { at: time })
        : t("vacancy.opens_at", { at: `${nearDay(day, language.value)} ${time}` });
}

/** Where this place is asked for. */
export const addressOf = (room: string, day: string, slot: string | null): string =>
    `/parent/reserve?room=${encodeURIComponent(room)}&day=${day}${slot ? `&slot=${encodeURIComponent(slot)}` : ""}`;

function SlotCell({
    room,
    day,
    slot,
    today,
    single,
}: {
    room: Room;
    day: string;
    slot: Slot;
    today: string;
    single: boolean;
}) {
    const over = slot.mark === "closed" && isOpenDay(slot);
    const window = over ? "after" : slot.mark === "closed" ? "inside" : windowOf(slot, now());
    const figures = (
        <>
            {single ? null : <span class="cell-slot">{slotWord(slot.slot)}</span>}
            {over ? null : <Mark mark={slot.mark} />}
            {slot.mark === "open" || slot.mark === "few" ? (
                <span class="cell-line">{t("vacancy.left", { n: slot.remaining })}</span>
            ) : null}
            {slot.waitlisted > 0 ? <span class="cell-line">{t("vacancy.waiting", { n: slot.waitlisted })}</span> : null}
            {window === "before" && slot.opens_at ? (
                <span class="cell-line">{opensWord(slot.opens_at, today)}</span>
            ) : null}
            {slot.draws_at && window !== "after" && Date.parse(slot.draws_at) > now().getTime() ? (
                <span class="cell-line">{t("vacancy.draw_short")}</span>
            ) : null}
            {window === "after" ? <span class="cell-line">{t("vacancy.ended")}</span> : null}
        </>
    );
    if (slot.mark === "closed" || window !== "inside") return <div class="cell">{figures}</div>;
    const address = addressOf(room.id, day, single ? null : slot.slot);
    const words = { room: room.name, day: longDay(day, language.value) };
    return (
        <a class="cell cell-link" href={address}>
            {figures}
            <span class="unseen">{slot.mark === "full" ? t("vacancy.join", words) : t("vacancy.book", words)}</span>
        </a>
    );
}

function DayHead({ day, today }: { day: string; today: string }) {
    const number = weekdayNumber(day);
    const kind = number === 0 ? "sunday" : number === 6 ? "saturday" : "workday";
    const word = dayWord(day, today);
    return (
        <th scope="col" class={kind}>
            {word ? <span class="day-word">{word}</span> : null}
            <span class="day-date">
                <span class="unseen">{longDay(day, language.value)}</span>
                <span aria-hidden="true">
                    {shortDay(day, language.value)}
                    <small> {weekday(day, language.value)}</small>
                </span>
            </span>
        </th>
    );
}

export function Board({ board, today }: { board: Vacancies; today: string }) {
    useWindows(board);
    const days = board.sick_rooms[0]?.days.map((day) => day.day) ?? [];
    return (
        <table class="board">
            <caption class="unseen">{t("vacancy.caption")}</caption>
            <thead>
                <tr>
                    {days.map((day) => (
                        <DayHead key={day} day={day} today={today} />
                    ))}
                </tr>
            </thead>
            {board.sick_rooms.map((room) => (
                <tbody key={room.id}>
                    <tr class="room">
                        <th scope="rowgroup" colSpan={days.length}>
                            <span class="room-name">{room.name}</span>{" "}
                            <span class="room-type">{typeWord(room.type)}</span>
                        </th>
                    </tr>
                    <tr>
                        {room.days.map((day) => (
                            <td key={day.day} class={day.day === today ? "today" : undefined}>
                                {day.slots.length === 0 ? (
                                    <div class="cell">
                                        <Mark mark="closed" />
                                    </div>
                                ) : (
                                    day.slots.map((slot) => (
                                        <SlotCell
                                            key={slot.slot}
                                            room={room}
                                            day={day.day}
                                            slot={slot}
                                            today={today}
                                            single={day.slots.length === 1}
                                        />
                                    ))
                                )}
                            </td>
                        ))}
                    </tr>
                </tbody>
            ))}
        </table>
    );
}
