// The receipt of a visit, as it is printed and handed over.
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "../staff/frame.tsx";
import { Lines, methodWord } from "./bill.tsx";
import "../staff/board.css";
import "./room.css";

function Paper({ of }: { of: api.Receipt }) {
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

export function ReceiptPage({ id }: { id: string }) {
    const paper = useResource(`receipt ${id}`, (etag) => api.receipt(id, etag));
    return (
        <Frame title={t("receipt.title")}>
            <Loaded from={paper}>{(of) => <Paper of={of} />}</Loaded>
            <p class="no-print">
                <button type="button" class="button" onClick={() => print()}>
                    {t("receipt.print")}
                </button>
            </p>
        </Frame>
    );
}
