// A refusal of a request for places, and the next step it leaves: another room, the telephone, another day.
import { Icon } from "../components/icon/icon.tsx";
import * as api from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

export function Phone({ telephone, of }: { telephone: string; of?: string | undefined }) {
    return (
        <a class="phone" href={`tel:${telephone.replace(/[^\d+]/g, "")}`}>
            <Icon name="phone" />
            {telephone}
            {of ? <span class="unseen"> {of}</span> : null}
        </a>
    );
}

const OTHER_DAY = ["CLOSED", "TOO_LATE", "TOO_EARLY"];
const OTHER_REQUESTS = ["ALREADY_BOOKED", "WISH_LIMIT"];

const TO_REGISTRATION = ["NOT_REGISTERED", "REGISTRATION_EXPIRED", "SUSPENDED"];
/** Where a family goes on, when a room refuses because of the registration. */
export function ToRegistration({ code }: { code: string | null | undefined }) {
    if (!TO_REGISTRATION.includes(code ?? "")) return null;
    return (
        <p>
            <a href="/parent/registration">{t("refusal.to_registration")}</a>
        </p>
    );
}

export function Trouble({ error, telephone }: { error: Error; telephone?: string | undefined }) {
    const code = error instanceof api.Problem ? error.code : "";
    const body = error instanceof api.Problem ? error.body : {};
    const call = typeof body["telephone"] === "string" ? body["telephone"] : telephone;
    return (
        <>
            <p>{refusalSentence(error)}</p>
            <ToRegistration code={code} />
            {OTHER_REQUESTS.includes(code) ? (
                <p>
                    <a href="/parent/reservations">{t("way.reservations")}</a>
                </p>
            ) : null}
            {code !== "" && code !== "SIGN_IN" && call ? (
                <p>
                    {t("refusal.call")} <Phone telephone={call} />
                </p>
            ) : null}
            {OTHER_DAY.includes(code) ? (
                <p>
                    <a href="/">{t("refusal.other_day")}</a>
                </p>
            ) : null}
        </>
    );
}
