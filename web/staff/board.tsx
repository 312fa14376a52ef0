// The nursery's day: every child with state, times and flags, by class; it fills itself from the entrance.
import { useState } from "preact/hooks";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Attendance, attendanceWord, Flags, kindWord, needsLook } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, dayOf } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { liveState, useResource } from "../lib/resource.ts";
import { CorrectionDialog } from "./correction.tsx";
import { Frame } from "./frame.tsx";
import "./board.css";

type Child = api.BoardChild;
type Filter = api.AttendanceState | "flagged" | null;

/** What needs somebody comes first. */
const TILES: api.AttendanceState[] = ["unexplained", "present", "expected", "stepped_out", "left", "absent"];

function inClasses(children: Child[]): [string, Child[]][] {
    const classes = new Map<string, Child[]>();
    for (const child of children) classes.set(child.class, [...(classes.get(child.class) ?? []), child]);
    return [...classes];
}

const isHere = (child: Child): boolean => child.state === "present" || child.state === "stepped_out";
const flagged = (child: Child): boolean => needsLook(child.flags);
const passes = (child: Child, filter: Filter): boolean =>
    filter === null || (filter === "flagged" ? flagged(child) : child.state === filter);

function Tiles({
    board,
    filter,
    choose,
}: {
    board: api.AttendanceBoard;
    filter: Filter;
    choose: (filter: Filter) => void;
}) {
    const tile = (key: Exclude<Filter, null>, words: string, n: number) => (
        <li key={key}>
            <button
                type="button"
                class={`tile tile-${key} ${n > 0 ? "tile-some" : ""}`}
                aria-pressed={filter === key}
                onClick={() => choose(filter === key ? null : key)}
            >
                <span class="tile-word">{words}</span>
                <span class="tile-number">
                    {n}
                    <small>{t("board.children_unit", { n })}</small>
                </span>
            </button>
        </li>
    );
    return (
        <ul class="tiles" aria-label={t("board.counts")}>
            {TILES.map((state) => tile(state, attendanceWord(state), board.counts[state] ?? 0))}
            {tile("flagged", t("board.flagged"), board.children.filter(flagged).length)}
        </ul>
    );
}

function AbsenceWords({ child }: { child: Child }) {
    const absence = child.absence;
    if (!absence) return null;
    return (
        <span class="hint">
            {" "}
            {absence.withdrawn
                ? t("board.came_all_the_same", { kind: kindWord(absence.kind) })
                : kindWord(absence.kind)}
            {absence.expected_at ? ` ${clock(absence.expected_at)}` : ""}
        </span>
    );
}

function Row({ child, open }: { child: Child; open: (child: Child) => void }) {
    return (
        <tr class={`row row-${child.state}`} data-child={child.child_id}>
            <th scope="row">{child.name}</th>
            <td>
                <Attendance state={child.state} />
                <AbsenceWords child={child} />
            </td>
            <td class="time">{clock(child.arrived_at) || <span aria-hidden="true">–</span>}</td>
            <td class="time">{clock(child.left_at) || <span aria-hidden="true">–</span>}</td>
            <td class="time planned">
                {child.planned_arrival}–{child.planned_leave}
            </td>
            <td>
                <Flags flags={child.flags} />
            </td>
            <td class="no-print">
                <button type="button" class="button button-second row-button" onClick={() => open(child)}>
                    <Icon name="pencil" />
                    {t("board.correct")}
                    <span class="unseen"> {child.name}</span>
                </button>
            </td>
        </tr>
    );
}

