// The lines of the family's sheet about the day, in the order in which they are asked and read.
import { t } from "../../lib/i18n.ts";

export const DAY_TEXTS = ["symptoms", "course", "meals", "sleep", "medicine_given", "wishes", "call_first"] as const;
export type DayText = (typeof DAY_TEXTS)[number];

export function dayLabel(text: DayText | "degrees"): string {
    switch (text) {
        case "symptoms":
            return t("sheet.symptoms");
        case "course":
            return t("sheet.course");
        case "meals":
            return t("sheet.meals");
        case "sleep":
            return t("sheet.sleep");
        case "medicine_given":
            return t("sheet.medicine_given");
        case "wishes":
            return t("sheet.wishes");
        case "call_first":
            return t("sheet.call_first");
        case "degrees":
            return t("sheet.degrees");
    }
}

/** What a medicine order says; every member may be missing in one that cannot be read. */
export interface OrderSaid {
    drug?: string;
    dose?: string;
    times?: string[];
}
