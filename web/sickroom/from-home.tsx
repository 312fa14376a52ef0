// What the family wrote for the day, and the medicine it asks to be given: read at the door and before each dose. An order that a newer doctor's note
// does not name stands struck, with the reason (R-CARE-01).
import { DAY_TEXTS, dayLabel, type DayText, type OrderSaid } from "../components/note/day-words.ts";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";

type Order = api.FamilySheet["orders"][number];

function Ordered({ of }: { of: Order }) {
    const { drug = "", dose = "", times = [] } = (of.order ?? {}) as OrderSaid;
    return (
        <li>
            <span class={of.taken_back_at ? "struck" : undefined}>
                <strong>{drug}</strong> {[dose, ...times].join(" ")}
            </span>
            {of.taken_back_at ? <span class="hint"> {t("order.taken_back")}</span> : null}
        </li>
    );
}

function Written({ of }: { of: api.FamilySheet }) {
    const said = (of.sheet ?? {}) as Partial<Record<DayText, string>> & { morning_temperature_c?: number };
    const degrees = said.morning_temperature_c;
    const lines = DAY_TEXTS.filter((text) => (said[text] ?? "") !== "");
    if (of.version === 0) return <p>{t("home_sheet.none")}</p>;
    return (
        <>
            <dl class="facts">
                {degrees === undefined ? null : (
                    <div>
                        <dt>{dayLabel("degrees")}</dt>
                        <dd>{t("room.fever", { degrees: degrees.toFixed(1) })}</dd>
                    </div>
                )}
                {lines.map((text) => (
                    <div key={text}>
                        <dt>{dayLabel(text)}</dt>
                        <dd>{said[text]}</dd>
                    </div>
                ))}
            </dl>
            <p class="hint">{of.signed_at ? t("sheet.signed", { at: dayAndClock(of.signed_at, language.value) }) : t("sheet.unsigned")}</p>
        </>
    );
}

/** Its version is in the key: what the family changed meanwhile is read anew. */
const useSheet = (one: api.BoardReservation) =>
    useResource(`sheet ${one.id} ${one.sheet?.version ?? 0} ${one.note.id ?? ""}`, (etag) => api.familySheet(one.id, etag));

/** The medicine that is asked for, each one press away from being written down as given. */
export function OrdersToGive({ one, choose }: { one: api.BoardReservation; choose: (said: OrderSaid) => void }) {
    const sheet = useSheet(one);
    const orders = (sheet.value?.orders ?? []).filter((order) => order.taken_back_at === null && order.order !== null);
    if (orders.length === 0) return null;
    return (
        <div class="buttons" role="group" aria-label={t("course.ordered")}>
            {orders.map((order) => {
                const said = (order.order ?? {}) as OrderSaid;
                return (
                    <button key={order.id} type="button" class="button button-second" onClick={() => choose(said)}>
                        {[said.drug ?? "", said.dose ?? "", ...(said.times ?? [])].join(" ")}
                    </button>
                );
            })}
        </div>
    );
}

export function FromHome({ one }: { one: api.BoardReservation }) {
    const sheet = useSheet(one);
    return (
        <section class="stack" aria-labelledby="from-home">
            <h3 id="from-home">{t("home_sheet.title")}</h3>
            <Loaded from={sheet}>
                {(of) => (
                    <>
                        <Written of={of} />
                        <h4>{t("order.title")}</h4>
                        {of.orders.length === 0 ? <p>{t("home_sheet.no_orders")}</p> : null}
                        <ul>
                            {of.orders.map((order) => (
                                <Ordered key={order.id} of={order} />
                            ))}
                        </ul>
                    </>
                )}
            </Loaded>
        </section>
    );
}
