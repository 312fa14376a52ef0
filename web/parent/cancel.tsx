// Giving a reservation back: what it costs and takes with it is said before; a button and one press in the page.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ChoiceField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { Changed, isChanged } from "./changed.tsx";

export interface Cancelled {
    of: api.Reservation;
    /** later days that went with it */
    also: string[];
    fee: number;
    /** the absence that was written at the nursery with it stands */
    absent: boolean;
}

const days = (list: string[]): string => list.map((day) => longDay(day, language.value)).join(" ・ ");

/** What the press will do, before it is made. */
function Beforehand({ of, why }: { of: api.Reservation; why: string }) {
    const told = of.cancel;
    if (!told) return null;
    const takes = told.later.length > 0 && (!told.asks_why || why === "nursery");
    return (
        <>
            {of.state === "waitlisted" || of.state === "offered" ? (
                <p>{t("cancel.waiting_free")}</p>
            ) : told.late ? (
                <p>
                    <strong>
                        {told.fee_yen > 0 ? t("cancel.late_fee", { yen: told.fee_yen }) : t("cancel.late_free")}
                    </strong>
                </p>
            ) : (
                <p>
                    {told.deadline_at
                        ? t("cancel.free_until", { time: dayAndClock(told.deadline_at, language.value) })
                        : t("cancel.free")}
                </p>
            )}
            {takes ? (
                <p>
                    <strong>{t("cancel.takes", { days: days(told.later) })}</strong>
                </p>
            ) : null}
            {told.asks_why && why === "home" ? <p>{t("cancel.keeps", { days: days(told.later) })}</p> : null}
            <p>{t("reservation.cancel_hint")}</p>
        </>
    );
}

export function Cancel({
    reservation,
    done,
    refresh,
}: {
    reservation: api.Reservation;
    done: (cancelled: Cancelled) => void;
    refresh: () => void;
}) {
    const [asked, setAsked] = useState(false);
    const [why, setWhy] = useState("");
    const sending = useSending({ "/why": { field: "why", label: () => t("cancel.why") } });
    const opener = useRef<HTMLButtonElement>(null);
    const panel = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        if (asked) panel.current?.focus();
    }, [asked]);
    const close = () => {
        setAsked(false);
        requestAnimationFrame(() => opener.current?.focus());
    };
    const asksWhy = reservation.cancel?.asks_why ?? false;
    const cancel = () => {
        if (!sending.check(asksWhy && why === "" ? { [`why-${reservation.id}`]: t("cancel.why_missing") } : {})) return;
        void sending.run(async (intention) => {
            const answer = await api.cancel(reservation, asksWhy ? (why as api.CancelWhy) : undefined, intention);
            done({ of: reservation, also: answer.also.map((one) => one.day), fee: answer.fee_yen, absent: answer.absence_stands });
        });
    };
    const words = { day: longDay(reservation.day, language.value), room: reservation.sick_room_name };
    if (!asked) {
        return (
            <button type="button" class="button button-second" ref={opener} onClick={() => setAsked(true)}>
                {t("reservation.cancel")}
                <span class="unseen">
                    {" "}
                    {words.day} {words.room} {reservation.child_name}
                </span>
            </button>
        );
    }
    const title = `cancel-${reservation.id}`;
    const changed = isChanged(sending.trouble);
    return (
        <div class="confirm-panel" role="group" aria-labelledby={title} tabIndex={-1} ref={panel}>
            <p id={title}>
                <strong>{t("reservation.cancel_ask", words)}</strong>
            </p>
            {asksWhy ? (
                <ChoiceField
                    id={`why-${reservation.id}`}
                    label={t("cancel.why")}
                    error={sending.fields[`why-${reservation.id}`] ?? sending.fields["why"]}
                    value={why}
                    onValue={setWhy}
                    choices={[
                        { value: "home", label: t("cancel.why_home") },
                        { value: "nursery", label: t("cancel.why_nursery") },
                    ]}
                />
            ) : null}
            <Beforehand of={reservation} why={why} />
            {changed ? (
                <Changed
                    was={reservation}
                    done={() => {
                        sending.check({});
                        setAsked(false);
                        refresh();
                    }}
                />
            ) : sending.trouble ? (
                <Notice kind="error" title={t("reservation.cancel_failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {changed ? null : (
                <div class="buttons">
                    <button
                        type="button"
                        class="button button-danger"
                        aria-disabled={sending.busy ? true : undefined}
                        onClick={cancel}
                    >
                        {sending.busy ? t("reservation.cancel_busy") : t("reservation.cancel_yes")}
                    </button>
                    <button type="button" class="button button-second" onClick={close}>
                        {t("reservation.cancel_no")}
                    </button>
                </div>
            )}
        </div>
    );
}

/** Said after it was done: with it went these days. */
export function CancelledNow({ what }: { what: Cancelled | null }) {
    return (
        <div role="status">
            {what ? (
                <Notice
                    kind="success"
                    title={t("reservation.cancelled_now", {
                        day: longDay(what.of.day, language.value),
                        room: what.of.sick_room_name,
                    })}
                >
                    {what.also.length > 0 ? <p>{t("cancel.went", { days: days(what.also) })}</p> : null}
                    {what.absent ? (
                        <p>
                            {t("cancel.absence_stands")} <a href={`/parent/absence?child=${what.of.child_id}`}>{t("way.absence")}</a>
                        </p>
                    ) : null}
                    {what.fee > 0 ? <p>{t("cancel.fee", { yen: what.fee })}</p> : null}
                </Notice>
            ) : null}
        </div>
    );
}
