// One question of a form, in the order the Digital Agency and GOV.UK ask for: label, required or optional in words, hint,
// error, control. What was typed stays in the page's own state: nothing here clears it.
import type { ComponentChildren } from "preact";
import { t } from "../../lib/i18n.ts";
import { Icon } from "../icon/icon.tsx";
import "./field.css";

interface Common {
    id: string;
    label: string;
    hint?: string | undefined;
    error?: string | undefined;
    optional?: boolean;
}

const described = (id: string, hint?: string, error?: string): string | undefined =>
    [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;

function Need({ optional }: { optional?: boolean | undefined }) {
    return (
        <span class={optional ? "need" : "need need-required"}>
            {optional ? t("field.optional") : t("field.required")}
        </span>
    );
}

function Below({ id, hint, error }: { id: string; hint?: string | undefined; error?: string | undefined }) {
    return (
        <>
            {hint ? (
                <p class="hint" id={`${id}-hint`}>
                    {hint}
                </p>
            ) : null}
            {error ? (
                <p class="field-error" id={`${id}-error`}>
                    <Icon name="warning" />{" "}
                    <span>
                        <span class="unseen">{t("field.error")}</span>
                        {error}
                    </span>
                </p>
            ) : null}
        </>
    );
}

interface TextProps extends Common {
    value: string;
    onValue: (value: string) => void;
    type?: "text" | "email" | "password" | "tel" | "time" | "date";
    inputMode?: "decimal" | "email" | "tel";
    autoComplete?: string;
    short?: boolean;
    unit?: string;
    min?: string | undefined;
    max?: string | undefined;
    rows?: number;
    maxLength?: number;
}

export function TextField(props: TextProps) {
    const { id, label, hint, error, optional, value, onValue, short, unit, rows, type = "text" } = props;
    const shared = {
        id,
        value,
        class: `control ${short ? "control-short" : ""}`,
        "aria-describedby": described(id, hint, error),
        "aria-invalid": error ? (true as const) : undefined,
        "aria-required": optional ? undefined : (true as const),
        maxLength: props.maxLength,
        autoComplete: props.autoComplete ?? "off",
    };
    return (
        <div class={error ? "field field-wrong" : "field"}>
            <label for={id}>
                {label} <Need optional={optional} />
            </label>
            <Below id={id} hint={hint} error={error} />
            {rows ? (
                <textarea {...shared} rows={rows} onInput={(event) => onValue(event.currentTarget.value)} />
            ) : (
                <div class="control-row">
                    <input
                        {...shared}
                        type={type as "text"}
                        inputMode={props.inputMode}
                        min={props.min}
                        max={props.max}
                        onInput={(event) => onValue(event.currentTarget.value)}
                    />
                    {unit ? <span>{unit}</span> : null}
                </div>
            )}
        </div>
    );
}

export interface Choice {
    value: string;
    label: string;
    hint?: string | undefined;
}

interface ChoiceProps extends Common {
    value: string;
    onValue: (value: string) => void;
    choices: Choice[];
    /** Short answers stand beside each other. */
    across?: boolean;
}

/** One of a few: every answer visible, each as large as a thumb. The first radio carries the id, for links from the summary. */
export function ChoiceField({ id, label, hint, error, optional, value, onValue, choices, across }: ChoiceProps) {
    return (
        <fieldset
            class={error ? "field field-wrong" : "field"}
            aria-describedby={described(id, hint, error)}
            role="radiogroup"
            aria-required={optional ? undefined : true}
            aria-invalid={error ? true : undefined}
        >
            <legend>
                {label} <Need optional={optional} />
            </legend>
            <Below id={id} hint={hint} error={error} />
            <div class={across ? "choices choices-across" : "choices"}>
                {choices.map((choice, index) => (
                    <div class="choice" key={choice.value}>
                        <input
                            type="radio"
                            id={index === 0 ? id : `${id}-${choice.value}`}
                            name={id}
                            value={choice.value}
                            checked={value === choice.value}
                            onChange={() => onValue(choice.value)}
                            aria-describedby={choice.hint ? `${id}-${choice.value}-hint` : undefined}
                        />
                        <label for={index === 0 ? id : `${id}-${choice.value}`}>
                            <span>{choice.label}</span>
                        </label>
                        {choice.hint ? (
                            <span class="hint choice-hint" id={`${id}-${choice.value}-hint`}>
                                {choice.hint}
                            </span>
                        ) : null}
                    </div>
                ))}
            </div>
        </fieldset>
    );
}

interface SelectProps extends Common {
    value: string;
    onValue: (value: string) => void;
    groups: { label?: string; choices: Choice[] }[];
    placeholder: string;
}

export function SelectField({ id, label, hint, error, optional, value, onValue, groups, placeholder }: SelectProps) {
    const option = (choice: Choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
        </option>
    );
    return (
        <div class={error ? "field field-wrong" : "field"}>
            <label for={id}>
                {label} <Need optional={optional} />
            </label>
            <Below id={id} hint={hint} error={error} />
            <select
                id={id}
                class="control"
                value={value}
                onChange={(event) => onValue(event.currentTarget.value)}
                aria-describedby={described(id, hint, error)}
                aria-invalid={error ? true : undefined}
                aria-required={optional ? undefined : true}
            >
                <option value="" selected={value === ""}>
                    {placeholder}
                </option>
                {groups.map((group) =>
                    group.label ? (
                        <optgroup key={group.label} label={group.label}>
                            {group.choices.map(option)}
                        </optgroup>
                    ) : (
                        group.choices.map(option)
                    ),
                )}
            </select>
        </div>
    );
}

interface ChecksProps extends Common {
    values: string[];
    onValues: (values: string[]) => void;
    choices: Choice[];
}

/** Any number of a few. The hint stands in the legend: some readers skip a description of a group of check boxes. */
export function ChecksField({ id, label, hint, error, optional, values, onValues, choices }: ChecksProps) {
    const turn = (value: string, on: boolean) =>
        onValues(on ? [...values, value] : values.filter((one) => one !== value));
    return (
        <fieldset class={error ? "field field-wrong" : "field"}>
            <legend>
                {label} <Need optional={optional} />
                {hint ? <span class="hint legend-hint">{hint}</span> : null}
            </legend>
            <Below id={id} error={error} />
            <div class="choices choices-across">
                {choices.map((choice, index) => (
                    <div class="choice" key={choice.value}>
                        <input
                            type="checkbox"
                            id={index === 0 ? id : `${id}-${choice.value}`}
                            checked={values.includes(choice.value)}
                            onChange={(event) => turn(choice.value, event.currentTarget.checked)}
                        />
                        <label for={index === 0 ? id : `${id}-${choice.value}`}>
                            <span>{choice.label}</span>
                        </label>
                    </div>
                ))}
            </div>
        </fieldset>
    );
}

interface CheckProps extends Common {
    checked: boolean;
    onValue: (checked: boolean) => void;
}

/** A tick that may be left away says so by being one; only what must be ticked is marked. */
export function CheckField({ id, label, hint, error, optional, checked, onValue }: CheckProps) {
    return (
        <div class={error ? "field field-wrong" : "field"}>
            <Below id={id} hint={undefined} error={error} />
            <div class="choice">
                <input
                    type="checkbox"
                    id={id}
                    checked={checked}
                    onChange={(event) => onValue(event.currentTarget.checked)}
                    aria-describedby={described(id, hint, error)}
                    aria-invalid={error ? true : undefined}
                    aria-required={optional ? undefined : true}
                />
                <label for={id}>
                    <span>{label}</span> {optional ? null : <Need />}
                </label>
                {hint ? (
                    <span class="hint choice-hint" id={`${id}-hint`}>
                        {hint}
                    </span>
                ) : null}
            </div>
        </div>
    );
}

interface SubmitProps {
    busy: boolean;
    busyWords: string;
    children: ComponentChildren;
}

/** Never disabled: a disabled button says nothing to a keyboard. While busy it says so and a second press is ignored. */
export function Submit({ busy, busyWords, children }: SubmitProps) {
    return (
        <button type="submit" class="button button-wide" aria-disabled={busy ? true : undefined}>
            {busy ? busyWords : children}
        </button>
    );
}
