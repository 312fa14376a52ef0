// Every sentence a person reads: t() looks its key up in the catalog of the chosen language. Pages that use t() draw
// themselves again when the language changes, because the catalog is a signal.
import { signal } from "@preact/signals";
import type { Catalog, Key } from "gen/words.ts";
import ja from "gen/words-ja.ts";
import type { Language } from "./format.ts";
import { sentence, type Values } from "./sentence.ts";

const KEPT = "tsubame.language";
const load: Record<Language, () => Promise<Catalog>> = {
    ja: () => Promise.resolve(ja),
    en: () => import("gen/words-en.ts").then((module) => module.default),
};

const catalog = signal<Catalog>(ja);
export const language = signal<Language>("ja");

/** The staff's pages bring the sentences that families never read; before anything is drawn. */
export const alsoSay = (words: Partial<Catalog>): void => void Object.assign(ja, words);

export function t(key: Key, values?: Values): string {
    return sentence(catalog.value[key], language.value, values);
}

function kept(): string | null {
    try {
        return localStorage.getItem(KEPT);
    } catch {
        return null; // storage is switched off: the language is then asked of the browser each time
    }
}

export async function setLanguage(next: Language): Promise<void> {
    const words = await load[next]();
    catalog.value = words;
    language.value = next;
    document.documentElement.lang = next;
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
    if (kept() === null && wanted === "en" && language.value !== "en") await setLanguage("en");
}

/** The kept choice, else the browser's first language that we have, else Japanese. */
export async function startLanguage(): Promise<void> {
    const wanted = kept() ?? navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in load) ?? "ja";
    await setLanguage(wanted === "en" ? "en" : "ja").catch(() => setLanguage("ja"));
}
