// The devices that are told on their own screen. api.ts does the asking.
import { type Asked, type Got, id, type Intention, post, type Posted, read, send } from "./api.ts";

export type Push = Got<"/me/push">;
export type PushDevice = Push["devices"][number];

export const pushDevices = (etag: string | null) => read<Push>("/me/push", etag);
export const addPush = (what: Asked<"/me/push">, intention: Intention) => post<Posted<"/me/push", 201>>("/me/push", what, intention);
export const removePush = (which: string) => send<void>("DELETE", `/me/push/${id(which)}`, undefined, {});
export const tryPush = (which: string, intention: Intention) => post<void>(`/me/push/${id(which)}/try`, {}, intention);
