// A child is ill and stays away from the nursery: the places in sick-care rooms that would take it, as they are at this moment, each one press
// from a request in which what the family has said already is filled in.
import { dayWord, slotWord } from "../components/board/board.tsx";
import { Mark } from "../components/mark/mark.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { go } from "../lib/router.ts";
import { asksNow, daysOf, mergeVacancies, type Slot } from "../lib/vacancies.ts";
import { type Known, prepare } from "./prepare.ts";
import "./sick-places.css";

const SPAN = 14;
const DAYS_SHOWN = 2;
const PLACES_SHOWN = 4;
const BEST_FIRST: Slot["mark"][] = ["open", "few", "full", "closed"];

interface Place {
    room: api.Vacancies["sick_rooms"][number];
    day: string;
    slot: Slot;
}

/** Of this day, the best first; the rooms alone for which the child is known to be eligible. */
function placesOf(board: api.Vacancies, child: api.Me["children"][number], day: string): Place[] {
    const takes = (room: string) => child.sick_rooms.some((one) => one.id === room && one.from <= day && day <= one.to);
    return board.sick_rooms
        .filter((room) => takes(room.id))
        .flatMap((room) =>
            room.days
                .filter((one) => one.day === day)
                .flatMap(({ slots }) => slots.filter((slot) => asksNow(slot, api.now())).map((slot) => ({ room, day, slot }))),
        )
        .sort((a, b) => BEST_FIRST.indexOf(a.slot.mark) - BEST_FIRST.indexOf(b.slot.mark));
}

interface Props {
    me: api.Me;
    child: api.Me["children"][number];
    today: string;
    known: Known;
    /** Inside a part of the page that has a heading of its own. */
    inner?: boolean;
}

interface OfDay {
    day: string;
    places: Place[];
    press: (place: Place) => void;
    today: string;
    inner: boolean;
}

function OneDay({ day, places, press, today, inner }: OfDay) {
    const Heading = inner ? "h4" : "h3";
    return (
        <>
            <Heading>{[dayWord(day, today), longDay(day, language.value)].filter(Boolean).join(" ")}</Heading>
            <ul class="stack">
                {places.slice(0, PLACES_SHOWN).map((place) => {
                    const words = { room: place.room.name, day: longDay(day, language.value) };
                    const full = place.slot.mark === "full";
                    return (
                        <li key={`${place.room.id} ${place.slot.slot}`} class="sick-place" data-room={place.room.id}>
                            <span>
                                <b>{place.room.name}</b> {place.slot.slot === "day" ? "" : slotWord(place.slot.slot)}
                            </span>
                            <Mark mark={place.slot.mark} />
                            <button type="button" class={full ? "button button-second" : "button"} onClick={() => press(place)}>
                                <span aria-hidden="true">{t(full ? "vacancy.join_short" : "vacancy.book_short")}</span>
                                <span class="unseen">{full ? t("vacancy.join", words) : t("vacancy.book", words)}</span>
                            </button>
                        </li>
                    );
                })}
            </ul>
        </>
    );
}

export function SickPlaces({ me, child, today, known, inner = false }: Props) {
    const Heading = inner ? "h3" : "h2";
    const board = useResource(`vacancies 0 ${SPAN}`, (etag) => api.vacancies(undefined, SPAN, etag), {
        topics: ["vacancies"],
        merge: mergeVacancies,
    });
    const press = ({ room, day, slot }: Place) => {
        go(prepare(me, child.id, { day, room: room.id, slot: slot.slot }, known, today));
    };
    return (
        <section class="card stack" aria-labelledby={`sick-places-${child.id}`}>
            <Heading id={`sick-places-${child.id}`}>{t("sick.title", { name: child.name })}</Heading>
            <Loaded from={board}>
                {(value) => {
                    const days = daysOf(value).filter((day) => placesOf(value, child, day).length > 0);
                    if (days.length === 0) {
                        return (
                            <p>
                                {t(child.sick_rooms.length === 0 ? "sick.not_registered" : "sick.none")}{" "}
                                <a href={child.sick_rooms.length === 0 ? "/parent/registration" : "/parent/vacancies"}>
                                    {t(child.sick_rooms.length === 0 ? "registration.title" : "sick.all")}
                                </a>
                            </p>
                        );
                    }
                    return (
                        <>
                            <p class="hint">{t("sick.lead")}</p>
                            {days.slice(0, DAYS_SHOWN).map((day) => (
                                <OneDay key={day} day={day} places={placesOf(value, child, day)} press={press} today={today} inner={inner} />
                            ))}
                            <p>
                                <a href="/parent/vacancies">{t("sick.all")}</a>
                            </p>
                        </>
                    );
                }}
            </Loaded>
        </section>
    );
}
