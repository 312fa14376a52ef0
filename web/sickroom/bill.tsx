// What a visit costs, line by line, and that it was paid: the receipt has its number from then on (R-FEE-05, R-FEE-06).
import { useState } from "preact/hooks";
import { ChoiceField, Submit } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import type { Sending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { may } from "./words.ts";

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

interface Props {
    one: api.BoardReservation;
    done: (words: string) => void;
    sending: Sending;
}

function Pay({ one, done, sending }: Props) {
    const [method, setMethod] = useState("cash");
    const submit = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            if (method === "invoice") await api.invoiceFee(one, intention);
            else await api.payFee(one, method as api.PayMethod, intention);
            done(t("bill.done", { name: one.child.name }));
        });
    };
    const methods = ["cash", "card", "code", "transfer"].map((value) => ({ value, label: methodWord(value) }));
    return (
        <form onSubmit={submit} noValidate class="stack">
            <ChoiceField
                id="method"
                label={t("bill.how")}
                value={method}
                onValue={setMethod}
                across
                choices={may(one, "invoice") ? [...methods, { value: "invoice", label: t("bill.invoice") }] : methods}
            />
            <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                {t("bill.pay")}
            </Submit>
        </form>
    );
}

export function Bill(props: Props) {
    const { one } = props;
    const fee = useResource(`fee ${one.id} ${one.fee?.state}`, (etag) => api.fee(one.id, etag));
    return (
        <section class="stack" aria-labelledby="bill-title">
            <h3 id="bill-title">
                {t("bill.title")} <small>{one.fee ? stateWord(one.fee.state) : ""}</small>
            </h3>
            <Loaded from={fee}>
                {(value) => (
                    <>
                        <Lines lines={value.lines} yen={value.yen} />
                        {may(one, "pay") ? <Pay {...props} /> : null}
                        {value.receipt_number === null ? null : (
                            <a class="button button-second" href={`/staff/receipts/${one.id}`}>
                                {t("bill.receipt", { n: value.receipt_number })}
                            </a>
                        )}
                    </>
                )}
            </Loaded>
        </section>
    );
}
