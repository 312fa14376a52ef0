// The two sheets of a registration as questions of a form: for a family at home, and for the counter that keys in a paper form.
import type { ComponentChildren } from "preact";
import { t } from "../../lib/i18n.ts";
import {
    type AllergyDraft,
    type ChildDraft,
    type HouseholdDraft,
    MOST,
    noAllergy,
    nobody,
    noVaccination,
    type PersonDraft,
    type VaccinationDraft,
} from "../../lib/sheet.ts";
import type { FieldErrors } from "../error-summary/error-summary.tsx";
import { ChoiceField, TextField } from "../field/field.tsx";
import { rowTitle } from "./sheet-words.ts";
import "./sheet.css";

interface RowsProps<R> {
    list: keyof typeof MOST;
    at: string;
    rows: R[];
    /** The first row is never taken away: it holds what must be said. */
    keepFirst: boolean;
    empty: () => R;
    set: (rows: R[]) => void;
    add: string;
    /** The member with which a row begins: takes the focus when a row is added. */
    first: string;
    children: (row: R, change: (part: Partial<R>) => void, id: string, n: number) => ComponentChildren;
}

function Rows<R>({ list, at, rows, keepFirst, empty, set, add, first, children }: RowsProps<R>) {
    const adder = `${at}${list}-add`;
    const focus = (id: string) => requestAnimationFrame(() => document.getElementById(id)?.focus());
    const change = (n: number) => (part: Partial<R>) => set(rows.map((row, i) => (i === n ? { ...row, ...part } : row)));
    return (
        <>
            {rows.map((row, n) => (
                <fieldset class="sheet-row" key={n}>
                    <legend>{rowTitle(list, n)}</legend>
                    {children(row, change(n), `${at}${list}-${n}`, n)}
                    {n > 0 || !keepFirst ? (
                        <button
                            type="button"
                            class="button button-second"
                            onClick={() => {
                                set(rows.filter((_, i) => i !== n));
                                focus(adder);
                            }}
                        >
                            {t("sheet.remove", { what: rowTitle(list, n) })}
                        </button>
                    ) : null}
                </fieldset>
            ))}
            {rows.length < MOST[list] ? (
                <button
                    type="button"
                    id={adder}
                    class="button button-second"
                    onClick={() => {
                        set([...rows, empty()]);
                        focus(`${at}${list}-${rows.length}-${first}`);
                    }}
                >
                    {add}
                </button>
            ) : null}
        </>
    );
}

interface Part<D> {
    draft: D;
    change: (part: Partial<D>) => void;
    errors: FieldErrors;
    at?: string;
    /** Typed by the family itself: the browser may offer what it knows of it. */
    own?: boolean;
}

interface PersonProps {
    row: PersonDraft;
    change: (part: Partial<PersonDraft>) => void;
    id: string;
    errors: FieldErrors;
}

function Relation({ row, change, id, errors }: PersonProps) {
    return (
        <TextField
            id={`${id}-relation`}
            label={t("sheet.relation")}
            hint={t("sheet.relation_hint")}
            optional
            value={row.relation}
            onValue={(relation) => change({ relation })}
            error={errors[`${id}-relation`]}
        />
    );
}

function Phone({ row, change, id, errors, optional, own }: PersonProps & { optional: boolean; own: boolean }) {
    return (
        <TextField
            id={`${id}-phone`}
            label={t("sheet.phone")}
            type="tel"
            optional={optional}
            autoComplete={own ? "tel" : "off"}
            value={row.phone}
            onValue={(phone) => change({ phone })}
            error={errors[`${id}-phone`]}
        />
    );
}

function Guardian({ row, change, id, errors, own }: PersonProps & { own: boolean }) {
    return (
        <>
            <TextField
                id={`${id}-name`}
                label={t("sheet.name")}
                autoComplete={own ? "name" : "off"}
                value={row.name}
                onValue={(name) => change({ name })}
                error={errors[`${id}-name`]}
            />
            <Relation row={row} change={change} id={id} errors={errors} />
            <Phone row={row} change={change} id={id} errors={errors} optional own={own} />
            <TextField
                id={`${id}-work`}
                label={t("sheet.work")}
                optional
                value={row.work}
                onValue={(work) => change({ work })}
                error={errors[`${id}-work`]}
            />
            <TextField
                id={`${id}-workPhone`}
                label={t("sheet.work_phone")}
                type="tel"
                optional
                value={row.workPhone}
                onValue={(workPhone) => change({ workPhone })}
                error={errors[`${id}-workPhone`]}
            />
        </>
    );
}

function Emergency({ row, change, id, errors }: PersonProps) {
    return (
        <>
            <TextField
                id={`${id}-name`}
                label={t("sheet.name")}
                value={row.name}
                onValue={(name) => change({ name })}
                error={errors[`${id}-name`]}
            />
            <Relation row={row} change={change} id={id} errors={errors} />
            <Phone row={row} change={change} id={id} errors={errors} optional={false} own={false} />
        </>
    );
}

