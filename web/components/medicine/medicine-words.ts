// What a request for medicine says, and what became of it.
import type { Medicine } from "../../lib/api-medicine.ts";
import { clock } from "../../lib/format.ts";
import { t } from "../../lib/i18n.ts";

export const WHENS = ["after_lunch", "before_lunch", "after_snack", "at", "as_needed"] as const;

export function whenWords({ request }: Medicine): string {
    if (!request) return "";
    return request.when === "at" ? (request.at ?? "") : t(`medicine.when.${request.when}`);
}

/** "Syrup 5 ml" */
export const doseWords = ({ request }: Medicine): string => (request ? `${request.drug} ${request.dose}` : t("book.unreadable"));

/** Who gave it and who saw it, once it was given. */
export const givenWords = (one: Medicine): string =>
    one.given_at ? t(one.second ? "medicine.given_by_two" : "medicine.given_by", { at: clock(one.given_at), name: one.given_by ?? "", second: one.second ?? "" }) : "";
