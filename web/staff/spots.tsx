// Extended care of a nursery: who stays long today and by what right, and a month of single-day places with its draw.
import { useState } from "preact/hooks";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { MonthSwitch, moveMonth } from "../components/month-switch/month-switch.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Pill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import * as spots from "../lib/api-spots.ts";
import { dayAndClock, dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";

type Site = api.Me["sites"][number];
type Row = spots.SpotMonth["children"][number];

function RightPill({ stay }: { stay: spots.LongStay }) {
    switch (stay.place) {
        case "spot":
            return <Pill tone="good" icon="check" words={t("spot.right.spot")} />;
        case "monthly":
            return <Pill tone="calm" icon="check" words={t("spot.right.monthly")} />;
        case "none":
            return <Pill tone="few" icon="warning" words={t("spot.right.none")} />;
    }
}

function Stays({ nursery }: { nursery: Site }) {
    const today = dayOf(api.now());
    const [day, setDay] = useState(today);
    const found = useResource(`stays ${nursery.id} ${day}`, (etag) => spots.longStays(nursery.id, day, etag), {
        topics: [`attendance:${nursery.id}`],
    });
    return (
        <section class="stack" aria-labelledby="stays">
            <h2 id="stays">{t("spot.stays")}</h2>
            <DaySwitch day={day} today={today} choose={setDay} />
            <Loaded from={found}>
                {(value) =>
                    value.children.length === 0 ? (
                        <p class="hint">{t("spot.stays_none")}</p>
                    ) : (
                        <table class="meals">
                            <caption class="unseen">{t("spot.stays")}</caption>
                            <thead>
                                <tr>
                                    <th scope="col">{t("month.name")}</th>
                                    <th scope="col">{t("spot.until")}</th>
                                    <th scope="col">{t("spot.right")}</th>
                                </tr>
                            </thead>
                            <tbody>
                                {value.children.map((one) => (
                                    <tr key={one.child_id} data-child={one.child_id}>
                                        <th scope="row">
                                            {one.name} <span class="hint">{one.class}</span>
                                        </th>
                                        <td>{one.absent ? t("attendance.absent") : one.left ? t("spot.left", { at: one.until ?? "" }) : one.until}</td>
                                        <td>
                                            <RightPill stay={one} />
                                        </td>
                                    </tr>
                                ))}
                            </tbody>
                        </table>
                    )
                }
            </Loaded>
            <p class="hint">{t("spot.stays_hint")}</p>
        </section>
    );
}

function stateWord(row: Row): string {
    switch (row.state) {
        case "applied":
            return t("spot.state.applied");
        case "granted":
            return t("spot.state.granted");
        case "waiting":
            return t("spot.state.waiting", { rank: row.rank });
    }
}

function ageWord(age: Row["age"]): string {
    switch (age) {
        case "age0":
            return t("spot.age.0");
        case "age1":
            return t("spot.age.1");
        case "age2":
            return t("spot.age.2");
        case "age3":
            return t("spot.age.3");
    }
}

function Draw({ nursery, month }: { nursery: Site; month: spots.SpotMonth }) {
    if (!month.draw) return null;
    const drawn = month.draw.drawn_at;
    return (
        <p class="hint">
            {drawn
                ? t("spot.drawn", { at: dayAndClock(drawn, language.value) })
                : t("spot.to_draw", { at: dayAndClock(month.draws_at, language.value) })}{" "}
            <a href={spots.spotDrawAddress(nursery.id, month.month)}>{t("spot.check.record")}</a>
        </p>
    );
}

function Month({ nursery }: { nursery: Site }) {
    const running = dayOf(api.now()).slice(0, 7);
    const [month, setMonth] = useState(running);
    const found = useResource(`spots ${nursery.id} ${month}`, (etag) => spots.spotMonth(nursery.id, month, etag), {
        topics: [`attendance:${nursery.id}`],
    });
    return (
        <section class="stack" aria-labelledby="places">
            <h2 id="places">{t("spot.month")}</h2>
            <MonthSwitch month={month} last={moveMonth(running, 1)} choose={setMonth} />
            <Loaded from={found}>
                {(value) => {
                    const offered = (["age0", "age1", "age2", "age3"] as const).filter((age) => value.places[age] > 0);
                    if (offered.length === 0) return <Notice kind="info" title={t("spot.not_offered")} />;
                    const days = [...new Set(value.children.map((one) => one.day))];
                    return (
                        <>
                            <p>{offered.map((age) => t("spot.places_of", { age: ageWord(age), n: value.places[age] })).join("　")}</p>
                            <Draw nursery={nursery} month={value} />
                            {days.length === 0 ? <p class="hint">{t("spot.nobody")}</p> : null}
                            {days.map((day) => (
                                <div key={day} class="card" data-day={day}>
                                    <h3>{longDay(day, language.value)}</h3>
                                    <ul>
                                        {value.children
                                            .filter((one) => one.day === day)
                                            .map((one) => (
                                                <li key={one.id}>
                                                    {one.name} <span class="hint">{one.class}</span> {stateWord(one)}
                                                </li>
                                            ))}
                                    </ul>
                                </div>
                            ))}
                        </>
                    );
                }}
            </Loaded>
        </section>
    );
}

export function SpotsPage({ nursery }: { nursery: Site }) {
    return (
        <Frame title={t("spot.staff_title")} kicker={nursery.name}>
            <Stays nursery={nursery} />
            <Month nursery={nursery} />
        </Frame>
    );
}
