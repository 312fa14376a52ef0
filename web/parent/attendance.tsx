// A child's days, for its family: today as it happens, and each month with what the nursery corrected: both times and the reason.
import { useState } from "preact/hooks";
import { SelectField } from "../components/field/field.tsx";
import { daysOfMonth, MonthSwitch } from "../components/month-switch/month-switch.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Attendance, Flags } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import * as months from "../lib/months.ts";
import { useResource } from "../lib/resource.ts";
import { Extension } from "./extension.tsx";
import { Frame } from "./frame.tsx";
import { Incidents } from "./incidents.tsx";
import "./attendance.css";
import "./home.css";

type Day = api.ChildDay;
type Correction = Day["corrections"][number];

function kindWord(kind: Correction["kind"]): string {
    switch (kind) {
        case "arrive":
            return t("correction.arrive");
        case "leave":
            return t("correction.leave");
        case "step_out":
            return t("correction.step_out");
        case "step_back":
            return t("correction.step_back");
        case "void":
            return t("correction.void");
    }
}

/** The card's time that this word of staff stands for: of an arrival the first that no longer counts, of a leave the last. */
function timeBefore(day: Day, one: Correction): string {
    if (one.kind === "void")
        return clock((day.taps.find((tap) => tap.id === one.tap_id) ?? day.corrections.find((word) => word.id === one.correction_id))?.at);
    const replaced = day.taps.filter((tap) => tap.meaning === "superseded");
    const earlier = day.corrections.filter((other) => !other.voided && other.kind === one.kind && other.recorded_at < one.recorded_at).at(-1);
    if (earlier) return clock(earlier.at);
    if (one.kind === "arrive") return clock(replaced[0]?.at);
    return one.kind === "leave" ? clock(replaced.at(-1)?.at) : "";
}

function Corrected({ day, one }: { day: Day; one: Correction }) {
    const was = timeBefore(day, one);
    const kind = kindWord(one.kind);
    const now = clock(one.at);
    return (
        <li class={one.voided ? "voided" : undefined}>
            {one.kind === "void"
                ? t("history.voided", { was })
                : was === ""
                  ? t("history.corrected_new", { kind, now })
                  : t("history.corrected", { kind, was, now })}
            <br />
            <span class="hint">{t("history.reason", { reason: one.reason })}</span>
        </li>
    );
}

function Times({ day }: { day: Day }) {
    if (!day.arrived_at && !day.left_at) return null;
    return (
        <p class="times">
            {day.arrived_at ? (
                <span>
                    {t("attendance.arrived_at")} <b>{clock(day.arrived_at)}</b>
                </span>
            ) : null}
            {day.left_at ? (
                <span>
                    {t("attendance.left_at")} <b>{clock(day.left_at)}</b>
                </span>
            ) : null}
        </p>
    );
}

const SHOWN_FLAGS: api.AttendanceFlag[] = ["corrected", "conflict", "unresolved"];

function DayCard({ day }: { day: Day }) {
    const late = day.taps.filter((tap) => tap.meaning === "conflict");
    return (
        <li class="card history-day" data-day={day.day}>
            <div class="child-head">
                <h3>{longDay(day.day, language.value)}</h3>
                <Attendance state={day.state} />
            </div>
            <Times day={day} />
            <Flags flags={day.flags.filter((flag) => SHOWN_FLAGS.includes(flag))} />
            {day.corrections.length > 0 ? (
                <ul class="history-words">
                    {day.corrections.map((one) => (
                        <Corrected key={one.id} day={day} one={one} />
                    ))}
                </ul>
            ) : null}
            {late.map((tap) => (
                <p key={tap.id}>{t("history.conflict", { time: clock(tap.at) })}</p>
            ))}
        </li>
    );
}

const happened = (day: Day): boolean =>
    day.arrived_at !== null || day.left_at !== null || day.corrections.length > 0 || day.state === "absent" || day.state === "unexplained";

function History({ child, month, today }: { child: string; month: string; today: string }) {
    const days = daysOfMonth(month);
    const list = useResource(
        `days ${child} ${month}`,
        (etag) => months.childMonth(child, days[0] ?? today, days.at(-1) ?? today, etag),
        { topics: ["household"] },
    );
    return (
        <Loaded from={list}>
            {(value) => {
                const shown = value.days.filter((day) => day.day <= today && happened(day)).reverse();
                return shown.length === 0 ? (
                    <p class="hint">{t("history.none")}</p>
                ) : (
                    <ul class="stack">
                        {shown.map((day) => (
                            <DayCard key={day.day} day={day} />
                        ))}
                    </ul>
                );
            }}
        </Loaded>
    );
}

export function AttendancePage({ me }: { me: api.Me }) {
    const today = dayOf(api.now());
    const [child, setChild] = useState(me.children[0]?.id ?? "");
    const [month, setMonth] = useState(today.slice(0, 7));
    return (
        <Frame title={t("history.title")}>
            {me.children.length > 1 ? (
                <SelectField
                    id="child"
                    label={t("history.child")}
                    value={child}
                    onValue={setChild}
                    placeholder={t("history.child")}
                    groups={[{ choices: me.children.map((one) => ({ value: one.id, label: one.name })) }]}
                />
            ) : (
                <h2>{me.children[0]?.name}</h2>
            )}
            <MonthSwitch month={month} last={today.slice(0, 7)} choose={setMonth} />
            {child === "" ? null : (
                <>
                    <Incidents key={`harm ${child}`} child={child} />
                    <History key={`${child} ${month}`} child={child} month={month} today={today} />
                    <Extension key={`bill ${child} ${month}`} child={child} month={month} />
                </>
            )}
        </Frame>
    );
}
