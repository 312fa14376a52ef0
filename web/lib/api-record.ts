// A child's record across its institutions: part of api.ts, which alone fetches.
import { type Asked, type Got, id, Intention, post, type Posted, query, read, send } from "./api.ts";

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

export type Infections = Got<"/nurseries/{id}/infections">;
export const infections = (nursery: string, etag: string | null) => read<Infections>(`/nurseries/${id(nursery)}/infections`, etag);

/** Whom a guardian names to fetch the child. */
export const addPickupPerson = (child: string, person: Asked<"/children/{id}/pickup-persons">, intention: Intention) =>
    post<{ id: string }>(`/children/${id(child)}/pickup-persons`, person, intention);
export const removePickupPerson = (child: string, person: string) =>
    send<undefined>("DELETE", `/children/${id(child)}/pickup-persons/${id(person)}`, undefined, {});
type Pickups = Got<"/children/{id}/pickup-change">;
export const pickupOf = (child: string, day: string, etag: string | null) =>
    read<Pickups>(`/children/${id(child)}/pickup-change${query({ day })}`, etag);
export const changePickup = (child: string, ask: Asked<"/children/{id}/pickup-change">, intention: Intention) =>
    post<undefined>(`/children/${id(child)}/pickup-change`, ask, intention);
export const pickupsAt = (nursery: string, day: string, etag: string | null) =>
    read<Pickups>(`/nurseries/${id(nursery)}/pickup-changes${query({ day })}`, etag);
