// Medicine in the nursery: part of api.ts, which alone fetches.
import { type Asked, type Got, id, type Intention, post, type Posted, query, read, send } from "./api.ts";

export type Medicine = Got<"/children/{id}/medicines">["medicines"][number];
export type MedicineAsk = Asked<"/children/{id}/medicines">;

export const medicinesOf = (child: string, etag: string | null) => read<Got<"/children/{id}/medicines">>(`/children/${id(child)}/medicines`, etag);
export const askMedicine = (child: string, ask: MedicineAsk, intention: Intention) =>
    post<Posted<"/children/{id}/medicines", 201>>(`/children/${id(child)}/medicines`, ask, intention);
export const medicinesAt = (nursery: string, day: string, etag: string | null) =>
    read<Got<"/nurseries/{id}/medicines">>(`/nurseries/${id(nursery)}/medicines${query({ day })}`, etag);

const act = (which: string, verb: "withdraw" | "give" | "check" | "strike", intention: Intention) =>
    post<undefined>(`/medicines/${id(which)}/${verb}`, undefined, intention);
export const withdrawMedicine = (which: string, intention: Intention) => act(which, "withdraw", intention);
export const giveMedicine = (which: string, intention: Intention) => act(which, "give", intention);
export const checkMedicine = (which: string, intention: Intention) => act(which, "check", intention);
export const strikeMedicine = (which: string, intention: Intention) => act(which, "strike", intention);
/** Somebody else of the nursery, at this tablet: whoever is signed in here stays so. Without a key: a password is kept nowhere. */
export const checkMedicineHere = (which: string, login: string, password: string) =>
    send<undefined>("POST", `/medicines/${id(which)}/check-here`, { login, password }, {});
