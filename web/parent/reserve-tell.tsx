// First screen of asking for places: who, which days, how each child is.
import { dayWord, slotWord } from "../components/board/board.tsx";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { CheckField, ChecksField, ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Loading } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { addDays, longDay } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { daySummary, openDays, slotsOf } from "../lib/vacancies.ts";
import { type Draft, fieldOf, OTHER_PERSON, SLOT_WHOLE_DAY, type Told, toldOf } from "./draft.ts";
import { Trouble } from "./trouble.tsx";

export type Room = api.Vacancies["sick_rooms"][number];

/** What all screens of the request know. */
export interface Shared {
    me: api.Me;
    draft: Draft;
    today: string;
    rooms: Room[];
    sending: Sending;
    change: (part: Partial<Draft>) => void;
}

/** What a parent sees at five in the morning, before anybody has given it a name. */
const SEEN: api.DiseaseCode[] = ["UNDIAGNOSED_FEVER", "COLD", "COUGH", "VOMITING", "DIARRHOEA", "RASH"];
const MORE = "more";
/** Days beside each other that are offered at once; an illness seldom lasts longer. */
const DAYS_OFFERED = 6;

function seenWord(code: api.DiseaseCode): string {
    switch (code) {
        case "UNDIAGNOSED_FEVER":
            return t("reserve.seen.fever");
        case "COLD":
            return t("reserve.seen.cold");
        case "COUGH":
            return t("reserve.seen.cough");
        case "VOMITING":
            return t("reserve.seen.vomiting");
        case "DIARRHOEA":
            return t("reserve.seen.diarrhoea");
        case "RASH":
            return t("reserve.seen.rash");
        default:
            return diseaseWord(code);
    }
}

/** As it was said: by what one sees, or by its name. */
export const illnessWord = (told: Told): string => {
    const code = told.diagnosis as api.DiseaseCode;
    return told.listed ? diseaseWord(code) : seenWord(code);
};

interface OfChild {
    n: number;
    told: Told;
    today: string;
    sending: Sending;
    tell: (part: Partial<Told>) => void;
}

function Illness({ n, told, sending, tell }: OfChild) {
    const list = useResource("diseases", (etag) => api.diseases(etag));
    const all = list.value?.diseases ?? [];
    const choices = (symptom: boolean) =>
        all
            .filter((one) => one.symptom === symptom)
            .map((one) => ({ value: one.code, label: diseaseWord(one.code) }));
    return (
        <>
            <ChoiceField
                id={fieldOf("diagnosis", n)}
                label={t("reserve.diagnosis")}
                hint={t("reserve.diagnosis_hint")}
                error={sending.fields[fieldOf("diagnosis", n)]}
                value={told.listed ? MORE : told.diagnosis}
                onValue={(value) =>
                    tell(value === MORE ? { listed: true, diagnosis: "" } : { listed: false, diagnosis: value })
                }
                across
                choices={[
                    ...SEEN.map((code) => ({ value: code as string, label: seenWord(code) })),
                    { value: MORE, label: t("reserve.seen.more") },
                ]}
            />
            {told.listed && !list.value && !list.error ? <Loading /> : null}
            {told.listed && (list.value || list.error) ? (
                <SelectField
                    id={fieldOf("list", n)}
                    label={t("reserve.list")}
                    error={sending.fields[fieldOf("list", n)]}
                    value={told.diagnosis}
                    onValue={(diagnosis) => tell({ diagnosis })}
                    placeholder={t("field.choose")}
                    groups={[
                        { label: t("reserve.diagnosis_disease"), choices: choices(false) },
                        { label: t("reserve.diagnosis_symptom"), choices: choices(true) },
                    ].filter((group) => group.choices.length > 0)}
                />
            ) : null}
        </>
    );
}

function Onset({ n, told, today, sending, tell }: OfChild) {
    const dayHint = (back: number) => longDay(addDays(today, -back), language.value);
    return (
        <>
            <ChoiceField
                id={fieldOf("onset", n)}
                label={t("reserve.onset")}
                error={sending.fields[fieldOf("onset", n)]}
                value={told.onset}
                onValue={(onset) => tell({ onset })}
                across
                choices={[
                    { value: "0", label: t("day.today"), hint: dayHint(0) },
                    { value: "1", label: t("day.yesterday"), hint: dayHint(1) },
                    { value: "2", label: t("day.before_yesterday"), hint: dayHint(2) },
                    { value: "other", label: t("day.other") },
                ]}
            />
            {told.onset === "other" ? (
                <TextField
                    id={fieldOf("onsetDay", n)}
                    label={t("reserve.onset_day")}
                    type="date"
                    max={today}
                    value={told.onsetDay}
                    onValue={(onsetDay) => tell({ onsetDay })}
                    error={sending.fields[fieldOf("onsetDay", n)]}
                />
            ) : null}
        </>
    );
}

