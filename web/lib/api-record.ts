// A child's record across its institutions: part of api.ts, which alone fetches.
import { type Asked, type Got, id, Intention, post, type Posted, query, read } from "./api.ts";

export type RoomRecord = Got<"/children/{id}/room-record">;
export type Reading = Got<"/children/{id}/readings">["readings"][number];
export type CardFound = Posted<"/sick-rooms/{id}/card", 200>["reservations"][number];

export const roomRecord = (child: string, day: string | undefined, etag: string | null) =>
    read<RoomRecord>(`/children/${id(child)}/room-record${query({ day })}`, etag);
export const agreeRecord = (child: string, agreed: boolean, intention: Intention) =>
    post<undefined>(`/children/${id(child)}/room-record/consent`, { agreed } satisfies Asked<"/children/{id}/room-record/consent">, intention);
export const readings = (child: string, etag: string | null) => read<Got<"/children/{id}/readings">>(`/children/${id(child)}/readings`, etag);
/** A reading that is asked for as a POST, so that no card's number stands in an address. */
export const findByCard = (room: string, card: string) =>
    post<Posted<"/sick-rooms/{id}/card", 200>>(`/sick-rooms/${id(room)}/card`, { card } satisfies Asked<"/sick-rooms/{id}/card">, new Intention());
