// "Is there a place?": the first page, for everybody, without signing in.
import { useEffect, useState } from "preact/hooks";
import { Board, dayWord, opensWord, useWindows } from "../components/board/board.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { type MarkName, Mark } from "../components/mark/mark.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { addDays, clock, longDay, shortDay, weekday, weekdayNumber } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { liveState, useResource } from "../lib/resource.ts";
import { session } from "../lib/session.ts";
import { daySummary, daysOf, mergeVacancies, openDays } from "../lib/vacancies.ts";
import { DayPlaces } from "./day-places.tsx";
import { Frame } from "./frame.tsx";
import { Phone } from "./trouble.tsx";
import "./vacancies.css";

type Room = api.Vacancies["sick_rooms"][number];

const MARKS: MarkName[] = ["open", "few", "full", "closed"];
/** Days asked for at once; the table shows a week of them, the buttons four open days. */
const SPAN = 14;
const DAYS_AHEAD_MAX = 28;
const WEEK = 7;
const BUTTONS = 4;

const WIDE = matchMedia("(min-width: 48em)");

/** The whole table where it fits; below, one day at a time. */
function useWide(): boolean {
    const [wide, setWide] = useState(WIDE.matches);
    useEffect(() => {
        const look = () => setWide(WIDE.matches);
        WIDE.addEventListener("change", look);
        return () => WIDE.removeEventListener("change", look);
    }, []);
    return wide;
}

function Freshness({ at }: { at: Date | undefined }) {
    const live = liveState.value === "live";
    return (
        <p class="freshness">
            <Icon name={live ? "check" : "clock"} />
            <span>{live ? t("vacancy.live") : t("vacancy.as_of", { time: clock(at?.toISOString()) })}</span>
        </p>
    );
}

interface Filter {
    area: string;
    child: string;
}

/** Rooms in this part of town that take this child at least on one of the days. */
function chosen(rooms: Room[], filter: Filter, days: string[]): Room[] {
    const child = session.person.value?.children.find((one) => one.id === filter.child);
    const takes = (room: Room) =>
        child === undefined ||
        child.sick_rooms.some((one) => one.id === room.id && days.some((day) => day >= one.from && day <= one.to));
    return rooms.filter((room) => (filter.area === "" || room.area === filter.area) && takes(room));
}

function Choose(props: {
    id: string;
    label: string;
    all: string;
    value: string;
    choices: { value: string; label: string }[];
    onValue: (value: string) => void;
}) {
    return (
        <div class="filter">
            <label for={props.id}>{props.label}</label>
            <select
                id={props.id}
                class="control"
                value={props.value}
                onChange={(event) => props.onValue(event.currentTarget.value)}
            >
                <option value="">{props.all}</option>
                {props.choices.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                        {choice.label}
                    </option>
                ))}
            </select>
        </div>
    );
}

function Filters({ rooms, filter, change }: { rooms: Room[]; filter: Filter; change: (filter: Filter) => void }) {
    const areas = [...new Set(rooms.map((room) => room.area).filter(Boolean))];
    const children = (session.person.value?.children ?? []).filter((child) => child.sick_rooms.length > 0);
    return (
        <div class="filters">
            {areas.length > 1 ? (
                <Choose
                    id="area"
                    label={t("vacancy.area")}
                    all={t("vacancy.area_all")}
                    value={filter.area}
                    choices={areas.map((area) => ({ value: area, label: area }))}
                    onValue={(area) => change({ ...filter, area })}
                />
            ) : null}
            {children.length > 0 ? (
                <Choose
                    id="takes"
                    label={t("vacancy.takes")}
                    all={t("vacancy.takes_all")}
                    value={filter.child}
                    choices={children.map((child) => ({ value: child.id, label: child.name }))}
                    onValue={(child) => change({ ...filter, child })}
                />
            ) : null}
        </div>
    );
}

function DayButton({ day, today, rooms, pressed, press }: { day: string; today: string; rooms: Room[]; pressed: boolean; press: () => void }) {
    const number = weekdayNumber(day);
    const kind = number === 0 ? "sunday" : number === 6 ? "saturday" : "workday";
    const all = daySummary(rooms, day, api.now());
    return (
        <button type="button" class="day-button" data-day={day} aria-pressed={pressed} onClick={press}>
            <span class="unseen">{longDay(day, language.value)}</span>
            <small aria-hidden="true">{dayWord(day, today) || "\u00a0"}</small>
            <b class={kind} aria-hidden="true">
                {shortDay(day, language.value)}
                <small> {weekday(day, language.value)}</small>
            </b>
            {all.ended ? <small>{t("vacancy.ended")}</small> : <Mark mark={all.mark} />}
            {all.opensAt ? <small>{opensWord(all.opensAt, today)}</small> : null}
        </button>
    );
}

/** Today, and the days on which some room is open: four beside each other. */
function daysToPress(board: api.Vacancies, today: string): string[] {
    const open = openDays(board);
    return daysOf(board).filter((day) => day === today || open.includes(day));
}

interface Shown {
    board: api.Vacancies;
    rooms: Room[];
    today: string;
    page: number;
}

function OneDay({ board, rooms, today, page }: Shown) {
    useWindows(board);
    const [wanted, setWanted] = useState("");
    const all = daysToPress(board, today);
    const days = all.slice(page * BUTTONS, (page + 1) * BUTTONS);
    const asks = days.find((one) => daySummary(rooms, one, api.now()).asksNow);
    const day = days.includes(wanted) ? wanted : (asks ?? days[0] ?? today);
    return (
        <>
            <div class="day-buttons" role="group" aria-label={t("day.choose")}>
                {days.map((one) => (
                    <DayButton
                        key={one}
                        day={one}
                        today={today}
                        rooms={rooms}
                        pressed={one === day}
                        press={() => setWanted(one)}
                    />
                ))}
            </div>
            <section class="stack" aria-labelledby="day">
                <h2 id="day" aria-live="polite">
                    {[dayWord(day, today), longDay(day, language.value)].filter(Boolean).join(" ")}
                </h2>
                <DayPlaces rooms={rooms} day={day} today={today} />
            </section>
        </>
    );
}

