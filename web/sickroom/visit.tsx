// Coming in, going home, not coming: the check list at the door, who fetches, and what is recorded when nobody came (R-CARE-01, R-CARE-03).
import { useState } from "preact/hooks";
import { CheckField, ChoiceField, Submit, TextField } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock, temperature } from "../lib/format.ts";
import type { Sending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";

interface Part {
    one: api.BoardReservation;
    board: api.SickDayBoard;
    done: (words: string) => void;
    sending: Sending;
}

const miss = (label: string) => t("field.missing", { label });

/** Every line is one tap; what is still missing is said beside it, by the page or by the server. */
export function CheckIn({ one, board, done, sending }: Part) {
    const signed = Boolean(one.sheet?.signed_at);
    const noteWanted = board.note_needed !== "none";
    const [ticks, setTicks] = useState({ identity: false, note_seen: Boolean(one.note.seen_at), sheet_signed: signed, belongings: false });
    const [degrees, setDegrees] = useState("");
    const tick = (name: keyof typeof ticks) => (on: boolean) => setTicks((old) => ({ ...old, [name]: on }));
    const measured = temperature(degrees);
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            ...(ticks.identity ? {} : { identity: miss(t("check_in.identity")) }),
            ...(noteWanted && !ticks.note_seen ? { note_seen: miss(t("check_in.note")) } : {}),
            ...(ticks.sheet_signed ? {} : { sheet_signed: miss(t("check_in.sheet")) }),
            ...(ticks.belongings ? {} : { belongings: miss(t("check_in.belongings")) }),
            ...(measured === null ? { temperature: miss(t("room.temperature")) } : {}),
        });
        if (!fine || measured === null) return;
        void sending.run(async (intention) => {
            const { note_seen: seen, ...others } = ticks;
            const now = await api.checkIn(one, { ...others, ...(noteWanted ? { note_seen: seen } : {}), temperature_c: measured }, intention);
            done(t("check_in.done", { name: one.child.name, at: clock(now.came_at) }));
        });
    };
    const line = (name: keyof typeof ticks, label: string) => (
        <CheckField id={name} label={label} checked={ticks[name]} onValue={tick(name)} error={sending.fields[name]} />
    );
    return (
        <form onSubmit={submit} noValidate class="stack">
            <h3>{t("check_in.title")}</h3>
            {line("identity", t("check_in.identity"))}
            {noteWanted ? line("note_seen", t("check_in.note")) : null}
            {line("sheet_signed", signed ? t("check_in.sheet_online") : t("check_in.sheet"))}
            {line("belongings", t("check_in.belongings"))}
            <TextField
                id="temperature"
                label={t("room.temperature")}
                inputMode="decimal"
                short
                unit={t("reserve.degrees")}
                value={degrees}
                onValue={setDegrees}
                error={sending.fields["temperature"]}
                maxLength={8}
            />
            <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                {t("check_in.send")}
            </Submit>
        </form>
    );
}

const OTHER = "other";

function Persons({ persons, value, choose, error }: { persons: api.PickupPerson[]; value: string; choose: (value: string) => void; error: string | undefined }) {
    return (
        <ChoiceField
            id="person"
            label={t("check_out.who")}
            value={value}
            onValue={choose}
            error={error}
            choices={[
                ...persons.map(({ id, name, relation, guardian }) => ({
                    value: id,
                    label: name,
                    hint: guardian ? t("check_out.guardian") : relation || undefined,
                })),
                { value: OTHER, label: t("check_out.other"), hint: t("check_out.other_hint") },
            ]}
        />
    );
}

export function CheckOut({ one, done, sending }: Part) {
    const people = useResource(`pickup ${one.child.id}`, (etag) => api.pickupPersons(one.child.id, etag));
    const [person, setPerson] = useState("");
    const [name, setName] = useState("");
    const [shown, setShown] = useState("");
    const other = person === OTHER;
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            ...(person === "" ? { person: miss(t("check_out.who")) } : {}),
            ...(other && name.trim() === "" ? { name: miss(t("check_out.name")) } : {}),
            ...(other && shown.trim() === "" ? { shown: miss(t("check_out.shown")) } : {}),
        });
        if (!fine) return;
        const handed: api.CheckOut = other ? { identity: { name: name.trim(), shown: shown.trim() } } : { person_id: person };
        void sending.run(async (intention) => {
            const now = await api.checkOut(one, handed, intention);
            const at = clock(now.went_at);
            done(t("check_out.done", { name: one.child.name, at, yen: now.fee?.yen ?? 0 }));
        });
    };
    return (
        <form onSubmit={submit} noValidate class="stack">
            <h3>{t("check_out.title")}</h3>
            <Loaded from={people}>
                {({ persons }) => (
                    <Persons persons={persons} value={person} choose={setPerson} error={sending.fields["person"]} />
                )}
            </Loaded>
            {other ? (
                <>
                    <TextField id="name" label={t("check_out.name")} value={name} onValue={setName} error={sending.fields["name"]} maxLength={60} />
                    <TextField id="shown" label={t("check_out.shown")} hint={t("check_out.shown_hint")} value={shown} onValue={setShown} error={sending.fields["shown"]} maxLength={60} />
                </>
            ) : null}
            <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                {t("check_out.send")}
            </Submit>
        </form>
    );
}

export function NoShow({ one, done, sending }: Part) {
    const press = () =>
        void sending.run(async (intention) => {
            await api.noShow(one, intention);
            done(t("no_show.done", { name: one.child.name }));
        });
    return (
        <div class="stack">
            <p>{t("no_show.hint")}</p>
            <button type="button" class="button button-second" aria-disabled={sending.busy ? true : undefined} onClick={press}>
                {t("no_show.send")}
            </button>
        </div>
    );
}
