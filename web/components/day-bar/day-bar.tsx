// A child's day as two bars over one scale: what was planned, thin, and what happened, thick; late and early are marked. The same stands
// beside it in words and numbers, so the drawing is hidden from screen readers.
import "./day-bar.css";

const FROM = 7 * 60;
const TO = 19 * 60;
const HOURS = [9, 12, 15, 18];

/** Minutes of the day in Tokyo. */
const minuteOf = (instant: string): number => {
    const tokyo = new Date(Date.parse(instant) + 9 * 3_600_000);
    return tokyo.getUTCHours() * 60 + tokyo.getUTCMinutes();
};
const minuteAt = (time: string): number => {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    return hour * 60 + minute;
};
const x = (minute: number): number => ((Math.min(TO, Math.max(FROM, minute)) - FROM) / (TO - FROM)) * 100;

export interface Span {
    planned: [string, string];
    arrived: string | null;
    left: string | null;
    /** Until when the child is here, for whoever has not left: now. */
    now: string | null;
    tone: "good" | "bad" | "calm" | "plain";
}

export function DayBar({ planned, arrived, left, now, tone }: Span) {
    const [from, to] = [x(minuteAt(planned[0])), x(minuteAt(planned[1]))];
    const begin = arrived ? x(minuteOf(arrived)) : null;
    const end = left ?? now;
    const width = begin === null || end === null ? 0 : Math.max(1, x(minuteOf(end)) - begin);
    return (
        <svg class="day-bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {HOURS.map((hour) => (
                <line key={hour} class="day-bar-hour" x1={x(hour * 60)} x2={x(hour * 60)} y1="0" y2="12" />
            ))}
            <rect class="day-bar-planned" x={from} width={Math.max(1, to - from)} y="2" height="2" />
            {begin === null ? null : <rect class={`day-bar-${tone}`} x={begin} width={width} y="6" height="5" />}
        </svg>
    );
}
