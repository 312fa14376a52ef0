// What an alarm, its steps, attempts and ends are called.
import type * as api from "../lib/api.ts";
import { t } from "../lib/i18n.ts";

export function alarmKindWord(kind: api.AlarmKind): string {
    switch (kind) {
        case "unexplained":
            return t("alarm.kind.unexplained");
        case "roll_call":
            return t("alarm.kind.roll_call");
        case "still_here":
            return t("alarm.kind.still_here");
        case "count":
            return t("alarm.kind.count");
        case "bus":
            return t("alarm.kind.bus");
    }
}

export function whereWord(where: api.Whereabouts): string {
    switch (where) {
        case "at_home":
            return t("alarm.where.at_home");
        case "on_the_way":
            return t("alarm.where.on_the_way");
        case "in_nursery":
            return t("alarm.where.in_nursery");
        case "at_hospital":
            return t("alarm.where.at_hospital");
        case "with_others":
            return t("alarm.where.with_others");
        case "elsewhere":
            return t("alarm.where.elsewhere");
        case "all_found":
            return t("alarm.where.all_found");
        case "arrived":
            return t("alarm.where.arrived");
        case "reported":
            return t("alarm.where.reported");
        case "left":
            return t("alarm.where.left");
        case "entrance_back":
            return t("alarm.where.entrance_back");
        case "roll_called":
            return t("alarm.where.roll_called");
    }
}

export function stepWord(step: NonNullable<api.Alarm["step"]>): string {
    switch (step) {
        case "guardians":
            return t("alarm.step.guardians");
        case "staff":
            return t("alarm.step.staff");
        case "head":
            return t("alarm.step.head");
        case "ward":
            return t("alarm.step.ward");
    }
}

export function channelWord(channel: api.AlarmAttempt["channel"]): string {
    switch (channel) {
        case "mail":
            return t("alarm.channel.mail");
        case "page":
            return t("alarm.channel.page");
        case "telephone":
            return t("alarm.channel.telephone");
        case "in_person":
            return t("alarm.channel.in_person");
    }
}

export function resultWord(result: api.AlarmAttempt["result"]): string {
    switch (result) {
        case "shown":
            return t("alarm.result.shown");
        case "queued":
            return t("alarm.result.queued");
        case "no_address":
            return t("alarm.result.no_address");
        case "reached":
            return t("alarm.result.reached");
        case "no_answer":
            return t("alarm.result.no_answer");
        case "message_left":
            return t("alarm.result.message_left");
        case "wrong_number":
            return t("alarm.result.wrong_number");
        case "sent":
            return t("alarm.result.sent");
        case "given_up":
            return t("alarm.result.given_up");
        case "not_needed":
            return t("alarm.result.not_needed");
    }
}

export function relationWord(relation: string): string {
    switch (relation) {
        case "guardians":
            return t("alarm.relation.guardians");
        case "emergency":
            return t("alarm.relation.emergency");
        case "pickup":
            return t("alarm.relation.pickup");
        default:
            return relation;
    }
}

export const about = (alarm: api.Alarm): string =>
    alarm.child ? t("alarm.about_child", { name: alarm.child.name, class: alarm.child.class }) : t("alarm.about_all");
