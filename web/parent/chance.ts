// The room's own past, as a parent can use it: on how many such days this rank got a place.
import type { Chance } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";

export function chanceWords({ days, placed }: Chance): string {
    return placed === 0 ? t("chance.none", { days }) : t("chance.some", { days, placed });
}
