// Single-day places of extended care: part of api.ts, which alone fetches.
import { type Asked, type Got, id, type Intention, post, type Posted, query, read, type Schemas } from "./api.ts";

export type SpotPlaces = Schemas["SpotPlaces"];
export type SpotMonth = Schemas["SpotMonth"];
export type SpotRefusal = Schemas["SpotRefusal"];
export type LongStay = Schemas["LongStay"];
export type SpotDraw = Schemas["SpotDraw"];

export const spotPlaces = (child: string, month: string, etag: string | null) =>
    read<SpotPlaces>(`/children/${id(child)}/spot-places${query({ month })}`, etag);
export const applySpot = (child: string, ask: Asked<"/children/{id}/spot-places">, intention: Intention) =>
    post<Posted<"/children/{id}/spot-places", 201>>(`/children/${id(child)}/spot-places`, ask, intention);
export const cancelSpot = (place: string, intention: Intention) => post<void>(`/spot-places/${id(place)}/cancel`, {}, intention);
export const spotMonth = (nursery: string, month: string, etag: string | null) =>
    read<SpotMonth>(`/nurseries/${id(nursery)}/spot-places${query({ month })}`, etag);
export const spotDrawAddress = (nursery: string, month: string) => `/api/v1/nurseries/${id(nursery)}/spot-draws/${month}-01`;
export const spotDraw = (nursery: string, month: string, etag: string | null) =>
    read<SpotDraw>(`/nurseries/${id(nursery)}/spot-draws/${month}-01`, etag);
export const longStays = (nursery: string, day: string, etag: string | null) =>
    read<Got<"/nurseries/{id}/long-stays">>(`/nurseries/${id(nursery)}/long-stays${query({ day })}`, etag);
