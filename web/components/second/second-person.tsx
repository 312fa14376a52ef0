// The second person types login and password at the tablet of whoever gave the medicine (R-CARE-02).
import { useState } from "preact/hooks";
import type { Sending } from "../../lib/form.ts";
import { t } from "../../lib/i18n.ts";
import { Submit, TextField } from "../field/field.tsx";

interface Props {
    confirm: (login: string, password: string) => void;
    back: () => void;
    sending: Sending;
}

const miss = (label: string) => t("field.missing", { label });

export function SecondPerson({ confirm, back, sending }: Props) {
    const [login, setLogin] = useState("");
    const [password, setPassword] = useState("");
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            ...(login.trim() === "" ? { "second-login": miss(t("course.second_login")) } : {}),
            ...(password === "" ? { "second-password": miss(t("course.second_password")) } : {}),
        });
        if (fine) confirm(login.trim(), password);
    };
    return (
        <form onSubmit={submit} noValidate class="stack">
            <TextField
                id="second-login"
                label={t("course.second_login")}
                hint={t("course.second_hint")}
                type="email"
                inputMode="email"
                value={login}
                onValue={setLogin}
                error={sending.fields["second-login"]}
            />
            <TextField
                id="second-password"
                label={t("course.second_password")}
                type="password"
                autoComplete="one-time-code"
                value={password}
                onValue={setPassword}
                error={sending.fields["second-password"]}
            />
            <SendOrBack busy={sending.busy} words={t("course.second_send")} back={back} />
        </form>
    );
}

export function SendOrBack({ busy, words, back }: { busy: boolean; words: string; back: () => void }) {
    return (
        <div class="buttons">
            <Submit busy={busy} busyWords={t("dialog.busy")}>
                {words}
            </Submit>
            <button type="button" class="button button-second" onClick={back}>
                {t("course.back")}
            </button>
        </div>
    );
}
