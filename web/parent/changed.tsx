// Two people act on one reservation: what this page showed, what holds now, and that nothing was done yet.
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { ReservationPill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";

export const isChanged = (error: Error | undefined): boolean => error instanceof api.Problem && error.status === 412;

function Version({ title, of }: { title: string; of: api.Reservation }) {
    const lines = [
        of.state === "waitlisted" && of.rank ? t("reserve.rank", { n: of.rank }) : "",
        of.state === "waitlisted"
            ? of.auto_accept_until
                ? t("wishes.auto_until", { time: clock(of.auto_accept_until) })
                : t("wishes.auto_ask")
            : "",
        of.same_day_list ? t("wishes.same_day") : "",
    ].filter(Boolean);
    return (
        <div class="version">
            <p>
                <strong>{title}</strong>
            </p>
            <ReservationPill state={of.state} />
            {lines.map((line) => (
                <p key={line}>{line}</p>
            ))}
        </div>
    );
}

/** Shows both versions; reading on is the person's own press, so that nothing moves away under the eyes. */
export function Changed({ was, done }: { was: api.Reservation; done: () => void }) {
    const [is, setIs] = useState<api.Reservation | undefined>(undefined);
    useEffect(() => {
        void api.reservation(was.id).then(
            (fresh) => setIs(fresh?.value),
            () => undefined,
        );
    }, [was.id, was.version]);
    return (
        <Notice kind="warning" title={t("changed.title")}>
            <p>{t("changed.next")}</p>
            <div class="versions">
                <Version title={t("changed.was")} of={was} />
                {is ? <Version title={t("changed.is")} of={is} /> : null}
            </div>
            <button type="button" class="button button-second" onClick={done}>
                {t("changed.go_on")}
            </button>
        </Notice>
    );
}
