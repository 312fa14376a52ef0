// Second screen: up to three rooms in the order of one's wishes, each with what it would say. Nothing is sent yet.
import { useEffect, useRef } from "preact/hooks";
import { typeWord } from "../components/board/board.tsx";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { CheckField, ChoiceField, Submit } from "../components/field/field.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { instantAt } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { type Draft, ROOMS_MAX } from "./draft.ts";
import type { Room, Shared } from "./reserve-tell.tsx";
import { Trouble } from "./trouble.tsx";
import { byVerdict, impossible, mayKeepWaiting, verdictsOf, waits } from "./verdict.ts";
import { useVerdicts, Verdict } from "./verdicts.tsx";

/** Rooms that have this part of the day on one of the days at all; the others would refuse the question. */
export const roomsWith = (rooms: Room[], draft: Draft): Room[] =>
    rooms.filter((room) =>
        room.days.some((day) => draft.days.includes(day.day) && day.slots.some((slot) => slot.slot === draft.slot)),
    );

interface AboutProps {
    room: Room;
    verdicts: api.ReservationPreview[];
    draft: Draft;
}

function About({ room, verdicts, draft }: AboutProps) {
    return (
        <div id={`about-${room.id}`}>
            <p class="hint">{[room.area, typeWord(room.type)].filter(Boolean).join(" ・ ")}</p>
            <ul class="verdicts">
                {verdicts.map((one) => (
                    <Verdict key={one.day} of={one} room={room} draft={draft} />
                ))}
            </ul>
        </div>
    );
}

interface WishProps extends AboutProps {
    rank: number;
    first: boolean;
    turn: (on: boolean) => void;
    up: () => void;
}

function Wish({ rank, first, turn, up, ...about }: WishProps) {
    const { room } = about;
    const id = first ? "rooms" : `rooms-${room.id}`;
    return (
        <li class={rank > 0 ? "wish wish-chosen" : "wish"} data-room={room.id}>
            <div class="choice">
                <input
                    type="checkbox"
                    id={id}
                    checked={rank > 0}
                    onChange={(event) => turn(event.currentTarget.checked)}
                    aria-describedby={`about-${room.id}`}
                />
                <label for={id}>
                    <span class="wish-name">{room.name}</span>
                    {rank > 0 ? <span class="wish-rank">{t("reserve.wish", { n: rank })}</span> : null}
                </label>
            </div>
            <About {...about} />
            {rank > 1 ? (
                <button type="button" class="button button-second" onClick={up}>
                    {t("reserve.wish_up", { n: rank - 1 })}
                    <span class="unseen"> {room.name}</span>
                </button>
            ) : null}
        </li>
    );
}

/** They say why, for who wonders; folded, because nothing can be done there. */
function NotPossible({ rooms, open, ...shared }: { rooms: Room[]; open: boolean; draft: Draft; answers: api.ReservationPreview[] }) {
    if (rooms.length === 0) return null;
    return (
        <details class="rooms-not" open={open}>
            <summary>{t("reserve.rooms_not", { n: rooms.length })}</summary>
            <ul class="stack">
                {rooms.map((room) => (
                    <li class="wish" key={room.id} data-room={room.id}>
                        <p class="wish-name">{room.name}</p>
                        <About room={room} verdicts={verdictsOf(shared.answers, room.id)} draft={shared.draft} />
                    </li>
                ))}
            </ul>
        </details>
    );
}

const AUTO_TIMES = ["06:00", "06:30", "07:00", "07:30", "08:00"];

/** Only for who would wait: what shall happen when a place falls free. */
function WhenWaiting({ draft, better, change }: { draft: Draft; better: boolean; change: Shared["change"] }) {
    const day = draft.days.length === 1 ? draft.days[0] : undefined;
    const times = day ? AUTO_TIMES.filter((time) => new Date(instantAt(day, time)) > api.now()) : [];
    return (
        <section class="when-waiting" aria-labelledby="when-waiting">
            <h2 id="when-waiting">{t("reserve.when_waiting")}</h2>
            {better ? (
                <CheckField
                    id="keepWaiting"
                    optional
                    label={t("reserve.keep_waiting")}
                    hint={t("reserve.keep_waiting_hint")}
                    checked={draft.keepWaiting}
                    onValue={(keepWaiting) => change({ keepWaiting })}
                />
            ) : null}
            {times.length > 0 ? (
                <ChoiceField
                    id="auto"
                    optional
                    label={t("reserve.auto")}
                    hint={t("reserve.auto_hint")}
                    value={times.includes(draft.auto) ? draft.auto : ""}
                    onValue={(auto) => change({ auto })}
                    across
                    choices={[
                        { value: "", label: t("reserve.auto_ask") },
                        ...times.map((time) => ({ value: time, label: t("reserve.auto_until", { time }) })),
                    ]}
                />
            ) : (
                <p class="hint">{t("reserve.auto_later")}</p>
            )}
            <CheckField
                id="sameDay"
                optional
                label={t("reserve.same_day")}
                hint={t("reserve.same_day_hint")}
                checked={draft.sameDay}
                onValue={(sameDay) => change({ sameDay })}
            />
        </section>
    );
}

