// What the ward office knows of a household, each with the days on which it holds: residence, fee tier, parental leave, work, proofs. Written down,
// and ended when it was wrong or something newer stands instead; nothing disappears.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { SelectField, Submit, TextField } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { yearDay } from "../components/sheet/registration-words.ts";
import * as api from "../lib/api.ts";
import { dayOf, isDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";

const KINDS: api.FactKind[] = ["residence", "tier", "parental_leave", "work", "entitlement", "proof", "works_here"];
const WITH_VALUE: api.FactKind[] = ["residence", "tier", "entitlement", "proof"];
const NEEDS_VALUE: api.FactKind[] = ["tier", "entitlement", "proof"];

function kindWord(kind: api.FactKind): string {
    switch (kind) {
        case "residence":
            return t("fact.residence");
        case "tier":
            return t("fact.tier");
        case "parental_leave":
            return t("fact.parental_leave");
        case "work":
            return t("fact.work");
        case "entitlement":
            return t("fact.entitlement");
        case "proof":
            return t("fact.proof");
        case "works_here":
            return t("fact.works_here");
    }
}

const valueWord = (fact: api.Fact): string =>
    fact.kind === "residence" && fact.value === "" ? t("figures.own") : fact.value;

const spanWord = (fact: api.Fact): string =>
    fact.to === null ? t("fact.from", { from: yearDay(fact.from) }) : t("fact.span", { from: yearDay(fact.from), to: yearDay(fact.to) });

interface Props {
    household: string;
    child: { id: string; name: string };
}

function Row({ fact, child, end }: { fact: api.Fact; child: Props["child"]; end: () => void }) {
    const whose = fact.child_id === null ? t("fact.all") : fact.child_id === child.id ? child.name : t("fact.sibling");
    return (
        <li class="card queue-row">
            <div class={fact.ended_at ? "struck" : undefined}>
                <p>
                    <strong>{kindWord(fact.kind)}</strong> {valueWord(fact)}
                </p>
                <p class="hint">
                    {spanWord(fact)}　{whose}
                    {fact.imported ? `　${t("fact.imported")}` : ""}
                </p>
                {fact.ended_at ? <p class="hint">{t("fact.ended", { at: yearDay(dayOf(new Date(fact.ended_at))) })}</p> : null}
            </div>
            {fact.ended_at ? null : (
                <button type="button" class="button button-second" onClick={end}>
                    {t("fact.end")}
                    <span class="unseen"> {kindWord(fact.kind)}</span>
                </button>
            )}
        </li>
    );
}

const EMPTY = { kind: "" as api.FactKind | "", value: "", whose: "", from: "", to: "" };

export function HouseholdFacts({ household, child }: Props) {
    const list = useResource(`facts ${household}`, (etag) => api.facts(household, etag));
    const [ask, setAsk] = useState(EMPTY);
    const sending = useSending({
        "/value": { field: "fact-value", label: () => t("fact.value") },
        "/from": { field: "fact-from", label: () => t("fact.first_day") },
        "/to": { field: "fact-to", label: () => t("fact.last_day") },
    });
    const change = (part: Partial<typeof EMPTY>) => setAsk((old) => ({ ...old, ...part }));
    const valued = WITH_VALUE.some((kind) => kind === ask.kind);
    const needed = NEEDS_VALUE.some((kind) => kind === ask.kind);
    const submit = (event: Event) => {
        event.preventDefault();
        const missing = (label: string) => t("field.missing", { label });
        const fine = sending.check({
            ...(ask.kind === "" ? { "fact-kind": missing(t("fact.kind")) } : {}),
            ...(needed && ask.value.trim() === "" ? { "fact-value": missing(t("fact.value")) } : {}),
            ...(isDay(ask.from) ? {} : { "fact-from": missing(t("fact.first_day")) }),
            ...(ask.to !== "" && ask.to < ask.from ? { "fact-to": t("fact.to_before") } : {}),
        });
        if (!fine || ask.kind === "") return;
        const fact: api.FactAsk = {
            kind: ask.kind,
            from: ask.from,
            ...(valued ? { value: ask.value.trim() } : {}),
            ...(ask.whose === "" ? {} : { child_id: ask.whose }),
            ...(ask.to === "" ? {} : { to: ask.to }),
        };
        void sending.run(async (intention) => {
            await api.recordFact(household, fact, intention);
            setAsk(EMPTY);
            list.refresh();
        });
    };
    const end = (fact: api.Fact) => () =>
        void sending.run(async (intention) => {
            await api.endFact(fact, intention);
            list.refresh();
        });
    return (
        <section class="sheet-part" aria-labelledby="facts-title">
            <h2 id="facts-title">{t("fact.title")}</h2>
            <p class="hint">{t("fact.hint")}</p>
            <Loaded from={list}>
                {({ facts }) => (
                    <>
                        {facts.length === 0 ? <p>{t("fact.none")}</p> : null}
                        <ul class="stack">
                            {facts.map((fact) => (
                                <Row key={fact.id} fact={fact} child={child} end={end(fact)} />
                            ))}
                        </ul>
                    </>
                )}
            </Loaded>
            <form class="form" onSubmit={submit} noValidate aria-labelledby="fact-new">
                <h3 id="fact-new">{t("fact.new")}</h3>
                <ErrorSummary
                    fields={sending.fields}
                    general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                    attempt={sending.attempt}
                />
                <SelectField
                    id="fact-kind"
                    label={t("fact.kind")}
                    value={ask.kind}
                    onValue={(kind) => change({ kind: kind as api.FactKind | "", value: "" })}
                    placeholder={t("field.choose")}
                    error={sending.fields["fact-kind"]}
                    groups={[{ choices: KINDS.map((kind) => ({ value: kind, label: kindWord(kind) })) }]}
                />
                {valued ? (
                    <TextField
                        id="fact-value"
                        label={ask.kind === "residence" ? t("fact.municipality") : t("fact.value")}
                        hint={ask.kind === "residence" ? t("fact.municipality_hint") : undefined}
                        optional={!needed}
                        value={ask.value}
                        onValue={(value) => change({ value })}
                        error={sending.fields["fact-value"]}
                        maxLength={30}
                    />
                ) : null}
                <SelectField
                    id="fact-whose"
                    label={t("fact.whose")}
                    optional
                    value={ask.whose}
                    onValue={(whose) => change({ whose })}
                    placeholder={t("fact.all")}
                    groups={[{ choices: [{ value: child.id, label: child.name }] }]}
                />
                <div class="time-row">
                    <TextField
                        id="fact-from"
                        label={t("fact.first_day")}
                        type="date"
                        value={ask.from}
                        onValue={(from) => change({ from })}
                        error={sending.fields["fact-from"]}
                    />
                    <TextField
                        id="fact-to"
                        label={t("fact.last_day")}
                        type="date"
                        optional
                        value={ask.to}
                        onValue={(to) => change({ to })}
                        error={sending.fields["fact-to"]}
                    />
                </div>
                <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                    {t("fact.send")}
                </Submit>
            </form>
        </section>
    );
}
