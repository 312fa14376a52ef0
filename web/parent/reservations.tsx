// My reservations: what is coming, what waits, what was; each with what can be done next. Offers stand above, in the frame.
import { useState } from "preact/hooks";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { addDays, dayOf } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { Cancel, type Cancelled, CancelledNow } from "./cancel.tsx";
import { Frame } from "./frame.tsx";
import { ReservationCard } from "./reservation-card.tsx";
import { grouped, useReservations } from "./reservation-list.ts";
import { Phone } from "./trouble.tsx";
import { Wishes } from "./wishes.tsx";

interface Acts {
    refresh: () => void;
    cancelled: (what: Cancelled) => void;
}

function Actions({ of, refresh, cancelled }: Acts & { of: api.Reservation }) {
    const can = (what: api.Reservation["actions"][number]) => of.actions.includes(what);
    return (
        <>
            <p>
                <Phone telephone={of.telephone} of={of.sick_room_name} />
            </p>
            {preparing(of) ? (
                <p>
                    <a class="button" href={`/parent/visit/${of.id}`}>
                        {t("visit.prepare")}
                        <span class="unseen"> {of.child_name}</span>
                    </a>
                </p>
            ) : null}
            {of.shared_with && !preparing(of) ? (
                <p>
                    <a href={`/parent/visit/${of.id}`}>
                        {t("share.title")}
                        <span class="unseen"> {of.child_name}</span>
                    </a>
                </p>
            ) : null}
            <div class="actions">
                {can("wishes") && of.reason !== "DRAW" ? <Wishes reservation={of} refresh={refresh} /> : null}
                {can("cancel") ? <Cancel reservation={of} done={cancelled} refresh={refresh} /> : null}
            </div>
        </>
    );
}

/** From the day before on, what the room must know can be written down. */
const preparing = (one: api.Reservation): boolean =>
    (one.state === "confirmed" && one.day <= addDays(dayOf(api.now()), 1)) || one.state === "checked_in";

/** Folded: it is looked up, not read. Whoever got no place is led on to another. */
function Past({ of }: { of: api.Reservation[] }) {
    if (of.length === 0) return null;
    return (
        <details class="past">
            <summary>
                <h2>{t("reservation.past", { n: of.length })}</h2>
            </summary>
            <ul class="stack">
                {of.map((one) => (
                    <ReservationCard key={one.id} reservation={one}>
                        {one.state === "declined" || one.state === "expired" ? (
                            <p>
                                <a href="/">{t("reservation.elsewhere")}</a>
                            </p>
                        ) : null}
                        {one.state === "checked_out" ? (
                            <p>
                                <a href={`/parent/visit/${one.id}`}>
                                    {t("visit.afterwards")}
                                    <span class="unseen"> {one.child_name}</span>
                                </a>
                            </p>
                        ) : null}
                    </ReservationCard>
                ))}
            </ul>
        </details>
    );
}

export function ReservationsPage(_props: { me: api.Me }) {
    const list = useReservations();
    const today = dayOf(api.now());
    const [cancelled, setCancelled] = useState<Cancelled | null>(null);
    return (
        <Frame title={t("reservation.title")}>
            <CancelledNow what={cancelled} />
            <Loaded from={list}>
                {({ reservations }) => {
                    const { answer, coming, waiting, past } = grouped(reservations, today);
                    const act: Acts = {
                        refresh: list.refresh,
                        cancelled: (what) => {
                            setCancelled(what);
                            list.refresh();
                            document.querySelector<HTMLElement>("h1")?.focus();
                        },
                    };
                    const sections = [
                        { id: "coming", title: t("reservation.coming"), cards: coming },
                        { id: "waiting", title: t("reservation.waiting"), cards: waiting },
                    ];
                    return (
                        <>
                            {answer.length + coming.length + waiting.length === 0 ? (
                                <div class="card">
                                    <p>{t("reservation.none")}</p>
                                    <p>
                                        <a class="button" href="/parent/reserve">
                                            {t("home.reserve")}
                                        </a>
                                    </p>
                                </div>
                            ) : null}
                            {sections
                                .filter((section) => section.cards.length > 0)
                                .map((section) => (
                                    <section key={section.id} class="stack" aria-labelledby={section.id}>
                                        <h2 id={section.id}>{section.title}</h2>
                                        <ul class="stack">
                                            {section.cards.map((one) => (
                                                <ReservationCard key={one.id} reservation={one}>
                                                    <Actions of={one} {...act} />
                                                </ReservationCard>
                                            ))}
                                        </ul>
                                    </section>
                                ))}
                            <Past of={past} />
                        </>
                    );
                }}
            </Loaded>
        </Frame>
    );
}
