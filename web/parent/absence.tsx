// "She is not coming today": one form, and what was reported before.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { kindWord } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { addDays, clock, dayOf, instantAt, isDay, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";

const FIRST_KINDS: api.AbsenceKind[] = ["sick", "private", "late", "early_leave"];
const OTHER_KINDS: api.AbsenceKind[] = ["suspended", "mourning", "hospital", "disaster", "home_cooperation", "other"];
const timed = (kind: string): boolean => kind === "late" || kind === "early_leave";

interface Draft {
    child: string;
    kind: string;
    other: string;
    when: string;
    from: string;
    to: string;
    time: string;
    reason: string;
}

const LABEL = {
    child: () => t("reserve.child"),
    kind: () => t("absence.kind"),
    other: () => t("absence.other_kind"),
    when: () => t("absence.when"),
    from: () => t("absence.from"),
    to: () => t("absence.to"),
    time: () => t("absence.time"),
    reason: () => t("absence.reason"),
} satisfies Record<keyof Draft, () => string>;

const POINTERS = Object.fromEntries(
    Object.entries({
        "/kind": "kind",
        "/from": "from",
        "/to": "to",
        "/expected_at": "time",
        "/reason": "reason",
    } as const).map(([pointer, field]) => [pointer, { field, label: LABEL[field] }]),
);

function askOf(draft: Draft, today: string): api.AbsenceAsk {
    const kind = (draft.kind === "more" ? draft.other : draft.kind) as api.AbsenceKind;
    const from = draft.when === "days" ? draft.from : addDays(today, draft.when === "tomorrow" ? 1 : 0);
    const to = draft.when === "days" && !timed(kind) ? draft.to || draft.from : from;
    return {
        from,
        to,
        kind,
        ...(draft.reason.trim() ? { reason: draft.reason.trim() } : {}),
        ...(timed(kind) && draft.time ? { expected_at: instantAt(from, draft.time) } : {}),
    };
}

function wrongIn(draft: Draft): Record<string, string> {
    const wrong: Record<string, string> = {};
    const miss = (field: keyof Draft) => {
        wrong[field] = t("field.missing", { label: LABEL[field]() });
    };
    if (draft.child === "") miss("child");
    if (draft.kind === "") miss("kind");
    if (draft.kind === "more" && draft.other === "") miss("other");
    if (draft.when === "") miss("when");
    if (draft.when === "days" && !isDay(draft.from)) miss("from");
    if (draft.when === "days" && draft.to !== "" && draft.to < draft.from) wrong["to"] = t("absence.to_before");
    if (timed(draft.kind) && draft.time === "") miss("time");
    return wrong;
}

interface FieldsProps {
    draft: Draft;
    today: string;
    errors: Record<string, string | undefined>;
    change: (part: Partial<Draft>) => void;
}

function KindFields({ draft, errors, change }: Omit<FieldsProps, "today">) {
    return (
        <>
            <ChoiceField
                id="kind"
                label={t("absence.kind")}
                error={errors["kind"]}
                value={draft.kind}
                onValue={(kind) => change({ kind })}
                across
                choices={[
                    ...FIRST_KINDS.map((kind) => ({ value: kind, label: kindWord(kind) })),
                    { value: "more", label: t("absence.more_kinds") },
                ]}
            />
            {draft.kind === "more" ? (
                <SelectField
                    id="other"
                    label={t("absence.other_kind")}
                    error={errors["other"]}
                    value={draft.other}
                    onValue={(other) => change({ other })}
                    placeholder={t("field.choose")}
                    groups={[{ choices: OTHER_KINDS.map((kind) => ({ value: kind, label: kindWord(kind) })) }]}
                />
            ) : null}
        </>
    );
}

function WhenFields({ draft, today, errors, change }: FieldsProps) {
    const hint = (ahead: number) => longDay(addDays(today, ahead), language.value);
    return (
        <>
            <ChoiceField
                id="when"
                label={t("absence.when")}
                error={errors["when"]}
                value={draft.when}
                onValue={(when) => change({ when })}
                across
                choices={[
                    { value: "today", label: t("day.today"), hint: hint(0) },
                    { value: "tomorrow", label: t("day.tomorrow"), hint: hint(1) },
                    { value: "days", label: t("day.other") },
                ]}
            />
            {draft.when === "days" ? (
                <>
                    <TextField
                        id="from"
                        label={t("absence.from")}
                        type="date"
                        min={today}
                        value={draft.from}
                        onValue={(from) => change({ from })}
                        error={errors["from"]}
                    />
                    {timed(draft.kind) ? null : (
                        <TextField
                            id="to"
                            label={t("absence.to")}
                            hint={t("absence.to_hint")}
                            type="date"
                            min={draft.from || today}
                            optional
                            value={draft.to}
                            onValue={(to) => change({ to })}
                            error={errors["to"]}
                        />
                    )}
                </>
            ) : null}
            {timed(draft.kind) ? (
                <TextField
                    id="time"
                    label={draft.kind === "late" ? t("absence.time_arrive") : t("absence.time_leave")}
                    type="time"
                    short
                    value={draft.time}
                    onValue={(time) => change({ time })}
                    error={errors["time"]}
                />
            ) : null}
        </>
    );
}

