// Back from an illness, at the nursery: from which day, whether the paper is there, what a doctor allowed, and what the sick-care room wrote down.
// A sign for staff, who decide: nobody is refused here. Read only when it is opened, for every reading is recorded.
import { useState } from "preact/hooks";
import { TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Papers } from "../components/photos/paper.tsx";
import * as api from "../lib/api.ts";
import { absenceReturn, keepReturn, type Return } from "../lib/api-book.ts";
import { roomRecord } from "../lib/api-record.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { addDays, clock, dayAndClock, isDay, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { Loaded } from "../components/notice/states.tsx";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { kindWord, saidOf } from "../sickroom/course-line.tsx";

/** An illness may have begun that long before the day. */
const LOOK_BACK = 28;

function Paper({ known }: { known: Return }) {
    if (known.paper === "none") return null;
    if (known.seen_at) return <p>{t("illness.seen", { at: dayAndClock(known.seen_at, language.value) })}</p>;
    if (known.filed_at) return <p>{t("return.filed", { at: dayAndClock(known.filed_at, language.value) })}</p>;
    return (
        <p class="flag flag-hard">
            <Icon name="warning" />
            {t("flag.paper_missing")} {t(`return.paper.${known.paper}`)}
        </p>
    );
}

/** What was handed in is not the paper: a few words that the family reads. */
function Another({ id, busy, ask }: { id: string; busy: boolean; ask: (reason: string) => void }) {
    const [reason, setReason] = useState("");
    return (
        <details>
            <summary>{t("illness.another")}</summary>
            <div class="stack">
                <TextField id={`another-${id}`} label={t("illness.another_why")} hint={t("illness.another_hint")} maxLength={60} value={reason} onValue={setReason} />
                <p>
                    <button type="button" class="button button-second" disabled={busy || reason.trim() === ""} onClick={() => ask(reason.trim())}>
                        {t("illness.another_send")}
                    </button>
                </p>
            </div>
        </details>
    );
}

function Known({ child, absence, known, refresh }: { child: string; absence: api.Absence; known: Return; refresh: () => void }) {
    const [released, setReleased] = useState(known.released ?? "");
    const sending = useSending();
    const keep = (more: { paper_seen?: true; another?: string }) =>
        void sending.run(async () => {
            const day = isDay(released) ? { released } : {};
            await keepReturn(child, absence.id, { dates: known.dates, ...day, ...more }, known.version);
            refresh();
        });
    if (!known.disease) return null;
    return (
        <li class="card stack">
            <p>
                <strong>{diseaseWord(known.disease)}</strong>{" "}
                {known.earliest
                    ? t(known.known ? "return.from" : "return.not_before", { day: longDay(known.earliest, language.value) })
                    : t("return.unknown")}
            </p>
            <Paper known={known} />
            {known.filed_at ? <Papers child={child} absence={absence.id} version={known.version} /> : null}
            {known.another ? <p class="hint">{t("illness.another_said", { why: known.another })}</p> : null}
            <div class="side-by-side">
                <TextField id={`released-${absence.id}`} type="date" label={t("illness.released")} optional value={released} onValue={setReleased} />
            </div>
            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
            <p class="buttons">
                {known.paper !== "none" && !known.seen_at ? (
                    <button type="button" class="button" disabled={sending.busy} onClick={() => keep({ paper_seen: true })}>
                        {t("illness.see")}
                    </button>
                ) : null}
                <button type="button" class="button button-second" disabled={sending.busy} onClick={() => keep({})}>
                    {t("illness.keep")}
                </button>
            </p>
            {known.filed_at && !known.seen_at ? <Another id={absence.id} busy={sending.busy} ask={(another) => keep({ another })} /> : null}
        </li>
    );
}

function One({ child, absence }: { child: string; absence: api.Absence }) {
    const known = useResource(`return ${absence.id}`, (etag) => absenceReturn(child, absence.id, etag));
    return (
        <Loaded from={known}>
            {(value) => <Known key={value.version} child={child} absence={absence} known={value} refresh={known.refresh} />}
        </Loaded>
    );
}

function FromRoom({ child, day }: { child: string; day: string }) {
    const record = useResource(`record ${child} ${day}`, (etag) => roomRecord(child, day, etag));
    return (
        <Loaded from={record}>
            {({ visits, agreed_at: agreed }) =>
                agreed === null ? (
                    <p class="hint">{t("illness.not_agreed")}</p>
                ) : (
                    <>
                        {visits.length === 0 ? <p class="hint">{t("illness.no_record")}</p> : null}
                        {visits.map((visit) => (
                            <div key={visit.room} class="stack">
                                <h4>{visit.room}</h4>
                                <ul>
                                    {visit.entries.map((one) => (
                                        <li key={one.id}>
                                            <span class="time">{clock(one.at)}</span> {kindWord(one.kind)} {saidOf(one)}
                                        </li>
                                    ))}
                                </ul>
                            </div>
                        ))}
                    </>
                )
            }
        </Loaded>
    );
}

function Inside({ child, day }: { child: string; day: string }) {
    const list = useResource(`illnesses ${child} ${day}`, (etag) => api.absences(child, addDays(day, -LOOK_BACK), day, etag));
    return (
        <>
            <Loaded from={list}>
                {({ absences }) => {
                    const ill = absences.filter((one) => !one.withdrawn && one.diagnosis);
                    return ill.length === 0 ? (
                        <p class="hint">{t("illness.none")}</p>
                    ) : (
                        <ul class="stack">
                            {ill.map((one) => (
                                <One key={one.id} child={child} absence={one} />
                            ))}
                        </ul>
                    );
                }}
            </Loaded>
            <h3>{t("illness.room")}</h3>
            <FromRoom child={child} day={day} />
        </>
    );
}

export function IllnessPart({ child, day }: { child: string; day: string }) {
    const [open, setOpen] = useState(false);
    return (
        <details class="press-more" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("illness.title")}</summary>
            {open ? <Inside child={child} day={day} /> : null}
        </details>
    );
}
