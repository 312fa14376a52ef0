// Reserving: tell about the child → look it over → done. Room and day come from the board.
import { useRef, useState } from "preact/hooks";
import { Mark } from "../components/mark/mark.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, dayOf, isDay, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { go, place, rename } from "../lib/router.ts";
import { useResource } from "../lib/resource.ts";
import { mergeVacancies, windowOf } from "../lib/vacancies.ts";
import { askOf, type Draft, emptyDraft, type Target, type Wrong, wrongIn } from "./condition.ts";
import { Frame } from "./frame.tsx";
import { ReserveForm } from "./reserve-form.tsx";
import { Done, LookOver } from "./reserve-steps.tsx";

export type Room = api.Vacancies["sick_rooms"][number];

const LABEL: Record<keyof Draft, () => string> = {
    child: () => t("reserve.child"),
    diagnosis: () => t("reserve.diagnosis"),
    onset: () => t("reserve.onset"),
    onsetDay: () => t("reserve.onset_day"),
    temperature: () => t("reserve.temperature"),
    measured: () => t("reserve.measured"),
    antipyretic: () => t("reserve.antipyretic"),
    antipyreticTime: () => t("reserve.antipyretic_time"),
    note: () => t("reserve.note"),
    pickup: () => t("reserve.pickup"),
    more: () => t("reserve.more"),
    allergies: () => t("reserve.allergies"),
};

/** Where the server's words about a field stand on our form. */
const POINTERS = Object.fromEntries(
    Object.entries({
        "/child_id": "child",
        "/condition/diagnosis": "diagnosis",
        "/condition/onset": "onset",
        "/condition/temperature_c": "temperature",
        "/condition/measured_at": "measured",
        "/condition/antipyretic_at": "antipyretic",
        "/condition/note": "note",
        "/condition/allergies_confirmed": "allergies",
        "/pickup": "pickup",
        "/days": "more",
    } as const).map(([pointer, field]) => [pointer, { field, label: LABEL[field] }]),
);

function wrongSentence(field: keyof Draft, wrong: Wrong): string {
    if (field === "temperature" && wrong === "invalid") return t("reserve.temperature_wrong");
    if (wrong === "future") return t("reserve.onset_future");
    if (field === "allergies") return t("reserve.allergies_wrong");
    return t("field.missing", { label: LABEL[field]() });
}

/** The place as it is now, on every step: it may go while one types. */
function PlaceNow({ room, target }: { room: Room | undefined; target: Target }) {
    const day = room?.days.find((one) => one.day === target.day);
    const slot = day?.slots.find((one) => target.slot === null || one.slot === target.slot) ?? day?.slots[0];
    if (!room || !slot) return null;
    const window = windowOf(slot, api.now());
    return (
        <div class="place-now" aria-live="polite">
            <div>
                <p class="place-day">{longDay(target.day, language.value)}</p>
                <p>{room.name}</p>
                {slot.mark === "full" ? <p class="hint">{t("reserve.will_wait", { n: slot.waitlisted + 1 })}</p> : null}
                {window === "inside" && slot.closes_at && slot.mark !== "closed" ? (
                    <p class="hint">{t("reserve.until", { time: dayAndClock(slot.closes_at, language.value) })}</p>
                ) : null}
            </div>
            <Mark mark={slot.mark} />
        </div>
    );
}

/** The chosen day and the week after it: an illness seldom ends overnight. */
const DAYS_SHOWN = 7;

/** Days after the chosen one that may be asked for together with it. */
function furtherDays(room: Room, target: Target): string[] {
    const open = room.days.filter(
        (one) =>
            one.day > target.day &&
            one.slots.some(
                (slot) =>
                    slot.mark !== "closed" &&
                    (target.slot === null || slot.slot === target.slot) &&
                    windowOf(slot, api.now()) === "inside",
            ),
    );
    return open.slice(0, 4).map((one) => one.day);
}

type Step = "tell" | "look" | "done";

/** Each step has its address, so that the browser's way back leads to the step before. One cannot come to a step too early. */
function stepOf(wanted: string | null, told: boolean, answered: boolean): Step {
    if (wanted === "done" && answered) return "done";
    return wanted === "look" && told ? "look" : "tell";
}

