// Step 1 of reserving: which child, and how the child is.
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { CheckField, ChecksField, ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Loading } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { addDays, longDay } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import type { Draft } from "./condition.ts";
import { Trouble } from "./reserve-steps.tsx";
import type { Room } from "./reserve.tsx";

interface Props {
    me: api.Me;
    draft: Draft;
    today: string;
    sending: Sending;
    room: Room | undefined;
    further: string[];
    change: (part: Partial<Draft>) => void;
    submit: (event: Event) => void;
}

/** What a nursery child has most often, before the rest of the alphabet. */
const COMMON: api.DiseaseCode[] = [
    "UNDIAGNOSED_FEVER",
    "COLD",
    "COUGH",
    "VOMITING",
    "DIARRHOEA",
    "RSV",
    "FLU_A",
    "FLU_B",
    "GAS",
    "HFM",
];

function useDiseases() {
    const list = useResource("diseases", (etag) => api.diseases(etag));
    if (!list.value) return { list, groups: null };
    const all = list.value.diseases;
    const choice = (code: api.DiseaseCode) => ({ value: code, label: diseaseWord(code) });
    const rest = (symptom: boolean) =>
        all.filter((one) => one.symptom === symptom && !COMMON.includes(one.code)).map((one) => choice(one.code));
    return {
        list,
        groups: [
            {
                label: t("reserve.diagnosis_common"),
                choices: COMMON.filter((code) => all.some((one) => one.code === code)).map(choice),
            },
            { label: t("reserve.diagnosis_symptom"), choices: rest(true) },
            { label: t("reserve.diagnosis_disease"), choices: rest(false) },
        ].filter((group) => group.choices.length > 0),
    };
}

function Onset({ draft, today, sending, change }: Pick<Props, "draft" | "today" | "sending" | "change">) {
    const dayHint = (back: number) => longDay(addDays(today, -back), language.value);
    return (
        <>
            <ChoiceField
                id="onset"
                label={t("reserve.onset")}
                hint={t("reserve.onset_hint")}
                error={sending.fields["onset"]}
                value={draft.onset}
                onValue={(onset) => change({ onset })}
                across
                choices={[
                    { value: "0", label: t("day.today"), hint: dayHint(0) },
                    { value: "1", label: t("day.yesterday"), hint: dayHint(1) },
                    { value: "2", label: t("day.before_yesterday"), hint: dayHint(2) },
                    { value: "other", label: t("day.other") },
                ]}
            />
            {draft.onset === "other" ? (
                <TextField
                    id="onsetDay"
                    label={t("reserve.onset_day")}
                    type="date"
                    max={today}
                    value={draft.onsetDay}
                    onValue={(onsetDay) => change({ onsetDay })}
                    error={sending.fields["onsetDay"]}
                />
            ) : null}
        </>
    );
}

function Fever({ draft, sending, change }: Pick<Props, "draft" | "sending" | "change">) {
    return (
        <>
            <TextField
                id="temperature"
                label={t("reserve.temperature")}
                hint={t("reserve.temperature_hint")}
                inputMode="decimal"
                short
                unit={t("reserve.degrees")}
                value={draft.temperature}
                onValue={(value) => change({ temperature: value })}
                error={sending.fields["temperature"]}
                maxLength={8}
            />
            <TextField
                id="measured"
                label={t("reserve.measured")}
                type="time"
                short
                optional
                value={draft.measured}
                onValue={(measured) => change({ measured })}
                error={sending.fields["measured"]}
            />
            <ChoiceField
                id="antipyretic"
                label={t("reserve.antipyretic")}
                error={sending.fields["antipyretic"]}
                value={draft.antipyretic}
                onValue={(antipyretic) => change({ antipyretic })}
                across
                choices={[
                    { value: "no", label: t("reserve.antipyretic_no") },
                    { value: "yes", label: t("reserve.antipyretic_yes") },
                ]}
            />
            {draft.antipyretic === "yes" ? (
                <TextField
                    id="antipyreticTime"
                    label={t("reserve.antipyretic_time")}
                    type="time"
                    short
                    value={draft.antipyreticTime}
                    onValue={(value) => change({ antipyreticTime: value })}
                    error={sending.fields["antipyreticTime"]}
                />
            ) : null}
        </>
    );
}

export function ReserveForm({ me, draft, today, sending, room, further, change, submit }: Props) {
    const { list, groups } = useDiseases();
    if (!groups && !list.error) return <Loading />;
    const trouble = sending.trouble ? <Trouble error={sending.trouble} room={room} /> : null;
    return (
        <form class="form" onSubmit={submit} noValidate>
            <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
            <ChoiceField
                id="child"
                label={t("reserve.child")}
                error={sending.fields["child"]}
                value={draft.child}
                onValue={(child) => change({ child })}
                choices={me.children.map((child) => ({ value: child.id, label: child.name }))}
            />
            <SelectField
                id="diagnosis"
                label={t("reserve.diagnosis")}
                hint={t("reserve.diagnosis_hint")}
                error={sending.fields["diagnosis"]}
                value={draft.diagnosis}
                onValue={(diagnosis) => change({ diagnosis })}
                placeholder={t("field.choose")}
                groups={groups ?? [{ choices: COMMON.map((code) => ({ value: code, label: diseaseWord(code) })) }]}
            />
            <Onset draft={draft} today={today} sending={sending} change={change} />
            <Fever draft={draft} sending={sending} change={change} />
            <ChoiceField
                id="note"
                label={t("reserve.note")}
                hint={t("reserve.note_hint")}
                error={sending.fields["note"]}
                value={draft.note}
                onValue={(note) => change({ note })}
                choices={[
                    { value: "in_hand", label: t("reserve.note_in_hand") },
                    { value: "visit_booked", label: t("reserve.note_visit_booked") },
                    { value: "none", label: t("reserve.note_none") },
                ]}
            />
            <TextField
                id="pickup"
                label={t("reserve.pickup")}
                type="time"
                short
                optional
                value={draft.pickup}
                onValue={(pickup) => change({ pickup })}
                error={sending.fields["pickup"]}
            />
            {further.length > 0 ? (
                <ChecksField
                    id="more"
                    label={t("reserve.more")}
                    hint={t("reserve.more_hint")}
                    optional
                    error={sending.fields["more"]}
                    values={draft.more}
                    onValues={(more) => change({ more })}
                    choices={further.map((day) => ({ value: day, label: longDay(day, language.value) }))}
                />
            ) : null}
            <CheckField
                id="allergies"
                label={t("reserve.allergies")}
                hint={t("reserve.allergies_hint")}
                error={sending.fields["allergies"]}
                checked={draft.allergies}
                onValue={(allergies) => change({ allergies })}
            />
            <Submit busy={false} busyWords="">
                {t("reserve.to_look")}
            </Submit>
        </form>
    );
}
