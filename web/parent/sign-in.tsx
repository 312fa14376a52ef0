import { useEffect } from "preact/hooks";
import { SignIn } from "../components/sign-in/sign-in.tsx";
import type { Me } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { go } from "../lib/router.ts";
import { session } from "../lib/session.ts";
import { backTo, Frame } from "./frame.tsx";

/** Staff who sign in here are led to their own pages. */
export function homeOf(me: Me): string {
    const staff = me.roles.some((one) => one.role !== "guardian" && one.role !== "pickup_only");
    const family = me.roles.some((one) => one.role === "guardian");
    return staff && !family ? "/staff/" : backTo();
}

export function SignInPage() {
    const person = session.person.value;
    const arrived = (me: Me) => {
        const next = homeOf(me);
        if (next.startsWith("/staff/")) location.assign(next);
        else go(next, "replace");
    };
    useEffect(() => {
        if (person) arrived(person);
    }, [person]);
    return (
        <Frame title={t("sign_in.title")}>
            <SignIn arrived={arrived} />
            <p>
                <a href="/parent/claim">{t("claim.title")}</a>
            </p>
            <p>
                <a href="/">{t("sign_in.without")}</a>
            </p>
        </Frame>
    );
}