/** What was wished before and cannot be had for this child and these days is no wish. */
const stillPossible = (wished: string[], ids: string[], answers: api.ReservationPreview[]): string[] =>
    wished.filter((room) => ids.includes(room) && !impossible(verdictsOf(answers, room)));

export function Where({
    draft,
    today,
    rooms,
    sending,
    change,
    changed,
    submit,
}: Shared & { changed: string; submit: (event: Event) => void }) {
    const possible = roomsWith(rooms, draft);
    const ids = possible.map((room) => room.id);
    const look = useVerdicts(draft, ids, today, changed);
    // In the order of the first answers: what moves while one reads is pressed by mistake.
    const order = useRef<string[]>([]);
    if (look.answers && order.current.length !== ids.length) order.current = byVerdict(ids, look.answers);
    const chosen = look.answers ? stillPossible(draft.rooms, ids, look.answers) : draft.rooms;
    useEffect(() => {
        if (chosen.length !== draft.rooms.length) change({ rooms: chosen });
    }, [chosen.join()]);
    if (!look.answers) {
        return look.error ? (
            <>
                <Failed error={look.error} retry={look.again} />
                <p>
                    <a class="button button-second" href="/parent/reserve">
                        {t("reserve.back_tell")}
                    </a>
                </p>
            </>
        ) : (
            <Loading />
        );
    }
    const answers = look.answers;
    const sorted = [...possible].sort((a, b) => order.current.indexOf(a.id) - order.current.indexOf(b.id));
    const refuses = (room: Room) => impossible(verdictsOf(answers, room.id));
    const takes = sorted.filter((room) => !refuses(room));
    const wishes = chosen.map((room) => verdictsOf(answers, room));
    const turn = (room: string) => (on: boolean) =>
        change({ rooms: on ? [...chosen.slice(0, ROOMS_MAX - 1), room] : chosen.filter((one) => one !== room) });
    const up = (room: string) => () => {
        const at = chosen.indexOf(room);
        const next = chosen.filter((one) => one !== room);
        next.splice(Math.max(0, at - 1), 0, room);
        change({ rooms: next });
    };
    const trouble = sending.trouble ? <Trouble error={sending.trouble} /> : null;
    return (
        <form class="form" onSubmit={submit} noValidate>
            <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
            <fieldset class={sending.fields["rooms"] ? "field field-wrong" : "field"}>
                <legend>
                    {t("reserve.rooms")}
                    <span class="hint legend-hint">{t("reserve.rooms_hint", { n: ROOMS_MAX })}</span>
                </legend>
                {sending.fields["rooms"] ? <p class="field-error">{sending.fields["rooms"]}</p> : null}
                {takes.length === 0 ? <p>{t("reserve.rooms_none")}</p> : null}
                <ul class="stack">
                    {takes.map((room, n) => (
                        <Wish
                            key={room.id}
                            room={room}
                            verdicts={verdictsOf(answers, room.id)}
                            rank={chosen.indexOf(room.id) + 1}
                            first={n === 0}
                            draft={draft}
                            turn={turn(room.id)}
                            up={up(room.id)}
                        />
                    ))}
                </ul>
            </fieldset>
            <NotPossible rooms={sorted.filter(refuses)} open={takes.length === 0} draft={draft} answers={answers} />
            {wishes.some(waits) ? (
                <WhenWaiting draft={draft} better={mayKeepWaiting(wishes)} change={change} />
            ) : null}
            <Submit busy={false} busyWords="">
                {t("reserve.to_look")}
            </Submit>
            <a class="button button-second button-wide" href="/parent/reserve">
                {t("reserve.back_tell")}
            </a>
        </form>
    );
}
