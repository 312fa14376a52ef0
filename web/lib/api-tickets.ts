// One-time pick-up tickets: part of api.ts, which alone fetches.
import { type Asked, type Got, id, Intention, post, read, type Schemas, send } from "./api.ts";

export type MyTickets = Got<"/me/pickup-tickets">;
export type MyTicket = Schemas["MyTicket"];
export type NurseryTickets = Got<"/nurseries/{id}/pickup-tickets">;
export type NurseryTicket = Schemas["NurseryTicket"];
export type TicketUse = Asked<"/nurseries/{id}/pickup-tickets/{ticket}/use">;

export const myTickets = (etag: string | null) => read<MyTickets>("/me/pickup-tickets", etag);
export const makeTicket = (ask: Asked<"/me/pickup-tickets">, intention: Intention) => post<{ id: string }>("/me/pickup-tickets", ask, intention);
export const takeBackTicket = (ticket: string) => send<undefined>("DELETE", `/me/pickup-tickets/${id(ticket)}`, undefined, {});
export const nurseryTickets = (nursery: string, etag: string | null) => read<NurseryTickets>(`/nurseries/${id(nursery)}/pickup-tickets`, etag);
/** For the outbox: what was taken without network is told later. */
export const useOf = (nursery: string, ticket: string): string => `/nurseries/${id(nursery)}/pickup-tickets/${id(ticket)}/use`;
