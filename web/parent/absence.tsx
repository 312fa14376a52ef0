// "She is not coming today": one form, what was reported before, and what still waits to be sent. From the start page it is three presses:
// the child's button, why, send.
import { useEffect, useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Infections } from "../components/infections/infections.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { kindWord } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { infections } from "../lib/api-record.ts";
import { addDays, clock, dayOf, instantAt, isDay, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { onSettled, outbox, waiting } from "../lib/outbox.ts";
import { useResource } from "../lib/resource.ts";
import { place } from "../lib/router.ts";
import { Frame } from "./frame.tsx";
import { ofFamily, openReports, type Report, send } from "./reports.ts";
import { Illness, namesIllness, Returns } from "./returns.tsx";
import { SickPlaces } from "./sick-places.tsx";

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
    diagnosis: string;
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
    diagnosis: () => t("absence.diagnosis"),
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
        ...(namesIllness(kind) && draft.diagnosis ? { diagnosis: draft.diagnosis as api.DiseaseCode } : {}),
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
                const gone = absences.filter((one) => one.withdrawn);
                if (absences.length === 0) return null;
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
                                    {one.with_booking ? <p class="hint">{t("absence.with_booking")}</p> : null}
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
                        {gone.length > 0 ? (
                            <details>
                                <summary>{t("absence.withdrawn", { n: gone.length })}</summary>
                                <ul class="stack">
                                    {gone.map((one) => (
                                        <li class="hint" key={one.id}>
                                            {kindWord(one.kind)} {longDay(one.from, language.value)} {clock(one.expected_at)}
                                        </li>
                                    ))}
                                </ul>
                            </details>
                        ) : null}
                    </section>
                );
            }}
        </Loaded>
    );
}

/** Until when, and why then; after it, what happens instead. Before anything is typed. */
function Deadline({ child, today }: { child: string; today: string }) {
    const days = useResource(`attendance ${child}`, (etag) => api.childAttendance(child, undefined, etag), {
        topics: ["household"],
    });
    const day = days.value?.days[0];
    if (!day?.report_until || day.day !== today) return null;
    const time = clock(day.report_until);
    if (api.now() < new Date(day.report_until)) return <p class="hint">{t("absence.deadline", { time })}</p>;
    return (
        <Notice kind="warning" icon="clock" title={t("absence.deadline_over", { time })}>
            <p>{t("absence.deadline_over_next")}</p>
        </Notice>
    );
}

function Waiting({ reports }: { reports: Report[] }) {
    const refused = reports.filter((one) => one.refused);
    const sent = reports.length - refused.length;
    const words = ({ about }: Report) => `${about.name} ${kindWord(about.kind)} ${longDay(about.from, language.value)}`;
    return (
        <>
            {sent > 0 ? (
                <Notice kind="warning" icon="clock" title={t("outbox.waiting", { n: sent })}>
                    <p>{t("absence.waits")}</p>
                </Notice>
            ) : null}
            {refused.map((one) => (
                <Notice kind="error" key={one.key} title={t("absence.refused", { what: words(one) })}>
                    <p>{refusalSentence(new api.Problem(one.refused?.status ?? 0, one.refused?.body ?? {}))}</p>
                    <button type="button" class="button button-second" onClick={() => void outbox.drop(one)}>
                        {t("outbox.take_back")}
                        <span class="unseen"> {words(one)}</span>
                    </button>
                </Notice>
            ))}
        </>
    );
}

/** What goes round in the children's nurseries: the illness, the class, how many; never who. */
function Around({ me }: { me: api.Me }) {
    const ids = [...new Set(me.children.map((child) => child.nursery_id))].filter((one) => one !== null);
    return (
        <>
            {ids.map((one) => (
                <AtNursery key={one} nursery={one} name={me.sites.find((site) => site.id === one)?.name ?? ""} />
            ))}
        </>
    );
}