export function HouseholdFields({ draft, change, errors, own = false }: Part<HouseholdDraft>) {
    return (
        <>
            <section class="sheet-part" aria-labelledby="guardians-title">
                <h2 id="guardians-title">{t("sheet.guardians")}</h2>
                <Rows<PersonDraft>
                    list="guardians"
                    at=""
                    rows={draft.guardians}
                    keepFirst
                    empty={nobody}
                    set={(guardians) => change({ guardians })}
                    add={t("sheet.guardian_add")}
                    first="name"
                >
                    {(row, set, id, n) => <Guardian row={row} change={set} id={id} errors={errors} own={own && n === 0} />}
                </Rows>
            </section>
            <section class="sheet-part" aria-labelledby="emergency-title">
                <h2 id="emergency-title">{t("sheet.emergency")}</h2>
                <p class="hint">{t("sheet.emergency_hint")}</p>
                <Rows<PersonDraft>
                    list="emergency"
                    at=""
                    rows={draft.emergency}
                    keepFirst
                    empty={nobody}
                    set={(emergency) => change({ emergency })}
                    add={t("sheet.emergency_add")}
                    first="name"
                >
                    {(row, set, id) => <Emergency row={row} change={set} id={id} errors={errors} />}
                </Rows>
            </section>
            <section class="sheet-part" aria-labelledby="home-title">
                <h2 id="home-title">{t("sheet.home")}</h2>
                <TextField
                    id="address"
                    label={t("sheet.address")}
                    optional
                    autoComplete={own ? "street-address" : "off"}
                    value={draft.address}
                    onValue={(address) => change({ address })}
                    error={errors["address"]}
                />
                <TextField
                    id="doctor"
                    label={t("sheet.doctor")}
                    hint={t("sheet.doctor_hint")}
                    optional
                    value={draft.doctor}
                    onValue={(doctor) => change({ doctor })}
                    error={errors["doctor"]}
                />
                <TextField
                    id="doctorPhone"
                    label={t("sheet.doctor_phone")}
                    type="tel"
                    optional
                    value={draft.doctorPhone}
                    onValue={(doctorPhone) => change({ doctorPhone })}
                    error={errors["doctorPhone"]}
                />
            </section>
        </>
    );
}

function Allergies({ draft, change, errors, at = "" }: Part<ChildDraft>) {
    return (
        <Rows<AllergyDraft>
            list="allergies"
            at={at}
            rows={draft.allergies}
            keepFirst
            empty={noAllergy}
            set={(allergies) => change({ allergies })}
            add={t("sheet.allergy_add")}
            first="what"
        >
            {(row, set, id) => (
                <>
                    <TextField
                        id={`${id}-what`}
                        label={t("sheet.allergy_what")}
                        hint={t("sheet.allergy_what_hint")}
                        value={row.what}
                        onValue={(what) => set({ what })}
                        error={errors[`${id}-what`]}
                    />
                    <TextField
                        id={`${id}-care`}
                        label={t("sheet.allergy_care")}
                        hint={t("sheet.allergy_care_hint")}
                        optional
                        value={row.care}
                        onValue={(care) => set({ care })}
                        error={errors[`${id}-care`]}
                    />
                </>
            )}
        </Rows>
    );
}

function Vaccinations({ draft, change, errors, at = "" }: Part<ChildDraft>) {
    return (
        <div class="sheet-part" role="group" aria-labelledby={`${at}vaccinations-title`}>
            <h2 id={`${at}vaccinations-title`}>{t("sheet.vaccinations")}</h2>
            <p class="hint">{t("sheet.vaccinations_hint")}</p>
            <Rows<VaccinationDraft>
                list="vaccinations"
                at={at}
                rows={draft.vaccinations}
                keepFirst={false}
                empty={noVaccination}
                set={(vaccinations) => change({ vaccinations })}
                add={t("sheet.vaccination_add")}
                first="name"
            >
                {(row, set, id) => (
                    <>
                        <TextField
                            id={`${id}-name`}
                            label={t("sheet.vaccination_name")}
                            value={row.name}
                            onValue={(name) => set({ name })}
                            error={errors[`${id}-name`]}
                        />
                        <TextField
                            id={`${id}-day`}
                            label={t("sheet.vaccination_day")}
                            type="date"
                            optional
                            value={row.day}
                            onValue={(day) => set({ day })}
                            error={errors[`${id}-day`]}
                        />
                    </>
                )}
            </Rows>
        </div>
    );
}

export function ChildFields(part: Part<ChildDraft>) {
    const { draft, change, errors, at = "" } = part;
    return (
        <>
            <ChoiceField
                id={`${at}allergic`}
                label={t("sheet.allergic")}
                value={draft.allergic}
                onValue={(allergic) => change({ allergic: allergic as ChildDraft["allergic"] })}
                error={errors[`${at}allergic`]}
                across
                choices={[
                    { value: "no", label: t("sheet.allergic_no") },
                    { value: "yes", label: t("sheet.allergic_yes") },
                ]}
            />
            {draft.allergic === "yes" ? <Allergies {...part} /> : null}
            <TextField
                id={`${at}nursery`}
                label={t("sheet.nursery")}
                hint={t("sheet.nursery_hint")}
                optional
                value={draft.nursery}
                onValue={(nursery) => change({ nursery })}
                error={errors[`${at}nursery`]}
            />
            <TextField
                id={`${at}history`}
                label={t("sheet.history")}
                hint={t("sheet.history_hint")}
                optional
                rows={3}
                value={draft.history}
                onValue={(history) => change({ history })}
                error={errors[`${at}history`]}
            />
            <Vaccinations {...part} />
            <TextField
                id={`${at}note`}
                label={t("sheet.note")}
                optional
                rows={3}
                value={draft.note}
                onValue={(note) => change({ note })}
                error={errors[`${at}note`]}
            />
        </>
    );
}
