// Compiles words/*.po into ../build/webgen/words-<lang>.ts and words.ts (the type of all keys).
// Fails when ja or en lacks a key, has an empty sentence, or names other {places} than the first catalog does. The other languages say at least
// what families meet (languages.mjs, and owed.txt for what waits), and in easy Japanese every kanji has its reading: {漢字|かんじ}; .ci/check-words asks.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import gettext from "gettext-parser";
import { isRequired, READING, wrongInEasy } from "./languages.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const places = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(" ");

/** key -> sentence, or the list of its plural forms. */
export function readCatalog(file) {
    const parsed = gettext.po.parse(readFileSync(file), { defaultCharset: "utf-8", validation: true });
    const words = new Map();
    for (const entry of Object.values(parsed.translations[""] ?? {})) {
        if (entry.msgid !== "") {
            words.set(entry.msgid, entry.msgid_plural ? entry.msgstr : entry.msgstr[0]);
        }
    }
    return words;
}

/** What is wrong between the catalogs, as sentences; the first language is the measure. */
export function compareCatalogs(catalogs) {
    const wrong = [];
    const [[first, measure], ...others] = [...catalogs];
    for (const [language, words] of catalogs) {
        for (const [key, text] of words) {
            if ([text].flat().some((form) => form.trim() === ""))
                wrong.push(`${language}.po: "${key}" has no sentence`);
        }
    }
    for (const [language, words] of others) {
        for (const [key, text] of measure) {
            const other = words.get(key);
            if (other === undefined) wrong.push(`${language}.po: "${key}" is missing (it is in ${first}.po)`);
            else if (places([other].flat().at(-1)) !== places([text].flat().at(-1))) {
                wrong.push(`${language}.po: "${key}" names other {places} than ${first}.po`);
            }
        }
        for (const key of words.keys()) {
            if (!measure.has(key)) wrong.push(`${first}.po: "${key}" is missing (it is in ${language}.po)`);
        }
    }
    return wrong;
}

export const WHOLE = ["ja", "en"];

/** What is wrong in a catalog that says a part, as sentences; `needed` are the keys that it must have. */
export function comparePartial(measure, language, words, needed) {
    const missing = needed.filter((key) => !words.has(key));
    const wrong = missing.map((key) => `${language}.po: "${key}" is missing: families meet it. Translate it, or name it in owed.txt`);
    for (const [key, text] of words) {
        const first = measure.get(key);
        if ([text].flat().some((form) => form.trim() === "")) wrong.push(`${language}.po: "${key}" has no sentence`);
        else if (first === undefined) wrong.push(`${language}.po: "${key}" is no key of ja.po`);
        else if (places([text].flat().at(-1)) !== places([first].flat().at(-1)))
            wrong.push(`${language}.po: "${key}" names other {places} than ja.po`);
        if (language === "ja-easy") wrong.push(...wrongInEasy(key, [text].flat().at(-1)).map((what) => `${language}.po: "${key}" ${what}`));
    }
    return wrong;
}

/** Every catalog of the folder, by language, ja first; and those keys that a partial one must have. */
export function readAll(folder = here("../words/")) {
    const languages = readdirSync(folder)
        .filter((name) => name.endsWith(".po"))
        .map((name) => name.slice(0, -3));
    languages.sort((a, b) => (a === "ja" ? -1 : b === "ja" ? 1 : a.localeCompare(b)));
    const catalogs = new Map(languages.map((language) => [language, readCatalog(`${folder}${language}.po`)]));
    const keys = [...catalogs.get("ja").keys()];
    const staff = new Set(staffOnly(keys));
    const lines = readFileSync(`${folder}owed.txt`, "utf8").split("\n");
    const owed = new Set(lines.filter((line) => line !== "" && !line.startsWith("#")));
    const met = keys.filter((key) => isRequired(key) && (/^(mail|gate)\./.test(key) || !staff.has(key)));
    return { catalogs, owed, needed: met.filter((key) => !owed.has(key)) };
}

/** What is wrong in any of them. */
export function compareAll({ catalogs, needed, owed }) {
    const settled = [...owed].filter((key) => !catalogs.get("ja").has(key) || [...catalogs.values()].every((words) => words.has(key)));
    const whole = new Map([...catalogs].filter(([language]) => WHOLE.includes(language)));
    const partial = [...catalogs].filter(([language]) => !WHOLE.includes(language));
    return [
        ...settled.map((key) => `owed.txt: "${key}" is owed no more; take it off`),
        ...compareCatalogs(whole),
        ...partial.flatMap(([language, words]) => comparePartial(catalogs.get("ja"), language, words, needed)),
    ];
}

