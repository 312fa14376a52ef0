// Third screen: everything in one view, with what each room would say at this moment. Sending is one button.
import { slotWord } from "../components/board/board.tsx";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { Submit } from "../components/field/field.tsx";
import { longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { type Draft, onsetOf, SLOT_WHOLE_DAY, type Told, toldOf } from "./draft.ts";
import { illnessWord, type Shared } from "./reserve-tell.tsx";
import { Trouble } from "./trouble.tsx";
import { verdictsOf, waits } from "./verdict.ts";
import { useVerdicts, Verdict } from "./verdicts.tsx";

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

function Child({ name, told, today }: { name: string; told: Told; today: string }) {
    const medicine =
        told.antipyretic === "yes"
            ? t("reserve.antipyretic_at", { time: told.antipyreticTime })
            : t("reserve.antipyretic_no");
    const degrees = t("reserve.temperature_value", { n: told.temperature.normalize("NFKC").trim() });
    return (
        <>
            <dt>{t("reserve.child")}</dt>
            <dd class="day-title">{name}</dd>
            <dt>{t("reserve.diagnosis")}</dt>
            <dd>{illnessWord(told)}</dd>
            <dt>{t("reserve.onset")}</dt>
            <dd>{longDay(onsetOf(told, today), language.value)}</dd>
            <dt>{t("reserve.temperature")}</dt>
            <dd>{told.measured ? t("reserve.measured_at", { degrees, time: told.measured }) : degrees}</dd>
            <dt>{t("reserve.antipyretic")}</dt>
            <dd>{medicine}</dd>
            <dt>{t("reserve.note")}</dt>
            <dd>{told.noteDay === "" ? noteWord(told.note) : t("reserve.note_of", { note: noteWord(told.note), day: longDay(told.noteDay, language.value) })}</dd>
        </>
    );
}

/** What happens when a place falls free: said again only where somebody would wait. */
function autoWord(draft: Draft): string {
    return draft.auto && draft.days.length === 1 ? t("reserve.auto_until", { time: draft.auto }) : t("reserve.auto_ask");
}

export function Check({
    me,
    draft,
    today,
    rooms,
    sending,
    changed,
    submit,
}: Shared & { changed: string; submit: (event: Event) => void }) {
    const look = useVerdicts(draft, draft.rooms, today, changed);
    const wished = draft.rooms.flatMap((id) => rooms.filter((room) => room.id === id));
    const verdicts = (room: string) => verdictsOf(look.answers ?? [], room);
    const waiting = draft.rooms.some((room) => waits(verdicts(room)));
    const trouble = sending.trouble ? <Trouble error={sending.trouble} telephone={wished[0]?.telephone} /> : null;
    return (
        <form class="form" onSubmit={submit} noValidate>
            <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
            <section class="stack" aria-labelledby="wishes">
                <h2 id="wishes">{t("reserve.rooms")}</h2>
                <ol class="stack" aria-live="polite">
                    {wished.map((room, n) => (
                        <li class="wish" key={room.id} data-room={room.id}>
                            <p>
                                {wished.length > 1 ? (
                                    <span class="wish-rank">{t("reserve.wish", { n: n + 1 })}</span>
                                ) : null}{" "}
                                <span class="wish-name">{room.name}</span>
                            </p>
                            <ul class="verdicts">
                                {verdicts(room.id).map((one) => (
                                    <Verdict key={one.day} of={one} room={room} draft={draft} />
                                ))}
                            </ul>
                        </li>
                    ))}
                </ol>
                {wished.length > 1 ? <p class="hint">{t("reserve.wishes_hint")}</p> : null}
            </section>
            <dl class="facts card">
                <dt>{t("reserve.days")}</dt>
                <dd class="day-title">
                    {[...draft.days].sort().map((one) => (
                        <div key={one}>{longDay(one, language.value)}</div>
                    ))}
                    {draft.slot === SLOT_WHOLE_DAY ? null : <div>{slotWord(draft.slot)}</div>}
                </dd>
                {draft.children.map((id) => (
                    <Child
                        key={id}
                        name={me.children.find((child) => child.id === id)?.name ?? ""}
                        told={toldOf(draft, id)}
                        today={today}
                    />
                ))}
                {draft.arrival ? (
                    <>
                        <dt>{t("reserve.arrival")}</dt>
                        <dd>{draft.arrival}</dd>
                    </>
                ) : null}
                {draft.person && draft.personName ? (
                    <>
                        <dt>{t("reserve.person")}</dt>
                        <dd>{draft.personName}</dd>
                    </>
                ) : null}
                {draft.pickup ? (
                    <>
                        <dt>{t("reserve.pickup")}</dt>
                        <dd>{draft.pickup}</dd>
                    </>
                ) : null}
                {waiting ? (
                    <>
                        <dt>{t("reserve.auto")}</dt>
                        <dd>{autoWord(draft)}</dd>
                    </>
                ) : null}
            </dl>
            {draft.children.length > 1 ? <p class="hint">{t("reserve.together_hint")}</p> : null}
            <Submit busy={sending.busy} busyWords={t("reserve.busy")}>
                {t("reserve.submit")}
            </Submit>
            <div class="buttons">
                <a class="button button-second" href="/parent/reserve">
                    {t("reserve.change")}
                </a>
                <a class="button button-second" href="/parent/reserve?step=where">
                    {t("reserve.change_rooms")}
                </a>
            </div>
        </form>
    );
}
