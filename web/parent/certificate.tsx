// The certificate of a month's use (提供証明書): what the family hands in for the benefit, printed on one sheet like the receipt (R-FEE-05).
import { useState } from "preact/hooks";
import "../components/bill/bill.css";
import { MonthSwitch, monthWord } from "../components/month-switch/month-switch.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { place, rename } from "../lib/router.ts";
import { Frame } from "./frame.tsx";

function Paper({ of, today }: { of: api.UseCertificate; today: string }) {
    return (
        <article class="receipt card stack">
            <p>{t("certificate.for", { name: of.child_name, month: monthWord(of.month) })}</p>
            <table class="bill">
                <thead>
                    <tr>
                        <th scope="col">{t("certificate.day")}</th>
                        <th scope="col">{t("certificate.facility")}</th>
                        <th scope="col" class="bill-yen">
                            {t("certificate.yen")}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {of.uses.map((use) => (
                        <tr key={`${use.day} ${use.facility}`}>
                            <th scope="row">{longDay(use.day, language.value)}</th>
                            <td>
                                {use.facility}
                                <span class="hint">
                                    {" "}
                                    {use.receipt_number === null ? t("certificate.invoiced") : t("receipt.number", { n: use.receipt_number })}
                                </span>
                            </td>
                            <td class="bill-yen">{t("bill.yen", { yen: use.yen })}</td>
                        </tr>
                    ))}
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{t("bill.sum")}</th>
                        <td>{t("certificate.days", { n: of.uses.length })}</td>
                        <td class="bill-yen">{t("bill.yen", { yen: of.yen })}</td>
                    </tr>
                </tfoot>
            </table>
            {of.benefit_limit_yen > 0 ? <p class="hint">{t("certificate.limit", { yen: of.benefit_limit_yen })}</p> : null}
            <p>{t("certificate.statement")}</p>
            <p>{t("certificate.made", { day: longDay(today, language.value), year: today.slice(0, 4) })}</p>
        </article>
    );
}

const wantedMonth = (today: string): string => {
    const wanted = place.value.query.get("month") ?? "";
    return /^\d{4}-\d{2}$/.test(wanted) ? wanted : today.slice(0, 7);
};

export function CertificatePage({ child }: { child: string }) {
    const today = dayOf(api.now());
    const [month, setMonth] = useState(() => wantedMonth(today));
    const paper = useResource(`certificate ${child} ${month}`, (etag) => api.certificate(child, month, etag));
    const choose = (next: string) => {
        setMonth(next);
        rename(`/parent/certificate/${child}?month=${next}`);
    };
    // Nothing paid in the month is said in plain words, not as a page that does not exist.
    const nothing = (paper.error instanceof api.Problem && paper.error.status === 404) || paper.value?.uses.length === 0;
    return (
        <Frame title={t("certificate.title")}>
            <MonthSwitch month={month} last={today.slice(0, 7)} choose={choose} />
            {nothing ? (
                <p class="card">{t("certificate.none", { month: monthWord(month) })}</p>
            ) : (
                <Loaded from={paper}>
                    {(of) => (
                        <>
                            <Paper of={of} today={today} />
                            <p class="no-print">
                                <button type="button" class="button" onClick={() => print()}>
                                    {t("receipt.print")}
                                </button>
                            </p>
                        </>
                    )}
                </Loaded>
            )}
            <p class="no-print">
                <a href="/parent/reservations">{t("visit.back")}</a>
            </p>
        </Frame>
    );
}
