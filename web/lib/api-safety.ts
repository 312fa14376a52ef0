// What the pages of safety ask for: alarms, sleep checks, outings, the evacuation list. A part of api.ts, which alone asks the server.
import { type Asked, type Got, id, type Intention, post, type Posted, read, type Schemas } from "./api.ts";

export type Alarm = Schemas["Alarm"];
export type AlarmKind = Schemas["AlarmKind"];
export type AlarmLog = Schemas["AlarmLog"];
export type AlarmAttempt = AlarmLog["attempts"][number];
export type CalledName = AlarmLog["names"][number];
export type Whereabouts = Schemas["Whereabouts"];
export type NapPosture = Schemas["NapPosture"];
export type NapChild = Schemas["NapChild"];
export type Outing = Schemas["Outing"];
export type EvacuationChild = Schemas["EvacuationChild"];
export type HeadCountAsk = Asked<"/outings/{id}/counts">;
export type AttemptAsk = Asked<"/alarms/{id}/attempts">;

export const nurseryAlarms = (nursery: string, etag: string | null) =>
    read<Got<"/nurseries/{id}/alarms">>(`/nurseries/${id(nursery)}/alarms`, etag);
export const dutyAlarms = (etag: string | null) => read<Got<"/alarms">>("/alarms", etag);
export const alarm = (which: string, etag: string | null) => read<AlarmLog>(`/alarms/${id(which)}`, etag);
export const closeAlarm = (one: Alarm, ask: Asked<"/alarms/{id}/close">, intention: Intention) =>
    post<Posted<"/alarms/{id}/close", 200>>(`/alarms/${id(one.id)}/close`, ask, intention);
export const attemptAlarm = (which: string, ask: AttemptAsk, intention: Intention) =>
    post<Posted<"/alarms/{id}/attempts", 201>>(`/alarms/${id(which)}/attempts`, ask, intention);
export const callRoll = (which: string, ask: Asked<"/alarms/{id}/roll-call">, intention: Intention) =>
    post<Posted<"/alarms/{id}/roll-call", 200>>(`/alarms/${id(which)}/roll-call`, ask, intention);

export const naps = (nursery: string, etag: string | null) =>
    read<Got<"/nurseries/{id}/naps">>(`/nurseries/${id(nursery)}/naps`, etag);
export const nap = (which: string, etag: string | null) => read<Schemas["Nap"]>(`/naps/${id(which)}`, etag);
export const openNap = (nursery: string, ask: Asked<"/nurseries/{id}/naps">, intention: Intention) =>
    post<Posted<"/nurseries/{id}/naps", 201>>(`/nurseries/${id(nursery)}/naps`, ask, intention);
export const checkNap = (which: string, ask: Asked<"/naps/{id}/looks">, intention: Intention) =>
    post<Posted<"/naps/{id}/looks", 201>>(`/naps/${id(which)}/looks`, ask, intention);
export const endNap = (which: string, ask: { child_id?: string }, intention: Intention) =>
    post<void>(`/naps/${id(which)}/end`, ask, intention);
export const evacuation = (nursery: string) => read<Schemas["Evacuation"]>(`/nurseries/${id(nursery)}/evacuation`);
export const outings = (nursery: string, etag: string | null) =>
    read<Got<"/nurseries/{id}/outings">>(`/nurseries/${id(nursery)}/outings`, etag);
export const beginOuting = (nursery: string, ask: Asked<"/nurseries/{id}/outings">, intention: Intention) =>
    post<Posted<"/nurseries/{id}/outings", 201>>(`/nurseries/${id(nursery)}/outings`, ask, intention);
export const countHeads = (outing: string, ask: HeadCountAsk, intention: Intention) =>
    post<Posted<"/outings/{id}/counts", 200>>(`/outings/${id(outing)}/counts`, ask, intention);
export const endOuting = (outing: string, what: "last-seat" | "end", intention: Intention) =>
    post<void>(`/outings/${id(outing)}/${what}`, undefined, intention);
export type Rider = Outing["riders"][number];
export type BusCall = Asked<"/outings/{id}/calls">;
/** Pressed at the bus: sent through the outbox, which may have to wait for the network. */
export const callsOf = (outing: string) => `/outings/${id(outing)}/calls`;
