// A guardian's first page: how my children are today, what I can do, what is reserved.
import { useEffect } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Attendance, Flags, kindWord } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { recall } from "../lib/device.ts";
import { clock, dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Asked } from "./asked.tsx";
import { Frame } from "./frame.tsx";
import { LetterMark } from "./letter-mark.tsx";
import { ReservationCard } from "./reservation-card.tsx";
import { grouped, useReservations } from "./reservation-list.ts";
import { TalkMark } from "./talk-mark.tsx";
import "./home.css";


/** Words for the family: what matters is whether the child is there, and since when. */
function stateWord(state: api.AttendanceState): string {
    switch (state) {
        case "expected":
            return t("home.expected");
        case "absent":
            return t("home.absent");
        case "present":
            return t("home.present");
        case "stepped_out":
            return t("home.stepped_out");
        case "left":
            return t("home.left");
        case "unexplained":
            return t("home.unexplained");
        case "not_enrolled":
            return t("home.not_enrolled");
        case "closed":
            return t("home.closed");
    }
}

function Name({ child, nursery }: { child: api.Me["children"][number]; nursery: string }) {
    return (
        <div>
            <h2>{child.name}</h2>
            <p class="hint">{[nursery, child.class].filter(Boolean).join(" ")}</p>
        </div>
    );
}

/** What one may want to do next about this child, as the day stands. */
function Next({ child, state }: { child: string; state: api.AttendanceState }) {
    const to = (more: string) => `/parent/absence?child=${child}${more}`;
    const here = state === "present" || state === "stepped_out";
    const over = state === "left" || state === "closed" || state === "not_enrolled";
    const [way, words] = here
        ? [to("&kind=early_leave"), t("home.early_leave")]
        : over
          ? [to("&when=tomorrow"), t("home.tomorrow_absent")]
          : [to(""), state === "absent" ? t("home.absence_look") : t("home.absence")];
    return (
        <p>
            <a class={state === "unexplained" ? "button button-wide" : "button button-second button-wide"} href={way}>
                <Icon name="letter" />
                {words}
            </a>
        </p>
    );
}

function Today({ child, nursery }: { child: api.Me["children"][number]; nursery: string }) {
    const days = useResource(`attendance ${child.id}`, (etag) => api.childAttendance(child.id, undefined, etag), {
        topics: ["household"],
    });
    return (
        <li class="card">
            <Loaded from={days}>
                {({ days: [today] }) =>
                    today ? (
                        <>
                            <div class="child-head">
                                <Name child={child} nursery={nursery} />
                                <Attendance state={today.state} />
                            </div>
                            <p class="times">
                                {today.arrived_at || today.left_at ? null : <span>{stateWord(today.state)}</span>}
                                {today.arrived_at ? (
                                    <span>
                                        {t("attendance.arrived_at")} <b>{clock(today.arrived_at)}</b>
                                    </span>
                                ) : null}
                                {today.left_at ? (
                                    <span>
                                        {t("attendance.left_at")} <b>{clock(today.left_at)}</b>
                                    </span>
                                ) : null}
                            </p>
                            {today.absence && !today.absence.withdrawn ? (
                                <p>
                                    {t("home.reported", { kind: kindWord(today.absence.kind) })} {clock(today.absence.expected_at)}
                                </p>
                            ) : null}
                            <Flags flags={today.flags.filter((flag) => flag === "corrected")} />
                            <Next child={child.id} state={today.state} />
                        </>
                    ) : (
                        <>
                            <Name child={child} nursery={nursery} />
                            <p class="hint">{t("home.closed")}</p>
                        </>
                    )
                }
            </Loaded>
        </li>
    );
}

/** Who only fetches a child has no page yet; reservations and absences are the guardians'. */
function PickupOnly({ me }: { me: api.Me }) {
    return (
        <Frame title={t("way.home")}>
            <ul class="stack">
                {me.children.map((child) => (
                    <li class="card" key={child.id}>
                        <Name child={child} nursery="" />
                    </li>
                ))}
            </ul>
            <Notice kind="info" title={t("staff.no_page")}>
                <p>{t("home.pickup_next")}</p>
            </Notice>
        </Frame>
    );
}

