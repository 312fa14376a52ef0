// The receipt of a visit, as it is printed and handed over.
import { Receipt } from "../components/bill/bill.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "../staff/frame.tsx";
import "../staff/board.css";
import "./room.css";

export function ReceiptPage({ id }: { id: string }) {
    const paper = useResource(`receipt ${id}`, (etag) => api.receipt(id, etag));
    return (
        <Frame title={t("receipt.title")}>
            <Loaded from={paper}>{(of) => <Receipt of={of} />}</Loaded>
            <p class="no-print">
                <button type="button" class="button" onClick={() => print()}>
                    {t("receipt.print")}
                </button>
            </p>
        </Frame>
    );
}
