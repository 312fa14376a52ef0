// How illnesses spread in a nursery: by disease and class, as a bar and in words; who it is stands nowhere (R-INF-04, R-INF-05).
import type { ComponentChildren } from "preact";
import type { Infections as List } from "../../lib/api-record.ts";
import { diseaseWord } from "../../lib/diseases.ts";
import { longDay } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { Icon } from "../icon/icon.tsx";
import "./infections.css";

type One = List["diseases"][number];

/** So many in a nursery are to be reported: the length of the whole bar. */
const REPORT = 10;

/** What it asks of staff. */
function levelWord(level: One["level"]): string {
    switch (level) {
        case "single":
            return t("infection.single");
        case "notice":
            return t("infection.notice");
        case "report":
            return t("infection.report");
    }
}

function Classes({ one, most }: { one: One; most: number }) {
    return (
        <ul class="infection-classes">
            {one.classes.map((row) => (
                <li key={row.class}>
                    <span>{row.class}</span>
                    <meter min={0} max={most} value={row.children} aria-hidden="true" />
                    <b>{t("infection.children", { n: row.children })}</b>
                </li>
            ))}
        </ul>
    );
}

export function Infections({ value, staff, below }: { value: List; staff: boolean; below?: (one: One) => ComponentChildren }) {
    const days = { from: longDay(value.from, language.value), to: longDay(value.to, language.value) };
    const most = Math.max(REPORT, ...value.diseases.flatMap((one) => one.classes.map((row) => row.children)));
    return (
        <>
            <p class="hint">{t("infection.days", days)}</p>
            {value.diseases.length === 0 ? <p>{t("infection.none")}</p> : null}
            <ul class="stack">
                {value.diseases.map((one) => (
                    <li key={one.disease} class="card stack">
                        <p class="infection-name">
                            <strong>{diseaseWord(one.disease)}</strong> {t("infection.children", { n: one.children })}
                        </p>
                        <Classes one={one} most={most} />
                        {staff ? (
                            <p class={one.level === "single" ? "hint" : "flag flag-hard"}>
                                {one.level === "single" ? null : <Icon name="warning" />}
                                {levelWord(one.level)}
                            </p>
                        ) : null}
                        {below?.(one)}
                    </li>
                ))}
            </ul>
        </>
    );
}
