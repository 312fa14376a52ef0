// A request for places that is begun elsewhere, with what is known there: the pages of asking go on from it, and nothing is typed twice.
import type * as api from "../lib/api.ts";
import { keep, recall } from "../lib/device.ts";
import { type Draft, emptyDraft, isRemembered, recalled, SLOT_WHOLE_DAY, type Told, toldOf, wrongIn } from "./draft.ts";

/** What was typed in this tab and not sent. */
export const UNSENT = "request";
/** What the last request said. */
export const LAST = "last-request";

/** What another page knows of an illness that begins today. */
export interface Known {
    diagnosis?: string | undefined;
    temperature?: string | undefined;
    measured?: string | undefined;
}

function toldWith(before: Told, known: Known): Told {
    const degrees = known.temperature ? { temperature: known.temperature, measured: known.measured ?? "" } : {};
    const illness = known.diagnosis
        ? { diagnosis: known.diagnosis, listed: true }
        : before.diagnosis === "" && known.temperature
          ? { diagnosis: "UNDIAGNOSED_FEVER", listed: false }
          : {};
    return { ...before, ...(before.onset === "" ? { onset: "0" } : {}), ...illness, ...degrees };
}

/** The request for this place of this child, as the last one left it and with what is known now. Returns where it goes on: at the end if nothing is open. */
export function prepare(me: api.Me, child: string, at: { day: string; room: string; slot?: string }, known: Known, today: string): string {
    const last = recall(me.id, LAST, "until sign-out");
    const mine = me.children.map((one) => one.id);
    const before = isRemembered(last) ? recalled(last, mine, today) : emptyDraft([child]);
    const same = before.children[0] === child;
    const draft: Draft = {
        ...before,
        children: [child],
        ...(same ? {} : { person: "", personName: "" }),
        days: [at.day],
        rooms: [at.room],
        slot: at.slot ?? SLOT_WHOLE_DAY,
        told: { ...before.told, [child]: toldWith(toldOf(before, child), known) },
    };
    keep(me.id, UNSENT, draft, "this tab");
    return wrongIn(draft, today).length > 0 ? "/parent/reserve" : "/parent/reserve?step=check";
}
