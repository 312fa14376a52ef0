// A sheet of a registration as it is read: names and words, and two of them side by side where somebody else was faster.
import { t } from "../../lib/i18n.ts";
import type { Line } from "./sheet-words.ts";
import "./sheet.css";

export function Facts({ lines }: { lines: Line[] }) {
    return (
        <dl class="sheet-facts">
            {lines.map(([name, words], n) => (
                <div key={`${name} ${n}`}>
                    <dt>{name}</dt>
                    <dd class={words === "" ? "hint" : undefined}>{words === "" ? t("sheet.not_said") : words}</dd>
                </div>
            ))}
        </dl>
    );
}

/** Only the lines in which the two differ. */
export function Differences({ mine, theirs }: { mine: Line[]; theirs: Line[] }) {
    const has = (lines: Line[], [name, words]: Line) => lines.some(([n, w]) => n === name && w === words);
    return (
        <div class="sheet-versions">
            <section class="sheet-version">
                <h2>{t("registration.mine")}</h2>
                <Facts lines={mine.filter((line) => !has(theirs, line))} />
            </section>
            <section class="sheet-version">
                <h2>{t("registration.theirs")}</h2>
                <Facts lines={theirs.filter((line) => !has(mine, line))} />
            </section>
        </div>
    );
}
