// What the nursery told a family of a harm to its child. Nothing stands here when there was none.
import * as incidents from "../lib/api-incidents.ts";
import { dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";

export function Incidents({ child }: { child: string }) {
    const list = useResource(`incidents ${child}`, (etag) => incidents.childIncidents(child, etag), { topics: ["household"] });
    const tellings = list.value?.tellings ?? [];
    if (tellings.length === 0) return null;
    return (
        <section class="stack" aria-labelledby="incidents-title">
            <h2 id="incidents-title">{t("harm.title")}</h2>
            <ul class="stack">
                {tellings.map((one, index) => (
                    <li key={index} class="card">
                        <p>
                            <strong>{dayAndClock(one.happened_at, language.value)}</strong>
                        </p>
                        <p class="harm-text">{one.text}</p>
                        <p class="hint">{t("harm.told", { at: dayAndClock(one.at, language.value) })}</p>
                    </li>
                ))}
            </ul>
        </section>
    );
}
