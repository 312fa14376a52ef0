// What a form holds of the two sheets of a registration (the household's, the child's) between reading and sending. Pure.
import type { ChildSheet, HouseholdSheet } from "./api.ts";

export interface PersonDraft {
    name: string;
    relation: string;
    phone: string;
    work: string;
    workPhone: string;
}
export interface HouseholdDraft {
    guardians: PersonDraft[];
    emergency: PersonDraft[];
    doctor: string;
    doctorPhone: string;
    address: string;
}
export interface AllergyDraft {
    what: string;
    care: string;
}
export interface VaccinationDraft {
    name: string;
    day: string;
}
export interface ChildDraft {
    nursery: string;
    allergic: "" | "no" | "yes";
    allergies: AllergyDraft[];
    history: string;
    vaccinations: VaccinationDraft[];
    note: string;
}

export const MOST = { guardians: 4, emergency: 5, allergies: 8, vaccinations: 20 } as const;
export const nobody = (): PersonDraft => ({ name: "", relation: "", phone: "", work: "", workPhone: "" });
export const noAllergy = (): AllergyDraft => ({ what: "", care: "" });
export const noVaccination = (): VaccinationDraft => ({ name: "", day: "" });

const orOne = <T>(rows: T[], empty: () => T): T[] => (rows.length > 0 ? rows : [empty()]);

export function householdDraft(sheet: HouseholdSheet): HouseholdDraft {
    const guardians = (sheet.guardians ?? []).map((one) => ({
        name: one.name,
        relation: one.relation ?? "",
        phone: one.phone ?? "",
        work: one.employer?.name ?? "",
        workPhone: one.employer?.phone ?? "",
    }));
    const emergency = (sheet.emergency ?? []).map((one) => ({
        ...nobody(),
        name: one.name,
        relation: one.relation ?? "",
        phone: one.phone,
    }));
    return {
        guardians: orOne(guardians, nobody),
        emergency: orOne(emergency, nobody),
        doctor: sheet.doctor?.name ?? "",
        doctorPhone: sheet.doctor?.phone ?? "",
        address: sheet.address ?? "",
    };
}

export function childDraft(sheet: ChildSheet): ChildDraft {
    const allergies = (sheet.allergies ?? []).map((one) => ({ what: one.what, care: one.care ?? "" }));
    return {
        nursery: sheet.nursery ?? "",
        allergic: sheet.no_allergies ? "no" : allergies.length > 0 ? "yes" : "",
        allergies: orOne(allergies, noAllergy),
        history: sheet.history ?? "",
        vaccinations: (sheet.vaccinations ?? []).map((one) => ({ name: one.name, day: one.day ?? "" })),
        note: sheet.note ?? "",
    };
}

const blank = (row: object): boolean => Object.values(row).every((text) => String(text).trim() === "");

/** Without the rows in which nothing was written, so that what the server says of the second row is of our second row. */
export function compactHousehold(draft: HouseholdDraft): HouseholdDraft {
    return {
        ...draft,
        guardians: orOne(draft.guardians.filter((one) => !blank(one)), nobody),
        emergency: orOne(draft.emergency.filter((one) => !blank(one)), nobody),
    };
}
export function compactChild(draft: ChildDraft): ChildDraft {
    return {
        ...draft,
        allergies: orOne(draft.allergies.filter((one) => !blank(one)), noAllergy),
        vaccinations: draft.vaccinations.filter((one) => !blank(one)),
    };
}

/** Full-width figures and the many dashes of Japanese keyboards, as the ones of a telephone number. Names are never touched. */
export const plainPhone = (typed: string): string =>
    typed
        .normalize("NFKC")
        .replace(/[\u2010-\u2015\u2212\u30fc\uff70]/g, "-")
        .trim();

const place = (name: string, phone: string) =>
    name.trim() === "" && phone.trim() === "" ? null : { name: name.trim(), phone: plainPhone(phone) };

export function householdOf(draft: HouseholdDraft): HouseholdSheet {
    return {
        guardians: draft.guardians
            .filter((one) => !blank(one))
            .map((one) => ({
                name: one.name.trim(),
                relation: one.relation.trim(),
                phone: plainPhone(one.phone),
                employer: place(one.work, one.workPhone),
            })),
        emergency: draft.emergency
            .filter((one) => !blank(one))
            .map((one) => ({ name: one.name.trim(), relation: one.relation.trim(), phone: plainPhone(one.phone) })),
        doctor: place(draft.doctor, draft.doctorPhone),
        address: draft.address.trim(),
    };
}

export function childOf(draft: ChildDraft): ChildSheet {
    const allergies = draft.allergic === "yes" ? draft.allergies.filter((one) => !blank(one)) : [];
    return {
        nursery: draft.nursery.trim(),
        no_allergies: draft.allergic === "no",
        allergies: allergies.map((one) => ({ what: one.what.trim(), care: one.care.trim() })),
        history: draft.history.trim(),
        vaccinations: draft.vaccinations
            .filter((one) => !blank(one))
            .map((one) => ({ name: one.name.trim(), day: one.day === "" ? null : one.day })),
        note: draft.note.trim(),
    };
}

export type Wrong = "missing" | "invalid";
/** The end of a field's id, and what is wrong there, in the order of the form. */
export type WrongField = [string, Wrong];

const wrongPhone = (typed: string): boolean => !/^[0-9+\-() ]*$/.test(plainPhone(typed));

function wrongPerson(one: PersonDraft, at: string, must: boolean, reachable: boolean): WrongField[] {
    const wrong: WrongField[] = [];
    if ((must || !blank(one)) && one.name.trim() === "") wrong.push([`${at}-name`, "missing"]);
    if (reachable && (must || !blank(one)) && one.phone.trim() === "") wrong.push([`${at}-phone`, "missing"]);
    else if (wrongPhone(one.phone)) wrong.push([`${at}-phone`, "invalid"]);
    if (one.work.trim() === "" && one.workPhone.trim() !== "") wrong.push([`${at}-work`, "missing"]);
    if (wrongPhone(one.workPhone)) wrong.push([`${at}-workPhone`, "invalid"]);
    return wrong;
}

/** whole: also what must be said before it is handed in. */
export function wrongInHousehold(draft: HouseholdDraft, whole: boolean): WrongField[] {
    const wrong = [
        ...draft.guardians.flatMap((one, n) => wrongPerson(one, `guardians-${n}`, whole && n === 0, false)),
        ...draft.emergency.flatMap((one, n) => wrongPerson(one, `emergency-${n}`, whole && n === 0, true)),
    ];
    if (draft.doctor.trim() === "" && draft.doctorPhone.trim() !== "") wrong.push(["doctor", "missing"]);
    if (wrongPhone(draft.doctorPhone)) wrong.push(["doctorPhone", "invalid"]);
    return wrong;
}

export function wrongInChild(draft: ChildDraft, whole: boolean): WrongField[] {
    const wrong: WrongField[] = [];
    if (whole && draft.allergic === "") wrong.push(["allergic", "missing"]);
    if (draft.allergic === "yes")
        draft.allergies.forEach((one, n) => {
            if (one.what.trim() === "" && ((whole && n === 0) || !blank(one)))
                wrong.push([`allergies-${n}-what`, "missing"]);
        });
    draft.vaccinations.forEach((one, n) => {
        if (one.name.trim() === "" && !blank(one)) wrong.push([`vaccinations-${n}-name`, "missing"]);
    });
    return wrong;
}
