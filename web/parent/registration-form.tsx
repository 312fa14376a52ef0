// A registration filled in, in three short screens: the household, which is entered once for all its children; the child; look over and hand in.
// Every screen is saved as it is left. Somebody else of the family may write at the same time: then both versions are shown, and nobody's
// words are lost.
import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { Submit } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import { Differences, Facts } from "../components/sheet/sheet-facts.tsx";
import { ChildFields, HouseholdFields } from "../components/sheet/sheet-fields.tsx";
import {
    childLines,
    childPointers,
    householdLines,
    householdPointers,
    sheetErrors,
} from "../components/sheet/sheet-words.ts";
import { ownerWord } from "../components/sheet/registration-words.ts";
import * as api from "../lib/api.ts";
import { forget, keep, recall } from "../lib/device.ts";
import { type Sending, useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { go, place, rename } from "../lib/router.ts";
import * as sheet from "../lib/sheet.ts";
import { useWhole } from "../lib/whole.ts";
import { Frame } from "./frame.tsx";

type Step = "household" | "child" | "check" | "done";
type Part = "household" | "child";

interface Drafts {
    household: sheet.HouseholdDraft;
    child: sheet.ChildDraft;
}

const POINTERS = { ...householdPointers("/household"), ...childPointers("/sheet") };
const draftsOf = (one: api.RegistrationWhole): Drafts => ({
    household: sheet.householdDraft(one.household),
    child: sheet.childDraft(one.sheet),
});
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const address = (which: string, step: Step): string =>
    `/parent/registration?of=${encodeURIComponent(which)}&step=${step}`;

/** The first screen on which something must still be said; one cannot come past it. */
function firstOpen(drafts: Drafts): Step {
    if (sheet.wrongInHousehold(drafts.household, true).length > 0) return "household";
    return sheet.wrongInChild(drafts.child, true).length > 0 ? "child" : "check";
}

function stepOf(wanted: string, drafts: Drafts, done: boolean): Step {
    if (wanted === "done" && done) return "done";
    if (wanted === "household") return "household";
    return wanted === "check" ? firstOpen(drafts) : "child";
}

/** Typed in this tab and not saved yet, with what it was typed over. */
interface Unsaved {
    household: string;
    sheet: string;
    drafts: Drafts;
}
const isUnsaved = (value: unknown): value is Unsaved => {
    const one = value as Partial<Unsaved> | undefined;
    return (
        typeof one?.household === "string" &&
        typeof one.sheet === "string" &&
        Array.isArray(one.drafts?.household?.guardians) &&
        Array.isArray(one.drafts.household.emergency) &&
        Array.isArray(one.drafts.child?.allergies) &&
        Array.isArray(one.drafts.child.vaccinations)
    );
};

interface Met {
    base: api.RegistrationWhole;
    drafts: Drafts;
    conflict: boolean;
}

/** What is here now meets what was typed: a part that nobody touched here is taken as it is now; one that both wrote is a conflict. */
function meet(was: Pick<api.RegistrationWhole, "household" | "sheet">, is: api.RegistrationWhole, drafts: Drafts): Met {
    const before = draftsOf({ ...is, household: was.household, sheet: was.sheet });
    const now = draftsOf(is);
    const met: Met = { base: is, drafts: { ...drafts }, conflict: false };
    if (same(drafts.household, before.household)) met.drafts.household = now.household;
    else if (!same(before.household, now.household) && !same(drafts.household, now.household)) met.conflict = true;
    if (same(drafts.child, before.child)) met.drafts.child = now.child;
    else if (!same(before.child, now.child) && !same(drafts.child, now.child)) met.conflict = true;
    return met;
}

function begin(me: api.Me, first: api.RegistrationWhole): Met {
    const unsaved = recall(me.id, `registration-${first.id}`, "this tab");
    if (!isUnsaved(unsaved)) return { base: first, drafts: draftsOf(first), conflict: false };
    const was = {
        household: JSON.parse(unsaved.household) as api.HouseholdSheet,
        sheet: JSON.parse(unsaved.sheet) as api.ChildSheet,
    };
    return meet(was, first, unsaved.drafts);
}

interface ConflictProps {
    drafts: Drafts;
    now: api.RegistrationWhole;
    mine: () => void;
    theirs: () => void;
}

/** Both versions; nothing is overwritten before a person has chosen. */
function Conflict({ drafts, now, mine, theirs }: ConflictProps) {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.focus(), []);
    const lines = (household: api.HouseholdSheet, child: api.ChildSheet) => [
        ...householdLines(household),
        ...childLines(child),
    ];
    return (
        <div ref={box} tabIndex={-1} role="alert" class="registration-conflict">
            <Notice kind="warning" title={t("registration.changed")}>
                <p>{t("registration.changed_next")}</p>
                <Differences
                    mine={lines(sheet.householdOf(drafts.household), sheet.childOf(drafts.child))}
                    theirs={lines(now.household, now.sheet)}
                />
                <div class="buttons">
                    <button type="button" class="button button-second" onClick={mine}>
                        {t("registration.keep_mine")}
                    </button>
                    <button type="button" class="button button-second" onClick={theirs}>
                        {t("registration.take_theirs")}
                    </button>
                </div>
            </Notice>
        </div>
    );
}

