// Single days of extended care: the month with what is free, choosing days in the window, the draw and how to check it, and taking a free day at once.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { SelectField, Submit } from "../components/field/field.tsx";
import { MonthSwitch, moveMonth } from "../components/month-switch/month-switch.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Pill } from "../components/state/state.tsx";
import type { Me } from "../lib/api.ts";
import { now } from "../lib/api.ts";
import * as api from "../lib/api-spots.ts";
import { dayAndClock, dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import "./spots.css";

type Day = api.SpotPlaces["days"][number];
type Mine = NonNullable<Day["mine"]>;
/** From this day on the next month is what most families look for. */
const NEXT_FROM = 15;

function whyNot(refusal: api.SpotRefusal): string {
    switch (refusal) {
        case "TOO_EARLY":
        case "BEING_DRAWN":
        case "NO_SPOT_PLACES":
        case null:
            return "";
        case "TOO_LATE":
            return t("spot.why.late");
        case "CLOSED":
            return t("spot.why.closed");
        case "ALREADY_BOOKED":
            return "";
        case "SPOT_LIMIT":
            return t("spot.why.limit");
    }
}

function MinePill({ mine }: { mine: Mine }) {
    switch (mine.state) {
        case "applied":
            return <Pill tone="calm" icon="clock" words={t("spot.state.applied")} />;
        case "granted":
            return <Pill tone="good" icon="check" words={t("spot.state.granted")} />;
        case "waiting":
            return <Pill tone="few" icon="triangle" words={t("spot.state.waiting", { rank: mine.rank })} />;
    }
}

/** Places as boxes, those that are taken filled; the same in words beside them. */
function Bar({ day, places }: { day: Day; places: number }) {
    return (
        <span class="spot-bar" aria-hidden="true">
            {Array.from({ length: Math.min(places, 12) }, (_, i) => (
                <span key={i} class={i < places - day.free ? "spot-box spot-taken" : "spot-box"} />
            ))}
        </span>
    );
}

function places(month: api.SpotPlaces, day: Day): string {
    if (month.phase === "collecting" || month.phase === "drawing") return t("spot.applied", { n: day.applied, places: month.places });
    if (day.free > 0) return t("spot.free", { n: day.free });
    return day.waiting > 0 ? t("spot.full_waiting", { n: day.waiting }) : t("spot.full");
}

interface RowProps {
    month: api.SpotPlaces;
    day: Day;
    chosen: boolean;
    choose: (on: boolean) => void;
    cancel: (mine: Mine, day: Day) => void;
}

function Row({ month, day, chosen, choose, cancel }: RowProps) {
    const words = longDay(day.day, language.value);
    const can = day.refusal === null || (day.refusal === "SPOT_LIMIT" && chosen);
    return (
        <li class={chosen ? "spot-day spot-chosen" : "spot-day"} data-day={day.day}>
            <div class="choice">
                {can ? (
                    <>
                        <input type="checkbox" id={day.day} checked={chosen} onChange={(event) => choose(event.currentTarget.checked)} />
                        <label for={day.day}>{words}</label>
                    </>
                ) : (
                    <span class="spot-name">{words}</span>
                )}
            </div>
            <div class="spot-right">
                {day.mine ? <MinePill mine={day.mine} /> : <Bar day={day} places={month.places} />}
                <span class="hint">
                    {day.mine?.state === "granted" ? "" : places(month, day)} {day.mine ? "" : whyNot(day.refusal)}
                </span>
                {day.mine?.can_cancel ? (
                    <button type="button" class="button button-second" onClick={() => cancel(day.mine as Mine, day)}>
                        {t("spot.cancel")}
                        <span class="unseen"> {words}</span>
                    </button>
                ) : null}
            </div>
        </li>
    );
}

/** Where the month stands, and what to do now. */
function Phase({ month }: { month: api.SpotPlaces }) {
    const at = (instant: string) => dayAndClock(instant, language.value);
    if (month.places === 0)
        return (
            <Notice kind="info" title={t("spot.none")}>
                <p>{t("spot.none_next")}</p>
            </Notice>
        );
    const values = { opens: at(month.opens_at), closes: at(month.closes_at), draws: at(month.draws_at), n: month.days_max };
    switch (month.phase) {
        case "before":
            return (
                <Notice kind="info" title={t("spot.phase.before", values)}>
                    <p>{month.lottery ? t("spot.phase.before_draw", values) : t("spot.phase.before_first", values)}</p>
                </Notice>
            );
        case "collecting":
            return (
                <Notice kind="info" title={t("spot.phase.collecting", values)}>
                    <p>{t("spot.phase.collecting_next", values)}</p>
                </Notice>
            );
        case "drawing":
            return (
                <Notice kind="info" title={t("spot.phase.drawing", values)}>
                    <p>{t("spot.phase.drawing_next")}</p>
                </Notice>
            );
        case "first_come":
            return <p>{t("spot.phase.first", values)}</p>;
    }
}

/** What the draw was made of, for whoever wants to draw again. */
function Check({ month }: { month: api.SpotPlaces }) {
    const [open, setOpen] = useState(false);
    const drawn = month.draw?.drawn_at;
    const mine = month.days.filter((day) => day.mine !== null);
    if (!month.draw) return null;
    return (
        <details class="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("spot.check")}</summary>
            <div class="stack">
                <p>{t("spot.check.how")}</p>
                <p class="spot-code">
                    <span class="hint">{t("spot.check.commitment", { at: dayAndClock(month.draw.committed_at, language.value) })}</span>{" "}
                    <code>{month.draw.commitment}</code>
                </p>
                {drawn && open ? <Seed nursery={month.nursery_id} month={month.month} at={drawn} /> : null}
                {mine.length > 0 ? (
                    <ul>
                        {mine.map((day) => (
                            <li key={day.day} class="spot-code">
                                {t("spot.check.ticket", { day: longDay(day.day, language.value) })} <code>{day.mine?.ticket}</code>
                            </li>
                        ))}
                    </ul>
                ) : null}
            </div>
        </details>
    );
}

function Seed({ nursery, month, at }: { nursery: string; month: string; at: string }) {
    const draw = useResource(`draw ${nursery} ${month}`, (etag) => api.spotDraw(nursery, month, etag));
    return (
        <Loaded from={draw}>
            {(value) => (
                <>
                    <p class="spot-code">
                        <span class="hint">{t("spot.check.seed", { at: dayAndClock(at, language.value) })}</span> <code>{value.seed}</code>
                    </p>
                    <p>
                        <a class="button button-second" href={api.spotDrawAddress(nursery, month)} download={`draw-${nursery}-${month}.json`}>
                            {t("spot.check.record")}
                        </a>
                    </p>
                    <p class="hint">{t("spot.check.verify")}</p>
                </>
            )}
        </Loaded>
    );
}

function Month({ child, month }: { child: string; month: string }) {
    const [chosen, setChosen] = useState<string[]>([]);
    const [said, setSaid] = useState("");
    const sending = useSending();
    const found = useResource(`spots ${child} ${month}`, (etag) => api.spotPlaces(child, month, etag), { topics: ["household"] });
    const done = (words: string) => {
        setSaid(words);
        setChosen([]);
        found.refresh();
    };
    const send = (event: Event) => {
        event.preventDefault();
        if (!sending.check(chosen.length === 0 ? { days: t("spot.choose_first") } : {})) return;
        void sending.run(async (intention) => {
            const answer = await api.applySpot(child, { days: [...chosen].sort() }, intention);
            const count = (state: string) => answer.places.filter((one) => one.state === state).length;
            const parts = [
                count("applied") > 0 ? t("spot.said.applied", { n: count("applied") }) : "",
                count("granted") > 0 ? t("spot.said.granted", { n: count("granted") }) : "",
                count("waiting") > 0 ? t("spot.said.waiting", { n: count("waiting") }) : "",
                answer.places.some((one) => one.refusal !== null) ? t("spot.said.refused") : "",
            ];
            done(parts.filter(Boolean).join(" "));
        });
    };
    const cancel = (mine: Mine, day: Day) => {
        if (!window.confirm(t("spot.cancel_sure", { day: longDay(day.day, language.value) }))) return;
        void sending.run(async (intention) => {
            await api.cancelSpot(mine.id, intention);
            done(t("spot.cancelled", { day: longDay(day.day, language.value) }));
        });
    };
    return (
        <>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={found}>
                {(value) => {
                    const left = Math.max(0, value.days_max - value.asked);
                    const shown = value.days.filter((day) => day.open && (day.refusal !== "TOO_LATE" || day.mine !== null));
                    const may = shown.some((day) => day.refusal === null);
                    const turn = (day: string, on: boolean) =>
                        setChosen((before) => (on ? [...before, day].slice(0, Math.max(left, 1)) : before.filter((one) => one !== day)));
                    return (
                        <form class="stack" onSubmit={send} noValidate>
                            <Phase month={value} />
                            <ErrorSummary
                                fields={sending.fields}
                                general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                                attempt={sending.attempt}
                            />
                            {value.places > 0 ? (
                                <fieldset class="spot-days" id="days">
                                    <legend>{may ? t("spot.choose", { n: left }) : t("spot.days")}</legend>
                                    <ul>
                                        {shown.map((day) => (
                                            <Row
                                                key={day.day}
                                                month={value}
                                                day={day}
                                                chosen={chosen.includes(day.day)}
                                                choose={(on) => turn(day.day, on)}
                                                cancel={cancel}
                                            />
                                        ))}
                                    </ul>
                                    {shown.length === 0 ? <p class="hint">{t("spot.no_days")}</p> : null}
                                </fieldset>
                            ) : null}
                            {may ? (
                                <Submit busy={sending.busy} busyWords={t("spot.busy")}>
                                    {t("spot.send", { n: chosen.length })}
                                </Submit>
                            ) : null}
                            <p class="hint">{t("spot.price")}</p>
                            <Check month={value} />
                        </form>
                    );
                }}
            </Loaded>
        </>
    );
}

export function SpotsPage({ me }: { me: Me }) {
    const today = dayOf(now());
    const children = me.children.filter((one) => one.nursery_id);
    const [child, setChild] = useState(children[0]?.id ?? "");
    const running = today.slice(0, 7);
    const next = moveMonth(running, 1);
    const [month, setMonth] = useState(Number(today.slice(8)) >= NEXT_FROM ? next : running);
    return (
        <Frame title={t("spot.title")}>
            {children.length > 1 ? (
                <SelectField
                    id="child"
                    label={t("history.child")}
                    value={child}
                    onValue={setChild}
                    placeholder={t("history.child")}
                    groups={[{ choices: children.map((one) => ({ value: one.id, label: one.name })) }]}
                />
            ) : (
                <h2>{children[0]?.name}</h2>
            )}
            {child === "" ? (
                <p>{t("spot.none")}</p>
            ) : (
                <>
                    <MonthSwitch month={month} last={next} choose={setMonth} />
                    <Month key={`${child} ${month}`} child={child} month={month} />
                </>
            )}
        </Frame>
    );
}
