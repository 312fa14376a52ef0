// What is asked of a month: a child's days, a nursery's register and its signatures, and extended care. api.ts does the asking.
import { type Asked, type Got, id, type Intention, post, query, read, type Schemas } from "./api.ts";

export type Month = Schemas["Month"];
export type Register = Schemas["Register"];
export type ChildExtensions = Schemas["ChildExtensions"];
export type ExtensionLine = Schemas["ExtensionLine"];
export type NurseryExtensions = Schemas["NurseryExtensions"];

export const childMonth = (child: string, from: string, to: string, etag: string | null) =>
    read<Got<"/children/{id}/attendance">>(`/children/${id(child)}/attendance${query({ from, to })}`, etag);
export const register = (nursery: string, month: string, etag: string | null) =>
    read<Register>(`/nurseries/${id(nursery)}/register${query({ month })}`, etag);
const onMonth = (nursery: string, month: string) => `/nurseries/${id(nursery)}/months/${month}`;
export const month = (nursery: string, which: string, etag: string | null) => read<Month>(onMonth(nursery, which), etag);
export type MonthStep = Asked<"/nurseries/{id}/months/{month}/sign">;
export const signMonth = (nursery: string, which: string, step: MonthStep, intention: Intention) =>
    post<Schemas["MonthSigned"]>(`${onMonth(nursery, which)}/sign`, step, intention);
export const reopenMonth = (nursery: string, which: string, reason: string, intention: Intention) =>
    post<Schemas["MonthSigned"]>(`${onMonth(nursery, which)}/reopen`, { reason }, intention);
const bills = (nursery: string) => `/nurseries/${id(nursery)}/extensions`;
export const nurseryExtensions = (nursery: string, which: string, etag: string | null) =>
    read<NurseryExtensions>(`${bills(nursery)}${query({ month: which })}`, etag);
export const runExtensions = (nursery: string, which: string, intention: Intention) =>
    post<Schemas["ExtensionRun"]>(`${bills(nursery)}/runs`, { month: which }, intention);
export const invoiceExtensions = (nursery: string, which: string, intention: Intention) =>
    post<Schemas["ExtensionInvoiced"]>(`${bills(nursery)}/invoices`, { month: which }, intention);
export const childExtensions = (child: string, which: string, etag: string | null) =>
    read<ChildExtensions>(`/children/${id(child)}/extensions${query({ month: which })}`, etag);
export const disputeExtension = (child: string, which: string, text: string, intention: Intention) =>
    post<{ id: string }>(`/children/${id(child)}/extensions/disputes`, { month: which, text }, intention);
export const answerDispute = (dispute: string, text: string, intention: Intention) =>
    post<void>(`/extension-disputes/${id(dispute)}/answer`, { text }, intention);