export function HomePage({ me }: { me: api.Me }) {
    return me.roles.some((one) => one.role === "guardian") ? <GuardianHome me={me} /> : <PickupOnly me={me} />;
}

function GuardianHome({ me }: { me: api.Me }) {
    // A report that was written without network is sent from here too.
    useEffect(() => {
        if (recall(me.id, "reports", "until sign-out") === true)
            void import("./reports.ts").then(({ openReports }) => openReports(me.id)).catch(() => undefined);
    }, [me.id]);
    const list = useReservations();
    const today = dayOf(api.now());
    const site = (id: string | null) => me.sites.find((one) => one.id === id)?.name ?? "";
    const { coming, waiting } = grouped(list.value?.reservations ?? [], today);
    const next = [...coming, ...waiting].sort((a, b) => a.day.localeCompare(b.day));
    return (
        <Frame title={t("home.title", { day: longDay(today, language.value) })}>
            <LetterMark me={me} />
            <TalkMark />
            <ul class="stack">
                {me.children.map((child) => (
                    <Today key={child.id} child={child} nursery={site(child.nursery_id)} />
                ))}
            </ul>
            {me.children.length === 0 ? <p>{t("reserve.no_child_next")}</p> : null}
            {me.children.map((child) => (
                <Asked key={child.id} child={child} />
            ))}
            <section class="stack" aria-labelledby="quick">
                <h2 id="quick">{t("home.quick")}</h2>
                <div class="quick">
                    <a class="button" href="/parent/reserve">
                        <Icon name="grid" />
                        {t("home.reserve")}
                    </a>
                    <a class="button button-second" href="/parent/book">
                        <Icon name="pencil" />
                        {t("book.title")}
                    </a>
                    <a class="button button-second" href="/parent/notices">
                        <Icon name="list" />
                        {t("letter.title")}
                    </a>
                    {me.children.some((child) => child.nursery_id !== null) ? (
                        <a class="button button-second" href="/parent/talk">
                            <Icon name="speak" />
                            {t("talk.title")}
                        </a>
                    ) : null}
                    <a class="button button-second" href="/parent/absence">
                        <Icon name="letter" />
                        {t("home.absence")}
                    </a>
                    <a class="button button-second" href="/parent/attendance">
                        <Icon name="clock" />
                        {t("history.title")}
                    </a>
                    <a class="button button-second" href="/parent/registration">
                        <Icon name="pencil" />
                        {t("registration.title")}
                    </a>
                    <a class="button button-second" href="/parent/code">
                        <Icon name="check" />
                        {t("code.title")}
                    </a>
                    <a class="button button-second" href="/parent/contacts">
                        <Icon name="letter" />
                        {t("contacts.title")}
                    </a>
                    <a class="button button-second" href="/parent/calendar">
                        <Icon name="grid" />
                        {t("calendar.title")}
                    </a>
                    <a class="button button-second" href="/parent/pickup">
                        <Icon name="home" />
                        {t("pickup.title")}
                    </a>
                    <a class="button button-second" href="/parent/medicine">
                        <Icon name="check" />
                        {t("medicine.title")}
                    </a>
                    <a class="button button-second" href="/parent/spots">
                        <Icon name="clock" />
                        {t("spot.title")}
                    </a>
                    <a class="button button-second" href="/parent/record">
                        <Icon name="list" />
                        {t("record.title")}
                    </a>
                </div>
            </section>
            <section class="stack" aria-labelledby="next">
                <h2 id="next">{t("home.reservations")}</h2>
                <Loaded from={list}>
                    {() =>
                        next.length === 0 ? (
                            <p class="hint">{t("reservation.none")}</p>
                        ) : (
                            <>
                                <ul class="stack">
                                    {next.slice(0, 2).map((one) => (
                                        <ReservationCard key={one.id} reservation={one} />
                                    ))}
                                </ul>
                                <p>
                                    <a href="/parent/reservations">{t("home.all_reservations")}</a>
                                </p>
                            </>
                        )
                    }
                </Loaded>
            </section>
        </Frame>
    );
}