function Fever({ n, told, sending, tell }: OfChild) {
    return (
        <>
            <div class="side-by-side">
                <TextField
                    id={fieldOf("temperature", n)}
                    label={t("reserve.temperature")}
                    inputMode="decimal"
                    short
                    unit={t("reserve.degrees")}
                    value={told.temperature}
                    onValue={(value) => tell({ temperature: value })}
                    error={sending.fields[fieldOf("temperature", n)]}
                />
                <TextField
                    id={fieldOf("measured", n)}
                    label={t("reserve.measured")}
                    type="time"
                    short
                    optional
                    value={told.measured}
                    onValue={(measured) => tell({ measured })}
                    error={sending.fields[fieldOf("measured", n)]}
                />
            </div>
            <ChoiceField
                id={fieldOf("antipyretic", n)}
                label={t("reserve.antipyretic")}
                error={sending.fields[fieldOf("antipyretic", n)]}
                value={told.antipyretic}
                onValue={(antipyretic) => tell({ antipyretic })}
                across
                choices={[
                    { value: "no", label: t("reserve.antipyretic_no") },
                    { value: "yes", label: t("reserve.antipyretic_yes") },
                ]}
            />
            {told.antipyretic === "yes" ? (
                <TextField
                    id={fieldOf("antipyreticTime", n)}
                    label={t("reserve.antipyretic_time")}
                    type="time"
                    short
                    value={told.antipyreticTime}
                    onValue={(value) => tell({ antipyreticTime: value })}
                    error={sending.fields[fieldOf("antipyreticTime", n)]}
                />
            ) : null}
        </>
    );
}

function OneChild(props: OfChild) {
    const { n, told, today, sending, tell } = props;
    return (
        <>
            <Illness {...props} />
            <Onset {...props} />
            <Fever {...props} />
            <ChoiceField
                id={fieldOf("note", n)}
                label={t("reserve.note")}
                hint={t("reserve.note_hint")}
                error={sending.fields[fieldOf("note", n)]}
                value={told.note}
                onValue={(note) => tell({ note, noteDay: "" })}
                across
                choices={[
                    { value: "in_hand", label: t("reserve.note_in_hand") },
                    { value: "visit_booked", label: t("reserve.note_visit_booked") },
                    { value: "none", label: t("reserve.note_none") },
                ]}
            />
            {told.note === "in_hand" || told.note === "visit_booked" ? (
                <TextField
                    id={fieldOf("noteDay", n)}
                    label={told.note === "in_hand" ? t("reserve.note_issued") : t("reserve.note_visit")}
                    type="date"
                    optional
                    short
                    {...(told.note === "in_hand" ? { max: today } : { min: today })}
                    value={told.noteDay}
                    onValue={(noteDay) => tell({ noteDay })}
                    error={sending.fields[fieldOf("noteDay", n)]}
                />
            ) : null}
            <CheckField
                id={fieldOf("allergies", n)}
                label={t("reserve.allergies")}
                hint={t("reserve.allergies_hint")}
                error={sending.fields[fieldOf("allergies", n)]}
                checked={told.allergies}
                onValue={(allergies) => tell({ allergies })}
            />
        </>
    );
}

function Children({ me, draft, today, sending, change }: Omit<Shared, "rooms">) {
    const several = draft.children.length > 1;
    const first = draft.children[0] ?? "";
    const name = (id: string) => me.children.find((child) => child.id === id)?.name ?? "";
    const tell = (child: string) => (part: Partial<Told>) =>
        change({ told: { ...draft.told, [child]: { ...toldOf(draft, child), ...part } } });
    const asFirst = (child: string) => {
        const { diagnosis, listed, onset, onsetDay, note } = toldOf(draft, first);
        tell(child)({ diagnosis, listed, onset, onsetDay, note });
    };
    return (
        <>
            {draft.children.map((child, n) => (
                <section key={child} class="one-child" aria-labelledby={several ? `about-${n}` : undefined}>
                    {several ? <h2 id={`about-${n}`}>{t("reserve.about", { name: name(child) })}</h2> : null}
                    {n > 0 ? (
                        <button type="button" class="button button-second" onClick={() => asFirst(child)}>
                            {t("reserve.same_as", { name: name(first) })}
                        </button>
                    ) : null}
                    <OneChild n={n} told={toldOf(draft, child)} today={today} sending={sending} tell={tell(child)} />
                </section>
            ))}
        </>
    );
}