function AtNursery({ nursery, name }: { nursery: string; name: string }) {
    const list = useResource(`infections ${nursery}`, (etag) => infections(nursery, etag));
    if (!list.value || list.value.diseases.length === 0) return null;
    return (
        <details>
            <summary>{t("infection.around", { name })}</summary>
            <Infections value={list.value} staff={false} />
        </details>
    );
}

function startOf(me: api.Me): Draft {
    const asked = (name: string) => place.value.query.get(name) ?? "";
    const child = me.children.find((one) => one.id === asked("child")) ?? (me.children.length === 1 ? me.children[0] : undefined);
    return {
        child: child?.id ?? "",
        kind: FIRST_KINDS.find((kind) => kind === asked("kind")) ?? "",
        other: "",
        when: asked("when") === "tomorrow" ? "tomorrow" : "today",
        from: "",
        to: "",
        time: "",
        reason: "",
        diagnosis: "",
    };
}

export function AbsencePage({ me }: { me: api.Me }) {
    const today = dayOf(api.now());
    const [draft, setDraft] = useState(() => startOf(me));
    const [reported, setReported] = useState<Report | null>(null);
    const [version, setVersion] = useState(0);
    const sending = useSending(POINTERS);
    const reports = ofFamily(waiting.value);
    const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
    useEffect(() => {
        void openReports(me.id);
        return onSettled((item) => {
            const [mine] = ofFamily([item]);
            if (!mine) return;
            setReported(mine);
            setVersion((n) => n + 1);
        });
    }, [me.id]);
    const submit = (event: Event) => {
        event.preventDefault();
        setReported(null);
        const child = me.children.find((one) => one.id === draft.child);
        if (!sending.check(wrongIn(draft)) || !child) return;
        void sending.run(async () => {
            await send(me.id, child, askOf(draft, today));
            setDraft({ ...startOf(me), child: draft.child, kind: "", when: "today" });
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
    const ill = reported && namesIllness(reported.about.kind) ? me.children.find(({ id }) => id === reported.about.child) : undefined;
    const [only, ...others] = me.children;
    const alone = others.length === 0;
    return (
        <Frame title={t("absence.title")} kicker={alone ? only?.name : undefined} failed={failed}>
            <div role="status">
                <Waiting reports={reports} />
                {reported ? (
                    <Notice
                        kind="success"
                        title={t("absence.done", { name: reported.about.name, kind: kindWord(reported.about.kind) })}
                    >
                        <p>{t("absence.done_next")}</p>
                    </Notice>
                ) : null}
            </div>
            {reported && ill ? (
                <SickPlaces
                    me={me}
                    child={ill}
                    today={today}
                    known={{ diagnosis: (reported.body as api.AbsenceAsk | undefined)?.diagnosis }}
                />
            ) : null}
            <form class="form" onSubmit={submit} noValidate>
                <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
                {alone ? null : (
                    <ChoiceField
                        id="child"
                        label={t("reserve.child")}
                        error={sending.fields["child"]}
                        value={draft.child}
                        onValue={(child) => change({ child })}
                        across
                        choices={me.children.map((child) => ({ value: child.id, label: child.name }))}
                    />
                )}
                {draft.child !== "" && draft.when === "today" ? <Deadline child={draft.child} today={today} /> : null}
                <KindFields draft={draft} errors={sending.fields} change={change} />
                <WhenFields draft={draft} today={today} errors={sending.fields} change={change} />
                {namesIllness(draft.kind === "more" ? draft.other : draft.kind) ? (
                    <Illness value={draft.diagnosis} onValue={(diagnosis) => change({ diagnosis })} />
                ) : null}
                <TextField
                    id="reason"
                    label={t("absence.reason")}
                    hint={t("absence.reason_hint")}
                    optional
                    rows={2}
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
            <Around me={me} />
            {me.children.map((child) => (
                <Returns key={child.id} child={child} today={today} version={version} />
            ))}
        </Frame>
    );
}
