// What a form does when it is sent: once at a time, the same intention while it is tried again, errors beside their fields.
import { useRef, useState } from "preact/hooks";
import type { FieldErrors } from "../components/error-summary/error-summary.tsx";
import { Intention, Problem } from "./api.ts";
import { fieldSentence } from "./refusal.ts";
import { session } from "./session.ts";

/** JSON pointer of the server -> our field and its label. */
export type FieldMap = Record<string, { field: string; label: () => string }>;

export interface Sending {
    busy: boolean;
    fields: FieldErrors;
    /** Not any field's fault: a refusal by rule, no network … */
    trouble: Error | undefined;
    attempt: number;
    intention: Intention;
    /** Shows errors found on the page itself; true when there are none. */
    check(errors: FieldErrors): boolean;
    /** Runs unless already running; what is thrown becomes errors on the page. */
    run(work: (intention: Intention) => Promise<void>): Promise<void>;
}

/** Longest pointer that is a prefix: "/condition/temperature_c" is found before "/condition". */
function place(map: FieldMap, pointer: string) {
    const known = Object.keys(map).filter((key) => pointer === key || pointer.startsWith(`${key}/`));
    return map[known.sort((a, b) => b.length - a.length)[0] ?? ""];
}

export function useSending(map: FieldMap = {}): Sending {
    const intention = useRef(new Intention());
    const running = useRef(false);
    const [state, setState] = useState({
        busy: false,
        fields: {} as FieldErrors,
        trouble: undefined as Error | undefined,
        attempt: 0,
    });

    function fail(error: Error): void {
        const fields: FieldErrors = {};
        let mapped = false;
        // The gate of the page leads to the sign-in and back here (parent/frame.tsx); what was typed waits.
        if (error instanceof Problem && error.status === 401) session.ended();
        if (error instanceof Problem) {
            for (const { pointer, code } of error.fields) {
                const found = place(map, pointer);
                if (found) {
                    fields[found.field] = fieldSentence(code, found.label());
                    mapped = true;
                }
            }
        }
        setState((old) => ({ busy: false, fields, trouble: mapped ? undefined : error, attempt: old.attempt + 1 }));
    }

    return {
        ...state,
        intention: intention.current,
        check(errors) {
            const fine = Object.values(errors).every((sentence) => !sentence);
            setState((old) => ({
                ...old,
                fields: errors,
                trouble: undefined,
                attempt: fine ? old.attempt : old.attempt + 1,
            }));
            return fine;
        },
        async run(work) {
            if (running.current) return;
            running.current = true;
            setState((old) => ({ ...old, busy: true, fields: {}, trouble: undefined }));
            try {
                await work(intention.current);
                setState((old) => ({ ...old, busy: false }));
            } catch (error) {
                fail(error as Error);
            } finally {
                running.current = false;
            }
        },
    };
}
