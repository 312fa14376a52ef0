// The doctor's form as it lies on the table, keyed in by the family or at the room's door (R-RSV-12, R-RSV-13).
import { useState } from "preact/hooks";
import { ChoiceField, SelectField, Submit, TextField } from "../field/field.tsx";
import * as api from "../../lib/api.ts";
import { diseaseWord } from "../../lib/diseases.ts";
import { dayOf } from "../../lib/format.ts";
import { useSending } from "../../lib/form.ts";
import { t } from "../../lib/i18n.ts";
import { refusalSentence } from "../../lib/refusal.ts";
import { useResource } from "../../lib/resource.ts";

const DRUGS_MAX = 12;

/** One drug a line, as the form lists them. */
const drugsOf = (typed: string) =>
    typed
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .slice(0, DRUGS_MAX)
        .map((name) => ({ name }));

interface Props {
    child: string;
    /** What the family said it is, to begin with; "" nothing. */
    said: api.DiseaseCode | "";
    summary: string;
    refresh: () => void;
}

export function NoteForm({ child, said, summary, refresh }: Props) {
    const list = useResource("diseases", (etag) => api.diseases(etag));
    const [issued, setIssued] = useState(dayOf(api.now()));
    const [diagnosis, setDiagnosis] = useState<string>(said);
    const [rest, setRest] = useState("quiet");
    const [drugs, setDrugs] = useState("");
    const sending = useSending({
        "/issued": { field: "issued", label: () => t("note.issued") },
        "/diagnosis": { field: "note-diagnosis", label: () => t("note.diagnosis") },
        "/drugs": { field: "drugs", label: () => t("note.drugs") },
    });
    const submit = (event: Event) => {
        event.preventDefault();
        const miss = (label: string) => t("field.missing", { label });
        const fine = sending.check({
            ...(issued === "" ? { issued: miss(t("note.issued")) } : {}),
            ...(diagnosis === "" ? { "note-diagnosis": miss(t("note.diagnosis")) } : {}),
        });
        if (!fine) return;
        const note: api.NoteAsk = {
            issued,
            diagnosis: diagnosis as api.DiseaseCode,
            rest: rest as api.NoteAsk["rest"],
            drugs: drugsOf(drugs),
        };
        void sending.run(async (intention) => {
            await api.addNote(child, note, intention);
            refresh();
        });
    };
    return (
        <details class="note-form">
            <summary>{summary}</summary>
            <form onSubmit={submit} noValidate class="stack">
                {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
                <TextField id="issued" label={t("note.issued")} type="date" value={issued} onValue={setIssued} error={sending.fields["issued"]} />
                <SelectField
                    id="note-diagnosis"
                    label={t("note.diagnosis")}
                    value={diagnosis}
                    onValue={setDiagnosis}
                    error={sending.fields["note-diagnosis"]}
                    placeholder={t("field.choose")}
                    groups={[{ choices: (list.value?.diseases ?? []).map(({ code }) => ({ value: code, label: diseaseWord(code) })) }]}
                />
                <ChoiceField
                    id="rest"
                    label={t("note.rest")}
                    value={rest}
                    onValue={setRest}
                    across
                    choices={[
                        { value: "bed_rest", label: t("note.bed_rest") },
                        { value: "isolate", label: t("note.isolate") },
                        { value: "quiet", label: t("note.quiet") },
                        { value: "normal", label: t("note.normal") },
                    ]}
                />
                <TextField id="drugs" label={t("note.drugs")} hint={t("note.drugs_hint")} optional rows={3} value={drugs} onValue={setDrugs} error={sending.fields["drugs"]} maxLength={600} />
                <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                    {t("note.send")}
                </Submit>
            </form>
        </details>
    );
}
