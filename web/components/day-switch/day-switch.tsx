// The day a staff page shows, one back, one on, and today again.
import { addDays, longDay } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { dayWord } from "../board/board.tsx";
import { Icon } from "../icon/icon.tsx";
import "./day-switch.css";

export function DaySwitch({ day, today, choose }: { day: string; today: string; choose: (day: string) => void }) {
    const word = dayWord(day, today);
    return (
        <div class="day-switch no-print" role="group" aria-label={t("day.choose")}>
            <button type="button" class="button button-second" onClick={() => choose(addDays(day, -1))}>
                <Icon name="back" />
                <span class="unseen">{t("day.before")}</span>
            </button>
            <p class="day-switch-day" aria-live="polite">
                {longDay(day, language.value)}
                {word ? <small> {word}</small> : null}
            </p>
            <button type="button" class="button button-second" onClick={() => choose(addDays(day, 1))}>
                <Icon name="next" />
                <span class="unseen">{t("day.after")}</span>
            </button>
            {day === today ? null : (
                <button type="button" class="button button-second" onClick={() => choose(today)}>
                    {t("day.today")}
                </button>
            )}
        </div>
    );
}
