// One registration whole, as those who decide read it: what the family wrote, what happened to it, and the decision with its reason.
import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import { RegistrationPill } from "../components/sheet/registration-pill.tsx";
import { channelWord, happenedWord, holds, stateWord, whoWord } from "../components/sheet/registration-words.ts";
import { Facts } from "../components/sheet/sheet-facts.tsx";
import { childLines, childPointers, householdLines, householdPointers } from "../components/sheet/sheet-words.ts";
import * as api from "../lib/api.ts";
import { dayAndClock, dayOf } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useWhole } from "../lib/whole.ts";
import { Frame } from "../staff/frame.tsx";
import { keepsRegistrations } from "../staff/ways.ts";
import { NewCode } from "./slip.tsx";
import "./registrations.css";

type Decision = api.RegistrationDecision["decision"];
const DECISIONS: Decision[] = ["approve", "return", "refuse", "suspend", "lift"];
const WITH_REASON: Decision[] = ["return", "refuse", "suspend"];
const POINTERS = { ...householdPointers("/household"), ...childPointers("/sheet") };

function decisionWord(decision: Decision): string {
    switch (decision) {
        case "approve":
            return t("decision.approve");
        case "return":
            return t("decision.return");
        case "refuse":
            return t("decision.refuse");
        case "suspend":
            return t("decision.suspend");
        case "lift":
            return t("decision.lift");
    }
}

function Missing({ pointers }: { pointers: string[] }) {
    if (pointers.length === 0) return null;
    return (
        <Notice kind="warning" title={t("decision.missing")}>
            <ul>
                {pointers.map((pointer) => (
                    <li key={pointer}>{POINTERS[pointer]?.label() ?? pointer}</li>
                ))}
            </ul>
        </Notice>
    );
}

function History({ of }: { of: api.RegistrationWhole }) {
    return (
        <section class="sheet-part" aria-labelledby="history">
            <h2 id="history">{t("decision.history")}</h2>
            <ol class="history">
                {of.history.map((one) => (
                    <li key={`${one.at} ${one.step}`}>
                        <p>
                            {dayAndClock(one.at, language.value)}　<strong>{happenedWord(one.step)}</strong>　{whoWord(one.by)}
                        </p>
                        {one.reason ? <p class="hint">{one.reason}</p> : null}
                    </li>
                ))}
            </ol>
        </section>
    );
}

interface DecideProps {
    one: api.RegistrationWhole;
    done: (words: string) => void;
    again: () => void;
}

function Decide({ one, done, again }: DecideProps) {
    const may = DECISIONS.filter((decision) => one.next.includes(decision));
    const [decision, setDecision] = useState<string>("");
    const [reason, setReason] = useState("");
    const [until, setUntil] = useState("");
    const sending = useSending({
        "/reason": { field: "why", label: () => t("decision.reason") },
        "/until": { field: "until", label: () => t("decision.until") },
    });
    if (may.length === 0) return null;
    const reasoned = WITH_REASON.some((word) => word === decision);
    const submit = (event: Event) => {
        event.preventDefault();
        const missing = (label: string) => t("field.missing", { label });
        const fine = sending.check({
            decision: decision === "" ? missing(t("decision.title")) : undefined,
            why: reasoned && reason.trim() === "" ? missing(t("decision.reason")) : undefined,
        });
        if (!fine) return;
        void sending.run(async (intention) => {
            const ask: api.RegistrationDecision = {
                decision: decision as Decision,
                ...(reasoned ? { reason: reason.trim() } : {}),
                ...(decision === "suspend" && until !== "" ? { until } : {}),
            };
            const now = await api.decideRegistration(one, ask, intention);
            const number = now.number ? t("registration.number", { number: now.number }) : "";
            done([t("decision.done", { name: one.child_name, state: stateWord(now.state) }), number].filter(Boolean).join("　"));
        });
    };
    const changed = sending.trouble instanceof api.Problem && sending.trouble.status === 412;
    const trouble = sending.trouble ? (
        <>
            <p>{refusalSentence(sending.trouble)}</p>
            {changed ? (
                <button type="button" class="button button-second" onClick={again}>
                    {t("decision.read_again")}
                </button>
            ) : null}
        </>
    ) : null;
    return (
        <form class="form" onSubmit={submit} noValidate>
            <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
            <ChoiceField
                id="decision"
                label={t("decision.title")}
                value={decision}
                onValue={setDecision}
                error={sending.fields["decision"]}
                choices={may.map((value) => ({ value, label: decisionWord(value) }))}
            />
            {reasoned ? (
                <TextField
                    id="why"
                    label={t("decision.reason")}
                    hint={t("decision.reason_hint")}
                    rows={3}
                    value={reason}
                    onValue={setReason}
                    error={sending.fields["why"]}
                />
            ) : null}
            {decision === "suspend" ? (
                <TextField
                    id="until"
                    label={t("decision.until")}
                    hint={t("decision.until_hint")}
                    type="date"
                    min={dayOf(api.now())}
                    optional
                    value={until}
                    onValue={setUntil}
                    error={sending.fields["until"]}
                />
            ) : null}
            <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                {t("decision.send")}
            </Submit>
        </form>
    );
}

function Decided({ words }: { words: string }) {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.focus(), []);
    return (
        <div ref={box} tabIndex={-1} role="status" class="said">
            <Notice kind="success" title={words}>
                <p>{t("decision.told")}</p>
            </Notice>
        </div>
    );
}

function Opened({ one, again, officer }: { one: api.RegistrationWhole; again: () => void; officer: boolean }) {
    const [done, setDone] = useState("");
    return (
        <Frame title={one.child_name} kicker={one.sick_room_name ?? t("registration.all_rooms")}>
            {done ? <Decided words={done} /> : null}
            <p>
                <a href="/staff/registrations">{t("queue.back")}</a>
            </p>
            <Notice kind="info" title={t("decision.recorded")} />
            {done ? null : (
                <>
                    <div class="queue-row">
                        <RegistrationPill state={one.state} />
                        {holds(one).map((line) => (
                            <p key={line}>{line}</p>
                        ))}
                        <p>{channelWord(one.channel)}</p>
                        {one.renewal_asked ? <p>{t("queue.renewal")}</p> : null}
                    </div>
                    <Missing pointers={one.missing} />
                </>
            )}
            <div class="whole">
                <section class="sheet-part" aria-labelledby="child-facts">
                    <h2 id="child-facts">{t("decision.child")}</h2>
                    <Facts lines={childLines(one.sheet)} />
                    <h2>{t("registration.household")}</h2>
                    <Facts lines={householdLines(one.household)} />
                </section>
                <div class="stack-wide">
                    {done ? null : <Decide one={one} done={setDone} again={again} />}
                    <History of={one} />
                    {officer ? (
                        <p>
                            <a class="button button-second" href={`/staff/registrations/${one.id}/household`}>
                                {t("family.open")}
                            </a>
                        </p>
                    ) : null}
                    <NewCode household={one.household_id} />
                </div>
            </div>
        </Frame>
    );
}

export function RegistrationPage({ which, me }: { which: string; me: api.Me }) {
    const whole = useWhole(which);
    if (whole.value) return <Opened key={whole.value.version} one={whole.value} again={whole.again} officer={keepsRegistrations(me).officer} />;
    return (
        <Frame title={t("registration.title")} failed={whole.error !== undefined}>
            {whole.error ? <Failed error={whole.error} retry={whole.again} /> : <Loading />}
        </Frame>
    );
}
