// On a guardian's first page: the registrations that ask for something, before a reservation fails for them.
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { isAsked } from "./registration-asked.ts";

export function Asked({ child }: { child: api.Me["children"][number] }) {
    const found = useResource(`registrations ${child.id}`, (etag) => api.childRegistrations(child.id, etag), {
        topics: ["household"],
    });
    if (!found.value?.scopes.some(isAsked)) return null;
    return (
        <Notice kind="warning" title={t("registration.asked", { name: child.name })}>
            <a href="/parent/registration">{t("registration.asked_next")}</a>
        </Notice>
    );
}
