// A class of the board: a line per child with state, times, the planned day against the real one, and the one button that opens it.
import { DayBar, type Span } from "../components/day-bar/day-bar.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Attendance, Flags, kindWord } from "../components/state/state.tsx";
import type * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import type { Shown } from "./pressed.ts";

export const isHere = (child: api.BoardChild): boolean => child.state === "present" || child.state === "stepped_out";

function AbsenceWords({ child }: { child: Shown }) {
    const absence = child.absence;
    if (!absence) return null;
    return (
        <span class="hint">
            {" "}
            {absence.withdrawn
                ? t("board.came_all_the_same", { kind: kindWord(absence.kind) })
                : absence.kind === "late"
                  ? t("board.late_notified")
                  : kindWord(absence.kind)}
            {absence.expected_at ? ` ${clock(absence.expected_at)}` : ""}
            {absence.after_deadline && !absence.withdrawn ? <b> {t("board.after_deadline")}</b> : null}
        </span>
    );
}

function tone(child: Shown): Span["tone"] {
    if (child.flags.includes("late") || child.flags.includes("early_leave") || child.flags.includes("unresolved"))
        return "bad";
    if (child.state === "stepped_out") return "calm";
    return child.state === "left" ? "plain" : "good";
}

interface RowProps {
    child: Shown;
    now: string | null;
    open: (child: Shown) => void;
    /** Roll call: the arrival is one press; undefined where a press would mean something else. */
    arrive: ((child: Shown) => void) | undefined;
}

function Row({ child, now, open, arrive }: RowProps) {
    const away = child.state === "expected" || child.state === "unexplained";
    return (
        <tr class={`row row-${child.state}`} data-child={child.child_id} data-state={child.state}>
            <th scope="row">{child.name}</th>
            <td class="cell-state">
                <Attendance state={child.state} />
                <AbsenceWords child={child} />
                {child.waiting ? (
                    <span class="flag waiting-mark">
                        <Icon name="clock" />
                        {t("outbox.waiting_mark")}
                    </span>
                ) : null}
                <Flags flags={child.flags} />
            </td>
            <td class="time">{clock(child.arrived_at) || <span aria-hidden="true">–</span>}</td>
            <td class="time">{clock(child.left_at) || <span aria-hidden="true">–</span>}</td>
            <td class="cell-plan">
                <span class="planned time">
                    {child.planned_arrival}–{child.planned_leave}
                </span>
                <DayBar
                    planned={[child.planned_arrival, child.planned_leave]}
                    arrived={child.arrived_at}
                    left={child.left_at}
                    now={isHere(child) ? now : null}
                    tone={tone(child)}
                />
            </td>
            <td class="cell-button no-print">
                {arrive && away ? (
                    <button type="button" class="button row-arrive" onClick={() => arrive(child)}>
                        <Icon name="arrive" />
                        {t("correction.arrive")}
                        <span class="unseen"> {child.name}</span>
                    </button>
                ) : null}
                <button type="button" class="button button-second row-button" onClick={() => open(child)}>
                    <Icon name="pencil" />
                    {t("board.correct")}
                    <span class="unseen"> {child.name}</span>
                </button>
            </td>
        </tr>
    );
}

interface TableProps extends Omit<RowProps, "child"> {
    name: string;
    children: Shown[];
    all: Shown[];
}

export function ClassTable({ name, children, all, now, open, arrive }: TableProps) {
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
                    <th scope="col" class="col-plan">
                        {t("board.planned_actual")}
                    </th>
                    <th scope="col" class="col-button no-print">
                        <span class="unseen">{t("board.correct")}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                {children.map((child) => (
                    <Row key={child.child_id} child={child} now={now} open={open} arrive={arrive} />
                ))}
            </tbody>
        </table>
    );
}
