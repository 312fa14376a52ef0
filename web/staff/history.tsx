// The raw touches of a child's day and staff's words about it; a touch can be taken out of the day from here.
import { Icon } from "../components/icon/icon.tsx";
import type * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import type { Kind } from "./pressed.ts";

export function kindOfWord(kind: Kind): string {
    switch (kind) {
        case "arrive":
            return t("correction.arrive");
        case "leave":
            return t("correction.leave");
        case "step_out":
            return t("correction.step_out");
        case "step_back":
            return t("correction.step_back");
        case "void":
            return t("correction.void");
    }
}

export function meaningWord(meaning: string): string {
    switch (meaning) {
        case "arrive":
            return t("tap.arrive");
        case "leave":
            return t("tap.leave");
        case "back":
            return t("tap.back");
        case "bounce":
            return t("tap.bounce");
        case "locked":
            return t("tap.locked");
        case "ask_return":
            return t("tap.ask_return");
        case "ask_late":
            return t("tap.ask_late");
        case "unknown":
            return t("tap.unknown");
        case "kept":
            return t("tap.kept");
        case "superseded":
            return t("tap.superseded");
        case "conflict":
            return t("tap.conflict");
        case "repeated":
            return t("tap.repeated");
        case "void":
        case "voided":
            return t("tap.voided");
        default:
            return meaning;
    }
}

/** What can be taken out of the day: a touch, or a word of staff. */
export type Mistake = { tap: string } | { word: string };

function TakeOut({ at, press }: { at: string | null; press: () => void }) {
    return (
        <button type="button" class="button button-second" onClick={press}>
            <Icon name="cross" />
            {t("correction.void_this")}
            <span class="unseen"> {clock(at)}</span>
        </button>
    );
}

export function History({ day, takeOut }: { day: api.ChildDay; takeOut: (mistake: Mistake) => void }) {
    if (day.taps.length === 0 && day.corrections.length === 0) return <p class="hint">{t("correction.no_taps")}</p>;
    return (
        <table class="taps">
            <caption class="unseen">{t("correction.history")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t("correction.time")}</th>
                    <th scope="col">{t("correction.said")}</th>
                    <th scope="col">{t("correction.means")}</th>
                    <th scope="col">
                        <span class="unseen">{t("correction.void")}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                {day.taps.map((one) => (
                    <tr key={one.id} class={one.voided ? "voided" : undefined}>
                        <td class="time">{clock(one.at)}</td>
                        <td>{meaningWord(one.said)}</td>
                        <td>{one.voided ? t("tap.voided") : meaningWord(one.meaning)}</td>
                        <td>
                            {one.voided ? null : <TakeOut at={one.at} press={() => takeOut({ tap: one.id })} />}
                        </td>
                    </tr>
                ))}
                {day.corrections.map((one) => (
                    <tr key={one.id} class={one.voided ? "voided" : undefined}>
                        <td class="time">{clock(one.at)}</td>
                        <td>{t("correction.by_staff", { kind: kindOfWord(one.kind) })}</td>
                        <td>{one.voided ? t("tap.voided") : one.reason}</td>
                        <td>
                            {one.voided || one.kind === "void" ? null : (
                                <TakeOut at={one.at} press={() => takeOut({ word: one.id })} />
                            )}
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
