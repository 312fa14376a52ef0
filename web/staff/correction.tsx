// Staff's word about a child's day, in three taps: correct → why → save. Kind and time are guessed; the raw taps stay in view.
import { useEffect, useRef, useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Attendance } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, instantMeant, moveClock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";

type Kind = api.CorrectionAsk["kind"];

function kindWord(kind: Kind): string {
    switch (kind) {
        case "arrive":
            return t("correction.arrive");
        case "leave":
            return t("correction.leave");
        case "step_out":
            return t("correction.step_out");
        case "step_back":
            return t("correction.step_back");
        case "void":
            return t("correction.void");
    }
}

/** What one most likely came to enter. */
function likely(state: api.AttendanceState): Kind {
    switch (state) {
        case "present":
            return "leave";
        case "stepped_out":
            return "step_back";
        case "left":
            return "leave";
        case "expected":
        case "absent":
        case "unexplained":
        case "not_enrolled":
        case "closed":
            return "arrive";
    }
}

export function meaningWord(meaning: string): string {
    switch (meaning) {
        case "arrive":
            return t("tap.arrive");
        case "leave":
            return t("tap.leave");
        case "back":
            return t("tap.back");
        case "bounce":
            return t("tap.bounce");
        case "locked":
            return t("tap.locked");
        case "ask_return":
            return t("tap.ask_return");
        case "ask_late":
            return t("tap.ask_late");
        case "unknown":
            return t("tap.unknown");
        case "kept":
            return t("tap.kept");
        case "void":
        case "voided":
            return t("tap.voided");
        default:
            return meaning;
    }
}

