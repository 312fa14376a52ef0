// One month back or forth, with its name between.
import { written } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { Icon } from "../icon/icon.tsx";
import "../day-switch/day-switch.css";

export const moveMonth = (month: string, by: number): string => {
    const [year = 0, number = 1] = month.split("-").map(Number);
    return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
};

/** Every day of it, YYYY-MM-DD. */
export function daysOfMonth(month: string): string[] {
    const [year = 0, number = 1] = month.split("-").map(Number);
    const n = new Date(Date.UTC(year, number, 0)).getUTCDate();
    return Array.from({ length: n }, (_, i) => `${month}-${String(i + 1).padStart(2, "0")}`);
}

export const monthWord = (month: string): string =>
    written(language.value, { year: "numeric", month: "long" }, new Date(`${month}-01T03:00:00Z`));

export function MonthSwitch({ month, last, choose }: { month: string; last: string; choose: (month: string) => void }) {
    return (
        <div class="day-switch no-print" role="group" aria-label={t("figures.month")}>
            <button type="button" class="button button-second" onClick={() => choose(moveMonth(month, -1))}>
                <Icon name="back" />
                <span class="unseen">{t("figures.before")}</span>
            </button>
            <p class="day-switch-day" aria-live="polite">
                {monthWord(month)}
            </p>
            {month < last ? (
                <button type="button" class="button button-second" onClick={() => choose(moveMonth(month, 1))}>
                    <Icon name="next" />
                    <span class="unseen">{t("figures.after")}</span>
                </button>
            ) : null}
        </div>
    );
}
