// One more guardian for the household: a code that is shown once, to be read out or copied.
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { yearDay } from "../components/sheet/registration-words.ts";
import * as api from "../lib/api.ts";
import { dayOf } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import "./registration.css";

function Code({ code }: { code: api.ClaimCode }) {
    const box = useRef<HTMLDivElement>(null);
    const [copied, setCopied] = useState<"" | "yes" | "no">("");
    useEffect(() => box.current?.focus(), []);
    const copy = () =>
        void Promise.resolve()
            .then(() => navigator.clipboard.writeText(code.claim_code))
            .then(
                () => setCopied("yes"),
                () => setCopied("no"),
            );
    return (
        <div class="code" ref={box} tabIndex={-1} role="group" aria-labelledby="code-title">
            <p id="code-title">
                <strong>{t("invite.code")}</strong>
            </p>
            <p class="code-itself">{code.claim_code}</p>
            <p>{t("invite.tell", { address: `${location.host}/parent/claim` })}</p>
            <p>{t("invite.until", { at: yearDay(dayOf(new Date(code.claim_expires_at))) })}</p>
            <p>{t("invite.once")}</p>
            <button type="button" class="button button-second" onClick={copy}>
                {t("invite.copy")}
            </button>
            <p role="status">{copied === "yes" ? t("invite.copied") : copied === "no" ? t("invite.not_copied") : ""}</p>
        </div>
    );
}

export function Invite({ child }: { child: string }) {
    const found = useResource(`registrations ${child}`, (etag) => api.childRegistrations(child, etag));
    const [code, setCode] = useState<api.ClaimCode | null>(null);
    const sending = useSending();
    const household = found.value?.household_id;
    if (!household) return null;
    const invite = () =>
        void sending.run(async (intention) => {
            setCode(await api.inviteGuardian(household, intention));
        });
    return (
        <section class="stack" aria-labelledby="invite">
            <h2 id="invite">{t("invite.title")}</h2>
            <p>{t("invite.hint")}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {code ? <Code key={code.claim_id} code={code} /> : null}
            <button type="button" class="button button-second" aria-disabled={sending.busy ? true : undefined} onClick={invite}>
                {sending.busy ? t("registration.busy") : code ? t("invite.again") : t("invite.make")}
            </button>
        </section>
    );
}
