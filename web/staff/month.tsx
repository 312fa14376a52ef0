// A nursery's month: what must be settled first, who has signed, the register of each class as it is printed, and the head's opening again.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { MonthSwitch, moveMonth } from "../components/month-switch/month-switch.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Pill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, clock, dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import * as months from "../lib/months.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { place } from "../lib/router.ts";
import { CorrectionDialog } from "./correction.tsx";
import { Frame } from "./frame.tsx";
import { MonthExtension } from "./month-extension.tsx";
import { Registers } from "./month-register.tsx";
import "./month.css";

type Unresolved = months.Month["unresolved"][number];

interface Row {
    words: string;
    signed: string | null;
    can: boolean;
    step: months.MonthStep;
}

const rowsOf = (month: months.Month): Row[] => [
    ...month.classes.map((row) => ({
        words: t("month.class_step", { class: row.class }),
        signed: row.signed_at,
        can: row.can_sign,
        step: { step: "teacher" as const, class: row.class },
    })),
    { words: t("month.step.lead"), signed: month.lead_signed_at, can: month.can_sign_lead, step: { step: "lead" } },
    { words: t("month.step.head"), signed: month.head_signed_at, can: month.can_sign_head, step: { step: "head" } },
];

function Signatures({ month, sign }: { month: months.Month; sign: (row: Row) => void }) {
    return (
        <table class="signatures">
            <caption class="unseen">{t("month.signatures")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t("month.who")}</th>
                    <th scope="col">{t("month.when")}</th>
                </tr>
            </thead>
            <tbody>
                {rowsOf(month).map((row) => (
                    <tr key={row.words}>
                        <th scope="row">{row.words}</th>
                        <td>
                            {row.signed ? (
                                <Pill tone="good" icon="check" words={dayAndClock(row.signed, language.value)} />
                            ) : row.can ? (
                                <button type="button" class="button" onClick={() => sign(row)}>
                                    {t("month.sign")}
                                    <span class="unseen"> {row.words}</span>
                                </button>
                            ) : (
                                t("month.not_signed")
                            )}
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function ToSettle({ list, n, open }: { list: Unresolved[]; n: number; open: (one: Unresolved) => void }) {
    if (n === 0) return <p>{t("month.unresolved_none")}</p>;
    return (
        <section class="stack" aria-labelledby="to-settle">
            <h2 id="to-settle">{t("month.unresolved", { n })}</h2>
            <ul class="stack">
                {list.map((one) => (
                    <li class="card settle" key={one.child_id + one.day} data-child={one.child_id}>
                        <p>
                            <strong>
                                {longDay(one.day, language.value)} {one.name}
                            </strong>{" "}
                            <span class="hint">{one.class}</span>
                            <br />
                            {one.why === "conflict" ? t("month.why.conflict") : t("month.why.unresolved")}{" "}
                            {t("month.times", {
                                arrived: clock(one.arrived_at) || t("month.no_time"),
                                left: clock(one.left_at) || t("month.no_time"),
                            })}
                        </p>
                        <button type="button" class="button button-second" onClick={() => open(one)}>
                            <Icon name="pencil" />
                            {t("month.correct")}
                            <span class="unseen"> {one.name}</span>
                        </button>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Reopen({ done, reopen }: { done: () => void; reopen: (reason: string, intention: api.Intention) => Promise<unknown> }) {
    const [reason, setReason] = useState("");
    const sending = useSending({ "/reason": { field: "reason", label: () => t("month.reopen_reason") } });
    const submit = (event: Event) => {
        event.preventDefault();
        const label = t("month.reopen_reason");
        if (!sending.check({ reason: reason.trim() === "" ? t("field.missing", { label }) : undefined })) return;
        void sending.run(async (intention) => {
            await reopen(reason.trim(), intention);
            done();
        });
    };
    return (
        <form class="form no-print" onSubmit={submit} noValidate>
            <ErrorSummary
                fields={sending.fields}
                general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                attempt={sending.attempt}
            />
            <TextField
                id="reason"
                label={t("month.reopen_reason")}
                value={reason}
                onValue={setReason}
                error={sending.fields["reason"]}
                maxLength={200}
            />
            <Submit busy={sending.busy} busyWords={t("month.busy")}>
                {t("month.reopen")}
            </Submit>
        </form>
    );
}

function Words({ month }: { month: months.Month }) {
    if (month.words.length === 0) return null;
    return (
        <details class="no-print">
            <summary>{t("month.history")}</summary>
            <ol>
                {month.words.map((one, i) => (
                    <li key={i}>
                        {t("month.version", { n: one.version })} {one.class} {t(`month.step.${one.step}`)}: {one.by},{" "}
                        {dayAndClock(one.at, language.value)} {one.reason}
                    </li>
                ))}
            </ol>
        </details>
    );
}

export function MonthPage({ me, nursery }: { me: api.Me; nursery: api.Me["sites"][number] }) {
    const today = dayOf(api.now());
    const last = today.slice(0, 7);
    const wanted = place.value.query.get("month") ?? "";
    const [month, setMonth] = useState(/^\d{4}-\d{2}$/.test(wanted) && wanted <= last ? wanted : moveMonth(last, -1));
    const [said, setSaid] = useState("");
    const [open, setOpen] = useState<{ child: api.BoardChild; day: string } | null>(null);
    const sending = useSending();
    const topics = [`attendance:${nursery.id}`];
    const state = useResource(`month ${nursery.id} ${month}`, (etag) => months.month(nursery.id, month, etag), { topics });
    const register = useResource(`register ${nursery.id} ${month}`, (etag) => months.register(nursery.id, month, etag), { topics });
    const done = (words: string) => {
        setOpen(null);
        setSaid(words);
        state.refresh();
        register.refresh();
    };
    const sign = (row: Row) =>
        void sending.run(async (intention) => {
            await months.signMonth(nursery.id, month, row.step, intention);
            done(t("month.signed", { who: row.words }));
        });
    // The dialog shows the child as the board of that day does.
    const settle = (one: Unresolved) =>
        void sending.run(async () => {
            const board = await api.attendanceBoard(nursery.id, one.day, null);
            const child = board?.value.children.find((other) => other.child_id === one.child_id);
            if (child) setOpen({ child, day: one.day });
        });
    return (
        <Frame title={t("month.title")} kicker={nursery.name} failed={sending.trouble !== undefined}>
            <p class="no-print">
                <a href={`/staff/nurseries/${nursery.id}`}>{t("month.board")}</a>
            </p>
            <MonthSwitch month={month} last={last} choose={setMonth} />
            <div role="status" class="no-print">
                {said ? <Notice kind="success" title={said} /> : null}
            </div>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <Loaded from={state}>
                {(value) => (
                    <div class="stack no-print">
                        <p>
                            <Pill
                                tone={value.closed ? "good" : "few"}
                                icon={value.closed ? "check" : "clock"}
                                words={t(value.closed ? "month.closed" : "month.open", { n: value.version })}
                            />
                        </p>
                        {value.over ? null : <Notice kind="info" title={t("month.not_over")} />}
                        {value.changed ? <Notice kind="warning" title={t("month.changed")} /> : null}
                        <ToSettle list={value.unresolved} n={value.unresolved_days} open={settle} />
                        <Signatures month={value} sign={sign} />
                        {value.can_reopen ? (
                            <Reopen
                                reopen={(reason, intention) => months.reopenMonth(nursery.id, month, reason, intention)}
                                done={() => done(t("month.reopened"))}
                            />
                        ) : null}
                        <Words month={value} />
                        <p>
                            <button type="button" class="button button-second" onClick={() => print()}>
                                {t("month.print")}
                            </button>
                        </p>
                    </div>
                )}
            </Loaded>
            <MonthExtension key={month} me={me} nursery={nursery.id} month={month} />
            <Loaded from={register}>
                {(value) => <Registers register={value} month={state.value} nursery={nursery.name} />}
            </Loaded>
            {open ? (
                <CorrectionDialog
                    key={open.child.child_id}
                    nursery={nursery.id}
                    day={open.day}
                    child={open.child}
                    close={() => setOpen(null)}
                    done={done}
                />
            ) : null}
        </Frame>
    );
}
