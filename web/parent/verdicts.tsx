// What each room would say, asked for while the request is being made, and the words for it.
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "../components/icon/icon.tsx";
import * as api from "../lib/api.ts";
import { clock, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { reasonWord, refusalSentence } from "../lib/refusal.ts";
import { session } from "../lib/session.ts";
import { chanceWords } from "./chance.ts";
import { askOf, type Draft, ROOMS_MAX } from "./draft.ts";
import type { Room } from "./reserve-tell.tsx";
import { Phone, ToRegistration } from "./trouble.tsx";
import type { Answer } from "./verdict.ts";

/** So many answers the server gives at once: children × days × rooms. */
const ANSWERS_MAX = 48;
/** On a busy morning the board changes every second: the rooms are not asked again more often than this. */
const ASK_AGAIN_MS = 8_000;

export interface Verdicts {
    answers: api.ReservationPreview[] | undefined;
    error: Error | undefined;
    again: () => void;
}

function groups(rooms: string[], draft: Draft): string[][] {
    const size = Math.max(1, Math.min(ROOMS_MAX, Math.floor(ANSWERS_MAX / (draft.children.length * draft.days.length))));
    return Array.from({ length: Math.ceil(rooms.length / size) }, (_, n) => rooms.slice(n * size, (n + 1) * size));
}

/** Asked at once when the request is another one, and again when places have changed (`changed`). */
export function useVerdicts(draft: Draft, rooms: string[], today: string, changed: string): Verdicts {
    const [state, setState] = useState<{ of: string; answers?: api.ReservationPreview[]; error?: Error }>({ of: "" });
    const [round, setRound] = useState(0);
    const asked = useRef({ of: "", at: 0 });
    const { children, days, slot, told } = draft;
    const of = JSON.stringify([children, days, slot, told, rooms, today]);
    useEffect(() => {
        let left = false;
        const look = async () => {
            asked.current = { of, at: Date.now() };
            try {
                const plain = { ...draft, keepWaiting: false, sameDay: false, auto: "" };
                const found = await Promise.all(
                    groups(rooms, draft).map((some) => api.preview(askOf(plain, some, today, api.now()))),
                );
                if (!left) setState({ of, answers: found.flatMap((one) => one.answers) });
            } catch (error) {
                if (error instanceof api.Problem && error.status === 401) session.ended();
                if (!left) setState((old) => ({ ...(old.of === of ? old : {}), of, error: error as Error }));
            }
        };
        const rest = asked.current.of === of ? asked.current.at + ASK_AGAIN_MS - Date.now() : 0;
        const timer = setTimeout(() => void look(), round > 0 ? 0 : Math.max(0, rest));
        return () => {
            left = true;
            clearTimeout(timer);
        };
    }, [of, changed, round]);
    const own = state.of === of;
    return {
        answers: own ? state.answers : undefined,
        error: own ? state.error : undefined,
        again: () => setRound((n) => n + 1),
    };
}

const SIGN: Record<Answer, [string, IconName]> = {
    confirmed_now: ["good", "circle"],
    nurse_must_judge: ["calm", "clock"],
    waiting_list: ["few", "list"],
    not_possible: ["bad", "cross"],
};

function headline(one: api.ReservationPreview, draws: string): string {
    switch (one.answer) {
        case "confirmed_now":
            return t("verdict.confirmed");
        case "nurse_must_judge":
            return t("verdict.judge");
        case "waiting_list":
            if (one.reason === "DRAW") return draws ? t("verdict.draw_at", { at: draws }) : t("verdict.draw");
            return one.reason === "FULL"
                ? t("verdict.waiting", { n: one.rank ?? 1 })
                : t("verdict.waiting_other", { n: one.rank ?? 1 });
        case "not_possible":
            return t("verdict.impossible");
    }
}

function why(one: api.ReservationPreview): string {
    if (one.answer === "nurse_must_judge") return t("verdict.judge_why");
    if (one.answer === "waiting_list") {
        if (one.reason === "DRAW") return t("verdict.draw_why");
        return one.reason === "FULL" ? "" : reasonWord(one.reason);
    }
    if (one.answer !== "not_possible") return "";
    if (one.reason === "TOO_MANY_DAYS") return t("verdict.days_max", { n: one.days_max ?? 1 });
    return refusalSentence(new api.Problem(409, { code: one.reason ?? "", opens_at: one.opens_at }));
}

/** When the room draws on that day, if it still does. */
function drawAt(room: Room, day: string, slot: string): string {
    const found = room.days.find((one) => one.day === day)?.slots.find((one) => one.slot === slot)?.draws_at;
    return found && Date.parse(found) > api.now().getTime() ? clock(found) : "";
}

/** One room's answer to one day. The day is said only where several were asked for. */
export function Verdict({ of, room, draft }: { of: api.ReservationPreview; room: Room; draft: Draft }) {
    const [tone, icon] = SIGN[of.answer];
    const reason = why(of);
    return (
        <li class={`verdict verdict-${tone}`}>
            <Icon name={icon} />
            <div>
                <p class="verdict-word">
                    {draft.days.length > 1 ? (
                        <span class="verdict-day">{longDay(of.day, language.value)} </span>
                    ) : null}
                    {headline(of, drawAt(room, of.day, draft.slot))}
                </p>
                {reason ? <p>{reason}</p> : null}
                {of.answer === "not_possible" ? <ToRegistration code={of.reason} /> : null}
                {of.answer === "waiting_list" && of.chance ? <p>{chanceWords(of.chance)}</p> : null}
                {of.answer === "not_possible" && of.telephone ? (
                    <p>
                        <Phone telephone={of.telephone} of={room.name} />
                    </p>
                ) : null}
            </div>
        </li>
    );
}
