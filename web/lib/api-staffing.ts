// What is asked about staff in the house and the ratio. api.ts does the asking.
import { type Asked, id, type Intention, post, type Posted, read, type Schemas } from "./api.ts";

export type Staffing = Schemas["Staffing"];
export type StaffingStep = Staffing["steps"][number];
export type StaffMember = Staffing["staff"][number];

export const staffing = (nursery: string, etag: string | null) => read<Staffing>(`/nurseries/${id(nursery)}/staffing`, etag);
export const addStaff = (nursery: string, ask: Asked<"/nurseries/{id}/staff">, intention: Intention) =>
    post<Posted<"/nurseries/{id}/staff", 201>>(`/nurseries/${id(nursery)}/staff`, ask, intention);
export const removeStaff = (which: string, intention: Intention) => post<void>(`/staff/${id(which)}/remove`, undefined, intention);
export const touchStaff = (which: string, ask: Asked<"/staff/{id}/touches">, intention: Intention) =>
    post<Posted<"/staff/{id}/touches", 201>>(`/staff/${id(which)}/touches`, ask, intention);
