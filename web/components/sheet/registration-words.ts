// A registration's state in words, for families and for staff.
import type { Registration, RegistrationState, RegistrationWhole } from "../../lib/api.ts";
import { isJapanese, longDay } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";

export function stateWord(state: RegistrationState): string {
    switch (state) {
        case "draft":
            return t("registration.state.draft");
        case "submitted":
            return t("registration.state.submitted");
        case "approved":
            return t("registration.state.approved");
        case "returned":
            return t("registration.state.returned");
        case "refused":
            return t("registration.state.refused");
        case "suspended":
            return t("registration.state.suspended");
        case "expired":
            return t("registration.state.expired");
        case "closed":
            return t("registration.state.closed");
    }
}

/** Who decides about it: the ward office, or the room that registers children for itself. */
export const ownerWord = (room: string | null): string => room ?? t("registration.ward");

/** The year is said: it ends in another one more often than not. */
export const yearDay = (day: string): string =>
    isJapanese(language.value)
        ? t("registration.year_day", { year: day.slice(0, 4), day: longDay(day, "ja") })
        : `${longDay(day, language.value)} ${day.slice(0, 4)}`;

/** Its number, and how long it holds. */
export function holds(one: Registration): string[] {
    const lines: string[] = [];
    if (one.number) lines.push(t("registration.number", { number: one.number }));
    if (one.state === "approved")
        lines.push(one.valid_to ? t("registration.valid_to", { day: yearDay(one.valid_to) }) : t("registration.valid_always"));
    if (one.state === "suspended" && one.suspended_to)
        lines.push(t("registration.suspended_to", { day: yearDay(one.suspended_to) }));
    return lines;
}

export function channelWord(channel: Registration["channel"]): string {
    switch (channel) {
        case "web":
            return t("registration.channel.web");
        case "phone":
            return t("registration.channel.phone");
        case "counter":
            return t("registration.channel.counter");
    }
}

type Happened = RegistrationWhole["history"][number];

export function whoWord(by: Happened["by"]): string {
    switch (by) {
        case "family":
            return t("registration.by.family");
        case "staff":
            return t("registration.by.staff");
        case "system":
            return t("registration.by.system");
    }
}

const HAPPENED: Record<Happened["step"], () => string> = {
    imported: () => t("registration.step.imported"),
    begun: () => t("registration.step.begun"),
    submitted: () => t("registration.step.submitted"),
    approved: () => t("registration.step.approved"),
    returned: () => t("registration.step.returned"),
    refused: () => t("registration.step.refused"),
    suspended: () => t("registration.step.suspended"),
    lifted: () => t("registration.step.lifted"),
    changed: () => t("registration.step.changed"),
    confirmed: () => t("registration.step.confirmed"),
    renewal_asked: () => t("registration.step.renewal_asked"),
    renewed: () => t("registration.step.renewed"),
    renewal_returned: () => t("registration.step.renewal_returned"),
    renewal_refused: () => t("registration.step.renewal_refused"),
    ran_out: () => t("registration.step.ran_out"),
    moved_away: () => t("registration.step.moved_away"),
    graduated: () => t("registration.step.graduated"),
    rules: () => t("registration.step.rules"),
};
export const happenedWord = (step: Happened["step"]): string => HAPPENED[step]();
