// What staff of a sick-care room write down about a reservation: part of api.ts, which alone fetches.
import { type BoardReservation, id, type Schemas, send } from "./api.ts";

export interface Told {
    condition?: { temperature_c?: number; note_issued?: string; note_visit?: string; allergies_confirmed?: boolean };
    pickup?: { name?: string; time?: string };
    planned_arrival?: string;
}
export const tellParticulars = (one: BoardReservation, told: Told) =>
    send<Schemas["ReservationNow"]>("PUT", `/reservations/${id(one.id)}/particulars`, told, { "If-Match": `"${one.version}"` });
