// Extended care of a nursery's month: the newest run beside the one before and what was invoiced, and the questions of families with their evidence.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Pill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, dayAndClock, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import * as months from "../lib/months.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";

type Row = months.NurseryExtensions["children"][number];
type Dispute = months.ChildExtensions["disputes"][number];

interface Touch {
    id: string;
    at: string;
    uncertainty_ms?: number;
    clock_doubt?: boolean;
}

interface Evidence {
    days?: { day: string; taps: Touch[]; corrections: { id: string; at: string | null; reason: string }[] }[];
}

/** The time, and what the entrance's clock did not know of it: by that much the bill gives way. */
function touchWords(touch: Touch): string {
    const seconds = Math.ceil((touch.uncertainty_ms ?? 0) / 1000);
    if (touch.clock_doubt) return `${clock(touch.at)} (${t("bills.tap_doubt")})`;
    return seconds > 0 ? `${clock(touch.at)} (${t("bills.tap_unsure", { seconds })})` : clock(touch.at);
}

function Answer({ dispute, done }: { dispute: Dispute; done: () => void }) {
    const [text, setText] = useState("");
    const sending = useSending({ "/text": { field: "answer", label: () => t("bills.answer") } });
    const submit = (event: Event) => {
        event.preventDefault();
        const label = t("bills.answer");
        if (!sending.check({ answer: text.trim() === "" ? t("field.missing", { label }) : undefined })) return;
        void sending.run(async (intention) => {
            await months.answerDispute(dispute.id, text.trim(), intention);
            done();
        });
    };
    return (
        <form class="form" onSubmit={submit} noValidate>
            <ErrorSummary
                fields={sending.fields}
                general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                attempt={sending.attempt}
            />
            <TextField
                id="answer"
                label={t("bills.answer")}
                value={text}
                onValue={setText}
                error={sending.fields["answer"]}
                rows={3}
                maxLength={600}
            />
            <Submit busy={sending.busy} busyWords={t("month.busy")}>
                {t("bills.answer_send")}
            </Submit>
        </form>
    );
}

/** What the family says, and what was known of those days when it asked. */
function Question({ child, month, done }: { child: Row; month: string; done: () => void }) {
    const list = useResource(`extension ${child.child_id} ${month}`, (etag) => months.childExtensions(child.child_id, month, etag));
    return (
        <div class="card" role="group" aria-label={t("bills.question", { name: child.name })}>
            <h3>{t("bills.question", { name: child.name })}</h3>
            <Loaded from={list}>
                {(value) =>
                    value.disputes
                        .filter((one) => one.answered_at === null)
                        .map((one) => (
                            <div class="stack" key={one.id}>
                                <p>{one.text}</p>
                                <ul>
                                    {((one.evidence as Evidence).days ?? []).map((day) => (
                                        <li key={day.day}>
                                            {longDay(day.day, language.value)}{" "}
                                            {t("bills.taps", { times: day.taps.map(touchWords).join(" ") })}{" "}
                                            {day.corrections.map((word) => `${clock(word.at)} ${word.reason}`).join(" ")}
                                        </li>
                                    ))}
                                </ul>
                                <Answer dispute={one} done={done} />
                            </div>
                        ))
                }
            </Loaded>
        </div>
    );
}

function Table({ rows, ask }: { rows: Row[]; ask: ((row: Row) => void) | null }) {
    return (
        <div class="register-scroll" tabIndex={0} role="group" aria-label={t("extension.title")}>
            <table class="register">
                <thead>
                    <tr>
                        <th scope="col" class="register-name">
                            {t("month.name")}
                        </th>
                        <th scope="col">{t("bills.before")}</th>
                        <th scope="col">{t("bills.now")}</th>
                        <th scope="col">{t("bills.difference")}</th>
                        <th scope="col">{t("bills.invoiced")}</th>
                        <th scope="col">{t("bills.open")}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr key={row.child_id} data-child={row.child_id}>
                            <th scope="row" class="register-name">
                                {row.name}
                            </th>
                            <td>{row.before_yen ?? ""}</td>
                            <td>{row.yen}</td>
                            <td>{row.difference_yen}</td>
                            <td>{row.invoiced_yen}</td>
                            <td>
                                {row.unresolved > 0 ? (
                                    <Pill tone="few" icon="warning" words={t("bills.unresolved", { n: row.unresolved })} />
                                ) : null}
                                {row.open_disputes > 0 && ask ? (
                                    <button type="button" class="button button-second" onClick={() => ask(row)}>
                                        {t("bills.look")}
                                        <span class="unseen"> {row.name}</span>
                                    </button>
                                ) : null}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

export function MonthExtension({ me, nursery, month }: { me: api.Me; nursery: string; month: string }) {
    const [said, setSaid] = useState("");
    const [asked, setAsked] = useState<Row | null>(null);
    const sending = useSending();
    const is = (...roles: string[]) => me.roles.some((one) => one.site_id === nursery && roles.includes(one.role));
    const list = useResource(`extensions ${nursery} ${month}`, (etag) => months.nurseryExtensions(nursery, month, etag));
    const done = (words: string) => {
        setAsked(null);
        setSaid(words);
        list.refresh();
    };
    const run = () =>
        void sending.run(async (intention) => {
            const made = await months.runExtensions(nursery, month, intention);
            done(made.same ? t("bills.same") : t("bills.run_done", { n: made.version, yen: made.yen }));
        });
    const invoice = () =>
        void sending.run(async (intention) => {
            const made = await months.invoiceExtensions(nursery, month, intention);
            done(t("bills.invoice_done", { n: made.lines }));
        });
    return (
        <section class="stack no-print" aria-labelledby="bills">
            <h2 id="bills">{t("extension.title")}</h2>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <Loaded from={list}>
                {(value) => (
                    <>
                        <p>
                            {value.run_at
                                ? t("bills.run_at", { n: value.version, at: dayAndClock(value.run_at, language.value) })
                                : t("bills.none")}
                        </p>
                        {value.children.length > 0 ? (
                            <Table rows={value.children} ask={is("lead", "head") ? setAsked : null} />
                        ) : null}
                    </>
                )}
            </Loaded>
            {asked ? (
                <Question key={asked.child_id} child={asked} month={month} done={() => done(t("bills.answered"))} />
            ) : null}
            <div class="buttons">
                {is("lead", "head") ? (
                    <button type="button" class="button button-second" onClick={run}>
                        {t("bills.run")}
                    </button>
                ) : null}
                {is("head") ? (
                    <button type="button" class="button button-second" onClick={invoice}>
                        {t("bills.invoice")}
                    </button>
                ) : null}
            </div>
        </section>
    );
}