function Days({ draft, today, rooms, board, sending, change }: Omit<Shared, "me"> & { board: api.Vacancies }) {
    const asked = openDays(board).filter((day) => daySummary(rooms, day, api.now()).asksNow);
    const offered = [...new Set([...asked.slice(0, DAYS_OFFERED), ...draft.days])].sort();
    const kinds = slotsOf(rooms, draft.days);
    return (
        <>
            <ChecksField
                id="days"
                label={t("reserve.days")}
                hint={t("reserve.days_hint")}
                error={sending.fields["days"]}
                values={draft.days}
                onValues={(days) => change({ days: days.sort() })}
                choices={offered.map((day) => ({
                    value: day,
                    label: [dayWord(day, today), longDay(day, language.value)].filter(Boolean).join(" "),
                }))}
            />
            {kinds.length > 1 ? (
                <ChoiceField
                    id="slot"
                    label={t("reserve.slot")}
                    hint={draft.slot === SLOT_WHOLE_DAY ? undefined : t("reserve.slot_hint")}
                    error={sending.fields["slot"]}
                    value={draft.slot}
                    onValue={(slot) => change({ slot })}
                    across
                    choices={kinds.map((kind) => ({ value: kind, label: slotWord(kind) }))}
                />
            ) : null}
        </>
    );
}

/** When it comes, who fetches it and when: the room asks for it sooner or later, so it can be said at once. */
function Coming({ draft, sending, change }: Pick<Shared, "draft" | "sending" | "change">) {
    const first = draft.children[0] ?? "";
    const people = useResource(first === "" ? null : `pickup ${first}`, (etag) => api.pickupPersons(first, etag));
    const persons = people.value?.persons ?? [];
    const choose = (person: string) =>
        change({ person, personName: persons.find((one) => one.id === person)?.name ?? "" });
    return (
        <>
            <div class="side-by-side">
                <TextField
                    id="arrival"
                    label={t("reserve.arrival")}
                    type="time"
                    short
                    optional
                    value={draft.arrival}
                    onValue={(arrival) => change({ arrival })}
                    error={sending.fields["arrival"]}
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
            </div>
            {persons.length === 0 ? null : (
                <SelectField
                    id="person"
                    label={t("reserve.person")}
                    optional
                    value={draft.person}
                    onValue={choose}
                    placeholder={t("reserve.person_later")}
                    error={sending.fields["person"]}
                    groups={[
                        {
                            choices: [
                                ...persons.map(({ id, name, relation }) => ({
                                    value: id,
                                    label: relation === "" ? name : t("reserve.person_named", { name, relation }),
                                })),
                                { value: OTHER_PERSON, label: t("reserve.person_other") },
                            ],
                        },
                    ]}
                />
            )}
            {draft.person === OTHER_PERSON ? (
                <TextField
                    id="person-name"
                    label={t("reserve.person_name")}
                    hint={t("reserve.person_hint")}
                    value={draft.personName}
                    onValue={(personName) => change({ personName })}
                    error={sending.fields["person-name"]}
                    maxLength={40}
                />
            ) : null}
        </>
    );
}

export function Tell({
    board,
    submit,
    ...shared
}: Shared & { board: api.Vacancies; submit: (event: Event) => void }) {
    const { me, draft, sending, change } = shared;
    const trouble = sending.trouble ? <Trouble error={sending.trouble} /> : null;
    const only = me.children.length === 1 ? me.children[0] : undefined;
    return (
        <form class="form" onSubmit={submit} noValidate>
            <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
            {only ? (
                <p class="day-title">{only.name}</p>
            ) : (
                <ChecksField
                    id="children"
                    label={t("reserve.child")}
                    hint={draft.children.length > 1 ? t("reserve.together_hint") : t("reserve.children_hint")}
                    error={sending.fields["children"]}
                    values={draft.children}
                    onValues={(children) => change({ children })}
                    choices={me.children.map((child) => ({ value: child.id, label: child.name }))}
                />
            )}
            <Days {...shared} board={board} />
            <Children {...shared} />
            <Coming {...shared} />
            <Submit busy={false} busyWords="">
                {t("reserve.to_where")}
            </Submit>
        </form>
    );
}
