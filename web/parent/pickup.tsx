// Who fetches the child today, if it is not as always: a child, a person, and it is said; another time is one field more.
import { useState } from "preact/hooks";
import { TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { changePickup, pickupOf } from "../lib/api-record.ts";
import { dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import { PickupPeople } from "./pickup-people.tsx";
import { Tickets } from "./tickets.tsx";

function Child({ child, day }: { child: api.Me["children"][number]; day: string }) {
    const [time, setTime] = useState("");
    const people = useResource(`pickup ${child.id}`, (etag) => api.pickupPersons(child.id, etag));
    const said = useResource(`pickup said ${child.id} ${day}`, (etag) => pickupOf(child.id, day, etag), { topics: ["household"] });
    const sending = useSending();
    const say = (person: string) =>
        void sending.run(async (intention) => {
            await changePickup(child.id, { day, person_id: person, ...(time ? { time } : {}) }, intention);
            said.refresh();
        });
    const now = said.value?.pickups[0];
    return (
        <section class="card stack" aria-labelledby={`pickup-${child.id}`}>
            <h2 id={`pickup-${child.id}`}>{child.name}</h2>
            <div role="status">
                {now ? (
                    <Notice kind="success" title={t(now.time ? "pickup.now_at" : "pickup.now", { name: now.name, time: now.time ?? "" })}>
                        <p>{t("pickup.told")}</p>
                    </Notice>
                ) : null}
                {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            </div>
            <TextField id={`time-${child.id}`} type="time" short optional label={t("pickup.time")} value={time} onValue={setTime} />
            <Loaded from={people}>
                {({ persons }) => (
                    <>
                        <p>{t("pickup.who")}</p>
                        <div class="buttons">
                            {persons.map((one) => (
                                <button type="button" key={one.id} class="button button-second" aria-pressed={now?.person_id === one.id} disabled={sending.busy} onClick={() => say(one.id)}>
                                    {one.name} {one.guardian ? "" : one.relation}
                                </button>
                            ))}
                        </div>
                        <PickupPeople child={child.id} persons={persons} refresh={people.refresh} />
                    </>
                )}
            </Loaded>
        </section>
    );
}

export function PickupPage({ me }: { me: api.Me }) {
    const day = dayOf(api.now());
    const mine = me.children.filter((child) => child.nursery_id !== null);
    return (
        <Frame title={t("pickup.title")} kicker={longDay(day, language.value)}>
            {mine.map((child) => (
                <Child key={child.id} child={child} day={day} />
            ))}
            {mine.length === 0 ? <p>{t("reserve.no_child_next")}</p> : null}
            <p class="hint">{t("pickup.hint")}</p>
            <Tickets me={me} />
        </Frame>
    );
}
