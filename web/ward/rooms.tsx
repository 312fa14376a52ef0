// All sick-care rooms of the municipality at a glance: places held, free and waited for, by day; live.
import { useState } from "preact/hooks";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { addDays, clock, dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { typeWord } from "../components/board/board.tsx";
import { Frame } from "../staff/frame.tsx";
import "../staff/board.css";
import "./ward.css";

type Room = api.Vacancies["sick_rooms"][number];
type Slot = Room["days"][number]["slots"][number];
const DAYS = 5;

/** The slot of a day that is fullest: half days share the room's places. */
function fullest(slots: Slot[]): Slot | undefined {
    return [...slots].sort((a, b) => a.remaining - b.remaining)[0];
}

function Bar({ held, capacity }: { held: number; capacity: number }) {
    return (
        <span class="ward-bar" aria-hidden="true">
            {Array.from({ length: Math.max(capacity, held) }, (_, i) => (
                <span key={i} class={i < held ? "ward-place ward-held" : "ward-place"} />
            ))}
        </span>
    );
}

function Cell({ slots }: { slots: Slot[] }) {
    const slot = fullest(slots);
    if (slot === undefined) return <td class="ward-closed">{t("ward.closed")}</td>;
    const held = slot.capacity - slot.remaining;
    return (
        <td class={slot.remaining === 0 ? "ward-full" : undefined}>
            <span class="ward-number">{t("room.places", { held, n: slot.capacity })}</span>
            <Bar held={held} capacity={slot.capacity} />
            {slot.waitlisted > 0 ? <span class="ward-waiting">{t("vacancy.waiting", { n: slot.waitlisted })}</span> : null}
        </td>
    );
}

function Sums({ rooms, day }: { rooms: Room[]; day: string }) {
    const slots = rooms.flatMap((room) => {
        const slot = fullest(room.days.find((one) => one.day === day)?.slots ?? []);
        return slot ? [slot] : [];
    });
    const sum = (of: (slot: Slot) => number) => slots.reduce((n, slot) => n + of(slot), 0);
    const capacity = sum((slot) => slot.capacity);
    return (
        <p class="card figures">
            {t("ward.sum", {
                day: longDay(day, language.value),
                rooms: slots.length,
                held: capacity - sum((slot) => slot.remaining),
                capacity,
                waiting: sum((slot) => slot.waitlisted),
            })}
        </p>
    );
}

export function WardRoomsPage() {
    const today = dayOf(api.now());
    const [day, setDay] = useState(today);
    const board = useResource(`ward ${day}`, (etag) => api.vacancies(day, DAYS, etag), { topics: ["vacancies"] });
    const days = Array.from({ length: DAYS }, (_, n) => addDays(day, n));
    return (
        <Frame title={t("ward.title")} kicker={t("ward.kicker")}>
            <div class="board-head">
                <DaySwitch day={day} today={today} choose={setDay} />
                <a class="button button-second" href="/staff/ward/figures">
                    {t("figures.title")}
                </a>
            </div>
            <Loaded from={board}>
                {({ sick_rooms: rooms, as_of: at }) => (
                    <>
                        <Sums rooms={rooms} day={day} />
                        <div class="ward-scroll" role="region" aria-label={t("ward.title")} tabIndex={0}>
                            <table class="ward">
                                <caption class="hint">{t("ward.caption", { at: clock(at) })}</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">{t("ward.room")}</th>
                                        {days.map((one) => (
                                            <th scope="col" key={one}>
                                                {longDay(one, language.value)}
                                            </th>
                                        ))}
                                    </tr>
                                </thead>
                                <tbody>
                                    {rooms.map((room) => (
                                        <tr key={room.id}>
                                            <th scope="row">
                                                {room.name} <small class="hint">{typeWord(room.type)}</small>
                                            </th>
                                            {days.map((one) => (
                                                <Cell key={one} slots={room.days.find((d) => d.day === one)?.slots ?? []} />
                                            ))}
                                        </tr>
                                    ))}
                                </tbody>
                            </table>
                        </div>
                    </>
                )}
            </Loaded>
        </Frame>
    );
}
