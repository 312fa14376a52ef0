// The counter: a paper form keyed in whole (household, children, addresses, registrations), and the slip with the code for the family.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { CheckField, ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { tongues } from "../components/field/tongues.ts";
import { RegistrationPill } from "../components/sheet/registration-pill.tsx";
import { ChildFields, HouseholdFields } from "../components/sheet/sheet-fields.tsx";
import { childPointers, householdPointers, sheetErrors } from "../components/sheet/sheet-words.ts";
import * as api from "../lib/api.ts";
import { dayOf, isDay, type Language } from "../lib/format.ts";
import { type FieldMap, useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import * as sheet from "../lib/sheet.ts";
import { Frame } from "../staff/frame.tsx";
import { keepsRegistrations } from "../staff/ways.ts";
import { Slip } from "./slip.tsx";
import "./registrations.css";

const CHILDREN_MAX = 6;
const MAILS_MAX = 5;

interface Child {
    name: string;
    kana: string;
    birth: string;
    sheet: sheet.ChildDraft;
}
interface Draft {
    scope: string;
    submit: boolean;
    household: sheet.HouseholdDraft;
    children: Child[];
    mail: string;
    language: Language;
}
type Errors = Record<string, string | undefined>;

const newChild = (): Child => ({ name: "", kana: "", birth: "", sheet: sheet.childDraft({}) });
const mailsOf = (typed: string): string[] => typed.split(/[\s,]+/).filter(Boolean);

const LABEL = {
    name: () => t("counter.name"),
    kana: () => t("counter.kana"),
    birth: () => t("counter.birth"),
};

function pointers(): FieldMap {
    const map: FieldMap = {
        ...householdPointers("/household"),
        "/scope": { field: "scope", label: () => t("counter.scope") },
        "/mail": { field: "mail", label: () => t("counter.mail") },
        "/language": { field: "language", label: () => t("contacts.language") },
    };
    for (let n = 0; n < CHILDREN_MAX; n++) {
        Object.assign(map, childPointers(`/children/${n}/sheet`, `c${n}-`));
        for (const [member, label] of Object.entries(LABEL))
            map[`/children/${n}/${member}`] = { field: `c${n}-${member}`, label };
    }
    return map;
}
const POINTERS = pointers();

function wrongIn(draft: Draft): Errors {
    const wrong: Errors = {};
    draft.children.forEach((child, n) => {
        for (const field of ["name", "kana"] as const)
            if (child[field].trim() === "") wrong[`c${n}-${field}`] = t("field.missing", { label: LABEL[field]() });
        if (!isDay(child.birth)) wrong[`c${n}-birth`] = t("field.missing", { label: LABEL.birth() });
        Object.assign(wrong, sheetErrors(sheet.wrongInChild(child.sheet, false), `c${n}-`));
    });
    Object.assign(wrong, sheetErrors(sheet.wrongInHousehold(draft.household, false)));
    if (mailsOf(draft.mail).length > MAILS_MAX) wrong["mail"] = t("field.too_long", { label: t("counter.mail") });
    return wrong;
}

const askOf = (draft: Draft): api.HouseholdAsk => ({
    ...(draft.scope === "" ? {} : { scope: draft.scope }),
    submit: draft.submit && draft.scope !== "",
    household: sheet.householdOf(draft.household),
    children: draft.children.map((child) => ({
        name: child.name.trim(),
        kana: child.kana.trim(),
        birth: child.birth,
        sheet: sheet.childOf(child.sheet),
    })),
    mail: mailsOf(draft.mail),
    language: draft.language,
});

interface ChildrenProps {
    rows: Child[];
    set: (rows: Child[]) => void;
    errors: Errors;
}

function Children({ rows, set, errors }: ChildrenProps) {
    const focus = (id: string) => requestAnimationFrame(() => document.getElementById(id)?.focus());
    const change = (n: number, part: Partial<Child>) => set(rows.map((row, i) => (i === n ? { ...row, ...part } : row)));
    return (
        <section class="sheet-part" aria-labelledby="children-title">
            <h2 id="children-title">{t("counter.children")}</h2>
            {rows.map((row, n) => (
                <fieldset class="counter-child" key={n}>
                    <legend>
                        <strong>{t("counter.child_n", { n: n + 1 })}</strong>
                    </legend>
                    {(["name", "kana"] as const).map((field) => (
                        <TextField
                            key={field}
                            id={`c${n}-${field}`}
                            label={LABEL[field]()}
                            value={row[field]}
                            onValue={(value) => change(n, { [field]: value })}
                            error={errors[`c${n}-${field}`]}
                        />
                    ))}
                    <TextField
                        id={`c${n}-birth`}
                        label={LABEL.birth()}
                        type="date"
                        max={dayOf(api.now())}
                        value={row.birth}
                        onValue={(birth) => change(n, { birth })}
                        error={errors[`c${n}-birth`]}
                    />
                    <ChildFields
                        at={`c${n}-`}
                        draft={row.sheet}
                        change={(part) => change(n, { sheet: { ...row.sheet, ...part } })}
                        errors={errors}
                    />
                    {rows.length > 1 ? (
                        <button
                            type="button"
                            class="button button-second"
                            onClick={() => {
                                set(rows.filter((_, i) => i !== n));
                                focus("child-add");
                            }}
                        >
                            {t("sheet.remove", { what: t("counter.child_n", { n: n + 1 }) })}
                        </button>
                    ) : null}
                </fieldset>
            ))}
            {rows.length < CHILDREN_MAX ? (
                <button
                    type="button"
                    id="child-add"
                    class="button button-second"
                    onClick={() => {
                        set([...rows, newChild()]);
                        focus(`c${rows.length}-name`);
                    }}
                >
                    {t("counter.child_add")}
                </button>
            ) : null}
        </section>
    );
}

function Entered({ entered, names, again }: { entered: api.HouseholdEntered; names: string[]; again: () => void }) {
    return (
        <Frame title={t("counter.entered")}>
            <ul class="stack no-print">
                {entered.children.map((child, n) => (
                    <li class="card queue-row" key={child.id}>
                        <p>
                            <strong>{names[n]}</strong>
                        </p>
                        {child.state ? <RegistrationPill state={child.state} /> : <p>{t("registration.none")}</p>}
                        {child.registration_id ? (
                            <a href={`/staff/registrations/${child.registration_id}`}>{t("counter.open")}</a>
                        ) : null}
                    </li>
                ))}
            </ul>
            <Slip code={entered} names={names} />
            <div class="buttons no-print">
                <a class="button button-second" href="/staff/registrations">
                    {t("queue.back")}
                </a>
                <button type="button" class="button button-second" onClick={again}>
                    {t("counter.another")}
                </button>
            </div>
        </Frame>
    );
}

/** Who may register for whom: the ward office for all rooms that share it, a room for itself. */
function scopesOf(me: api.Me): { value: string; label: string }[] {
    const { officer, rooms } = keepsRegistrations(me);
    return [
        ...(officer ? [{ value: "all", label: t("registration.all_rooms") }] : []),
        ...rooms.map(({ id, name }) => ({ value: id, label: name })),
        { value: "", label: t("counter.no_scope") },
    ];
}

export function NewHouseholdPage({ me }: { me: api.Me }) {
    const scopes = scopesOf(me);
    const empty = (): Draft => ({
        scope: keepsRegistrations(me).officer ? "all" : "",
        submit: true,
        household: sheet.householdDraft({}),
        children: [newChild()],
        mail: "",
        language: "ja",
    });
    const [draft, setDraft] = useState<Draft>(empty);
    const [entered, setEntered] = useState<api.HouseholdEntered | null>(null);
    const sending = useSending(POINTERS);
    const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
    const submit = (event: Event) => {
        event.preventDefault();
        const whole: Draft = {
            ...draft,
            household: sheet.compactHousehold(draft.household),
            children: draft.children.map((child) => ({ ...child, sheet: sheet.compactChild(child.sheet) })),
        };
        setDraft(whole);
        if (!sending.check(wrongIn(whole))) return;
        void sending.run(async (intention) => {
            setEntered(await api.enterHousehold(askOf(whole), intention));
            scrollTo(0, 0);
        });
    };
    if (entered)
        return (
            <Entered
                entered={entered}
                names={draft.children.map((child) => child.name.trim())}
                again={() => {
                    setDraft(empty());
                    setEntered(null);
                }}
            />
        );
    const failed = sending.trouble !== undefined || Object.values(sending.fields).some(Boolean);
    return (
        <Frame title={t("counter.title")} kicker={t("queue.title")} failed={failed}>
            <p>{t("counter.intro")}</p>
            <form class="form" onSubmit={submit} noValidate>
                <ErrorSummary
                    fields={sending.fields}
                    general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                    attempt={sending.attempt}
                />
                <ChoiceField
                    id="scope"
                    label={t("counter.scope")}
                    value={draft.scope}
                    onValue={(scope) => change({ scope })}
                    error={sending.fields["scope"]}
                    choices={scopes}
                />
                <Children rows={draft.children} set={(children) => change({ children })} errors={sending.fields} />
                <HouseholdFields
                    draft={draft.household}
                    change={(part) => setDraft((old) => ({ ...old, household: { ...old.household, ...part } }))}
                    errors={sending.fields}
                />
                <section class="sheet-part" aria-labelledby="mail-title">
                    <h2 id="mail-title">{t("contacts.title")}</h2>
                    <TextField
                        id="mail"
                        label={t("counter.mail")}
                        hint={t("counter.mail_hint", { n: MAILS_MAX })}
                        rows={2}
                        optional
                        value={draft.mail}
                        onValue={(mail) => change({ mail })}
                        error={sending.fields["mail"]}
                    />
                    <ChoiceField
                        id="language"
                        label={t("contacts.language")}
                        across
                        value={draft.language}
                        onValue={(language) => change({ language: language as Language })}
                        error={sending.fields["language"]}
                        hint={t("language.mail_hint")}
                        choices={tongues()}
                    />
                </section>
                {draft.scope === "" ? null : (
                    <CheckField
                        id="hand-in"
                        label={t("counter.submit")}
                        hint={t("counter.submit_hint")}
                        optional
                        checked={draft.submit}
                        onValue={(on) => change({ submit: on })}
                    />
                )}
                <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                    {t("counter.send")}
                </Submit>
            </form>
        </Frame>
    );
}
