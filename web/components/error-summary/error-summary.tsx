// Everything that is wrong with a form, above it: takes the focus, and each line leads to its field (GOV.UK's behaviour).
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import "./error-summary.css";

export interface FieldErrors {
    /** field id -> sentence, in the order of the form */
    [field: string]: string | undefined;
}

interface Props {
    fields: FieldErrors;
    /** What no single field is to blame for, with what to do next. */
    general?: ComponentChildren;
    /** Grows with every attempt, so that the focus comes back each time. */
    attempt: number;
}

export function ErrorSummary({ fields, general, attempt }: Props) {
    const box = useRef<HTMLDivElement>(null);
    const wrong = Object.entries(fields).filter(([, sentence]) => sentence);
    const shown = wrong.length > 0 || Boolean(general);
    useLayoutEffect(() => {
        if (shown && attempt > 0) {
            box.current?.focus();
            box.current?.scrollIntoView?.({ block: "start" });
        }
    }, [attempt, shown]);
    if (!shown) return null;
    const lead = (event: Event, field: string) => {
        event.preventDefault();
        const control = document.getElementById(field);
        control?.focus();
        control?.closest(".field")?.scrollIntoView({ block: "start" });
    };
    return (
        <div class="summary" ref={box} tabIndex={-1} role="alert" aria-labelledby="summary-title">
            <h2 id="summary-title">{wrong.length > 0 ? t("error.summary") : t("error.refused")}</h2>
            {general ? <div class="stack">{general}</div> : null}
            {wrong.length > 0 ? (
                <ul>
                    {wrong.map(([field, sentence]) => (
                        <li key={field}>
                            <a href={`#${field}`} onClick={(event) => lead(event, field)}>
                                {sentence}
                            </a>
                        </li>
                    ))}
                </ul>
            ) : null}
        </div>
    );
}