function submitWords(one: api.RegistrationWhole): { title: string; button: string } {
    if (one.state === "approved" || one.state === "expired")
        return { title: t("registration.renew_title"), button: t("registration.renew") };
    return { title: t("registration.check_title"), button: t("registration.submit") };
}

interface CheckProps {
    base: api.RegistrationWhole;
    sending: Sending;
    submit: () => void;
    confirm: () => void;
}

function Check({ base, sending, submit, confirm }: CheckProps) {
    const submits = base.next.includes("submit") && !base.renewal_asked;
    const confirms = !submits && base.next.includes("confirm");
    const send = (event: Event) => {
        event.preventDefault();
        if (submits) submit();
        else confirm();
    };
    return (
        <form class="form" onSubmit={send} noValidate>
            <section class="sheet-part" aria-labelledby="household-facts">
                <h2 id="household-facts">{t("registration.household")}</h2>
                <Facts lines={householdLines(base.household)} />
                <p>
                    <a href={address(base.id, "household")}>{t("registration.change_household")}</a>
                </p>
            </section>
            <section class="sheet-part" aria-labelledby="child-facts">
                <h2 id="child-facts">{base.child_name}</h2>
                <Facts lines={childLines(base.sheet)} />
                <p>
                    <a href={address(base.id, "child")}>{t("registration.change_child")}</a>
                </p>
            </section>
            {submits || confirms ? (
                <>
                    <p>{submits ? t("registration.submit_hint", { owner: ownerWord(base.sick_room_name) }) : t("registration.confirm_hint")}</p>
                    <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                        {submits ? submitWords(base).button : t("registration.confirm")}
                    </Submit>
                </>
            ) : (
                <Notice kind="success" title={t("registration.saved")}>
                    <p>
                        <a href="/parent/registration">{t("registration.to_list")}</a>
                    </p>
                </Notice>
            )}
        </form>
    );
}

function Done({ me, of, how }: { me: api.Me; of: api.RegistrationWhole; how: "submit" | "confirm" }) {
    const owner = ownerWord(of.sick_room_name);
    const others = me.children.filter((child) => child.id !== of.child_id);
    return (
        <Frame title={how === "submit" ? t("registration.submitted") : t("registration.confirmed")}>
            <div role="status">
                <Notice
                    kind="success"
                    title={how === "submit" ? t("registration.submitted_of", { name: of.child_name }) : t("registration.confirmed_of", { name: of.child_name })}
                />
            </div>
            {how === "submit" ? (
                <section class="stack" aria-labelledby="after">
                    <h2 id="after">{t("registration.after")}</h2>
                    <p>{t("registration.after_owner", { owner })}</p>
                    <p>{t("registration.after_mail")}</p>
                </section>
            ) : null}
            {others.length > 0 ? <p>{t("registration.others", { names: others.map(({ name }) => name).join(t("registration.comma")) })}</p> : null}
            <div class="buttons">
                <a class="button" href="/parent/registration">
                    {t("registration.to_list")}
                </a>
                <a class="button button-second" href="/parent/">
                    {t("way.home")}
                </a>
            </div>
        </Frame>
    );
}

