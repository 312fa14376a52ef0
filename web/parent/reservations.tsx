// My reservations: what is coming, what was; cancelling is a button and a confirmation in the page.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { ReservationPill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { dayOf, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { reasonWord, refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import { Offer } from "./offer.tsx";
import "./reserve.css";

const CANCELLABLE: api.ReservationState[] = ["requested", "confirmed", "waitlisted", "offered"];

function Cancel({ reservation, done }: { reservation: api.Reservation; done: () => void }) {
    const [asked, setAsked] = useState(false);
    const sending = useSending();
    const opener = useRef<HTMLButtonElement>(null);
    const confirm = useRef<HTMLButtonElement>(null);
    useLayoutEffect(() => {
        if (asked) confirm.current?.focus();
    }, [asked]);
    const close = () => {
        setAsked(false);
        requestAnimationFrame(() => opener.current?.focus());
    };
    const cancel = () =>
        void sending.run(async (intention) => {
            await api.cancel(reservation, intention);
            done();
        });
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
    return (
        <div class="confirm-panel" role="group" aria-labelledby={title}>
            <p id={title}>
                <strong>{t("reservation.cancel_ask", words)}</strong>
            </p>
            <p>{t("reservation.cancel_hint")}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("reservation.cancel_failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <div class="buttons">
                <button
                    type="button"
                    class="button button-danger"
                    ref={confirm}
                    aria-disabled={sending.busy ? true : undefined}
                    onClick={cancel}
                >
                    {sending.busy ? t("reservation.cancel_busy") : t("reservation.cancel_yes")}
                </button>
                <button type="button" class="button button-second" onClick={close}>
                    {t("reservation.cancel_no")}
                </button>
            </div>
        </div>
    );
}

export function ReservationCard({
    reservation,
    done,
    answered = () => undefined,
}: {
    reservation: api.Reservation;
    done?: (() => void) | undefined;
    answered?: () => void;
}) {
    const reason = reservation.state === "waitlisted" ? reasonWord(reservation.reason) : "";
    return (
        <li class="card">
            <div class="reservation-head">
                <p class="day-title">{longDay(reservation.day, language.value)}</p>
                <ReservationPill state={reservation.state} />
            </div>
            <p>
                {reservation.sick_room_name}
                <br />
                <span class="hint">{reservation.child_name}</span>
            </p>
            {reservation.state === "waitlisted" && reservation.rank ? (
                <p class="rank">{t("reserve.rank", { n: reservation.rank })}</p>
            ) : null}
            {reason ? <p class="hint">{reason}</p> : null}
            {done ? (
                <>
                    <p>
                        <a class="phone" href={`tel:${reservation.telephone.replace(/[^\d+]/g, "")}`}>
                            <Icon name="phone" />
                            {reservation.telephone}
                            <span class="unseen"> {reservation.sick_room_name}</span>
                        </a>
                    </p>
                    {reservation.state === "offered" ? <Offer reservation={reservation} done={answered} /> : null}
                    {CANCELLABLE.includes(reservation.state) ? <Cancel reservation={reservation} done={done} /> : null}
                </>
            ) : null}
        </li>
    );
}

export const useReservations = () =>
    useResource("reservations", (etag) => api.reservations({}, etag), { topics: ["household"] });

/** Soonest first among what is still to come. */
export function coming(list: api.Reservation[], today: string): api.Reservation[] {
    return list
        .filter((one) => one.day >= today && (CANCELLABLE.includes(one.state) || one.state === "checked_in"))
        .sort((a, b) => a.day.localeCompare(b.day));
}

export function ReservationsPage(_props: { me: api.Me }) {
    const list = useReservations();
    const today = dayOf(api.now());
    const [cancelled, setCancelled] = useState<api.Reservation | null>(null);
    return (
        <Frame title={t("reservation.title")}>
            <div role="status">
                {cancelled ? (
                    <Notice
                        kind="success"
                        title={t("reservation.cancelled_now", {
                            day: longDay(cancelled.day, language.value),
                            room: cancelled.sick_room_name,
                        })}
                    />
                ) : null}
            </div>
            <Loaded from={list}>
                {({ reservations }) => {
                    const next = coming(reservations, today);
                    const past = reservations.filter((one) => !next.includes(one));
                    const done = (one: api.Reservation) => () => {
                        setCancelled(one);
                        list.refresh();
                        document.querySelector<HTMLElement>("h1")?.focus();
                    };
                    return (
                        <>
                            {next.length === 0 ? (
                                <div class="card">
                                    <p>{t("reservation.none")}</p>
                                    <p>
                                        <a class="button" href="/">
                                            {t("way.vacancies")}
                                        </a>
                                    </p>
                                </div>
                            ) : (
                                <section class="stack" aria-labelledby="coming">
                                    <h2 id="coming">{t("reservation.coming")}</h2>
                                    <ul class="stack">
                                        {next.map((one) => (
                                            <ReservationCard
                                                key={one.id}
                                                reservation={one}
                                                done={done(one)}
                                                answered={list.refresh}
                                            />
                                        ))}
                                    </ul>
                                </section>
                            )}
                            {past.length > 0 ? (
                                <section class="stack" aria-labelledby="past">
                                    <h2 id="past">{t("reservation.past")}</h2>
                                    <ul class="stack">
                                        {past.map((one) => (
                                            <ReservationCard key={one.id} reservation={one} />
                                        ))}
                                    </ul>
                                </section>
                            ) : null}
                        </>
                    );
                }}
            </Loaded>
        </Frame>
    );
}
