// The course of a child's day: what was written down, and one more line. Medicine waits until a second person, signed in, has looked (R-CARE-02).
import { useState } from "preact/hooks";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock, temperature } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";

const KINDS = ["temperature", "meal", "medicine", "symptom", "message"] as const;
type Kind = (typeof KINDS)[number];

function kindWord(kind: api.CareEntry["kind"]): string {
    switch (kind) {
        case "temperature":
            return t("room.temperature");
        case "meal":
        case "drink":
            return t("course.meal");
        case "medicine":
            return t("course.medicine");
        case "message":
            return t("course.message");
        default:
            return t("course.symptom");
    }
}

interface Said {
    text?: string;
    drug?: string;
    dose?: string;
    temperature_c?: number;
}

function saidOf(one: api.CareEntry): string {
    const { text, drug, dose, temperature_c: degrees } = (one.entry ?? {}) as Said;
    return [degrees === undefined ? "" : t("room.fever", { degrees: degrees.toFixed(1) }), drug ?? "", dose ?? "", text ?? ""]
        .filter((part) => part !== "")
        .join(" ");
}

function Line({ one, look }: { one: api.CareEntry; look: (one: api.CareEntry) => void }) {
    const waits = one.kind === "medicine" && one.second === null && one.struck_by === null;
    return (
        <li class={one.struck_by ? "row-words course-struck" : "row-words"}>
            <p>
                <strong class="figures">{clock(one.at)}</strong> {kindWord(one.kind)} {saidOf(one)}{" "}
                <span class="hint">
                    {one.by}
                    {one.second ? ` ${t("course.second", { name: one.second })}` : ""}
                </span>
            </p>
            {waits ? (
                <button type="button" class="button button-second" onClick={() => look(one)}>
                    {t("course.look")}
                </button>
            ) : null}
        </li>
    );
}

const miss = (label: string) => t("field.missing", { label });

export function Course({ one, sending }: { one: api.BoardReservation; sending: Sending }) {
    const course = useResource(`course ${one.id}`, (etag) => api.course(one.id, etag));
    const [kind, setKind] = useState<Kind>("temperature");
    const [degrees, setDegrees] = useState("");
    const [drug, setDrug] = useState("");
    const [dose, setDose] = useState("");
    const [text, setText] = useState("");
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
    const look = (entry: api.CareEntry) =>
        void sending.run(async (intention) => {
            await api.checkEntry(entry, intention);
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
                        {entries.map((entry) => (
                            <Line key={entry.id} one={entry} look={look} />
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
                {kind === "temperature" ? field("course-degrees", t("room.temperature"), degrees, setDegrees) : null}
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
