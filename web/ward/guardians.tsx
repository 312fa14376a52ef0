// What one guardian does not see of a child, limited by the office (R-REG-11): nobody in the family is told, and the answers look as if there were
// nothing to see. Limiting is an act of its own for each guardian.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { CheckField, Submit } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";

const HIDES: api.Hidden[] = ["pickup", "addresses", "times", "booking"];

function hiddenWord(what: api.Hidden): string {
    switch (what) {
        case "pickup":
            return t("limit.pickup");
        case "addresses":
            return t("limit.addresses");
        case "times":
            return t("limit.times");
        case "booking":
            return t("limit.booking");
    }
}

function Guardian({ of, child, saved }: { of: api.Limited; child: string; saved: () => void }) {
    const [open, setOpen] = useState(false);
    const [hides, setHides] = useState<api.Hidden[]>(of.hides);
    const sending = useSending();
    const toggle = (what: api.Hidden) => (on: boolean) =>
        setHides((old) => {
            const next = on ? [...old, what] : old.filter((one) => one !== what);
            // Whoever may not know times cannot book either: the server would say the same.
            return next.includes("times") && !next.includes("booking") ? [...next, "booking"] : next;
        });
    const submit = (event: Event) => {
        event.preventDefault();
        void sending.run(async () => {
            await api.limitGuardian(child, of, hides);
            setOpen(false);
            saved();
        });
    };
    return (
        <li class="card stack">
            <div class="queue-row">
                <p>
                    <strong>{of.name}</strong>{" "}
                    {of.hides.length === 0 ? t("limit.none") : t("limit.some", { list: of.hides.map(hiddenWord).join("、") })}
                </p>
                {open ? null : (
                    <button type="button" class="button button-second" onClick={() => setOpen(true)}>
                        {t("limit.change")}
                        <span class="unseen"> {of.name}</span>
                    </button>
                )}
            </div>
            {open ? (
                <form onSubmit={submit} noValidate class="stack">
                    <ErrorSummary
                        fields={{}}
                        general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                        attempt={sending.attempt}
                    />
                    {HIDES.map((what) => (
                        <CheckField
                            key={what}
                            id={`limit-${of.id}-${what}`}
                            label={hiddenWord(what)}
                            optional
                            checked={hides.includes(what)}
                            onValue={toggle(what)}
                        />
                    ))}
                    <div class="buttons">
                        <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                            {t("limit.save")}
                        </Submit>
                        <button
                            type="button"
                            class="button button-second"
                            onClick={() => {
                                setHides(of.hides);
                                setOpen(false);
                            }}
                        >
                            {t("course.back")}
                        </button>
                    </div>
                </form>
            ) : null}
        </li>
    );
}

export function Limits({ child }: { child: string }) {
    const list = useResource(`guardians ${child}`, (etag) => api.childGuardians(child, etag));
    const nobody = list.error instanceof api.Problem && list.error.status === 404;
    return (
        <section class="sheet-part" aria-labelledby="limits-title">
            <h2 id="limits-title">{t("limit.title")}</h2>
            <Notice kind="info" title={t("limit.quiet")} />
            {nobody ? (
                <p>{t("limit.nobody")}</p>
            ) : (
                <Loaded from={list}>
                    {({ guardians }) => (
                        <ul class="stack">
                            {guardians.map((one) => (
                                <Guardian key={`${one.id} ${one.version}`} of={one} child={child} saved={list.refresh} />
                            ))}
                        </ul>
                    )}
                </Loaded>
            )}
        </section>
    );
}
