// All classes on one screen: who is here of how many, as a bar and in words. A press leads to the class.
import { attendanceWord } from "../components/state/state.tsx";
import type * as api from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { countStates, type Shown } from "./pressed.ts";
import { isHere } from "./rows.tsx";

/** Left to right as a day goes; what needs somebody first. */
const PARTS: api.AttendanceState[] = ["unexplained", "present", "stepped_out", "expected", "absent", "left"];

function Bar({ counts, n }: { counts: Partial<Record<api.AttendanceState, number>>; n: number }) {
    let from = 0;
    return (
        <svg class="glance-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {PARTS.map((state) => {
                const width = ((counts[state] ?? 0) / Math.max(1, n)) * 100;
                const x = from;
                from += width;
                return width > 0 ? <rect key={state} class={`glance-${state}`} x={x} width={width} y="0" height="10" /> : null;
            })}
        </svg>
    );
}

export function Glance({ classes, choose }: { classes: [string, Shown[]][]; choose: (name: string) => void }) {
    return (
        <ul class="glance no-print" aria-label={t("board.glance")}>
            {classes.map(([name, children]) => {
                const counts = countStates(children);
                const n = children.filter((child) => child.state !== "not_enrolled" && child.state !== "closed").length;
                return (
                    <li key={name}>
                        <button type="button" class="glance-class" data-class={name} onClick={() => choose(name)}>
                            <span class="glance-name">
                                <b>{name}</b> {t("board.class_count", { here: children.filter(isHere).length, n })}
                            </span>
                            <Bar counts={counts} n={n} />
                            <span class="glance-words">
                                {PARTS.filter((state) => counts[state]).map((state) => (
                                    <span key={state} class={state === "unexplained" ? "glance-alarm" : undefined}>
                                        {attendanceWord(state)} {counts[state]}
                                    </span>
                                ))}
                            </span>
                        </button>
                    </li>
                );
            })}
        </ul>
    );
}
