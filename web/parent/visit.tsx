// One day in the sick-care room as its family prepares it and settles it: the doctor's note, how the child was until this morning, the
// medicine asked for; afterwards the bill and its receipt.
import { Receipt, Lines, stateWord } from "../components/bill/bill.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { NoteForm } from "../components/note/note-form.tsx";
import * as api from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import { ReservationCard } from "./reservation-card.tsx";
import { Phone } from "./trouble.tsx";
import { Medicine } from "./visit-medicine.tsx";
import { Share } from "./share.tsx";
import { Sheet } from "./visit-sheet.tsx";

/** What a note says, as it was sealed. */
interface Form {
    diagnosis?: api.DiseaseCode;
    drugs?: { name: string; dose?: string; times?: string }[];
}
const formOf = (note: api.DoctorNote): Form => (note.form ?? {}) as Form;

/** The newest that says what still holds on the day; how long it is valid is the room's to say. */
const noteOf = (notes: api.DoctorNote[], day: string): api.DoctorNote | undefined =>
    notes.find((one) => one.issued <= day && (one.void_from === null || one.void_from > day));

function Note({ of, note, refresh }: { of: api.Reservation; note: api.DoctorNote | undefined; refresh: () => void }) {
    const form = note ? formOf(note) : {};
    return (
        <section class="card" aria-labelledby="note">
            <h2 id="note">{t("visit.note")}</h2>
            {note ? (
                <>
                    <p>
                        {form.diagnosis ? diseaseWord(form.diagnosis) : ""}{" "}
                        {t("room.note_issued", { day: longDay(note.issued, language.value) })}
                    </p>
                    {form.drugs?.length ? (
                        <ul>
                            {form.drugs.map((drug) => (
                                <li key={drug.name}>{[drug.name, drug.dose, drug.times].filter(Boolean).join(" ")}</li>
                            ))}
                        </ul>
                    ) : null}
                </>
            ) : (
                <p>{t("visit.note_none")}</p>
            )}
            <p class="hint">{t("visit.note_bring")}</p>
            <NoteForm
                key={note?.id}
                child={of.child_id}
                said=""
                summary={note ? t("visit.note_again") : t("visit.note_enter")}
                refresh={refresh}
            />
        </section>
    );
}

function Preparing({ of }: { of: api.Reservation }) {
    const sheet = useResource(`sheet ${of.id}`, (etag) => api.familySheet(of.id, etag), { topics: ["household"] });
    const notes = useResource(`notes ${of.child_id}`, (etag) => api.notes(of.child_id, etag), {
        topics: ["household"],
    });
    return (
        <>
            <Loaded from={sheet}>
                {(value) => <Sheet key={value.version} of={of} sheet={value} refresh={sheet.refresh} />}
            </Loaded>
            <Loaded from={notes}>
                {(value) => {
                    const note = noteOf(value.notes, of.day);
                    return (
                        <>
                            <Note of={of} note={note} refresh={notes.refresh} />
                            {sheet.value ? (
                                <Medicine
                                    of={of}
                                    orders={sheet.value.orders}
                                    drugs={note ? (formOf(note).drugs ?? []).map((drug) => drug.name) : []}
                                    refresh={sheet.refresh}
                                />
                            ) : null}
                        </>
                    );
                }}
            </Loaded>
        </>
    );
}

function Paper({ id }: { id: string }) {
    const paper = useResource(`receipt ${id}`, (etag) => api.receipt(id, etag));
    return (
        <section class="stack" aria-labelledby="receipt">
            <h2 id="receipt">{t("receipt.title")}</h2>
            <Loaded from={paper}>{(of) => <Receipt of={of} />}</Loaded>
            <p class="no-print">
                <button type="button" class="button" onClick={() => print()}>
                    {t("receipt.print")}
                </button>
            </p>
        </section>
    );
}

function Bill({ of }: { of: api.Reservation }) {
    const fee = useResource(`fee ${of.id}`, (etag) => api.fee(of.id, etag), { topics: ["household"] });
    return (
        <Loaded from={fee}>
            {(value) => (
                <>
                    {value.refund_offered_yen > 0 && value.state === "paid" ? (
                        <Notice kind="info" title={t("visit.refund", { yen: value.refund_offered_yen })}>
                            <p>{t("visit.refund_next")}</p>
                        </Notice>
                    ) : null}
                    {value.state === "paid" || value.state === "invoiced" ? (
                        <p class="no-print">
                            <a href={`/parent/certificate/${of.child_id}?month=${of.day.slice(0, 7)}`}>{t("certificate.open")}</a>
                        </p>
                    ) : null}
                    {value.receipt_number === null ? (
                        <section class="card" aria-labelledby="bill">
                            <h2 id="bill">
                                {t("bill.title")} <small>{stateWord(value.state)}</small>
                            </h2>
                            <Lines lines={value.lines} yen={value.yen} />
                            {value.state === "due" ? <p>{t("visit.pay_next")}</p> : null}
                        </section>
                    ) : (
                        <Paper id={of.id} />
                    )}
                </>
            )}
        </Loaded>
    );
}

function Parts({ of }: { of: api.Reservation }) {
    switch (of.state) {
        case "requested":
        case "confirmed":
        case "checked_in":
            return <Preparing of={of} />;
        case "checked_out":
            return <Bill of={of} />;
        default:
            return null;
    }
}

export function VisitPage({ id }: { id: string }) {
    const one = useResource(`reservation ${id}`, (etag) => api.reservation(id, etag), { topics: ["household"] });
    return (
        <Frame title={t("visit.title")}>
            <Loaded from={one}>
                {(of) => (
                    <>
                        <ul class="stack no-print">
                            <ReservationCard reservation={of}>
                                <p>
                                    <Phone telephone={of.telephone} of={of.sick_room_name} />
                                </p>
                            </ReservationCard>
                        </ul>
                        <Parts of={of} />
                        {of.shared_with && of.state !== "checked_out" ? <Share of={of} refresh={one.refresh} /> : null}
                    </>
                )}
            </Loaded>
            <p class="no-print">
                <a href="/parent/reservations">{t("visit.back")}</a>
            </p>
        </Frame>
    );
}