function Reported({ child, today, version }: { child: api.Me["children"][number]; today: string; version: number }) {
    const list = useResource(
        `absences ${child.id} ${today} ${version}`,
        (etag) => api.absences(child.id, today, addDays(today, 31), etag),
        { topics: ["household"] },
    );
    const sending = useSending();
    const withdraw = (absence: api.Absence) =>
        void sending.run(async () => {
            await api.withdrawAbsence(child.id, absence.id);
            list.refresh();
        });
    return (
        <Loaded from={list}>
            {({ absences }) => {
                const standing = absences.filter((one) => !one.withdrawn);
                if (standing.length === 0) return null;
                return (
                    <section class="stack" aria-label={t("absence.reported", { name: child.name })}>
                        <h2>{t("absence.reported", { name: child.name })}</h2>
                        {sending.trouble ? (
                            <Notice kind="error" title={t("absence.withdraw_failed")}>
                                <p>{refusalSentence(sending.trouble)}</p>
                            </Notice>
                        ) : null}
                        <ul class="stack">
                            {standing.map((one) => (
                                <li class="card" key={one.id}>
                                    <p>
                                        <strong>{kindWord(one.kind)}</strong> {longDay(one.from, language.value)}
                                        {one.to !== one.from
                                            ? t("absence.until", { day: longDay(one.to, language.value) })
                                            : ""}{" "}
                                        {clock(one.expected_at)}
                                    </p>
                                    {one.reason ? <p class="hint">{one.reason}</p> : null}
                                    <button type="button" class="button button-second" onClick={() => withdraw(one)}>
                                        {t("absence.withdraw")}
                                        <span class="unseen">
                                            {" "}
                                            {child.name} {kindWord(one.kind)} {longDay(one.from, language.value)}
                                        </span>
                                    </button>
                                </li>
                            ))}
                        </ul>
                    </section>
                );
            }}
        </Loaded>
    );
}

export function AbsencePage({ me }: { me: api.Me }) {
    const today = dayOf(api.now());
    const empty: Draft = {
        child: me.children.length === 1 ? (me.children[0]?.id ?? "") : "",
        kind: "",
        other: "",
        when: "today",
        from: "",
        to: "",
        time: "",
        reason: "",
    };
    const [draft, setDraft] = useState(empty);
    const [reported, setReported] = useState<{ absence: api.Absence; name: string } | null>(null);
    const [version, setVersion] = useState(0);
    const sending = useSending(POINTERS);
    const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
    const submit = (event: Event) => {
        event.preventDefault();
        setReported(null);
        if (!sending.check(wrongIn(draft))) return;
        void sending.run(async (intention) => {
            const absence = await api.reportAbsence(draft.child, askOf(draft, today), intention);
            setReported({ absence, name: me.children.find((one) => one.id === draft.child)?.name ?? "" });
            setDraft(empty);
            setVersion((n) => n + 1);
            scrollTo(0, 0);
            document.querySelector<HTMLElement>("h1")?.focus();
        });
    };
    const failed = sending.trouble !== undefined || Object.values(sending.fields).some(Boolean);
    const trouble = sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null;
    if (me.children.length === 0)
        return (
            <Frame title={t("absence.title")}>
                <p>{t("reserve.no_child_next")}</p>
            </Frame>
        );
    return (
        <Frame title={t("absence.title")} failed={failed}>
            <div role="status">
                {reported ? (
                    <Notice
                        kind="success"
                        title={t("absence.done", { name: reported.name, kind: kindWord(reported.absence.kind) })}
                    >
                        <p>{t("absence.done_next")}</p>
                    </Notice>
                ) : null}
            </div>
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
                <KindFields draft={draft} errors={sending.fields} change={change} />
                <WhenFields draft={draft} today={today} errors={sending.fields} change={change} />
                <TextField
                    id="reason"
                    label={t("absence.reason")}
                    hint={t("absence.reason_hint")}
                    optional
                    rows={3}
                    maxLength={500}
                    value={draft.reason}
                    onValue={(reason) => change({ reason })}
                    error={sending.fields["reason"]}
                />
                <Submit busy={sending.busy} busyWords={t("absence.busy")}>
                    {t("absence.submit")}
                </Submit>
            </form>
            {me.children.map((child) => (
                <Reported key={child.id} child={child} today={today} version={version} />
            ))}
        </Frame>
    );
}
