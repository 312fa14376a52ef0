// How the child was until this morning: the family sheet of the day, signed when it is sent.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { Submit, TextField } from "../components/field/field.tsx";
import { DAY_TEXTS, dayLabel, type DayText } from "../components/note/day-words.ts";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, temperature } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

type Written = Record<DayText, string> & { degrees: string };

/** Every line may be missing from one that was written before. */
function writtenOf(sheet: api.FamilySheet): Written {
    const said = (sheet.sheet ?? {}) as Partial<Record<DayText, string>> & { morning_temperature_c?: number };
    const texts = Object.fromEntries(DAY_TEXTS.map((text) => [text, said[text] ?? ""])) as Record<DayText, string>;
    return { ...texts, degrees: said.morning_temperature_c?.toFixed(1) ?? "" };
}

const POINTERS = {
    "/morning_temperature_c": { field: "degrees", label: () => dayLabel("degrees") },
    ...Object.fromEntries(DAY_TEXTS.map((text) => [`/${text}`, { field: text, label: () => dayLabel(text) }])),
};

interface Props {
    of: api.Reservation;
    sheet: api.FamilySheet;
    refresh: () => void;
}

function Signed({ sheet }: { sheet: api.FamilySheet }) {
    if (sheet.version === 0) return <p>{t("sheet.next")}</p>;
    return sheet.signed_at ? (
        <Notice kind="success" title={t("sheet.signed", { at: dayAndClock(sheet.signed_at, language.value) })}>
            <p>{t("sheet.signed_next")}</p>
        </Notice>
    ) : (
        <Notice kind="warning" title={t("sheet.unsigned")}>
            <p>{t("sheet.unsigned_next")}</p>
        </Notice>
    );
}

export function Sheet({ of, sheet, refresh }: Props) {
    const [written, setWritten] = useState(() => writtenOf(sheet));
    const sending = useSending(POINTERS);
    const change = (field: keyof Written) => (value: string) => setWritten((old) => ({ ...old, [field]: value }));
    const submit = (event: Event) => {
        event.preventDefault();
        const degrees = temperature(written.degrees);
        const wrong = degrees === null || degrees < 34 || degrees > 42.9;
        const miss = (field: keyof Written) => t("field.missing", { label: dayLabel(field) });
        const fine = sending.check({
            ...(wrong ? { degrees: written.degrees.trim() ? t("reserve.temperature_wrong") : miss("degrees") } : {}),
            ...(written.symptoms.trim() === "" ? { symptoms: miss("symptoms") } : {}),
            ...(written.call_first.trim() === "" ? { call_first: miss("call_first") } : {}),
        });
        if (!fine) return;
        const texts = Object.fromEntries(DAY_TEXTS.map((text) => [text, written[text].trim()]));
        void sending.run(async () => {
            await api.putFamilySheet(of.id, { ...texts, morning_temperature_c: degrees, sign: true }, sheet.version);
            refresh();
            scrollTo(0, 0);
        });
    };
    const trouble = sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null;
    return (
        <section class="card" aria-labelledby="sheet">
            <h2 id="sheet">{t("sheet.title")}</h2>
            <div role="status">
                <Signed sheet={sheet} />
            </div>
            <form class="form" onSubmit={submit} noValidate>
                <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
                <TextField
                    id="degrees"
                    label={dayLabel("degrees")}
                    inputMode="decimal"
                    short
                    unit={t("reserve.degrees")}
                    value={written.degrees}
                    onValue={change("degrees")}
                    error={sending.fields["degrees"]}
                />
                {DAY_TEXTS.map((text) => (
                    <TextField
                        key={text}
                        id={text}
                        label={dayLabel(text)}
                        hint={text === "call_first" ? t("sheet.call_first_hint") : undefined}
                        optional={text !== "symptoms" && text !== "call_first"}
                        rows={2}
                        maxLength={130}
                        value={written[text]}
                        onValue={change(text)}
                        error={sending.fields[text]}
                    />
                ))}
                <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                    {sheet.signed_at ? t("sheet.send_again") : t("sheet.send")}
                </Submit>
            </form>
        </section>
    );
}
