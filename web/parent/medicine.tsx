// Medicine that the nursery is asked to give: for a child and a day, one dose a request, and what became of it.
import { useState } from "preact/hooks";
import { doseWords, givenWords, WHENS, whenWords } from "../components/medicine/medicine-words.ts";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { askMedicine, type Medicine, type MedicineAsk, medicinesOf, withdrawMedicine } from "../lib/api-medicine.ts";
import { dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";

function Line({ one, refresh }: { one: Medicine; refresh: () => void }) {
    const sending = useSending();
    const withdraw = () =>
        void sending.run(async (intention) => {
            await withdrawMedicine(one.id, intention);
            refresh();
        });
    return (
        <li class="row-words" data-medicine={one.id}>
            <p class={one.state === "withdrawn" ? "struck" : undefined}>
                <b>{longDay(one.day, language.value)}</b> {whenWords(one)} {doseWords(one)}
            </p>
            <p>{one.state === "given" ? givenWords(one) : t(`medicine.state.${one.state}`)}</p>
            {one.request?.note ? <p class="hint">{one.request.note}</p> : null}
            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
            {one.state === "asked" ? (
                <p>
                    <button type="button" class="button button-second" disabled={sending.busy} onClick={withdraw}>
                        {t("medicine.withdraw")}
                        <span class="unseen"> {doseWords(one)}</span>
                    </button>
                </p>
            ) : null}
        </li>
    );
}

const miss = (label: string) => t("field.missing", { label });

function Ask({ child, done }: { child: string; done: () => void }) {
    const today = dayOf(api.now());
    const [day, setDay] = useState(today);
    const [drug, setDrug] = useState("");
    const [dose, setDose] = useState("");
    const [when, setWhen] = useState<MedicineAsk["when"]>("after_lunch");
    const [at, setAt] = useState("");
    const [clinic, setClinic] = useState("");
    const [note, setNote] = useState("");
    const field = (name: string) => `${name}-${child}`;
    const sending = useSending({
        "/day": { field: field("day"), label: () => t("medicine.day") },
        "/drug": { field: field("drug"), label: () => t("medicine.drug") },
        "/dose": { field: field("dose"), label: () => t("medicine.dose") },
        "/at": { field: field("at"), label: () => t("medicine.at") },
        "/clinic": { field: field("clinic"), label: () => t("medicine.clinic") },
        "/note": { field: field("note"), label: () => t("medicine.note") },
    });
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            ...(day === "" ? { [field("day")]: miss(t("medicine.day")) } : {}),
            ...(drug.trim() === "" ? { [field("drug")]: miss(t("medicine.drug")) } : {}),
            ...(dose.trim() === "" ? { [field("dose")]: miss(t("medicine.dose")) } : {}),
            ...(when === "at" && at === "" ? { [field("at")]: miss(t("medicine.at")) } : {}),
        });
        if (!fine) return;
        void sending.run(async (intention) => {
            const more = { ...(when === "at" ? { at } : {}), ...(clinic.trim() ? { clinic: clinic.trim() } : {}), ...(note.trim() ? { note: note.trim() } : {}) };
            await askMedicine(child, { day, drug: drug.trim(), dose: dose.trim(), when, ...more }, intention);
            setDrug("");
            setDose("");
            setNote("");
            done();
        });
    };
    const text = (name: string, label: string, value: string, set: (value: string) => void, more: { hint?: string; optional?: boolean; rows?: number; maxLength: number }) => (
        <TextField id={field(name)} label={label} value={value} onValue={set} error={sending.fields[field(name)]} {...more} />
    );
    return (
        <form onSubmit={submit} noValidate class="stack">
            <ErrorSummary fields={sending.fields} attempt={sending.attempt} />
            {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            <TextField id={field("day")} type="date" short min={today} label={t("medicine.day")} value={day} onValue={setDay} error={sending.fields[field("day")]} />
            {text("drug", t("medicine.drug"), drug, setDrug, { maxLength: 40, hint: t("medicine.drug_hint") })}
            {text("dose", t("medicine.dose"), dose, setDose, { maxLength: 20 })}
            <ChoiceField
                id={field("when")}
                label={t("medicine.when")}
                value={when}
                onValue={(value) => setWhen(value as MedicineAsk["when"])}
                choices={WHENS.map((value) => ({ value, label: t(`medicine.when.${value}`) }))}
            />
            {when === "at" ? <TextField id={field("at")} type="time" short label={t("medicine.at")} value={at} onValue={setAt} error={sending.fields[field("at")]} /> : null}
            {text("clinic", t("medicine.clinic"), clinic, setClinic, { maxLength: 40, optional: true })}
            {text("note", t("medicine.note"), note, setNote, { maxLength: 200, optional: true, rows: 2 })}
            <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                {t("medicine.send")}
            </Submit>
        </form>
    );
}

function Child({ child }: { child: api.Me["children"][number] }) {
    const [said, setSaid] = useState(false);
    const list = useResource(`medicines ${child.id}`, (etag) => medicinesOf(child.id, etag), { topics: ["household"] });
    return (
        <section class="card stack" aria-labelledby={`medicine-${child.id}`}>
            <h2 id={`medicine-${child.id}`}>{child.name}</h2>
            <div role="status">{said ? <Notice kind="success" title={t("medicine.sent")} /> : null}</div>
            <Loaded from={list}>
                {({ medicines }) =>
                    medicines.length === 0 ? (
                        <p class="hint">{t("medicine.none")}</p>
                    ) : (
                        <ul>
                            {medicines.map((one) => (
                                <Line key={one.id} one={one} refresh={list.refresh} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
            <details>
                <summary>{t("medicine.ask")}</summary>
                <Ask
                    child={child.id}
                    done={() => {
                        setSaid(true);
                        list.refresh();
                    }}
                />
            </details>
        </section>
    );
}

export function MedicinePage({ me }: { me: api.Me }) {
    const mine = me.children.filter((child) => child.nursery_id !== null);
    return (
        <Frame title={t("medicine.title")}>
            <p>{t("medicine.hint")}</p>
            {mine.map((child) => (
                <Child key={child.id} child={child} />
            ))}
            {mine.length === 0 ? <p>{t("reserve.no_child_next")}</p> : null}
        </Frame>
    );
}