function History({
    day,
    voiding,
    tap,
    choose,
}: {
    day: api.ChildDay;
    voiding: boolean;
    tap: string;
    choose: (id: string) => void;
}) {
    if (day.taps.length === 0 && day.corrections.length === 0) return <p class="hint">{t("correction.no_taps")}</p>;
    return (
        <table class="taps">
            <caption class="unseen">{t("correction.history")}</caption>
            <thead>
                <tr>
                    {voiding ? (
                        <th scope="col">
                            <span class="unseen">{t("correction.which_tap")}</span>
                        </th>
                    ) : null}
                    <th scope="col">{t("correction.time")}</th>
                    <th scope="col">{t("correction.said")}</th>
                    <th scope="col">{t("correction.means")}</th>
                </tr>
            </thead>
            <tbody>
                {day.taps.map((one, index) => (
                    <tr key={one.id} class={one.voided ? "voided" : undefined}>
                        {voiding ? (
                            <td>
                                {one.voided ? null : (
                                    <label class="tap-choice">
                                        <input
                                            type="radio"
                                            name="tap"
                                            id={index === 0 ? "tap" : undefined}
                                            checked={tap === one.id}
                                            onChange={() => choose(one.id)}
                                        />
                                        <span class="unseen">
                                            {clock(one.at)} {meaningWord(one.meaning)}
                                        </span>
                                    </label>
                                )}
                            </td>
                        ) : null}
                        <td class="time">{clock(one.at)}</td>
                        <td>{meaningWord(one.said)}</td>
                        <td>{one.voided ? t("tap.voided") : meaningWord(one.meaning)}</td>
                    </tr>
                ))}
                {day.corrections.map((one) => (
                    <tr key={one.id}>
                        {voiding ? <td /> : null}
                        <td class="time">{clock(one.at)}</td>
                        <td>{t("correction.by_staff", { kind: kindWord(one.kind) })}</td>
                        <td>{one.reason}</td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

interface Props {
    nursery: string;
    day: string;
    today: string;
    child: api.BoardChild;
    close: () => void;
    done: (words: string) => void;
}

function reasons(kind: Kind): { value: string; label: string }[] {
    const card = { value: "card", label: t("correction.reason.card") };
    const forgot = { value: "forgot", label: t("correction.reason.forgot") };
    const wrong = { value: "wrong", label: t("correction.reason.wrong") };
    const outing = { value: "outing", label: t("correction.reason.outing") };
    const other = { value: "other", label: t("correction.reason.other") };
    switch (kind) {
        case "arrive":
        case "leave":
            return [forgot, card, wrong, other];
        case "step_out":
        case "step_back":
            return [outing, forgot, other];
        case "void":
            return [wrong, other];
    }
}

export function CorrectionDialog({ nursery, day, today, child, close, done }: Props) {
    const box = useRef<HTMLDialogElement>(null);
    // The moment shown in the form: the same at each press of the button, so that a repeat stays the same intention.
    const opened = useRef(api.now());
    const [kind, setKind] = useState<Kind>(likely(child.state));
    const [time, setTime] = useState(day === today ? clock(opened.current.toISOString()) : "");
    const [reason, setReason] = useState("");
    const [words, setWords] = useState("");
    const [tap, setTap] = useState("");
    const history = useResource(`history ${child.child_id} ${day}`, (etag) =>
        api.childAttendance(child.child_id, day, etag),
    );
    const sending = useSending({
        "/at": { field: "at", label: () => t("correction.time") },
        "/reason": { field: "reason", label: () => t("correction.reason") },
        "/tap_id": { field: "tap", label: () => t("correction.which_tap") },
        "/kind": { field: "kind", label: () => t("correction.kind") },
    });
    useEffect(() => {
        const dialog = box.current;
        const before = document.activeElement as HTMLElement | null;
        dialog?.showModal();
        history.refresh();
        return () => {
            if (dialog?.open) dialog.close();
            before?.focus();
        };
    }, []);
    const submit = (event: Event) => {
        event.preventDefault();
        const why =
            reason === "other" ? words.trim() : (reasons(kind).find((one) => one.value === reason)?.label ?? "");
        const miss = (label: string) => t("field.missing", { label });
        const fine = sending.check({
            ...(kind !== "void" && time === "" ? { at: miss(t("correction.time")) } : {}),
            ...(kind === "void" && tap === "" ? { tap: miss(t("correction.which_tap")) } : {}),
            ...(reason === "" ? { reason: miss(t("correction.reason")) } : {}),
            ...(reason === "other" && why === "" ? { words: miss(t("correction.reason.words")) } : {}),
        });
        if (!fine) return;
        const touched = history.value?.days[0];
        const known = [...(touched?.taps ?? []), ...(touched?.corrections ?? [])].map((one) => one.at);
        const ask: api.CorrectionAsk = {
            child_id: child.child_id,
            day,
            kind,
            reason: why,
            ...(kind === "void" ? { tap_id: tap } : { at: instantMeant(day, time, opened.current, known) }),
        };
        void sending.run(async (intention) => {
            await api.correct(nursery, ask, intention);
            done(t("correction.done", { name: child.name, kind: kindWord(kind) }));
        });
    };
    const trouble = sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null;
    // To void a touch one must pick it; otherwise the touches are there to be looked at, below what is pressed.
    const taps = (
        <section aria-labelledby="history-title">
            <h3 id="history-title">{t("correction.history")}</h3>
            <p class="hint">{t("correction.history_hint")}</p>
            {sending.fields["tap"] ? (
                <p class="field-error">
                    <Icon name="warning" />
                    <span>{sending.fields["tap"]}</span>
                </p>
            ) : null}
            <Loaded from={history}>
                {({ days: [only] }) =>
                    only ? (
                        <History day={only} voiding={kind === "void"} tap={tap} choose={setTap} />
                    ) : (
                        <p class="hint">{t("correction.no_taps")}</p>
                    )
                }
            </Loaded>
        </section>
    );
    return (
        <dialog ref={box} class="dialog" aria-labelledby="correction-title" onClose={close} onCancel={close}>
            <div class="dialog-head">
                <div>
                    <h2 id="correction-title">{t("correction.title", { name: child.name })}</h2>
                    <p>
                        <Attendance state={child.state} />
                    </p>
                </div>
                <button type="button" class="button button-second" onClick={close}>
                    <Icon name="cross" />
                    {t("correction.close")}
                </button>
            </div>
            <form onSubmit={submit} noValidate>
                <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
                <ChoiceField
                    id="kind"
                    label={t("correction.kind")}
                    value={kind}
                    error={sending.fields["kind"]}
                    across
                    onValue={(value) => {
                        setKind(value as Kind);
                        setReason("");
                    }}
                    choices={(["arrive", "leave", "step_out", "step_back", "void"] as const).map((one) => ({
                        value: one,
                        label: kindWord(one),
                    }))}
                />
                {kind === "void" ? (
                    taps
                ) : (
                    <div class="time-row">
                        <TextField
                            id="at"
                            label={t("correction.time")}
                            type="time"
                            short
                            value={time}
                            onValue={setTime}
                            error={sending.fields["at"]}
                        />
                        {([-5, -1, 1, 5] as const).map((step) => (
                            <button
                                type="button"
                                class="button button-second"
                                key={step}
                                onClick={() => setTime(moveClock(time || clock(api.now().toISOString()), step))}
                            >
                                {step < 0 ? t("correction.earlier", { n: -step }) : t("correction.later", { n: step })}
                            </button>
                        ))}
                    </div>
                )}
                <ChoiceField
                    id="reason"
                    label={t("correction.reason")}
                    value={reason}
                    onValue={setReason}
                    error={sending.fields["reason"]}
                    across
                    choices={reasons(kind)}
                />
                {reason === "other" ? (
                    <TextField
                        id="words"
                        label={t("correction.reason.words")}
                        value={words}
                        onValue={setWords}
                        error={sending.fields["words"]}
                        maxLength={200}
                    />
                ) : null}
                <Submit busy={sending.busy} busyWords={t("correction.busy")}>
                    {t("correction.save")}
                </Submit>
                {kind === "void" ? null : taps}
            </form>
        </dialog>
    );
}
