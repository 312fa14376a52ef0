// Medicine that the room is asked to give: only what stands on the doctor's note (R-CARE-01).
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { SelectField, Submit, TextField } from "../components/field/field.tsx";
import type { OrderSaid } from "../components/note/day-words.ts";
import * as api from "../lib/api.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

type Order = api.FamilySheet["orders"][number];
const TIMES_MAX = 6;

const timesOf = (typed: string): string[] =>
    typed
        .split(/[,、，\s]+/)
        .filter((time) => time !== "")
        .slice(0, TIMES_MAX);

interface Props {
    of: api.Reservation;
    orders: Order[];
    /** What the note that holds names. */
    drugs: string[];
    refresh: () => void;
}

function Ordered({ of, orders, refresh }: Omit<Props, "drugs">) {
    const sending = useSending();
    const remove = (order: Order) =>
        void sending.run(async () => {
            await api.removeOrder(of.id, order.id);
            refresh();
        });
    return (
        <>
            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
            <ul class="stack">
                {orders.map((order) => {
                    const { drug = "", dose = "", times = [] } = (order.order ?? {}) as OrderSaid;
                    return (
                        <li key={order.id}>
                            <p class={order.taken_back_at ? "struck" : undefined}>
                                <strong>{drug}</strong> {[dose, ...times].join(" ")}
                            </p>
                            {order.taken_back_at ? (
                                <p class="hint">{t("order.taken_back")}</p>
                            ) : (
                                <button type="button" class="button button-second" onClick={() => remove(order)}>
                                    {t("order.remove")}
                                    <span class="unseen"> {drug}</span>
                                </button>
                            )}
                        </li>
                    );
                })}
            </ul>
        </>
    );
}

export function Medicine({ of, orders, drugs, refresh }: Props) {
    const [drug, setDrug] = useState("");
    const [dose, setDose] = useState("");
    const [times, setTimes] = useState("");
    const sending = useSending({
        "/drug": { field: "drug", label: () => t("order.drug") },
        "/dose": { field: "dose", label: () => t("order.dose") },
        "/times": { field: "times", label: () => t("order.times") },
    });
    const submit = (event: Event) => {
        event.preventDefault();
        const miss = (what: string) => t("field.missing", { label: what });
        const fine = sending.check({
            ...(drug === "" ? { drug: miss(t("order.drug")) } : {}),
            ...(dose.trim() === "" ? { dose: miss(t("order.dose")) } : {}),
        });
        if (!fine) return;
        void sending.run(async (intention) => {
            await api.addOrder(of.id, { drug, dose: dose.trim(), times: timesOf(times) }, intention);
            setDrug("");
            setDose("");
            setTimes("");
            refresh();
        });
    };
    const trouble = sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null;
    return (
        <section class="card" aria-labelledby="medicine">
            <h2 id="medicine">{t("order.title")}</h2>
            {orders.length > 0 ? <Ordered of={of} orders={orders} refresh={refresh} /> : null}
            {drugs.length === 0 ? (
                <p>{t("order.no_note")}</p>
            ) : (
                <form class="form" onSubmit={submit} noValidate>
                    <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
                    <SelectField
                        id="drug"
                        label={t("order.drug")}
                        hint={t("order.drug_hint")}
                        value={drug}
                        onValue={setDrug}
                        error={sending.fields["drug"]}
                        placeholder={t("field.choose")}
                        groups={[{ choices: drugs.map((name) => ({ value: name, label: name })) }]}
                    />
                    <TextField
                        id="dose"
                        label={t("order.dose")}
                        value={dose}
                        onValue={setDose}
                        error={sending.fields["dose"]}
                        maxLength={20}
                    />
                    <TextField
                        id="times"
                        label={t("order.times")}
                        hint={t("order.times_hint")}
                        optional
                        value={times}
                        onValue={setTimes}
                        error={sending.fields["times"]}
                        maxLength={60}
                    />
                    <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                        {t("order.send")}
                    </Submit>
                </form>
            )}
        </section>
    );
}
