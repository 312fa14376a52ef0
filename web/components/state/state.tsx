// States in words: a child's day, and a reservation. Sign, word and colour together.
import type { AbsenceKind, AttendanceFlag, AttendanceState, ReservationState } from "../../lib/api.ts";
import { t } from "../../lib/i18n.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./state.css";

export type Tone = "good" | "few" | "bad" | "calm" | "plain";

export function Pill({ tone, icon, words }: { tone: Tone; icon: IconName; words: string }) {
    return (
        <span class={`pill pill-${tone}`}>
            <Icon name={icon} />
            {words}
        </span>
    );
}

export function attendanceWord(state: AttendanceState): string {
    switch (state) {
        case "expected":
            return t("attendance.expected");
        case "absent":
            return t("attendance.absent");
        case "present":
            return t("attendance.present");
        case "stepped_out":
            return t("attendance.stepped_out");
        case "left":
            return t("attendance.left");
        case "unexplained":
            return t("attendance.unexplained");
        case "not_enrolled":
            return t("attendance.not_enrolled");
        case "closed":
            return t("attendance.closed");
    }
}

const ATTENDANCE: Record<AttendanceState, [Tone, IconName]> = {
    expected: ["plain", "clock"],
    absent: ["few", "letter"],
    present: ["good", "arrive"],
    stepped_out: ["calm", "out"],
    left: ["calm", "leave"],
    unexplained: ["bad", "warning"],
    not_enrolled: ["plain", "dash"],
    closed: ["plain", "moon"],
};

export function Attendance({ state }: { state: AttendanceState }) {
    const [tone, icon] = ATTENDANCE[state];
    return <Pill tone={tone} icon={icon} words={attendanceWord(state)} />;
}

export function flagWord(flag: AttendanceFlag): string {
    switch (flag) {
        case "unresolved":
            return t("flag.unresolved");
        case "conflict":
            return t("flag.conflict");
        case "clock_doubt":
            return t("flag.clock_doubt");
        case "corrected":
            return t("flag.corrected");
        case "late":
            return t("flag.late");
        case "early_leave":
            return t("flag.early_leave");
        case "return_too_early":
            return t("flag.return_too_early");
        case "paper_missing":
            return t("flag.paper_missing");
    }
}

/** Somebody must look; the other flags are facts of the day (late, corrected …). */
const HARD_FLAGS: AttendanceFlag[] = ["unresolved", "conflict", "clock_doubt", "return_too_early", "paper_missing"];

export const needsLook = (flags: AttendanceFlag[]): boolean => flags.some((flag) => HARD_FLAGS.includes(flag));

export function Flags({ flags }: { flags: AttendanceFlag[] }) {
    if (flags.length === 0) return null;
    return (
        <ul class="flags">
            {flags.map((flag) => (
                <li key={flag} class={HARD_FLAGS.includes(flag) ? "flag flag-hard" : "flag"}>
                    {HARD_FLAGS.includes(flag) ? <Icon name="warning" /> : null}
                    {flagWord(flag)}
                </li>
            ))}
        </ul>
    );
}

export function kindWord(kind: AbsenceKind): string {
    switch (kind) {
        case "sick":
            return t("absence.kind.sick");
        case "private":
            return t("absence.kind.private");
        case "suspended":
            return t("absence.kind.suspended");
        case "mourning":
            return t("absence.kind.mourning");
        case "hospital":
            return t("absence.kind.hospital");
        case "disaster":
            return t("absence.kind.disaster");
        case "home_cooperation":
            return t("absence.kind.home_cooperation");
        case "other":
            return t("absence.kind.other");
        case "late":
            return t("absence.kind.late");
        case "early_leave":
            return t("absence.kind.early_leave");
    }
}

const RESERVATION: Record<ReservationState, [Tone, IconName]> = {
    requested: ["few", "clock"],
    confirmed: ["good", "check"],
    waitlisted: ["few", "list"],
    declined: ["bad", "cross"],
    offered: ["bad", "warning"],
    expired: ["plain", "dash"],
    cancelled: ["plain", "dash"],
    checked_in: ["good", "arrive"],
    checked_out: ["calm", "leave"],
    no_show: ["plain", "question"],
};

export function reservationWord(state: ReservationState): string {
    switch (state) {
        case "requested":
            return t("reservation.requested");
        case "confirmed":
            return t("reservation.confirmed");
        case "waitlisted":
            return t("reservation.waitlisted");
        case "declined":
            return t("reservation.declined");
        case "offered":
            return t("reservation.offered");
        case "expired":
            return t("reservation.expired");
        case "cancelled":
            return t("reservation.cancelled");
        case "checked_in":
            return t("reservation.checked_in");
        case "checked_out":
            return t("reservation.checked_out");
        case "no_show":
            return t("reservation.no_show");
    }
}

export function ReservationPill({ state }: { state: ReservationState }) {
    const [tone, icon] = RESERVATION[state];
    return <Pill tone={tone} icon={icon} words={reservationWord(state)} />;
}