function Sheets({ me, first }: { me: api.Me; first: api.RegistrationWhole }) {
    const [met] = useState(() => begin(me, first));
    const [base, setBase] = useState(met.base);
    const [drafts, setDrafts] = useState(met.drafts);
    const [conflict, setConflict] = useState<api.RegistrationWhole | null>(met.conflict ? first : null);
    // Decided once: what is typed must not walk on by itself.
    const [start] = useState<Step>(() => (firstOpen(met.drafts) === "child" ? "child" : "household"));
    const [moved, setMoved] = useState(false);
    const done = useRef<"submit" | "confirm" | null>(null);
    const sending = useSending(POINTERS);
    const kept = `registration-${base.id}`;

    const change = (part: Part) => (changed: object) =>
        setDrafts((old) => {
            const next: Drafts = { ...old, [part]: { ...old[part], ...changed } };
            const over = { household: JSON.stringify(base.household), sheet: JSON.stringify(base.sheet), drafts: next };
            keep(me.id, kept, over, "this tab");
            return next;
        });

    /** Reads what stands now. false: both wrote the same part, and somebody must choose. */
    async function meetNow(was: api.RegistrationWhole, typed: Drafts): Promise<Met | null> {
        const fresh = await api.registration(base.id);
        if (!fresh) return null;
        const now = meet(was, fresh.value, typed);
        if (now.conflict) {
            setConflict(fresh.value);
            return null;
        }
        setBase(now.base);
        setDrafts(now.drafts);
        return now;
    }

    /** true: it is saved. false: somebody else was faster with the same part. */
    async function save(part: Part): Promise<boolean> {
        let typed: Drafts = {
            household: part === "household" ? sheet.compactHousehold(drafts.household) : drafts.household,
            child: part === "child" ? sheet.compactChild(drafts.child) : drafts.child,
        };
        let from = base;
        for (let attempt = 0; ; attempt++) {
            const written = part === "household" ? sheet.householdOf(typed.household) : sheet.childOf(typed.child);
            const sheets = part === "household" ? { household: written, household_version: from.household_version } : { sheet: written };
            try {
                const now = await api.saveRegistration(from, sheets as api.Sheets);
                const saved = { ...from, state: now.state, version: now.version, household_version: now.household_version };
                setBase(part === "household" ? { ...saved, household: written as api.HouseholdSheet } : { ...saved, sheet: written as api.ChildSheet });
                setDrafts(typed);
                forget(me.id, kept, "this tab");
                return true;
            } catch (error) {
                if (!(error instanceof api.Problem) || error.status !== 412 || attempt > 1) throw error;
                const now = await meetNow(from, typed);
                if (now === null) return false;
                from = now.base;
                typed = now.drafts;
            }
        }
    }

    const wrongIn = (part: Part, whole: boolean) =>
        sheetErrors(part === "household" ? sheet.wrongInHousehold(drafts.household, whole) : sheet.wrongInChild(drafts.child, whole));
    const leave = (part: Part, to: string, whole: boolean) => {
        if (!sending.check(wrongIn(part, whole))) return;
        setMoved(false);
        void sending.run(async () => {
            if (await save(part)) go(to);
        });
    };

    /** Handed in as it was looked over: what changed meanwhile is looked over first. */
    const send = (how: "submit" | "confirm") =>
        void sending.run(async (intention) => {
            try {
                await (how === "submit" ? api.submitRegistration(base, intention) : api.confirmRegistration(base, intention));
            } catch (error) {
                if (error instanceof api.Problem && error.status === 412) {
                    await meetNow(base, drafts);
                    setMoved(true);
                    return;
                }
                const blamed = error instanceof api.Problem ? error.fields.map(({ pointer }) => pointer) : [];
                if (blamed.length > 0)
                    rename(address(base.id, blamed.every((pointer) => pointer.startsWith("/sheet")) ? "child" : "household"));
                throw error;
            }
            done.current = how;
            go(address(base.id, "done"), "replace");
        });

    const choose = (next: Drafts) => () => {
        if (conflict) setBase(conflict);
        setDrafts(next);
        setConflict(null);
        sending.check({});
    };
    const step = stepOf(place.value.query.get("step") ?? start, drafts, done.current !== null);
    if (step === "done" && done.current) return <Done me={me} of={base} how={done.current} />;
    const failed = sending.attempt > 0 && (sending.trouble !== undefined || Object.values(sending.fields).some(Boolean));
    const n = step === "household" ? 1 : step === "child" ? 2 : 3;
    const title =
        step === "household"
            ? t("registration.household_title")
            : step === "child"
              ? t("registration.child_title", { name: base.child_name })
              : submitWords(base).title;
    const above = (
        <>
            {conflict ? (
                <Conflict drafts={drafts} now={conflict} mine={choose(drafts)} theirs={choose(draftsOf(conflict))} />
            ) : null}
            {moved && !conflict ? (
                <div role="status">
                    <Notice kind="info" title={t("registration.moved")} />
                </div>
            ) : null}
            <ErrorSummary
                fields={sending.fields}
                general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                attempt={sending.attempt}
            />
        </>
    );
    return (
        <Frame title={title} kicker={t("registration.step", { name: base.child_name, n, of: 3 })} failed={failed}>
            {above}
            {step === "check" ? (
                <Check base={base} sending={sending} submit={() => send("submit")} confirm={() => send("confirm")} />
            ) : (
                <form
                    class="form"
                    noValidate
                    onSubmit={(event) => {
                        event.preventDefault();
                        if (step === "household") leave("household", address(base.id, "child"), true);
                        else leave("child", address(base.id, "check"), true);
                    }}
                >
                    {step === "household" ? (
                        <>
                            <p>{t("registration.household_hint")}</p>
                            <HouseholdFields draft={drafts.household} change={change("household")} errors={sending.fields} own />
                        </>
                    ) : (
                        <ChildFields draft={drafts.child} change={change("child")} errors={sending.fields} />
                    )}
                    <Submit busy={sending.busy} busyWords={t("registration.saving")}>
                        {t("registration.next_screen")}
                    </Submit>
                    <div class="buttons">
                        <button
                            type="button"
                            class="button button-second"
                            onClick={() => leave(step === "household" ? "household" : "child", "/parent/registration", false)}
                        >
                            {t("registration.save_later")}
                        </button>
                        {step === "child" ? (
                            <a class="button button-second" href={address(base.id, "household")}>
                                {t("registration.change_household")}
                            </a>
                        ) : null}
                    </div>
                </form>
            )}
        </Frame>
    );
}

export function RegistrationForm({ me, which }: { me: api.Me; which: string }) {
    const whole = useWhole(which);
    if (whole.value) return <Sheets me={me} first={whole.value} />;
    return (
        <Frame title={t("registration.title")} failed={whole.error !== undefined}>
            {whole.error ? <Failed error={whole.error} retry={whole.again} /> : <Loading />}
        </Frame>
    );
}
