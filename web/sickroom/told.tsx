// What a call had left open of a reservation, asked later and written down here: only the questions that are still open (R-RSV-11).
import { useState } from "preact/hooks";
import { CheckField, Submit, TextField } from "../components/field/field.tsx";
import type { BoardReservation } from "../lib/api.ts";
import { type Told, tellParticulars } from "../lib/api-room.ts";
import { temperature } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { toAskWord } from "./words.ts";

type Question = BoardReservation["to_ask"][number];
type Said = Partial<Record<Question, string>>;

const TYPES: Partial<Record<Question, "time" | "date">> = { note_issued: "date", note_visit: "date", pickup_time: "time", planned_arrival: "time" };

/** As the server takes it; what was left empty is not said. */
function toldOf(said: Said): Told {
    const degrees = temperature(said.temperature ?? "");
    const text = <Key extends string>(key: Key, value: string | undefined) => (value ? { [key]: value } as Record<Key, string> : {});
    const pickup = { ...text("name", said.pickup_person?.trim()), ...text("time", said.pickup_time) };
    const condition = {
        ...(degrees === null ? {} : { temperature_c: degrees }),
        ...text("note_issued", said.note_issued),
        ...text("note_visit", said.note_visit),
        ...(said.allergies ? { allergies_confirmed: true } : {}),
    };
    return {
        ...(Object.keys(condition).length > 0 ? { condition } : {}),
        ...(Object.keys(pickup).length > 0 ? { pickup } : {}),
        ...text("planned_arrival", said.planned_arrival),
    };
}

interface Props {
    one: BoardReservation;
    sending: Sending;
    refresh: () => void;
}

export function ToldForm({ one, sending, refresh }: Props) {
    const [said, setSaid] = useState<Said>({});
    const say = (what: Question) => (value: string) => setSaid((old) => ({ ...old, [what]: value }));
    const submit = (event: Event) => {
        event.preventDefault();
        const typed = said.temperature ?? "";
        const told = toldOf(said);
        const fine = sending.check({
            ...(typed !== "" && temperature(typed) === null ? { "told-temperature": t("field.missing", { label: t("room.temperature") }) } : {}),
            ...(Object.keys(told).length === 0 ? { [`told-${one.to_ask[0]}`]: t("room.told_nothing") } : {}),
        });
        if (!fine) return;
        void sending.run(async () => {
            await tellParticulars(one, told);
            setSaid({});
            refresh();
        });
    };
    return (
        <details class="note-form" open={one.channel !== "web"}>
            <summary>{t("room.told_open")}</summary>
            <form onSubmit={submit} noValidate class="stack">
                {one.to_ask.map((what) =>
                    what === "allergies" ? (
                        <CheckField
                            key={what}
                            id={`told-${what}`}
                            label={t("room.told_allergies")}
                            optional
                            checked={said.allergies !== undefined && said.allergies !== ""}
                            onValue={(on) => say(what)(on ? "yes" : "")}
                            error={sending.fields[`told-${what}`]}
                        />
                    ) : (
                        <TextField
                            key={what}
                            id={`told-${what}`}
                            label={toAskWord(what)}
                            optional
                            short={what !== "pickup_person"}
                            type={TYPES[what] ?? "text"}
                            {...(what === "temperature" ? { inputMode: "decimal" as const, unit: "℃" } : {})}
                            value={said[what] ?? ""}
                            onValue={say(what)}
                            error={sending.fields[`told-${what}`]}
                        />
                    ),
                )}
                <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                    {t("room.told_send")}
                </Submit>
            </form>
        </details>
    );
}
