// What a visit costs, line by line, and that it was paid: the receipt has its number from then on (R-FEE-05, R-FEE-06).
import { useState } from "preact/hooks";
import { Lines, methodWord, stateWord } from "../components/bill/bill.tsx";
import { ChoiceField, Submit } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import type { Sending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { may } from "./words.ts";

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