function Week({ board, rooms, today, page }: Shown) {
    const days = daysOf(board).slice(page * WEEK, (page + 1) * WEEK);
    const week = {
        ...board,
        sick_rooms: rooms.map((room) => ({ ...room, days: room.days.filter((one) => days.includes(one.day)) })),
    };
    return <Board board={week} today={today} />;
}

/** Which days are shown: a part of SPAN days, and a page of it. Back to a part before lands on its last page. */
interface Where {
    offset: number;
    page: number;
}

function Walk({ where, pages, go }: { where: Where; pages: number; go: (where: Where) => void }) {
    const { offset, page } = where;
    const before = page > 0 ? { offset, page: page - 1 } : offset > 0 ? { offset: offset - SPAN, page: Infinity } : null;
    const after =
        page + 1 < pages ? { offset, page: page + 1 } : offset + SPAN < DAYS_AHEAD_MAX ? { offset: offset + SPAN, page: 0 } : null;
    return (
        <div class="board-ways">
            {before ? (
                <button type="button" class="button button-second" onClick={() => go(before)}>
                    <Icon name="back" />
                    {t("vacancy.earlier")}
                </button>
            ) : (
                <span />
            )}
            {after ? (
                <button type="button" class="button button-second" onClick={() => go(after)}>
                    {t("vacancy.later")}
                    <Icon name="next" />
                </button>
            ) : (
                <span />
            )}
        </div>
    );
}

export function Vacancies() {
    const wide = useWide();
    const [where, setWhere] = useState<Where>({ offset: 0, page: 0 });
    const person = session.person.value;
    const only = person?.children.length === 1 ? (person.children[0]?.id ?? "") : "";
    const [filter, setFilter] = useState<Filter | undefined>(undefined);
    const filtered = filter ?? { area: "", child: only };
    const first = useResource(`vacancies 0 ${SPAN}`, (etag) => api.vacancies(undefined, SPAN, etag), {
        topics: where.offset === 0 ? ["vacancies"] : [],
        merge: mergeVacancies,
    });
    const today = first.value ? daysOf(first.value)[0] : undefined;
    const from = today && where.offset > 0 ? addDays(today, where.offset) : undefined;
    const later = useResource(from ? `vacancies ${from} ${SPAN}` : null, (etag) => api.vacancies(from, SPAN, etag), {
        topics: ["vacancies"],
        merge: mergeVacancies,
    });
    const shown = where.offset === 0 ? first : later;
    return (
        <div class="stack">
            <Loaded from={shown}>
                {(board) => {
                    if (board.sick_rooms.length === 0 || !today) return <p>{t("vacancy.none")}</p>;
                    const rooms = chosen(board.sick_rooms, filtered, daysOf(board));
                    const hidden = board.sick_rooms.length - rooms.length;
                    const pages = wide ? SPAN / WEEK : Math.max(1, Math.ceil(daysToPress(board, today).length / BUTTONS));
                    const page = Math.min(where.page, pages - 1);
                    const view = { board, rooms, today, page };
                    return (
                        <>
                            <Filters rooms={board.sick_rooms} filter={filtered} change={setFilter} />
                            {hidden > 0 ? (
                                <p class="hint">
                                    {t("vacancy.hidden", { n: hidden })}{" "}
                                    <button
                                        type="button"
                                        class="link-button"
                                        onClick={() => setFilter({ area: "", child: "" })}
                                    >
                                        {t("vacancy.all_rooms")}
                                    </button>
                                </p>
                            ) : null}
                            {rooms.length === 0 ? null : wide ? <Week {...view} /> : <OneDay {...view} />}
                            <Walk where={{ ...where, page }} pages={pages} go={setWhere} />
                            <Freshness at={shown.at} />
                            <Legend />
                            <Phones board={board} />
                        </>
                    );
                }}
            </Loaded>
        </div>
    );
}

function Phones({ board }: { board: api.Vacancies }) {
    return (
        <section class="card" aria-labelledby="phones">
            <h2 id="phones">{t("vacancy.phones")}</h2>
            <p class="hint">{t("vacancy.phones_hint")}</p>
            <ul class="phones">
                {board.sick_rooms.map((room) => (
                    <li key={room.id}>
                        <span>
                            {room.name}
                            {room.area ? <span class="hint"> {room.area}</span> : null}
                        </span>
                        <Phone telephone={room.telephone} of={room.name} />
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Legend() {
    return (
        <section aria-labelledby="legend" class="stack">
            <h2 id="legend">{t("vacancy.legend")}</h2>
            <ul class="legend">
                {MARKS.map((mark) => (
                    <li key={mark}>
                        <Mark mark={mark} />
                        <span>{legendWord(mark)}</span>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function legendWord(mark: MarkName): string {
    switch (mark) {
        case "open":
            return t("vacancy.legend.open");
        case "few":
            return t("vacancy.legend.few");
        case "full":
            return t("vacancy.legend.full");
        case "closed":
            return t("vacancy.legend.closed");
    }
}

export function VacanciesPage() {
    return (
        <Frame title={t("vacancy.title")} wide>
            <p class="lead">{t("vacancy.lead")}</p>
            <Vacancies />
        </Frame>
    );
}