function ClassTable({
    name,
    children,
    all,
    open,
}: {
    name: string;
    children: Child[];
    all: Child[];
    open: (child: Child) => void;
}) {
    return (
        <table class="attendance">
            <caption>
                <span class="class-name">{name}</span>
                <span class="class-count">
                    {t("board.class_count", {
                        here: all.filter(isHere).length,
                        n: all.filter((child) => child.state !== "not_enrolled").length,
                    })}
                </span>
            </caption>
            <thead>
                <tr>
                    <th scope="col" class="col-name">
                        {t("board.name")}
                    </th>
                    <th scope="col" class="col-state">
                        {t("board.state")}
                    </th>
                    <th scope="col" class="col-time">
                        {t("attendance.arrived_at")}
                    </th>
                    <th scope="col" class="col-time">
                        {t("attendance.left_at")}
                    </th>
                    <th scope="col" class="col-plan planned">
                        {t("board.planned")}
                    </th>
                    <th scope="col">{t("board.flags")}</th>
                    <th scope="col" class="col-button no-print">
                        <span class="unseen">{t("board.correct")}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                {children.map((child) => (
                    <Row key={child.child_id} child={child} open={open} />
                ))}
            </tbody>
        </table>
    );
}

function LiveWord({ at }: { at: Date | undefined }) {
    const live = liveState.value === "live";
    return (
        <p class="freshness" data-live={liveState.value}>
            <Icon name={live ? "check" : "clock"} />
            <span>{live ? t("board.live") : t("vacancy.as_of", { time: clock(at?.toISOString()) })}</span>
        </p>
    );
}

export function BoardPage({ nursery }: { me: api.Me; nursery: api.Me["sites"][number] }) {
    const [chosen, setChosen] = useState<string | null>(null);
    const [filter, setFilter] = useState<Filter>(null);
    const [only, setOnly] = useState("");
    const [open, setOpen] = useState<Child | null>(null);
    const [said, setSaid] = useState("");
    const board = useResource(
        `board ${nursery.id} ${chosen ?? ""}`,
        (etag) => api.attendanceBoard(nursery.id, chosen ?? undefined, etag),
        { topics: [`attendance:${nursery.id}`] },
    );
    const today = dayOf(api.now());
    const day = board.value?.day ?? chosen ?? today;
    const done = (words: string) => {
        setOpen(null);
        setSaid(words);
        board.refresh();
    };
    return (
        <Frame title={t("board.title")} kicker={nursery.name}>
            <div class="board-head">
                <DaySwitch day={day} today={today} choose={(next) => setChosen(next === today ? null : next)} />
                <LiveWord at={board.at} />
            </div>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={board}>
                {(value) => {
                    const classes = inClasses(value.children);
                    const shown = classes
                        .filter(([name]) => only === "" || name === only)
                        .map(([name, all]) => ({ name, all, children: all.filter((child) => passes(child, filter)) }))
                        .filter(({ children }) => children.length > 0);
                    return (
                        <>
                            {value.children.length > 0 && value.counts["closed"] === value.children.length ? (
                                <Notice kind="info" icon="moon" title={t("board.closed_day")} />
                            ) : null}
                            <Tiles board={value} filter={filter} choose={setFilter} />
                            {classes.length > 1 ? (
                                <div class="class-filter no-print" role="group" aria-label={t("board.classes")}>
                                    {["", ...classes.map(([name]) => name)].map((name) => (
                                        <button
                                            type="button"
                                            key={name}
                                            class="chip"
                                            aria-pressed={only === name}
                                            onClick={() => setOnly(name)}
                                        >
                                            {name === "" ? t("board.all_classes") : name}
                                        </button>
                                    ))}
                                </div>
                            ) : null}
                            {shown.length === 0 ? (
                                <p class="card">{filter === null ? t("board.none") : t("board.none_filtered")}</p>
                            ) : null}
                            {shown.map(({ name, all, children }) => (
                                <ClassTable key={name} name={name} all={all} children={children} open={setOpen} />
                            ))}
                            <p class="no-print">
                                {(["csv", "xlsx"] as const).map((format) => (
                                    <a
                                        key={format}
                                        class="button button-second"
                                        href={api.registerFile(nursery.id, day, only, format)}
                                        download={`register-${nursery.id}-${day.slice(0, 7)}.${format}`}
                                    >
                                        {t(`board.register.${format}`)}
                                    </a>
                                ))}
                            </p>
                        </>
                    );
                }}
            </Loaded>
            {open ? (
                <CorrectionDialog
                    key={open.child_id}
                    nursery={nursery.id}
                    day={day}
                    today={today}
                    child={open}
                    close={() => setOpen(null)}
                    done={done}
                />
            ) : null}
        </Frame>
    );
}
