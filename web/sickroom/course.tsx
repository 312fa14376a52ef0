// The course of a child's day: what was written down, and one more line. Medicine waits until a second person, signed in, has looked (R-CARE-02).
import { useState } from "preact/hooks";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { temperature } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { type Doing, kindWord, Line } from "./course-line.tsx";
import { OrdersToGive } from "./from-home.tsx";

const KINDS = ["temperature", "meal", "medicine", "symptom", "message"] as const;
type Kind = (typeof KINDS)[number];

const miss = (label: string) => t("field.missing", { label });

export function Course({ one, sending }: { one: api.BoardReservation; sending: Sending }) {
    const course = useResource(`course ${one.id}`, (etag) => api.course(one.id, etag));
    const [kind, setKind] = useState<Kind>("temperature");
    const [degrees, setDegrees] = useState("");
    const [drug, setDrug] = useState("");
    const [dose, setDose] = useState("");
    const [text, setText] = useState("");
    const [doing, setDoing] = useState<{ id: string; what: Doing } | null>(null);
    const measured = temperature(degrees);
    const add = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            ...(kind === "temperature" && measured === null ? { "course-degrees": miss(t("room.temperature")) } : {}),
            ...(kind === "medicine" && drug.trim() === "" ? { "course-drug": miss(t("course.drug")) } : {}),
            ...(kind === "medicine" && dose.trim() === "" ? { "course-dose": miss(t("course.dose")) } : {}),
        });
        if (!fine) return;
        const words = text.trim() === "" ? {} : { text: text.trim() };
        const figure = kind === "temperature" && measured !== null ? { temperature_c: measured } : {};
        const medicine = kind === "medicine" ? { drug: drug.trim(), dose: dose.trim() } : {};
        void sending.run(async (intention) => {
            await api.addEntry(one, { kind, ...words, ...figure, ...medicine }, intention);
            for (const set of [setDegrees, setDrug, setDose, setText]) set("");
            course.refresh();
        });
    };
    const act = (work: (intention: api.Intention) => Promise<unknown>) =>
        void sending.run(async (intention) => {
            await work(intention);
            setDoing(null);
            course.refresh();
        });
    const field = (id: string, label: string, value: string, set: (value: string) => void, optional = false) => (
        <TextField id={id} label={label} value={value} onValue={set} error={sending.fields[id]} optional={optional} maxLength={120} />
    );
    return (
        <section class="stack" aria-labelledby="course-title">
            <h3 id="course-title">{t("course.title")}</h3>
            <Loaded from={course}>
                {({ entries }) => (
                    <ul class="rows course">
                        {entries
                            .filter((entry) => entry.kind !== "strike")
                            .map((entry) => (
                                <Line
                                    key={entry.id}
                                    one={entry}
                                    strike={entries.find((later) => later.id === entry.struck_by)}
                                    doing={doing?.id === entry.id ? doing.what : null}
                                    begin={(what) => setDoing(what === null ? null : { id: entry.id, what })}
                                    act={act}
                                    reservation={one}
                                    sending={sending}
                                />
                            ))}
                    </ul>
                )}
            </Loaded>
            <form onSubmit={add} noValidate class="stack">
                <ChoiceField
                    id="course-kind"
                    label={t("course.what")}
                    value={kind}
                    onValue={(value) => setKind(value as Kind)}
                    across
                    choices={KINDS.map((value) => ({ value, label: kindWord(value) }))}
                />
                {kind === "temperature" ? (
                    <TextField
                        id="course-degrees"
                        label={t("room.temperature")}
                        inputMode="decimal"
                        short
                        unit={t("reserve.degrees")}
                        value={degrees}
                        onValue={setDegrees}
                        error={sending.fields["course-degrees"]}
                        maxLength={8}
                    />
                ) : null}
                {kind === "medicine" ? (
                    <OrdersToGive
                        one={one}
                        choose={(said) => {
                            setDrug(said.drug ?? "");
                            setDose(said.dose ?? "");
                        }}
                    />
                ) : null}
                {kind === "medicine" ? field("course-drug", t("course.drug"), drug, setDrug) : null}
                {kind === "medicine" ? field("course-dose", t("course.dose"), dose, setDose) : null}
                {field("course-text", t("course.text"), text, setText, true)}
                <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                    {t("course.add")}
                </Submit>
            </form>
        </section>
    );
}
