// The sign-in form, the same for families and staff.
import { useState } from "preact/hooks";
import { type Me, Problem } from "../../lib/api.ts";
import { useSending } from "../../lib/form.ts";
import { t } from "../../lib/i18n.ts";
import { refusalSentence } from "../../lib/refusal.ts";
import { session } from "../../lib/session.ts";
import { ErrorSummary } from "../error-summary/error-summary.tsx";
import { Submit, TextField } from "../field/field.tsx";
import { Notice } from "../notice/notice.tsx";

export function SignIn({ arrived }: { arrived: (person: Me) => void }) {
    const [login, setLogin] = useState("");
    const [password, setPassword] = useState("");
    const [shown, setShown] = useState(false);
    const sending = useSending({
        "/login": { field: "login", label: () => t("sign_in.login") },
        "/password": { field: "password", label: () => t("sign_in.password") },
    });
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            login: login.trim() === "" ? t("field.missing", { label: t("sign_in.login") }) : undefined,
            password: password === "" ? t("field.missing", { label: t("sign_in.password") }) : undefined,
        });
        if (!fine) return;
        void sending.run(async () => {
            const person = await session.signIn(login.trim(), password);
            if (person) arrived(person);
        });
    };
    const wrong = sending.trouble instanceof Problem && sending.trouble.status === 401;
    const trouble = sending.trouble ? <p>{wrong ? t("sign_in.wrong") : refusalSentence(sending.trouble)}</p> : null;
    return (
        <>
            {session.expired.value ? (
                <Notice kind="warning" title={t("sign_in.expired")}>
                    <p>{t("sign_in.expired_next")}</p>
                </Notice>
            ) : null}
            <form class="form" onSubmit={submit} noValidate>
                <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
                <TextField
                    id="login"
                    label={t("sign_in.login")}
                    type="email"
                    inputMode="email"
                    autoComplete="username"
                    value={login}
                    onValue={setLogin}
                    error={sending.fields["login"]}
                />
                <TextField
                    id="password"
                    label={t("sign_in.password")}
                    type={shown ? "text" : "password"}
                    autoComplete="current-password"
                    value={password}
                    onValue={setPassword}
                    error={sending.fields["password"]}
                />
                <button
                    type="button"
                    class="button button-second"
                    aria-pressed={shown}
                    onClick={() => setShown(!shown)}
                >
                    {t("sign_in.show")}
                </button>
                <Submit busy={sending.busy} busyWords={t("sign_in.busy")}>
                    {t("sign_in.submit")}
                </Submit>
                <p class="hint">{t("sign_in.help")}</p>
            </form>
        </>
    );
}
