// What is asked about accidents, harms, near misses and drills. api.ts does the asking.
import { type Asked, type Got, id, type Intention, post, type Posted, query, read, type Schemas } from "./api.ts";

export type Incident = Schemas["Incident"];
export type IncidentRecord = Schemas["IncidentRecord"];
export type IncidentFields = Schemas["IncidentFields"];
export type IncidentStage = Schemas["IncidentStage"];
export type IncidentOutcome = Schemas["IncidentOutcome"];
export type IncidentPlace = Schemas["IncidentPlace"];
export type IncidentActivity = Schemas["IncidentActivity"];
export type IncidentTold = Schemas["IncidentTold"];
export type IncidentVersion = IncidentRecord["versions"][number];
export type IncidentReport = Incident["reports"][number];
export type DrillKind = Schemas["DrillKind"];
export type DrillMonth = Schemas["DrillMonth"];
export type Drills = Got<"/nurseries/{id}/drills">;
export type OpenIncident = Asked<"/nurseries/{id}/incidents">;
export type KeepDrill = Asked<"/nurseries/{id}/drills">;

export const incidents = (nursery: string, etag: string | null) =>
    read<Got<"/nurseries/{id}/incidents">>(`/nurseries/${id(nursery)}/incidents`, etag);
export const wardIncidents = (etag: string | null) => read<Got<"/incidents">>("/incidents", etag);
export const incident = (which: string, etag: string | null) => read<IncidentRecord>(`/incidents/${id(which)}`, etag);
export const incidentFile = (which: string) => `/api/v1/incidents/${id(which)}${query({ format: "csv" })}`;
export const openIncident = (nursery: string, ask: OpenIncident, intention: Intention) =>
    post<Posted<"/nurseries/{id}/incidents", 201>>(`/nurseries/${id(nursery)}/incidents`, ask, intention);
export const judgeIncident = (which: string, ask: Asked<"/incidents/{id}/judgements">, intention: Intention) =>
    post<Posted<"/incidents/{id}/judgements", 201>>(`/incidents/${id(which)}/judgements`, ask, intention);
export const reportIncident = (which: string, ask: Asked<"/incidents/{id}/reports">, intention: Intention) =>
    post<Posted<"/incidents/{id}/reports", 201>>(`/incidents/${id(which)}/reports`, ask, intention);
export const sendIncident = (which: string, stage: IncidentStage, intention: Intention) =>
    post<Posted<"/incidents/{id}/send", 201>>(`/incidents/${id(which)}/send`, { stage }, intention);
export const tellFamily = (which: string, ask: Asked<"/incidents/{id}/tellings">, intention: Intention) =>
    post<Posted<"/incidents/{id}/tellings", 201>>(`/incidents/${id(which)}/tellings`, ask, intention);
export const childIncidents = (child: string, etag: string | null) =>
    read<Got<"/children/{id}/incidents">>(`/children/${id(child)}/incidents`, etag);
export const drills = (nursery: string, year: number | null, etag: string | null) =>
    read<Drills>(`/nurseries/${id(nursery)}/drills${year === null ? "" : query({ year: String(year) })}`, etag);
export const keepDrill = (nursery: string, ask: KeepDrill, intention: Intention) =>
    post<Posted<"/nurseries/{id}/drills", 201>>(`/nurseries/${id(nursery)}/drills`, ask, intention);
