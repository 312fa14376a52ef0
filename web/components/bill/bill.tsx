// What a day in the sick-care room costs, line by line, how it stands, and its receipt: for the room and for the family.
import type * as api from "../../lib/api.ts";
import { dayAndClock, longDay } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import "./bill.css";

type Line = api.Fee["lines"][number];

function lineWord(line: Line): string {
    switch (line.kind) {
        case "price":
            return t("bill.price");
        case "exemption":
            return t("bill.exemption");
        case "option":
            return line.name ?? line.id ?? "";
        case "late_cancellation":
            return t("bill.late");
    }
}

export function methodWord(method: string): string {
    switch (method) {
        case "cash":
            return t("bill.cash");
        case "card":
            return t("bill.card");
        case "code":
            return t("bill.code");
        default:
            return t("bill.transfer");
    }
}

export function stateWord(state: api.Fee["state"]): string {
    switch (state) {
        case "due":
            return t("bill.due");
        case "paid":
            return t("bill.paid");
        case "invoiced":
            return t("bill.invoiced");
        case "waived":
            return t("bill.waived");
        case "refunded":
            return t("bill.refunded");
    }
}

export function Lines({ lines, yen }: { lines: Line[]; yen: number }) {
    return (
        <table class="bill">
            <tbody>
                {lines.map((line, i) => (
                    <tr key={i}>
                        <th scope="row">{lineWord(line)}</th>
                        <td>{line.count > 1 ? t("bill.times", { yen: line.unit_yen, n: line.count }) : ""}</td>
                        <td class="bill-yen">{t("bill.yen", { yen: line.yen })}</td>
                    </tr>
                ))}
            </tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t("bill.sum")}</th>
                    <td />
                    <td class="bill-yen">{t("bill.yen", { yen })}</td>
                </tr>
            </tfoot>
        </table>
    );
}

/** The receipt of a visit, as it is printed. */
export function Receipt({ of }: { of: api.Receipt }) {
    return (
        <article class="receipt card stack">
            <p class="figures">{t("receipt.number", { n: of.number })}</p>
            <p class="receipt-yen">{t("bill.yen", { yen: of.yen })}</p>
            <p>{t("receipt.for", { name: of.child_name, day: longDay(of.day, language.value) })}</p>
            <Lines lines={of.lines} yen={of.yen} />
            <p>
                {t("receipt.paid", { at: dayAndClock(of.paid_at, language.value), how: methodWord(of.method) })}
                {of.refunded_yen > 0 ? ` ${t("receipt.refunded", { yen: of.refunded_yen })}` : ""}
            </p>
            <p>{of.facility}</p>
        </article>
    );
}
