// Extended care of a child's month in plain words: each line with the minutes that made it, what was invoiced, and the question about it.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import * as months from "../lib/months.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";

type Bill = NonNullable<months.ChildExtensions["bill"]>;

function lineWords(line: months.ExtensionLine): string {
    const values = { title: line.title || t("extension.word"), minutes: line.minutes ?? 0, yen: line.yen };
    switch (line.kind) {
        case "spot":
            return t("extension.line.spot", values);
        case "grace":
            return t("extension.line.grace", values);
        case "held":
            return t("extension.line.held", values);
        case "too_young":
            return t("extension.line.too_young");
        case "outside":
            return t("extension.line.outside", values);
        case "monthly":
            return t("extension.line.monthly", values);
        case "capped":
            return t("extension.line.capped", values);
        case "stepped":
            return t("extension.line.stepped", values);
        case "doubt":
            return t("extension.line.doubt", { from: line.from ?? "", to: line.to ?? "", full: line.full_yen ?? 0 });
    }
}

const dayWords = (instant: string): string => longDay(dayOf(new Date(instant)), language.value);

function Days({ bill }: { bill: Bill }) {
    return (
        <ul class="bill-days">
            {bill.days.map((day) => (
                <li key={day.day}>
                    {day.unresolved
                        ? t("extension.day_unresolved", { day: longDay(day.day, language.value) })
                        : t("extension.day", {
                              day: longDay(day.day, language.value),
                              arrive: day.arrive ?? "",
                              leave: day.leave ?? "",
                          })}
                    <ul>
                        {(day.lines ?? []).map((line, i) => (
                            <li key={i}>{lineWords(line)}</li>
                        ))}
                    </ul>
                </li>
            ))}
            {bill.lines.map((line, i) => (
                <li key={`month ${i}`}>{lineWords(line)}</li>
            ))}
        </ul>
    );
}

function Ask({ child, month, sent }: { child: string; month: string; sent: () => void }) {
    const [text, setText] = useState("");
    const sending = useSending({ "/text": { field: "text", label: () => t("extension.dispute_text") } });
    const submit = (event: Event) => {
        event.preventDefault();
        const label = t("extension.dispute_text");
        if (!sending.check({ text: text.trim() === "" ? t("field.missing", { label }) : undefined })) return;
        void sending.run(async (intention) => {
            await months.disputeExtension(child, month, text.trim(), intention);
            setText("");
            sent();
        });
    };
    return (
        <details class="card no-print">
            <summary>{t("extension.dispute")}</summary>
            <form class="form" onSubmit={submit} noValidate>
                <ErrorSummary
                    fields={sending.fields}
                    general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                    attempt={sending.attempt}
                />
                <TextField
                    id="text"
                    label={t("extension.dispute_text")}
                    hint={t("extension.dispute_hint")}
                    value={text}
                    onValue={setText}
                    error={sending.fields["text"]}
                    rows={4}
                    maxLength={600}
                />
                <Submit busy={sending.busy} busyWords={t("extension.dispute_busy")}>
                    {t("extension.dispute_send")}
                </Submit>
            </form>
        </details>
    );
}

export function Extension({ child, month }: { child: string; month: string }) {
    const [said, setSaid] = useState("");
    const list = useResource(`extension ${child} ${month}`, (etag) => months.childExtensions(child, month, etag), {
        topics: ["household"],
    });
    const sent = () => {
        setSaid(t("extension.dispute_sent"));
        list.refresh();
    };
    return (
        <section class="stack" aria-labelledby="extension">
            <h2 id="extension">{t("extension.title")}</h2>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={list}>
                {(value) => (
                    <>
                        {value.bill === null ? (
                            <p class="hint">{t("extension.none")}</p>
                        ) : (
                            <>
                                <p class="bill-sum">{t("extension.sum", { yen: value.bill.yen })}</p>
                                {value.bill.unresolved > 0 ? (
                                    <p>{t("extension.unresolved", { n: value.bill.unresolved })}</p>
                                ) : null}
                                <Days bill={value.bill} />
                            </>
                        )}
                        {value.invoices.length > 0 ? (
                            <>
                                <h3>{t("extension.invoices")}</h3>
                                <ul>
                                    {value.invoices.map((one, i) => (
                                        <li key={one.at + one.version}>
                                            {i === 0
                                                ? t("extension.invoice.first", { day: dayWords(one.at), yen: one.yen })
                                                : t("extension.invoice.adjusted", { day: dayWords(one.at), yen: one.yen })}
                                        </li>
                                    ))}
                                </ul>
                            </>
                        ) : null}
                        {value.disputes.map((one) => (
                            <div class="card" key={one.id}>
                                <p>{t("extension.disputed", { day: dayWords(one.at), text: one.text })}</p>
                                <p>
                                    {one.answered_at
                                        ? t("extension.answered", { day: dayWords(one.answered_at), text: one.answer ?? "" })
                                        : t("extension.waits")}
                                </p>
                            </div>
                        ))}
                        {value.bill !== null && value.can_dispute && value.disputes.every((one) => one.answered_at !== null) ? (
                            <Ask child={child} month={month} sent={sent} />
                        ) : null}
                    </>
                )}
            </Loaded>
        </section>
    );
}
