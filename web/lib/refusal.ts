// What the server refused, in the reader's own words, with what to do next.
import { Problem, Unreachable } from "./api.ts";
import { dayAndClock } from "./format.ts";
import { language, t } from "./i18n.ts";

export function fieldSentence(code: string, label: string): string {
    switch (code) {
        case "MISSING":
            return t("field.missing", { label });
        case "OUT_OF_RANGE":
            return t("field.range", { label });
        case "TOO_SHORT":
            return t("field.too_short", { label });
        case "TAKEN":
            return t("field.taken", { label });
        case "TOO_LONG":
            return t("field.too_long", { label });
        default:
            return t("field.invalid", { label });
    }
}

function byRule(code: string, body: Record<string, unknown>): string | null {
    const opens = typeof body["opens_at"] === "string" ? dayAndClock(body["opens_at"], language.value) : "";
    switch (code) {
        case "TOO_EARLY":
            return opens === "" ? t("refusal.too_early") : t("refusal.too_early_at", { at: opens });
        case "TOO_LATE":
            return t("refusal.too_late");
        case "APPROVAL_NEEDED":
            return t("refusal.approval_needed");
        case "STOPPED":
            return t("refusal.stopped");
        case "TALK_OFTEN":
            return t("refusal.talk_often");
        case "TALK_OVER":
            return t("refusal.talk_over");
        case "ABOARD":
            return t("refusal.aboard");
        case "SECOND_COUNTER":
            return t("refusal.second_counter");
        case "NAMES_A_CHILD":
            return t("refusal.names_a_child");
        case "MAY_NAME_A_CHILD":
            return t("refusal.may_name_a_child");
        case "NOBODY_REACHED":
            return t("refusal.nobody_reached");
        case "ONE_FAMILY":
            return t("refusal.one_family");
        case "SECOND_RELEASER":
            return t("refusal.second_releaser");
        case "LEADER_NEEDED":
            return t("refusal.leader_needed");
        case "REMINDED":
            return t("refusal.reminded");
        case "ANSWERS_CLOSED":
            return t("refusal.answers_closed");
        case "ANSWERED_ALREADY":
            return t("refusal.answered_already");
        case "AGE_LOW":
            return t("refusal.age_low");
        case "AGE_HIGH":
            return t("refusal.age_high");
        case "NOT_RESIDENT":
            return t("refusal.not_resident");
        case "PARENTAL_LEAVE":
            return t("refusal.parental_leave");
        case "NOT_REGISTERED":
            return t("refusal.not_registered");
        case "REGISTRATION_EXPIRED":
            return t("refusal.registration_expired");
        case "SUSPENDED":
            return t("refusal.suspended");
        case "CRITERIA_NOT_MET":
            return t("refusal.criteria");
        case "CLOSED":
            return t("refusal.closed");
        case "NOTE_MISSING":
            return t("refusal.note_missing");
        case "NOTE_EXPIRED":
            return t("refusal.note_expired");
        case "DISEASE_REFUSED":
            return t("refusal.disease");
        case "EPISODE_LIMIT":
            return t("refusal.episode_limit");
        case "ALREADY_BOOKED":
            return t("refusal.already_booked");
        case "WISH_LIMIT":
            return t("refusal.wish_limit");
        case "OFFER_EXPIRED":
            return t("refusal.offer_expired");
        case "WRONG_STATE":
            return t("refusal.wrong_state");
        case "CONTACT_LIMIT":
            return t("refusal.contact_limit");
        case "LINK_USED":
            return t("refusal.link_used");
        case "LINK_EXPIRED":
            return t("refusal.link_expired");
        case "CHECK_MISSING":
            return t("refusal.check_missing");
        case "DAY_NOT_OVER":
            return t("refusal.day_not_over");
        case "NOT_DUE_YET":
            return t("refusal.not_due_yet");
        case "SECOND_UNKNOWN":
            return t("refusal.second_unknown");
        case "SECOND_PERSON":
            return t("refusal.second_person");
        case "SIGN_IN":
            return t("refusal.sign_in");
        case "DENIED":
            return t("refusal.denied");
        case "NOT_FOUND":
            return t("refusal.not_found");
        case "CHANGED":
            return t("refusal.changed");
        case "TOO_OFTEN":
            return t("refusal.too_often");
        case "BUSY":
            return t("refusal.busy");
        default:
            return null;
    }
}

/** Our own sentence for a code we know; else what the server says; never nothing. */
export function refusalSentence(error: Error): string {
    if (error instanceof Unreachable) return t("error.unreachable_next");
    if (error instanceof Problem) {
        const ours = byRule(error.code, error.body);
        if (ours !== null) return ours;
        if (error.status >= 500) return t("refusal.server");
        return typeof error.body["detail"] === "string" ? error.body["detail"] : t("refusal.other");
    }
    return t("refusal.other");
}

/** Why a place is waitlisted (R-RSV-17), or "" where there is nothing to add. */
export function reasonWord(reason: string | null | undefined): string {
    switch (reason) {
        case "FULL":
            return t("reason.full");
        case "ISOLATION_FULL":
            return t("reason.isolation_full");
        case "STAFF_SHORT":
            return t("reason.staff_short");
        default:
            return "";
    }
}
