// Step 2 of reserving, what came of it, and what a refusal lets one do next.
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { Submit } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { longDay } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { reasonWord, refusalSentence } from "../lib/refusal.ts";
import { type Draft, onsetOf } from "./condition.ts";
import { Frame } from "./frame.tsx";
import type { Room } from "./reserve.tsx";

/** A refusal, and the next step it leaves: another room, the telephone, another day. */
export function Trouble({ error, room }: { error: Error; room: Room | undefined }) {
    const body = error instanceof api.Problem ? error.body : {};
    const telephone = typeof body["telephone"] === "string" ? body["telephone"] : room?.telephone;
    const accepted = Array.isArray(body["accepted_by"])
        ? (body["accepted_by"] as string[]).filter((id) => /^[\w-]+$/.test(id))
        : [];
    const code = error instanceof api.Problem ? error.code : "";
    return (
        <>
            <p>{refusalSentence(error)}</p>
            {accepted.length > 0 ? (
                <p>
                    <a href={`/?rooms=${accepted.join(",")}`}>{t("refusal.disease_rooms", { n: accepted.length })}</a>
                </p>
            ) : null}
            {code === "ALREADY_BOOKED" || code === "WISH_LIMIT" ? (
                <p>
                    <a href="/parent/reservations">{t("way.reservations")}</a>
                </p>
            ) : null}
            {code !== "" && code !== "SIGN_IN" && telephone ? (
                <p>
                    <a class="phone" href={`tel:${telephone.replace(/[^\d+]/g, "")}`}>
                        <Icon name="phone" />
                        {t("refusal.call", { telephone })}
                    </a>
                </p>
            ) : null}
            {code === "CLOSED" || code === "TOO_LATE" || code === "TOO_EARLY" ? (
                <p>
                    <a href="/">{t("refusal.other_day")}</a>
                </p>
            ) : null}
        </>
    );
}

interface Props {
    me: api.Me;
    draft: Draft;
    day: string;
    today: string;
    sending: Sending;
    room: Room | undefined;
    back: () => void;
    submit: (event: Event) => void;
}

export function noteWord(note: string): string {
    switch (note) {
        case "in_hand":
            return t("reserve.note_in_hand");
        case "visit_booked":
            return t("reserve.note_visit_booked");
        default:
            return t("reserve.note_none");
    }
}

export function LookOver({ me, draft, day, today, sending, room, back, submit }: Props) {
    const child = me.children.find((one) => one.id === draft.child);
    const antipyretic =
        draft.antipyretic === "yes"
            ? t("reserve.antipyretic_at", { time: draft.antipyreticTime })
            : t("reserve.antipyretic_no");
    const trouble = sending.trouble ? <Trouble error={sending.trouble} room={room} /> : null;
    return (
        <form class="form" onSubmit={submit} noValidate>
            <ErrorSummary fields={{}} general={trouble} attempt={sending.attempt} />
            <dl class="facts card">
                <dt>{t("reserve.child")}</dt>
                <dd>{child?.name}</dd>
                <dt>{t("reserve.days")}</dt>
                <dd>
                    {[day, ...[...draft.more].sort()].map((one) => (
                        <div key={one}>{longDay(one, language.value)}</div>
                    ))}
                </dd>
                <dt>{t("reserve.diagnosis")}</dt>
                <dd>{diseaseWord(draft.diagnosis as api.DiseaseCode)}</dd>
                <dt>{t("reserve.onset")}</dt>
                <dd>{longDay(onsetOf(draft, today), language.value)}</dd>
                <dt>{t("reserve.temperature")}</dt>
                <dd>{t("reserve.temperature_value", { n: draft.temperature.normalize("NFKC").trim() })}</dd>
                <dt>{t("reserve.antipyretic")}</dt>
                <dd>{antipyretic}</dd>
                <dt>{t("reserve.note")}</dt>
                <dd>{noteWord(draft.note)}</dd>
                {draft.pickup ? (
                    <>
                        <dt>{t("reserve.pickup")}</dt>
                        <dd>{draft.pickup}</dd>
                    </>
                ) : null}
            </dl>
            <Submit busy={sending.busy} busyWords={t("reserve.busy")}>
                {t("reserve.submit")}
            </Submit>
            <button type="button" class="button button-second button-wide" onClick={back}>
                {t("reserve.change")}
            </button>
        </form>
    );
}

function Result({ result, room }: { result: api.ReservationResult; room: Room | undefined }) {
    const day = longDay(result.day, language.value);
    const name = room?.name ?? "";
    switch (result.state) {
        case "confirmed":
            return (
                <Notice kind="success" title={t("reserve.confirmed", { day })}>
                    <p class="result-room">{name}</p>
                    <p>{t("reserve.confirmed_next")}</p>
                </Notice>
            );
        case "requested":
            return (
                <Notice kind="info" title={t("reserve.requested", { day })}>
                    <p class="result-room">{name}</p>
                    <p>{t("reserve.requested_next")}</p>
                </Notice>
            );
        case "waitlisted":
            return (
                <Notice kind="warning" icon="list" title={t("reserve.waitlisted", { day })}>
                    <p class="result-room">{name}</p>
                    {result.rank ? <p class="rank">{t("reserve.rank", { n: result.rank })}</p> : null}
                    {reasonWord(result.reason) ? <p>{reasonWord(result.reason)}</p> : null}
                    <p>{t("reserve.waitlisted_next")}</p>
                </Notice>
            );
        case "refused": {
            const refusal = new api.Problem(409, { code: result.reason ?? "" });
            return (
                <Notice kind="error" title={t("reserve.refused", { day })}>
                    <p>{refusalSentence(refusal)}</p>
                </Notice>
            );
        }
    }
}

export function Done({
    me,
    draft,
    results,
    room,
}: {
    me: api.Me;
    draft: Draft;
    results: api.ReservationResult[];
    room: Room | undefined;
}) {
    const child = me.children.find((one) => one.id === draft.child);
    const confirmed = results.some((one) => one.state === "confirmed");
    return (
        <Frame title={confirmed ? t("reserve.done_confirmed") : t("reserve.done_waiting")} kicker={child?.name}>
            <div class="stack" role="status">
                {results.map((result) => (
                    <Result key={result.day} result={result} room={room} />
                ))}
            </div>
            <div class="buttons">
                <a class="button" href="/parent/reservations">
                    {t("reserve.see_all")}
                </a>
                <a class="button button-second" href="/parent/">
                    {t("way.home")}
                </a>
            </div>
            <p class="hint">
                {t("reserve.absence_hint")} <a href="/parent/absence">{t("way.absence")}</a>
            </p>
        </Frame>
    );
}
