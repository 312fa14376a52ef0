// Asking for places in three screens: what and when, where (with what each room would say), look over and send. Then what came of it.
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { forget, keep, recall } from "../lib/device.ts";
import { addDays, dayOf, isDay } from "../lib/format.ts";
import { type FieldMap, useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { go, place, rename } from "../lib/router.ts";
import { daySummary, mergeVacancies, openDays } from "../lib/vacancies.ts";
import {
    askOf,
    CHILDREN_MAX,
    type Draft,
    emptyDraft,
    type Field,
    fieldOf,
    isDraft,
    isRemembered,
    recalled,
    remember,
    SLOT_WHOLE_DAY,
    type Wrong,
    wrongIn,
} from "./draft.ts";
import { Frame } from "./frame.tsx";
import { LAST, UNSENT } from "./prepare.ts";
import { Check } from "./reserve-check.tsx";
import { Done } from "./reserve-done.tsx";
import { Tell } from "./reserve-tell.tsx";
import { Where } from "./reserve-where.tsx";
import "./reserve.css";

const DAYS_SHOWN = 14;
const DAYS_SHOWN_MAX = 31;

function labelOf(field: Field): string {
    switch (field) {
        case "children":
            return t("reserve.child");
        case "days":
            return t("reserve.days");
        case "slot":
            return t("reserve.slot");
        case "arrival":
            return t("reserve.arrival");
        case "pickup":
            return t("reserve.pickup");
        case "person":
            return t("reserve.person");
        case "rooms":
            return t("reserve.rooms");
        case "diagnosis":
        case "listed":
            return t("reserve.diagnosis");
        case "list":
            return t("reserve.list");
        case "onset":
            return t("reserve.onset");
        case "onsetDay":
            return t("reserve.onset_day");
        case "temperature":
            return t("reserve.temperature");
        case "measured":
            return t("reserve.measured");
        case "antipyretic":
            return t("reserve.antipyretic");
        case "antipyreticTime":
            return t("reserve.antipyretic_time");
        case "note":
            return t("reserve.note");
        case "noteDay":
            return t("reserve.note_day");
        case "allergies":
            return t("reserve.allergies");
    }
}

const OF_ILLNESS: Record<string, Field> = {
    diagnosis: "diagnosis",
    onset: "onset",
    temperature_c: "temperature",
    measured_at: "measured",
    antipyretic_at: "antipyretic",
    note: "note",
    note_issued: "noteDay",
    note_visit: "noteDay",
    allergies_confirmed: "allergies",
};

/** Where the server's words about a member stand on our screens. */
function pointers(): FieldMap {
    const map: FieldMap = {};
    const point = (pointer: string, field: string, name: Field) => {
        map[pointer] = { field, label: () => labelOf(name) };
    };
    point("/child_id", "children", "children");
    point("/siblings", "children", "children");
    point("/days", "days", "days");
    point("/slot", "slot", "slot");
    point("/planned_arrival", "arrival", "arrival");
    point("/pickup", "pickup", "pickup");
    point("/pickup/name", "person", "person");
    point("/sick_room_id", "rooms", "rooms");
    point("/wishes", "rooms", "rooms");
    for (let n = 0; n < CHILDREN_MAX; n++) {
        const condition = n === 0 ? "/condition" : `/siblings/${n - 1}/condition`;
        for (const [member, name] of Object.entries(OF_ILLNESS))
            point(`${condition}/${member}`, fieldOf(name, n), name);
    }
    return map;
}
const POINTERS = pointers();

function wrongSentence(field: Field, wrong: Wrong): string {
    if (field === "temperature" && wrong === "invalid") return t("reserve.temperature_wrong");
    if (field === "allergies") return t("reserve.allergies_wrong");
    if (field === "noteDay") return wrong === "future" ? t("reserve.note_future") : t("reserve.visit_past");
    if (wrong === "future") return t("reserve.onset_future");
    if (wrong === "too_many") return t("reserve.children_max", { n: CHILDREN_MAX });
    return t("field.missing", { label: labelOf(field) });
}

type Step = "tell" | "where" | "check" | "done";

/** Each screen has its address, so that the browser's way back leads to the one before. One cannot come to a screen too early. */
function stepOf(wanted: string | null, draft: Draft, today: string, answered: boolean): Step {
    if (wanted === "done" && answered) return "done";
    if ((wanted !== "where" && wanted !== "check") || wrongIn(draft, today).length > 0) return "tell";
    return wanted === "check" && draft.rooms.length > 0 ? "check" : "where";
}
const addressOf = (step: Step): string => (step === "tell" ? "/parent/reserve" : `/parent/reserve?step=${step}`);

/** What was typed in this tab and not sent; else what the last request said; and the place that was pressed on the board. */
function firstDraft(me: api.Me, query: URLSearchParams, today: string): Draft {
    const mine = me.children.map((child) => child.id);
    const unsent = recall(me.id, UNSENT, "this tab");
    const last = recall(me.id, LAST, "until sign-out");
    const own = isDraft(unsent) && unsent.children.every((child) => mine.includes(child));
    const draft = own
        ? unsent
        : isRemembered(last)
          ? recalled(last, mine, today)
          : emptyDraft(mine.length === 1 ? mine : []);
    const day = query.get("day") ?? "";
    const room = query.get("room") ?? "";
    return {
        ...draft,
        days: isDay(day) && !draft.days.includes(day) ? [day] : draft.days.filter((one) => one >= today),
        rooms: room === "" || (own && draft.rooms.includes(room)) ? draft.rooms : [room],
        slot: query.get("slot") ?? (isDay(day) ? SLOT_WHOLE_DAY : draft.slot),
    };
}

export function ReservePage({ me }: { me: api.Me }) {
    const query = place.value.query;
    const today = dayOf(api.now());
    const far = (query.get("day") ?? "") > addDays(today, DAYS_SHOWN - 1);
    const span = far ? DAYS_SHOWN_MAX : DAYS_SHOWN;
    const board = useResource(`vacancies 0 ${span}`, (etag) => api.vacancies(undefined, span, etag), {
        topics: ["vacancies"],
        merge: mergeVacancies,
    });
    const [draft, setDraft] = useState<Draft>(() => firstDraft(me, query, today));
    const results = useRef<api.ReservationResult[]>([]);
    const sending = useSending(POINTERS);

    const change = (part: Partial<Draft>) =>
        setDraft((old) => {
            const next = { ...old, ...part };
            keep(me.id, UNSENT, next, "this tab");
            return next;
        });
    // Nearly everybody means the first day that can be asked for.
    const first = board.value
        ? openDays(board.value).find((day) => daySummary(board.value?.sick_rooms ?? [], day, api.now()).asksNow)
        : undefined;
    useEffect(() => {
        if (first && draft.days.length === 0) setDraft((old) => ({ ...old, days: [first] }));
    }, [first]);

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

    const rooms = board.value.sick_rooms;
    const tell = (event: Event) => {
        event.preventDefault();
        const wrong = wrongIn(draft, today).map(([at, field, what]) => [at, wrongSentence(field, what)]);
        if (!sending.check(Object.fromEntries(wrong))) return;
        keep(me.id, UNSENT, draft, "this tab");
        go(addressOf("where"));
    };
    const choose = (event: Event) => {
        event.preventDefault();
        if (sending.check(draft.rooms.length === 0 ? { rooms: t("reserve.rooms_missing") } : {}))
            go(addressOf("check"));
    };
    const send = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            try {
                const answer = await api.reserve(askOf(draft, draft.rooms, today, api.now()), intention);
                results.current = answer.reservations;
            } catch (error) {
                // The fields are on a screen before: go back there, with everything still typed.
                const blamed = error instanceof api.Problem ? error.fields.map(({ pointer }) => pointer) : [];
                const where = blamed.every((pointer) => POINTERS[pointer]?.field === "rooms");
                if (blamed.length > 0) rename(addressOf(where ? "where" : "tell"));
                throw error;
            }
            const last = recall(me.id, LAST, "until sign-out");
            keep(me.id, LAST, remember(draft, today, isRemembered(last) ? last : undefined), "until sign-out");
            forget(me.id, UNSENT, "this tab");
            go(addressOf("done"), "replace");
        });
    };

    const step = stepOf(query.get("step"), draft, today, results.current.length > 0);
    const failed =
        sending.attempt > 0 && (sending.trouble !== undefined || Object.values(sending.fields).some(Boolean));
    const shared = { me, draft, today, rooms, sending, change };
    switch (step) {
        case "tell":
            return (
                <Frame title={t("reserve.tell_title")} kicker={t("reserve.step", { n: 1, of: 3 })} failed={failed}>
                    <Tell {...shared} board={board.value} submit={tell} />
                </Frame>
            );
        case "where":
            return (
                <Frame title={t("reserve.where_title")} kicker={t("reserve.step", { n: 2, of: 3 })} failed={failed}>
                    <Where {...shared} changed={board.value.as_of} submit={choose} />
                </Frame>
            );
        case "check":
            return (
                <Frame title={t("reserve.look_title")} kicker={t("reserve.step", { n: 3, of: 3 })} failed={failed}>
                    <Check {...shared} changed={board.value.as_of} submit={send} />
                </Frame>
            );
        case "done":
            return <Done me={me} rooms={rooms} results={results.current} />;
    }
}
