// Coming back after an illness: from which day on, what is still to be told for it, and the family's form, filed here.
import { useState } from "preact/hooks";
import { SelectField, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { addDays, dayAndClock, isDay, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { PaperPhotos } from "./paper.tsx";

type Event = keyof api.Return["dates"];
/** With these an illness may be named. */
export const namesIllness = (kind: string): boolean => ["sick", "suspended", "hospital"].includes(kind);

export function Illness({ value, onValue }: { value: string; onValue: (code: string) => void }) {
    const list = useResource("diseases", (etag) => api.diseases(etag));
    return (
        <SelectField
            id="diagnosis"
            label={t("absence.diagnosis")}
            optional
            value={value}
            onValue={onValue}
            placeholder={t("field.choose")}
            groups={[{ choices: (list.value?.diseases ?? []).map(({ code }) => ({ value: code, label: diseaseWord(code) })) }]}
        />
    );
}

const SAME_ILLNESS_DAYS = 7;

/** Papers that the family itself may fill in here; a doctor's comes as a photo or with the child. */
const FILED = ["parent", "flu", "covid"];

function Earliest({ known }: { known: api.Return }) {
    if (known.known && known.earliest)
        return <Notice kind="info" title={t("return.from", { day: longDay(known.earliest, language.value) })} />;
    return (
        <Notice kind="warning" title={known.earliest ? t("return.not_before", { day: longDay(known.earliest, language.value) }) : t("return.unknown")}>
            <p>{t("return.tell")}</p>
        </Notice>
    );
}

function Form({ child, absence, known, done }: { child: string; absence: api.Absence; known: api.Return; done: () => void }) {
    const [dates, setDates] = useState<api.Return["dates"]>(known.dates);
    const [visited, setVisited] = useState("");
    const [clinic, setClinic] = useState("");
    const [well, setWell] = useState(false);
    const sending = useSending();
    const files = FILED.includes(known.paper);
    const id = absence.id.slice(0, 8);
    const events = [...new Set([...Object.keys(known.dates), ...known.missing])] as Event[];
    const send = (event: globalThis.Event) => {
        event.preventDefault();
        void sending.run(async () => {
            const told = Object.fromEntries(Object.entries(dates).filter(([, day]) => isDay(day)));
            const form = files && isDay(visited) && clinic.trim() && well ? { visited, clinic: clinic.trim(), well: true as const } : undefined;
            await api.keepReturn(child, absence.id, { dates: told, ...(known.released ? { released: known.released } : {}), ...(form ? { form } : {}) }, known.version);
            done();
        });
    };
    return (
        <form class="form" onSubmit={send} noValidate>
            {events.map((one) => (
                <TextField key={one} id={`${id}-${one}`} type="date" label={t(`return.event.${one}`)} value={dates[one] ?? ""} onValue={(day) => setDates({ ...dates, [one]: day })} />
            ))}
            {files && !known.filed_at ? (
                <>
                    <h4>{t(`return.paper.${known.paper}`)}</h4>
                    <TextField id={`${id}-visited`} type="date" label={t("return.visited")} value={visited} onValue={setVisited} />
                    <TextField id={`${id}-clinic`} label={t("return.clinic")} maxLength={200} value={clinic} onValue={setClinic} />
                    <div class="choice">
                        <input type="checkbox" id={`${id}-fit`} checked={well} onChange={() => setWell(!well)} />
                        <label for={`${id}-fit`}>{t("return.well")}</label>
                    </div>
                </>
            ) : null}
            {known.paper === "doctor" && !known.seen_at ? <p>{t("return.paper.doctor")}</p> : null}
            {known.filed_at ? <p>{t("return.filed", { at: dayAndClock(known.filed_at, language.value) })}</p> : null}
            {known.seen_at ? <p>{t("return.seen", { at: dayAndClock(known.seen_at, language.value) })}</p> : null}
            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
            <button type="submit" class="button" disabled={sending.busy}>
                {t("return.send")}
            </button>
        </form>
    );
}

function One({ child, absence }: { child: api.Me["children"][number]; absence: api.Absence }) {
    const known = useResource(`return ${absence.id}`, (etag) => api.absenceReturn(child.id, absence.id, etag), { topics: ["household"] });
    return (
        <Loaded from={known}>
            {(value) =>
                value.disease ? (
                    <li class="card stack">
                        <h3>
                            {child.name} {diseaseWord(value.disease)}
                        </h3>
                        <Earliest known={value} />
                        {/* What is being typed stays when a photo goes out beside it. */}
                        <Form key={JSON.stringify([value.dates, value.filed_at !== null])} child={child.id} absence={absence} known={value} done={known.refresh} />
                        <PaperPhotos child={child.id} absence={absence.id} known={value} refresh={known.refresh} />
                    </li>
                ) : null
            }
        </Loaded>
    );
}

/** An illness that was reported in several parts is asked about once: where it was told first. */
function firstOfEach(absences: api.Absence[]): api.Absence[] {
    const begun = [...absences].sort((a, b) => a.from.localeCompare(b.from));
    return begun.filter((one, n) => !begun.slice(0, n).some((before) => before.diagnosis === one.diagnosis && addDays(before.to, SAME_ILLNESS_DAYS) >= one.from));
}

/** The illnesses of the last weeks that keep a child away for a while. */
export function Returns({ child, today, version }: { child: api.Me["children"][number]; today: string; version: number }) {
    const list = useResource(`returns ${child.id} ${today} ${version}`, (etag) => api.absences(child.id, addDays(today, -21), addDays(today, 31), etag), {
        topics: ["household"],
    });
    const ill = firstOfEach(list.value?.absences.filter((one) => !one.withdrawn && one.diagnosis) ?? []);
    if (ill.length === 0) return null;
    return (
        <section class="stack" aria-label={t("return.title", { name: child.name })}>
            <h2>{t("return.title", { name: child.name })}</h2>
            <ul class="stack">
                {ill.map((one) => (
                    <One key={one.id} child={child} absence={one} />
                ))}
            </ul>
        </section>
    );
}
