// The medicine of the day: who gave it is one press, who saw it another, on the own device or at this tablet (R-CARE-02).
import { useState } from "preact/hooks";
import { doseWords, givenWords, whenWords } from "../components/medicine/medicine-words.ts";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { SecondPerson } from "../components/second/second-person.tsx";
import * as api from "../lib/api.ts";
import { checkMedicine, checkMedicineHere, giveMedicine, type Medicine, medicinesAt, strikeMedicine } from "../lib/api-medicine.ts";
import { dayOf } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { session } from "../lib/session.ts";
import { Frame } from "./frame.tsx";

export const useMedicines = (nursery: string, day: string) =>
    useResource(`medicines at ${nursery} ${day}`, (etag) => medicinesAt(nursery, day, etag), { topics: [`attendance:${nursery}`] });

function Line({ one, refresh }: { one: Medicine; refresh: () => void }) {
    const [here, setHere] = useState(false);
    const sending = useSending();
    const mine = session.person.value?.name === one.given_by;
    const which = <span class="unseen"> {`${one.name} ${doseWords(one)}`}</span>;
    const act = (work: (intention: api.Intention) => Promise<unknown>) =>
        void sending.run(async (intention) => {
            await work(intention);
            setHere(false);
            refresh();
        });
    return (
        <li class="row-words" data-medicine={one.id}>
            <h2>
                {one.name} <span class="hint">{one.class}</span>
            </h2>
            <p class={one.state === "withdrawn" ? "struck" : undefined}>
                <b>{whenWords(one)}</b> {doseWords(one)} <span class="hint">{one.request?.clinic}</span>
            </p>
            {one.request?.note ? <p>{one.request.note}</p> : null}
            <p class="hint">{t("medicine.asked_by", { name: one.asked_by })}</p>
            <p role="status">{one.state === "asked" ? "" : one.state === "withdrawn" ? t("medicine.state.withdrawn") : givenWords(one)}</p>
            {one.state === "waits" ? <p class="hint">{t("course.waits")}</p> : null}
            {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            {here ? (
                <SecondPerson confirm={(login, password) => act(() => checkMedicineHere(one.id, login, password))} back={() => setHere(false)} sending={sending} />
            ) : (
                <div class="buttons no-print">
                    {one.state === "asked" ? (
                        <button type="button" class="button" disabled={sending.busy} onClick={() => act((intention) => giveMedicine(one.id, intention))}>
                            {t("medicine.give")}
                            {which}
                        </button>
                    ) : null}
                    {one.state === "waits" && !mine ? (
                        <button type="button" class="button" disabled={sending.busy} onClick={() => act((intention) => checkMedicine(one.id, intention))}>
                            {t("course.look")}
                            {which}
                        </button>
                    ) : null}
                    {one.state === "waits" && mine ? (
                        <button type="button" class="button" onClick={() => setHere(true)}>
                            {t("course.look_here")}
                            {which}
                        </button>
                    ) : null}
                    {one.state === "waits" || one.state === "given" ? (
                        <button type="button" class="button button-second" disabled={sending.busy} onClick={() => act((intention) => strikeMedicine(one.id, intention))}>
                            {t("medicine.strike")}
                            {which}
                        </button>
                    ) : null}
                </div>
            )}
        </li>
    );
}

const ORDER: Medicine["state"][] = ["waits", "asked", "given", "withdrawn"];

export function MedicinesPage({ nursery }: { nursery: api.Me["sites"][number] }) {
    const today = dayOf(api.now());
    const [day, setDay] = useState(today);
    const list = useMedicines(nursery.id, day);
    return (
        <Frame title={t("medicine.staff_title")} kicker={nursery.name}>
            <DaySwitch day={day} today={today} choose={setDay} />
            <p class="hint">{t("medicine.staff_hint")}</p>
            <Loaded from={list}>
                {({ medicines }) =>
                    medicines.length === 0 ? (
                        <p class="card">{t("medicine.staff_none")}</p>
                    ) : (
                        <ul class="card">
                            {ORDER.flatMap((state) => medicines.filter((one) => one.state === state)).map((one) => (
                                <Line key={one.id} one={one} refresh={list.refresh} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Frame>
    );
}

/** On the board: how many are still to be given, and the way there. */
export function MedicineLine({ nursery, day }: { nursery: string; day: string }) {
    const open = (useMedicines(nursery, day).value?.medicines ?? []).filter(({ state }) => state === "asked" || state === "waits");
    if (open.length === 0) return null;
    return (
        <p class="card">
            <a href={`/staff/nurseries/${nursery}/medicines`}>{t("medicine.board", { n: open.length })}</a>
        </p>
    );
}
