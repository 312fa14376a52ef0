// The languages as answers to a question, each by its own name.
import { LANGUAGES } from "../../lib/format.ts";
import { t } from "../../lib/i18n.ts";
import type { Choice } from "./field.tsx";

export const tongues = (): Choice[] => LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }));
