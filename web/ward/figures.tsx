// A month of every sick-care room in figures: how much was used, who waited and never got a place, why requests were refused. Each number opens
// what stands behind it, without any child's name.
import { useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { MonthSwitch } from "../components/month-switch/month-switch.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Dialog } from "../sickroom/dialog.tsx";
import { reservationWord } from "../components/state/state.tsx";
import { Frame } from "../staff/frame.tsx";
import { Sheets } from "./sheets.tsx";
import "../staff/board.css";
import "../sickroom/room.css";
import "./ward.css";

type Name = api.FigureName;

/** The columns, as the ward reports them; the reasons of refusals stand in a row of their own below. */
const COLUMNS = (): [Name, string][] => [
    ["requests", t("figures.requests")],
    ["used", t("figures.used")],
    ["waitlisted", t("figures.waitlisted")],
    ["waitlisted_never_placed", t("figures.never_placed")],
    ["declined", t("figures.declined")],
    ["cancelled_same_day", t("figures.same_day")],
    ["no_show", t("figures.no_show")],
];

const REASONS = (): [Name, string][] => [
    ["declined_full", t("decide.full")],
    ["declined_isolation_full", t("decide.isolation")],
    ["declined_staff_short", t("decide.staff")],
    ["declined_disease_refused", t("decide.disease")],
    ["declined_criteria_not_met", t("decide.criteria")],
    ["declined_doc_missing", t("decide.note")],
    ["declined_not_eligible", t("figures.not_eligible")],
    ["declined_facility_closed", t("figures.closed")],
    ["declined_other", t("decide.other")],
];

/** How much of the places was used: a bar, and the same in words. */
function Used({ of }: { of: api.Figures }) {
    return (
        <>
            <span class="ward-number">{t("figures.percent", { n: of.utilisation_percent.toFixed(0) })}</span>
            <span class="hint"> {t("figures.of_places", { used: of.used, places: of.capacity_days })}</span>
            <meter class="used-bar" min={0} max={100} value={of.utilisation_percent} aria-label={t("figures.utilisation")} />
        </>
    );
}

type Asked = { room: string; name: Name; words: string };

function Row({ of, name, open }: { of: api.Figures; name: string; open: (asked: Asked) => void }) {
    const room = of.sick_room_id;
    return (
        <tr class={room === null ? "figures-sum" : undefined}>
            <th scope="row">{name}</th>
            <td>
                <Used of={of} />
            </td>
            {COLUMNS().map(([key, words]) => (
                <td key={key} class="figures-number">
                    {room === null || of[key] === 0 ? (
                        of[key]
                    ) : (
                        <button type="button" class="figures-open" onClick={() => open({ room, name: key, words: `${name} ${words}` })}>
                            {of[key]}
                            <span class="unseen"> {t("figures.behind", { what: words })}</span>
                        </button>
                    )}
                </td>
            ))}
        </tr>
    );
}

function Reasons({ of }: { of: api.Figures }) {
    const most = Math.max(1, ...REASONS().map(([key]) => of[key]));
    return (
        <section class="card stack" aria-labelledby="reasons-title">
            <h2 id="reasons-title">{t("figures.reasons")}</h2>
            {of.declined === 0 ? <p>{t("figures.nobody_refused")}</p> : null}
            <ul class="bars">
                {REASONS()
                    .filter(([key]) => of[key] > 0)
                    .map(([key, words]) => (
                        <li key={key}>
                            <span>{words}</span>
                            <meter min={0} max={most} value={of[key]} aria-label={words} />
                            <span class="figures-number">{of[key]}</span>
                        </li>
                    ))}
            </ul>
        </section>
    );
}

function Behind({ asked, month, close }: { asked: Asked; month: string; close: () => void }) {
    const cases = useResource(`figure ${asked.room} ${asked.name} ${month}`, (etag) => api.figureCases(asked.room, asked.name, month, etag));
    return (
        <Dialog id="behind" title={asked.words} close={close}>
            <Loaded from={cases}>
                {({ reservations, refused }) => (
                    <>
                        <p class="hint">{t("figures.no_names")}</p>
                        <ul class="rows">
                            {reservations.map((one) => (
                                <li key={one.reservation_id} class="row-words">
                                    <strong>{longDay(one.day, language.value)}</strong>{" "}
                                    {one.events
                                        .map((event) => `${dayAndClock(event.at, language.value)} ${reservationWord(event.state as api.ReservationState)}`)
                                        .join(" → ")}
                                </li>
                            ))}
                            {refused.map((one, i) => (
                                <li key={i} class="row-words">
                                    <strong>{longDay(one.day, language.value)}</strong> {dayAndClock(one.at, language.value)} {t("figures.refused_at_once")}
                                </li>
                            ))}
                        </ul>
                    </>
                )}
            </Loaded>
        </Dialog>
    );
}

function useRoomNames(): (id: string | null) => string {
    const board = useResource("rooms", (etag) => api.vacancies(undefined, 1, etag));
    return (id) => (id === null ? t("figures.all") : (board.value?.sick_rooms.find((room) => room.id === id)?.name ?? id));
}

export function WardFiguresPage() {
    const last = dayOf(api.now()).slice(0, 7);
    const [month, setMonth] = useState(last);
    const [asked, setAsked] = useState<Asked | null>(null);
    const figures = useResource(`figures ${month}`, (etag) => api.figures(month, etag));
    const nameOf = useRoomNames();
    return (
        <Frame title={t("figures.title")} kicker={t("ward.kicker")}>
            <div class="board-head">
                <MonthSwitch month={month} last={last} choose={setMonth} />
                <a href="/staff/ward">{t("ward.title")}</a>
                <a class="button button-second" href={api.sheetFile("figures", month)} download>
                    <Icon name="list" />
                    {t("figures.file")}
                </a>
            </div>
            <Loaded from={figures}>
                {({ figures: rows }) => {
                    const sum = rows.find((row) => row.sick_room_id === null);
                    return (
                        <>
                            <div class="ward-scroll" role="region" aria-label={t("figures.title")} tabIndex={0}>
                                <table class="ward">
                                    <caption class="hint">
                                        {sum ? t("figures.until", { at: dayAndClock(sum.counted_until, language.value) }) : ""}
                                    </caption>
                                    <thead>
                                        <tr>
                                            <th scope="col">{t("ward.room")}</th>
                                            <th scope="col">{t("figures.utilisation")}</th>
                                            {COLUMNS().map(([key, words]) => (
                                                <th scope="col" key={key} class="figures-number">
                                                    {words}
                                                </th>
                                            ))}
                                        </tr>
                                    </thead>
                                    <tbody>
                                        {rows.map((row) => (
                                            <Row key={row.sick_room_id ?? "all"} of={row} name={nameOf(row.sick_room_id)} open={setAsked} />
                                        ))}
                                    </tbody>
                                </table>
                            </div>
                            {sum ? <Reasons of={sum} /> : null}
                        </>
                    );
                }}
            </Loaded>
            <Sheets month={month} nameOf={nameOf} />
            {asked ? <Behind asked={asked} month={month} close={() => setAsked(null)} /> : null}
        </Frame>
    );
}
