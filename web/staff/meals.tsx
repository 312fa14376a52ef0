// How many eat today: by class, as the kitchen was told and as it is now; who made the difference stands below, so that nobody counts again.
import { useEffect, useState } from "preact/hooks";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock, dayOf } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import "./meals.css";

const sum = (classes: api.Meals["classes"], which: "told" | "now"): number => classes.reduce((n, one) => n + one[which], 0);

/** "+2", "−1" or nothing. */
function Difference({ told, now }: { told: number; now: number }) {
    if (told === now) return null;
    return (
        <span class="meal-change">
            <Icon name="warning" />
            {now > told ? t("meals.more", { n: now - told }) : t("meals.less", { n: told - now })}
        </span>
    );
}

function Counts({ meals }: { meals: api.Meals }) {
    const rows = [...meals.classes.map((one) => ({ ...one, all: false }))];
    const diet = (which: "allergy" | "unknown") => rows.reduce((n, one) => n + (one.diets?.[which] ?? 0), 0);
    const diets = rows.some((one) => one.diets) ? { usual: 0, allergy: diet("allergy"), unknown: diet("unknown") } : undefined;
    const all = { class: t("meals.all"), told: sum(rows, "told"), now: sum(rows, "now"), all: true, diets };
    return (
        <table class="meals">
            <caption class="unseen">{t("meals.title")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t("meals.class")}</th>
                    {meals.told ? <th scope="col">{t("meals.told", { time: clock(meals.told_at) })}</th> : null}
                    <th scope="col">{t("meals.now")}</th>
                </tr>
            </thead>
            <tbody>
                {[...rows, all].map((one) => (
                    <tr key={one.class} class={one.all ? "meals-all" : undefined} data-class={one.all ? "" : one.class}>
                        <th scope="row">{one.class}</th>
                        {meals.told ? <td>{one.told}</td> : null}
                        <td>
                            {one.now} {meals.told ? <Difference told={one.told} now={one.now} /> : null}
                            {one.diets ? (
                                <span class="hint meal-diet" data-diet={one.diets.allergy}>
                                    {t("meals.diet_line", { allergy: one.diets.allergy, unknown: one.diets.unknown })}
                                </span>
                            ) : null}
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

export function MealsPage({ nursery }: { nursery: api.Me["sites"][number] }) {
    const [chosen, setChosen] = useState<string | null>(null);
    const [wanted, setWanted] = useState(false);
    const byDiet = wanted && chosen === null;
    const today = dayOf(api.now());
    const meals = useResource(
        `meals ${nursery.id} ${chosen ?? ""} ${byDiet}`,
        (etag) => api.meals(nursery.id, chosen ?? undefined, byDiet, etag),
        { topics: [`attendance:${nursery.id}`] },
    );
    const value = meals.value;
    // No event says that it is ten past nine.
    const wait = value && !value.told ? Date.parse(value.told_at) - api.now().getTime() : 0;
    useEffect(() => {
        if (wait <= 0 || wait > 86_400_000) return undefined;
        const timer = setTimeout(meals.refresh, wait + 1000);
        return () => clearTimeout(timer);
    }, [value?.told_at, value?.told]);
    const day = value?.day ?? chosen ?? today;
    return (
        <Frame title={t("meals.title")} kicker={nursery.name}>
            <DaySwitch day={day} today={today} choose={(next) => setChosen(next === today ? null : next)} />
            <Loaded from={meals}>
                {(shown) => (
                    <>
                        {shown.told ? null : (
                            <Notice kind="info" icon="clock" title={t("meals.not_yet", { time: clock(shown.told_at) })} />
                        )}
                        <Counts meals={shown} />
                        <p class="hint">{t("meals.rule")}</p>
                        {byDiet ? <p class="hint">{t("meals.diet_hint")}</p> : null}
                        {chosen === null && !wanted ? (
                            <p class="no-print">
                                <button type="button" class="button button-second" onClick={() => setWanted(true)}>
                                    {t("meals.diets")}
                                </button>
                            </p>
                        ) : null}
                        {shown.changes.length > 0 ? (
                            <section aria-labelledby="meal-changes" class="stack">
                                <h2 id="meal-changes">{t("meals.changes", { time: clock(shown.told_at) })}</h2>
                                <ul class="stack">
                                    {shown.changes.map((one) => (
                                        <li key={one.child_id} class="card meal-line">
                                            <span class="meal-change">
                                                {one.change === "more" ? t("meals.more", { n: 1 }) : t("meals.less", { n: 1 })}
                                            </span>
                                            <span>
                                                {one.name} <span class="hint">{one.class}</span>
                                            </span>
                                        </li>
                                    ))}
                                </ul>
                            </section>
                        ) : null}
                    </>
                )}
            </Loaded>
            <p class="no-print">
                <a class="button button-second" href={`/staff/nurseries/${nursery.id}`}>
                    <Icon name="back" />
                    {t("board.title")}
                </a>
            </p>
        </Frame>
    );
}
