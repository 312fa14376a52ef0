// What stands where a list will stand: loading, nothing, failed (with what to do next), and "this may be old".
import type { ComponentChildren } from "preact";
import { Problem, Unreachable } from "../../lib/api.ts";
import { clock } from "../../lib/format.ts";
import { t } from "../../lib/i18n.ts";
import { refusalSentence } from "../../lib/refusal.ts";
import type { Resource } from "../../lib/resource.ts";
import { Notice } from "./notice.tsx";

export function Loading() {
    return (
        <p class="loading" role="status">
            {t("state.loading")}
        </p>
    );
}

export function Failed({ error, retry }: { error: Error; retry: () => void }) {
    const unreachable = error instanceof Unreachable;
    return (
        <Notice
            kind="error"
            icon={unreachable ? "offline" : "warning"}
            title={unreachable ? t("error.unreachable") : t("error.load")}
        >
            <p>{error instanceof Problem ? refusalSentence(error) : t("error.unreachable_load")}</p>
            <button type="button" class="button button-second" onClick={retry}>
                {t("error.retry")}
            </button>
        </Notice>
    );
}

/** Draws what was loaded; keeps showing it, with its age, when it cannot be asked for again. */
export function Loaded<T>({ from, children }: { from: Resource<T>; children: (value: T) => ComponentChildren }) {
    if (from.value === undefined) return from.error ? <Failed error={from.error} retry={from.refresh} /> : <Loading />;
    const at = from.at?.toISOString();
    return (
        <>
            {from.error ? (
                <Notice kind="warning" icon="offline" title={t("state.old", { time: clock(at) })}>
                    <button type="button" class="button button-second" onClick={from.refresh}>
                        {t("error.retry")}
                    </button>
                </Notice>
            ) : null}
            {children(from.value)}
        </>
    );
}