/** Readings as lib/marks.ts knows them. */
const marked = (text) => text.replace(READING, "\uFFF9$1\uFFFA$2\uFFFB");
const compiled = (text) => (typeof text === "string" ? marked(text) : text.map(marked));

/** Files below these folders of the pages. */
function sources(folders) {
    return folders.flatMap((folder) =>
        readdirSync(here(`../${folder}`), { recursive: true })
            .filter((name) => /\.tsx?$/.test(name))
            .map((name) => readFileSync(here(`../${folder}/${name}`), "utf8")),
    );
}

/** Those that this code never says: it names neither them nor the beginning of them. */
function unsaid(keys, code) {
    const named = new Set([...code.matchAll(/"([a-z0-9_]+(?:\.[A-Za-z0-9_]+)+)"/g)].map(([, key]) => key));
    const begun = [...code.matchAll(/`([A-Za-z0-9_.]*\.)\$\{/g)].map(([, beginning]) => beginning);
    return keys.filter((key) => !named.has(key) && !begun.some((beginning) => key.startsWith(beginning)));
}

/** Which keys families' pages never say (the entrance has its own). */
const staffOnly = (keys) => unsaid(keys, sources(["parent", "components", "lib"]).join("\n"));

/** What families' first load is made of: everything that is imported from its entry, but for the pages that are fetched when somebody goes there. */
function firstLoad(file = here("../parent/main.tsx"), seen = new Map()) {
    if (seen.has(file)) return seen;
    const code = readFileSync(file, "utf8").replace(/later\(\(\) => import\("[^"]*"\)/g, "");
    seen.set(file, code);
    for (const [, next] of code.matchAll(/(?:from|import|import\() ?"(\.[^"]*\.tsx?)"/g)) firstLoad(fileURLToPath(new URL(next, `file://${file}`)), seen);
    return seen;
}

function writeCatalogs(folder, catalogs, chosen) {
    mkdirSync(folder, { recursive: true });
    for (const [language, words] of catalogs) {
        const said = [...words].filter(([key]) => chosen(key)).map(([key, text]) => [key, compiled(text)]);
        const type = WHOLE.includes(language) ? "Partial<Catalog> as Catalog" : "Partial<Catalog>";
        writeFileSync(
            `${folder}words-${language}.ts`,
            `import type { Catalog } from "${folder.endsWith("gate/") ? "../" : "./"}words.ts";\n` +
                `export default ${JSON.stringify(Object.fromEntries(said), null, 1)} as ${type};\n`,
        );
    }
}

const DAYS = ["mail.weekdays", "mail.months"]; // for browsers that do not know a language's

function main() {
    const all = readAll();
    const { catalogs } = all;
    const wrong = compareCatalogs(new Map([...catalogs].filter(([language]) => WHOLE.includes(language))));
    if (wrong.length > 0) {
        console.error(wrong.join("\n"));
        process.exit(1);
    }
    // What only messages say (backend/mail/embed_words.awk) would be dead weight in the pages.
    for (const words of catalogs.values()) {
        for (const key of [...words.keys()].filter((key) => key.startsWith("mail.") && !DAYS.includes(key))) words.delete(key);
    }
    const out = here("../../build/webgen/");
    mkdirSync(out, { recursive: true });
    const keys = [...catalogs.get("ja").keys()].map((key) => `    | ${JSON.stringify(key)}`).join("\n");
    // Japanese comes with the page: what the first one says with the first load, the others' with them, what families never read with the staff's.
    const ja = catalogs.get("ja");
    const staff = staffOnly([...ja.keys()]);
    const others = unsaid([...ja.keys()], [...firstLoad().values()].join("\n")).filter((key) => !staff.includes(key));
    const part = (name, chosen) =>
        writeFileSync(
            `${out}words-ja-${name}.ts`,
            `import type { Catalog } from "./words.ts";\nexport default ${JSON.stringify(Object.fromEntries(chosen.map((key) => [key, ja.get(key)])), null, 1)} as Partial<Catalog>;\n`,
        );
    part("staff", staff);
    part("later", others);
    // The entrance's box carries the sentences of its own page, in every language.
    writeCatalogs(`${out}gate/`, catalogs, (key) => /^(gate|language)\./.test(key) || DAYS.includes(key));
    for (const key of [...staff, ...others]) ja.delete(key);
    writeCatalogs(out, catalogs, () => true);
    writeFileSync(
        `${out}words.ts`,
        `export type Key =\n${keys};\nexport type Catalog = Record<Key, string | string[]>;\n` +
            `export const languages = ${JSON.stringify([...catalogs.keys()])} as const;\n`,
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
