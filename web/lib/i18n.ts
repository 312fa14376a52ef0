// Every sentence a person reads: t() looks its key up in the catalog of the chosen language. Pages that use t() draw
// themselves again when the language changes, because the catalog is a signal. What a language does not have yet is
// said in easy Japanese, else in Japanese (R-UX-03), and marked as such.
import { signal } from "@preact/signals";
import type { Catalog, Key } from "gen/words.ts";
import ja from "gen/words-ja.ts";
import { isJapanese, isLanguage, LANGUAGES, type Language, nameDays } from "./format.ts";
import { lent } from "./marks.ts";
import { sentence, type Values } from "./sentence.ts";

const KEPT = "tsubame.language";
type Words = Partial<Catalog>;
const load: Record<Language, () => Promise<Words>> = {
    ja: () => Promise.resolve(ja),
    "ja-easy": () => import("gen/words-ja-easy.ts").then((module) => module.default),
    en: () => import("gen/words-en.ts").then((module) => module.default),
    "zh-Hans": () => import("gen/words-zh-Hans.ts").then((module) => module.default),
    ko: () => import("gen/words-ko.ts").then((module) => module.default),
    vi: () => import("gen/words-vi.ts").then((module) => module.default),
    ne: () => import("gen/words-ne.ts").then((module) => module.default),
    tl: () => import("gen/words-tl.ts").then((module) => module.default),
};

const catalog = signal<{ own: Words; easy: Words }>({ own: ja, easy: {} });
export const language = signal<Language>("ja");

/** Has it only a part of the sentences? */
export const isPartial = (one: Language): boolean => one !== "ja" && one !== "en";

/** Japanese that does not come with the first load: what families never read, or read on other pages than their first. Before it is drawn. */
export const alsoSay = (words: Partial<Catalog>): void => void Object.assign(ja, words);

export function t(key: Key, values?: Values): string {
    const { own, easy } = catalog.value;
    const mine = own[key];
    if (mine !== undefined) return sentence(mine, language.value, values);
    const found = sentence(easy[key] ?? ja[key], "ja", values);
    return isJapanese(language.value) ? found : lent(found);
}

function kept(): string | null {
    try {
        return localStorage.getItem(KEPT);
    } catch {
        return null; // storage is switched off: the language is then asked of the browser each time
    }
}

export async function setLanguage(next: Language): Promise<void> {
    const [own, easy] = await Promise.all([load[next](), isPartial(next) ? load["ja-easy"]() : {}]);
    catalog.value = { own, easy };
    if (isPartial(next) && !isJapanese(next)) nameDays(next, t("mail.weekdays"), t("mail.months"));
    language.value = next;
    const root = document.documentElement;
    root.lang = isJapanese(next) ? "ja" : next;
    root.toggleAttribute("data-readings", next === "ja-easy");
}

/** What the person pressed: kept on this device. */
export async function chooseLanguage(next: Language): Promise<void> {
    try {
        localStorage.setItem(KEPT, next);
    } catch {
        // as above
    }
    try {
        await setLanguage(next);
    } catch {
        // The server has newer pages than the one that is open: they have the words.
        if (navigator.onLine) location.reload();
    }
}

/** The account's language, unless this device has a choice of its own. Japanese is what nobody chose: it changes nothing. */
export async function suggestLanguage(wanted: string | undefined): Promise<void> {
    if (kept() === null && isLanguage(wanted) && wanted !== "ja" && language.value !== wanted) await setLanguage(wanted);
}

/** What we have for a browser's language tag: Chinese of any script is read more easily than Japanese. */
export function languageOf(tag: string): Language | undefined {
    const first = tag.split("-")[0] ?? "";
    return LANGUAGES.find((one) => one === tag) ?? LANGUAGES.find((one) => one === (first === "fil" ? "tl" : first === "zh" ? "zh-Hans" : first));
}

/** The kept choice, else the browser's first language that we have, else Japanese. */
export async function startLanguage(): Promise<void> {
    const wanted = languageOf(kept() ?? "") ?? navigator.languages.map(languageOf).find((one) => one !== undefined) ?? "ja";
    await setLanguage(wanted).catch(() => setLanguage("ja"));
}
