// Whoever holds a one-time code (of the counter, or of the other guardian) makes a sign-in of it here, and is signed in.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { tongues } from "../components/field/tongues.ts";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { bareCode } from "../lib/claim-code.ts";
import type { Language } from "../lib/format.ts";
import { type FieldMap, useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { go } from "../lib/router.ts";
import { session } from "../lib/session.ts";
import { Frame } from "./frame.tsx";

const PASSWORD_MIN = 10;
const LOGIN_MIN = 3;

interface Draft {
    code: string;
    name: string;
    login: string;
    password: string;
    language: string;
}

const LABEL = {
    code: () => t("claim.code"),
    name: () => t("claim.name"),
    login: () => t("sign_in.login"),
    password: () => t("sign_in.password"),
    language: () => t("contacts.language"),
} satisfies Record<keyof Draft, () => string>;
const POINTERS: FieldMap = Object.fromEntries(
    Object.entries(LABEL).map(([field, label]) => [`/${field}`, { field, label }]),
);

function wrongIn(draft: Draft): Record<string, string> {
    const wrong: Record<string, string> = {};
    for (const field of ["code", "name", "login", "password"] as const)
        if (draft[field].trim() === "") wrong[field] = t("field.missing", { label: LABEL[field]() });
    if (!wrong["code"] && bareCode(draft.code) === null) wrong["code"] = t("claim.code_wrong");
    if (!wrong["login"] && draft.login.trim().length < LOGIN_MIN) wrong["login"] = t("field.too_short", { label: LABEL.login() });
    if (!wrong["password"] && new TextEncoder().encode(draft.password).length < PASSWORD_MIN)
        wrong["password"] = t("claim.password_short", { n: PASSWORD_MIN });
    return wrong;
}

export function ClaimPage() {
    const [draft, setDraft] = useState<Draft>({ code: "", name: "", login: "", password: "", language: language.value });
    const [shown, setShown] = useState(false);
    const [made, setMade] = useState(false);
    const sending = useSending(POINTERS);
    const person = session.person.value;
    const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
    const submit = (event: Event) => {
        event.preventDefault();
        if (!made && !sending.check(wrongIn(draft))) return;
        void sending.run(async () => {
            // A code works once: after it has, only the signing in is tried again.
            if (!made) {
                await api.claim({
                    code: bareCode(draft.code) ?? draft.code,
                    login: draft.login.trim(),
                    password: draft.password,
                    name: draft.name.trim(),
                    language: draft.language as Language,
                });
                setMade(true);
            }
            await session.signIn(draft.login.trim(), draft.password);
            go("/parent/", "replace");
        });
    };
    const unknown = sending.trouble instanceof api.Problem && sending.trouble.status === 404;
    const trouble = sending.trouble ? <p>{unknown ? t("claim.unknown") : refusalSentence(sending.trouble)}</p> : null;
    const failed = sending.trouble !== undefined || Object.values(sending.fields).some(Boolean);
    return (
        <Frame title={t("claim.title")} failed={failed}>
            {person && !made ? (
                <Notice kind="info" title={t("claim.signed_in", { name: person.name })}>
                    <p>{t("claim.signed_in_next")}</p>
                </Notice>
            ) : null}
            <p>{t("claim.intro")}</p>
            <form class="form" onSubmit={submit} noValidate>
                <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
                {made ? (
                    <Notice kind="success" title={t("claim.made")}>
                        <a href="/parent/sign-in">{t("sign_in.title")}</a>
                    </Notice>
                ) : null}
                <TextField
                    id="code"
                    label={t("claim.code")}
                    hint={t("claim.code_hint")}
                    value={draft.code}
                    onValue={(code) => change({ code })}
                    error={sending.fields["code"]}
                />
                <TextField
                    id="name"
                    label={t("claim.name")}
                    hint={t("claim.name_hint")}
                    autoComplete="name"
                    value={draft.name}
                    onValue={(name) => change({ name })}
                    error={sending.fields["name"]}
                />
                <TextField
                    id="login"
                    label={t("sign_in.login")}
                    hint={t("claim.login_hint")}
                    type="email"
                    inputMode="email"
                    autoComplete="username"
                    value={draft.login}
                    onValue={(login) => change({ login })}
                    error={sending.fields["login"]}
                />
                <TextField
                    id="password"
                    label={t("sign_in.password")}
                    hint={t("claim.password_hint", { n: PASSWORD_MIN })}
                    type={shown ? "text" : "password"}
                    autoComplete="new-password"
                    value={draft.password}
                    onValue={(password) => change({ password })}
                    error={sending.fields["password"]}
                />
                <button type="button" class="button button-second" aria-pressed={shown} onClick={() => setShown(!shown)}>
                    {t("sign_in.show")}
                </button>
                <ChoiceField
                    id="language"
                    label={t("contacts.language")}
                    across
                    value={draft.language}
                    onValue={(chosen) => change({ language: chosen })}
                    error={sending.fields["language"]}
                    hint={t("language.mail_hint")}
                    choices={tongues()}
                />
                <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                    {t("claim.submit")}
                </Submit>
            </form>
        </Frame>
    );
}
