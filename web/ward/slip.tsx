// The slip that the counter hands over: the one-time code by which a guardian takes the household over, to be printed and shown once.
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { yearDay } from "../components/sheet/registration-words.ts";
import * as api from "../lib/api.ts";
import { dayOf } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import "./registrations.css";

export function Slip({ code, names }: { code: api.ClaimCode; names: string[] }) {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => box.current?.focus(), []);
    return (
        <>
            <div class="slip" ref={box} tabIndex={-1} role="group" aria-labelledby="slip-title">
                <h2 id="slip-title">{t("slip.title")}</h2>
                {names.map((name) => (
                    <p key={name}>{t("slip.of", { name })}</p>
                ))}
                <p class="slip-code">{code.claim_code}</p>
                <p>{t("slip.how", { address: `${location.host}/parent/claim` })}</p>
                <p>{t("invite.until", { at: yearDay(dayOf(new Date(code.claim_expires_at))) })}</p>
                <p>{t("slip.careful")}</p>
            </div>
            <p class="hint no-print">{t("invite.once")}</p>
            <button type="button" class="button no-print" onClick={() => print()}>
                {t("slip.print")}
            </button>
        </>
    );
}

/** For a family whose slip is lost or too old: the one before ends at once. */
export function NewCode({ household }: { household: string }) {
    const [code, setCode] = useState<api.ClaimCode | null>(null);
    const sending = useSending();
    const make = () =>
        void sending.run(async (intention) => {
            setCode(await api.newClaimCode(household, intention));
        });
    return (
        <section class="sheet-part" aria-labelledby="new-code">
            <h2 id="new-code">{t("slip.new")}</h2>
            <p class="hint">{t("slip.new_hint")}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {code ? <Slip key={code.claim_id} code={code} names={[]} /> : null}
            <button
                type="button"
                class="button button-second no-print"
                aria-disabled={sending.busy ? true : undefined}
                onClick={make}
            >
                {sending.busy ? t("registration.busy") : t("slip.make")}
            </button>
        </section>
    );
}
