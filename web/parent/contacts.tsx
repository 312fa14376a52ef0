// Where our messages go: the guardian's own addresses and the household's, each with its language and whether it has been confirmed.
import { useRef, useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { tongues } from "../components/field/tongues.ts";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Pill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { isJapanese, type Language } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import { PushSection } from "./push.tsx";
import "./registration.css";
import "./reservations.css";

function Address({ one, removed }: { one: api.Contact; removed: (address: string) => void }) {
    const [asking, setAsking] = useState(false);
    const sending = useSending();
    const opener = useRef<HTMLButtonElement>(null);
    const close = () => {
        setAsking(false);
        requestAnimationFrame(() => opener.current?.focus());
    };
    const remove = () =>
        void sending.run(async () => {
            await api.removeContact(one.id);
            removed(one.address);
        });
    return (
        <li class="card">
            <p class="contact-address">
                <strong>{one.address}</strong>
            </p>
            <div class="child-head">
                {one.confirmed ? (
                    <Pill tone="good" icon="check" words={t("contacts.confirmed")} />
                ) : (
                    <Pill tone="few" icon="clock" words={t("contacts.waits")} />
                )}
                <p lang={isJapanese(one.language) ? "ja" : one.language}>{t(`language.${one.language}`)}</p>
                {one.own ? null : <p>{t("contacts.household")}</p>}
            </div>
            {one.confirmed ? null : <p class="hint">{t("contacts.waits_hint")}</p>}
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {asking ? (
                <div class="confirm-panel" role="group" aria-labelledby={`ask-${one.id}`}>
                    <p id={`ask-${one.id}`}>
                        <strong>{t("contacts.remove_ask", { address: one.address })}</strong>
                    </p>
                    <div class="buttons">
                        <button
                            type="button"
                            class="button button-danger"
                            aria-disabled={sending.busy ? true : undefined}
                            ref={(button) => button?.focus()}
                            onClick={remove}
                        >
                            {t("contacts.remove_yes")}
                        </button>
                        <button type="button" class="button button-second" onClick={close}>
                            {t("contacts.remove_no")}
                        </button>
                    </div>
                </div>
            ) : (
                <button type="button" class="button button-second" ref={opener} onClick={() => setAsking(true)}>
                    {t("contacts.remove")}
                    <span class="unseen"> {one.address}</span>
                </button>
            )}
        </li>
    );
}

export function ContactsPage({ me }: { me: api.Me }) {
    const list = useResource("contacts", (etag) => api.contacts(etag));
    const [address, setAddress] = useState("");
    const [tongue, setTongue] = useState<string>(language.value === "ja" ? me.language : language.value);
    const [said, setSaid] = useState("");
    const sending = useSending({
        "/address": { field: "address", label: () => t("contacts.address") },
        "/language": { field: "tongue", label: () => t("contacts.language") },
    });
    const told = (words: string) => {
        setSaid(words);
        list.refresh();
        scrollTo(0, 0);
        document.querySelector<HTMLElement>("h1")?.focus();
    };
    const submit = (event: Event) => {
        event.preventDefault();
        setSaid("");
        const label = t("contacts.address");
        const typed = address.trim();
        const wrong = typed === "" ? t("field.missing", { label }) : /^[^@\s]+@[^@\s]+$/.test(typed) ? undefined : t("field.invalid", { label });
        if (!sending.check({ address: wrong })) return;
        void sending.run(async (intention) => {
            const made = await api.addContact(typed, tongue as Language, intention);
            setAddress("");
            told(t("contacts.added", { address: made.address }));
        });
    };
    const failed = sending.trouble !== undefined || Object.values(sending.fields).some(Boolean);
    return (
        <Frame title={t("contacts.title")} failed={failed}>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <p>{t("contacts.intro")}</p>
            <Loaded from={list}>
                {({ contacts }) =>
                    contacts.length === 0 ? (
                        <p>{t("contacts.none")}</p>
                    ) : (
                        <ul class="stack">
                            {contacts.map((one) => (
                                <Address
                                    key={one.id}
                                    one={one}
                                    removed={(gone) => told(t("contacts.removed", { address: gone }))}
                                />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
            <PushSection />
            <section class="stack" aria-labelledby="add">
                <h2 id="add">{t("contacts.add_title")}</h2>
                <form class="form" onSubmit={submit} noValidate>
                    <ErrorSummary
                        fields={sending.fields}
                        general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                        attempt={sending.attempt}
                    />
                    <TextField
                        id="address"
                        label={t("contacts.address")}
                        hint={t("contacts.address_hint")}
                        type="email"
                        inputMode="email"
                        autoComplete="email"
                        value={address}
                        onValue={setAddress}
                        error={sending.fields["address"]}
                    />
                    <ChoiceField
                        id="tongue"
                        label={t("contacts.language")}
                        across
                        value={tongue}
                        onValue={setTongue}
                        error={sending.fields["tongue"]}
                        hint={t("language.mail_hint")}
                        choices={tongues()}
                    />
                    <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                        {t("contacts.add")}
                    </Submit>
                </form>
            </section>
        </Frame>
    );
}