function addressOf(target: Target, step: Step = "tell"): string {
    const query = new URLSearchParams({
        room: target.room,
        day: target.day,
        ...(target.slot ? { slot: target.slot } : {}),
        ...(step === "tell" ? {} : { step }),
    });
    return `/parent/reserve?${query.toString()}`;
}

/** What each person of this device has typed and not yet sent: a session that ends meanwhile must not cost it. Memory only. */
const unsent = new Map<string, Draft>();

export function ReservePage({ me }: { me: api.Me }) {
    const query = place.value.query;
    const day = query.get("day") ?? "";
    const target: Target = { room: query.get("room") ?? "", day, slot: query.get("slot") };
    const board = useResource(
        isDay(day) ? `vacancies ${day} ${DAYS_SHOWN}` : null,
        (etag) => api.vacancies(day, DAYS_SHOWN, etag),
        { topics: ["vacancies"], merge: mergeVacancies },
    );
    const room = board.value?.sick_rooms.find((one) => one.id === target.room);
    const [draft, setDraft] = useState<Draft>(
        () => unsent.get(me.id) ?? emptyDraft(me.children.length === 1 ? (me.children[0]?.id ?? "") : ""),
    );
    const results = useRef<api.ReservationResult[]>([]);
    const sending = useSending(POINTERS);
    const today = dayOf(api.now());

    const change = (part: Partial<Draft>) =>
        setDraft((old) => {
            const next = { ...old, ...part };
            unsent.set(me.id, next);
            return next;
        });
    const step = stepOf(query.get("step"), wrongIn(draft, today).length === 0, results.current.length > 0);
    if (!isDay(day) || (board.value && !room)) return <Lost />;
    if (me.children.length === 0) {
        return (
            <Frame title={t("reserve.title")}>
                <Notice kind="info" title={t("reserve.no_child")}>
                    {t("reserve.no_child_next")}
                </Notice>
            </Frame>
        );
    }
    if (!board.value) {
        return (
            <Frame title={t("reserve.title")}>
                {board.error ? <Failed error={board.error} retry={board.refresh} /> : <Loading />}
            </Frame>
        );
    }

    const tell = (event: Event) => {
        event.preventDefault();
        const wrong = Object.fromEntries(
            wrongIn(draft, today).map(([field, what]) => [field, wrongSentence(field, what)]),
        );
        if (sending.check(wrong)) go(addressOf(target, "look"));
    };
    const confirm = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            try {
                const answer = await api.reserve(askOf(draft, target, today, api.now()), intention);
                results.current = answer.reservations;
                unsent.delete(me.id);
            } catch (error) {
                // The fields are on the step before: go back there, with everything still typed.
                if (error instanceof api.Problem && error.fields.length > 0) rename(addressOf(target));
                throw error;
            }
            go(addressOf(target, "done"), "replace");
        });
    };

    const failed =
        sending.attempt > 0 && (sending.trouble !== undefined || Object.values(sending.fields).some(Boolean));
    const head = <PlaceNow room={room} target={target} />;
    switch (step) {
        case "tell":
            return (
                <Frame title={t("reserve.title")} kicker={t("reserve.step", { n: 1, of: 2 })} failed={failed}>
                    {head}
                    <ReserveForm
                        me={me}
                        draft={draft}
                        today={today}
                        sending={sending}
                        room={room}
                        further={room ? furtherDays(room, target) : []}
                        change={change}
                        submit={tell}
                    />
                </Frame>
            );
        case "look":
            return (
                <Frame title={t("reserve.look_title")} kicker={t("reserve.step", { n: 2, of: 2 })} failed={failed}>
                    {head}
                    <LookOver
                        me={me}
                        draft={draft}
                        day={day}
                        today={today}
                        sending={sending}
                        room={room}
                        back={() => go(addressOf(target))}
                        submit={confirm}
                    />
                </Frame>
            );
        case "done":
            return <Done me={me} draft={draft} results={results.current} room={room} />;
    }
}

function Lost() {
    return (
        <Frame title={t("reserve.lost")}>
            <p>{t("reserve.lost_next")}</p>
            <p>
                <a class="button" href="/">
                    {t("way.vacancies")}
                </a>
            </p>
        </Frame>
    );
}
