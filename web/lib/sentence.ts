// One sentence of a catalog, with its places filled: "{n} places left" and its plural forms. Pure.
export type Values = Record<string, string | number>;

/** Plural forms are kept in the order of CLDR's categories, as gettext's msgstr[0], msgstr[1] are for our languages. */
function form(forms: string[], language: string, values: Values | undefined): string {
    const last = forms[forms.length - 1] ?? "";
    if (forms.length === 1 || values?.["n"] === undefined) return last;
    const rules = new Intl.PluralRules(language);
    const index =
        rules.resolvedOptions().pluralCategories.length === 1 ? 0 : rules.select(Number(values["n"])) === "one" ? 0 : 1;
    return forms[index] ?? last;
}

/** Money is read by its thousands, in every language of ours. */
const shown = (name: string, value: string | number): string =>
    name === "yen" && typeof value === "number" ? value.toLocaleString("en-US") : String(value);

export function sentence(text: string | string[], language: string, values?: Values): string {
    const chosen = typeof text === "string" ? text : form(text, language, values);
    if (values === undefined) return chosen;
    return chosen.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? shown(name, values[name] ?? "") : place));
}
