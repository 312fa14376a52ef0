// The words of the two sheets of a registration: labels of their fields, what is wrong in them, and their lines as they are read.
import type { ChildSheet, HouseholdSheet } from "../../lib/api.ts";
import type { FieldErrors } from "../error-summary/error-summary.tsx";
import { type FieldMap } from "../../lib/form.ts";
import { longDay } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { MOST, type WrongField } from "../../lib/sheet.ts";

const ROW_FIELDS: Record<string, () => string> = {
    name: () => t("sheet.name"),
    relation: () => t("sheet.relation"),
    phone: () => t("sheet.phone"),
    work: () => t("sheet.work"),
    workPhone: () => t("sheet.work_phone"),
    what: () => t("sheet.allergy_what"),
    care: () => t("sheet.allergy_care"),
    day: () => t("sheet.vaccination_day"),
};

export function rowTitle(list: string, n: number): string {
    switch (list) {
        case "guardians":
            return t("sheet.guardian_n", { n: n + 1 });
        case "emergency":
            return t("sheet.emergency_n", { n: n + 1 });
        case "allergies":
            return t("sheet.allergy_n", { n: n + 1 });
        default:
            return t("sheet.vaccination_n", { n: n + 1 });
    }
}

/** "guardians-0-phone" -> "First guardian: telephone". */
export function sheetLabel(field: string): string {
    const [list = "", n = "0", member] = field.split("-");
    if (member !== undefined) {
        const word = list === "vaccinations" && member === "name" ? t("sheet.vaccination_name") : ROW_FIELDS[member]?.();
        return `${rowTitle(list, Number(n))} ${word ?? ""}`;
    }
    switch (field) {
        case "doctor":
            return t("sheet.doctor");
        case "doctorPhone":
            return t("sheet.doctor_phone");
        case "address":
            return t("sheet.address");
        case "nursery":
            return t("sheet.nursery");
        case "allergic":
            return t("sheet.allergic");
        case "history":
            return t("sheet.history");
        default:
            return t("sheet.note");
    }
}

/** `at` stands before the ids of the fields, where a form has the same sheet more than once. */
export function sheetErrors(wrong: WrongField[], at = ""): FieldErrors {
    return Object.fromEntries(
        wrong.map(([field, what]) => {
            const label = sheetLabel(field);
            return [at + field, what === "missing" ? t("field.missing", { label }) : t("field.invalid", { label })];
        }),
    );
}

function point(map: FieldMap, pointer: string, field: string, at = ""): void {
    map[pointer] = { field: at + field, label: () => sheetLabel(field) };
}

export function householdPointers(prefix: string): FieldMap {
    const map: FieldMap = {};
    for (const list of ["guardians", "emergency"] as const) {
        point(map, `${prefix}/${list}`, `${list}-0-name`);
        for (let n = 0; n < MOST[list]; n++) {
            for (const member of ["name", "relation", "phone"])
                point(map, `${prefix}/${list}/${n}/${member}`, `${list}-${n}-${member}`);
            point(map, `${prefix}/${list}/${n}/employer`, `${list}-${n}-work`);
            point(map, `${prefix}/${list}/${n}/employer/phone`, `${list}-${n}-workPhone`);
        }
    }
    point(map, `${prefix}/doctor`, "doctor");
    point(map, `${prefix}/doctor/phone`, "doctorPhone");
    point(map, `${prefix}/address`, "address");
    return map;
}

export function childPointers(prefix: string, at = ""): FieldMap {
    const map: FieldMap = {};
    point(map, `${prefix}/allergies`, "allergic", at);
    for (let n = 0; n < MOST.allergies; n++)
        for (const member of ["what", "care"]) point(map, `${prefix}/allergies/${n}/${member}`, `allergies-${n}-${member}`, at);
    for (let n = 0; n < MOST.vaccinations; n++)
        for (const member of ["name", "day"])
            point(map, `${prefix}/vaccinations/${n}/${member}`, `vaccinations-${n}-${member}`, at);
    for (const member of ["nursery", "history", "note"]) point(map, `${prefix}/${member}`, member, at);
    return map;
}

/** One fact of a sheet: its name, and its words. */
export type Line = [string, string];
const joined = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join("　");

export function householdLines(sheet: HouseholdSheet): Line[] {
    const lines: Line[] = [];
    (sheet.guardians ?? []).forEach((one, n) => {
        lines.push([rowTitle("guardians", n), joined(one.name, one.relation, one.phone)]);
        if (one.employer) lines.push([`${rowTitle("guardians", n)} ${t("sheet.work")}`, joined(one.employer.name, one.employer.phone)]);
    });
    (sheet.emergency ?? []).forEach((one, n) =>
        lines.push([rowTitle("emergency", n), joined(one.name, one.relation, one.phone)]),
    );
    lines.push([t("sheet.doctor"), joined(sheet.doctor?.name, sheet.doctor?.phone)]);
    lines.push([t("sheet.address"), sheet.address ?? ""]);
    return lines;
}

export function childLines(sheet: ChildSheet): Line[] {
    const allergies = (sheet.allergies ?? []).map((one): Line => [t("sheet.allergic"), joined(one.what, one.care)]);
    const said: Line[] = [[t("sheet.allergic"), sheet.no_allergies ? t("sheet.allergic_no") : ""]];
    return [
        ...(allergies.length > 0 ? allergies : said),
        [t("sheet.nursery"), sheet.nursery ?? ""],
        [t("sheet.history"), sheet.history ?? ""],
        ...(sheet.vaccinations ?? []).map((one): Line => [
            t("sheet.vaccination"),
            joined(one.name, one.day ? longDay(one.day, language.value) : ""),
        ]),
        [t("sheet.note"), sheet.note ?? ""],
    ];
}
