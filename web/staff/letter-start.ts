// A notice that another page begins: about an illness that goes round, with what the catalogue says of it and figures by class, and without a name
// (R-INF-05). It is handed over in memory: what goes round in a nursery stands in no address.
import type { Infections } from "../lib/api-record.ts";
import { diseases, type DiseaseCode } from "../lib/api.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { longDay } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { go } from "../lib/router.ts";

export interface LetterStart {
    title: string;
    body: string;
    to: "classes" | "nursery";
    classes: string[];
}
let waiting: LetterStart | undefined;

/** Once: whoever opens the page again begins with an empty one. */
export function takeStart(): LetterStart | undefined {
    const start = waiting;
    waiting = undefined;
    return start;
}

/** When a child may come again, as the catalogue has it. */
async function ruleOf(code: DiseaseCode): Promise<string> {
    const known = await diseases(null).catch(() => null);
    const exclusion = known?.value.diseases.find((one) => one.code === code)?.exclusion ?? "none";
    return exclusion === "none" ? "" : t(`infection.rule.${exclusion}`);
}

export async function startInfectionLetter(nursery: string, list: Infections, one: Infections["diseases"][number]): Promise<void> {
    const disease = diseaseWord(one.disease);
    const days = { from: longDay(list.from, "ja"), to: longDay(list.to, "ja") };
    const classes = one.classes.map((row) => t("infection.letter_class", { name: row.class, n: row.children })).join(t("infection.letter_and"));
    const rule = await ruleOf(one.disease);
    waiting = {
        title: t("infection.letter_title", { disease }),
        body: [t("infection.letter_body", { disease, classes, ...days }), rule, t("infection.letter_end")].filter(Boolean).join("\n\n"),
        to: "classes",
        classes: one.classes.map((row) => row.class),
    };
    go(`/staff/nurseries/${nursery}/notices/new`);
}
