// Everything about one child of the day, and what staff can do: judge, place, take or give back an offer, cancel.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { ChoiceField, SelectField, Submit } from "../components/field/field.tsx";
import { NoteForm } from "../components/note/note-form.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { ReservationPill, reservationWord } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, dayOf, longDay } from "../lib/format.ts";
import { type Sending, useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { Bill } from "./bill.tsx";
import { Course } from "./course.tsx";
import { Dialog } from "./dialog.tsx";
import { FromHome } from "./from-home.tsx";
import { ToldForm } from "./told.tsx";
import { CheckIn, CheckOut, NoShow } from "./visit.tsx";
import { ageWord, allergiesOf, askedAt, channelWord, conditionOf, feverWord, illnessWord, may, noteComes, noteSaidWord, noteWord, onsetWord, roomName, toAskWords } from "./words.ts";

interface Props {
    one: api.BoardReservation;
    board: api.SickDayBoard;
    close: () => void;
    done: (words: string) => void;
    refresh: () => void;
}

type Part = Pick<Props, "one" | "board" | "done"> & { sending: Sending };

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}

function Facts({ one, board }: Pick<Props, "one" | "board">) {
    const { antipyretic_at: antipyretic, pickup } = conditionOf(one);
    const fetched = [pickup?.time ?? "", pickup?.name ?? ""].filter((part) => part !== "").join(" ");
    const allergies = allergiesOf(one);
    return (
        <dl class="facts">
            <Fact name={t("room.illness")}>
                {illnessWord(one)} {onsetWord(one, board.day)}
            </Fact>
            <Fact name={t("room.temperature")}>{feverWord(one) || t("room.not_said")}</Fact>
            {antipyretic ? <Fact name={t("room.antipyretic")}>{dayAndClock(antipyretic, language.value)}</Fact> : null}
            <Fact name={t("room.note")}>
                {noteComes(one) ? noteSaidWord(one) : noteWord(one)}
                {one.note.issued ? ` ${t("room.note_issued", { day: longDay(one.note.issued, language.value) })}` : ""}
            </Fact>
            <Fact name={t("room.allergies_name")}>
                {allergies === null ? t("room.not_said") : allergies.length === 0 ? t("room.allergies_none") : allergies.join("・")}
            </Fact>
            {one.place ? (
                <Fact name={t("room.place")}>
                    {roomName(board, one.place.room)} {one.place.pinned ? t("room.pinned") : ""}
                </Fact>
            ) : null}
            {fetched === "" ? null : <Fact name={t("room.pickup")}>{fetched}</Fact>}
            {one.to_ask.length > 0 ? <Fact name={t("room.to_ask_name")}>{toAskWords(one).join("、")}</Fact> : null}
            <Fact name={t("room.asked")}>
                {dayAndClock(askedAt(one), language.value)} {channelWord(one)}
            </Fact>
        </dl>
    );
}

/** The one main reason why a child is not taken (R-RSV-17), as staff choose it; the family reads it. */
const REASONS = ["CRITERIA_NOT_MET", "DISEASE_REFUSED", "ISOLATION_FULL", "STAFF_SHORT", "FULL", "NOTE_MISSING", "OTHER"] as const;
type Reason = (typeof REASONS)[number];

function reasonChoice(reason: Reason): string {
    switch (reason) {
        case "CRITERIA_NOT_MET":
            return t("decide.criteria");
        case "DISEASE_REFUSED":
            return t("decide.disease");
        case "ISOLATION_FULL":
            return t("decide.isolation");
        case "STAFF_SHORT":
            return t("decide.staff");
        case "FULL":
            return t("decide.full");
        case "NOTE_MISSING":
            return t("decide.note");
        case "OTHER":
            return t("decide.other");
    }
}

function Decide({ one, board, done, sending }: Part) {
    const [decision, setDecision] = useState("confirm");
    const [reason, setReason] = useState("");
    const [room, setRoom] = useState("");
    const submit = (event: Event) => {
        event.preventDefault();
        const needs = decision !== "confirm" && reason === "";
        if (!sending.check(needs ? { reason: t("field.missing", { label: t("decide.reason") }) } : {})) return;
        const ask: api.Decision = {
            decision: decision as api.Decision["decision"],
            ...(decision === "confirm" ? (room === "" ? {} : { room }) : { reason: reason as Reason }),
        };
        void sending.run(async (intention) => {
            const now = await api.decide(one, ask, intention);
            done(t("decide.done", { name: one.child.name, state: reservationWord(now.state) }));
        });
    };
    return (
        <form onSubmit={submit} noValidate>
            <ChoiceField
                id="decision"
                label={t("decide.title")}
                value={decision}
                onValue={setDecision}
                across
                choices={[
                    { value: "confirm", label: t("decide.confirm") },
                    { value: "waitlist", label: t("decide.waitlist") },
                    { value: "decline", label: t("decide.decline") },
                ]}
            />
            {decision === "confirm" ? (
                <SelectField
                    id="room"
                    label={t("room.place")}
                    optional
                    value={room}
                    onValue={setRoom}
                    error={sending.fields["room"]}
                    placeholder={t("decide.any_room")}
                    groups={[{ choices: board.rooms.map(({ id, name }) => ({ value: id, label: name })) }]}
                />
            ) : (
                <ChoiceField
                    id="reason"
                    label={t("decide.reason")}
                    hint={t("decide.reason_hint")}
                    value={reason}
                    onValue={setReason}
                    error={sending.fields["reason"]}
                    choices={REASONS.map((value) => ({ value, label: reasonChoice(value) }))}
                />
            )}
            <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                {t("decide.send")}
            </Submit>
        </form>
    );
}

function Place({ one, board, done, sending }: Part) {
    const [room, setRoom] = useState(one.place?.pinned ? one.place.room : "");
    const submit = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            const placed = await api.placeChild(one, room === "" ? null : room, intention);
            done(t("place.done", { name: one.child.name, room: roomName(board, placed.room ?? undefined) }));
        });
    };
    return (
        <form onSubmit={submit} noValidate>
            <SelectField
                id="place"
                label={t("place.title")}
                hint={t("place.hint")}
                optional
                value={room}
                onValue={setRoom}
                error={sending.fields["place"]}
                placeholder={t("place.free")}
                groups={[{ choices: board.rooms.map(({ id, name }) => ({ value: id, label: name })) }]}
            />
            <button type="submit" class="button button-second">
                {t("place.send")}
            </button>
        </form>
    );
}

function OnBehalf({ one, done, sending }: Part) {
    const answer = (say: "accept" | "decline") => () =>
        void sending.run(async (intention) => {
            const now = await api.answerByStaff(one, say, intention);
            done(t("decide.done", { name: one.child.name, state: reservationWord(now.state) }));
        });
    return (
        <div class="buttons" role="group" aria-label={t("behalf.title")}>
            <p class="hint">{t("behalf.title")}</p>
            <button type="button" class="button" onClick={answer("accept")}>
                {t("offer.accept")}
            </button>
            <button type="button" class="button button-second" onClick={answer("decline")}>
                {t("offer.decline")}
            </button>
        </div>
    );
}

function Cancel({ one, done, sending }: Part) {
    const [asking, setAsking] = useState(false);
    const [whose, setWhose] = useState("family");
    const submit = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            const gone = await api.cancelByStaff(one, whose === "facility", intention);
            const late = gone.late && whose === "family" ? ` ${t("cancel_staff.late", { yen: gone.fee_yen })}` : "";
            done(t("cancel_staff.done", { name: one.child.name }) + late);
        });
    };
    if (!asking) {
        return (
            <button type="button" class="button button-second" onClick={() => setAsking(true)}>
                {t("cancel_staff.open")}
            </button>
        );
    }
    return (
        <form onSubmit={submit} noValidate>
            <ChoiceField
                id="whose"
                label={t("cancel_staff.whose")}
                value={whose}
                onValue={setWhose}
                choices={[
                    { value: "family", label: t("cancel_staff.family") },
                    { value: "facility", label: t("cancel_staff.facility"), hint: t("cancel_staff.facility_hint") },
                ]}
            />
            <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                {t("cancel_staff.send")}
            </Submit>
        </form>
    );
}

/** Somebody else was first: what this page showed and what it is now stand side by side; nothing was overwritten. */
function Changed({ one, refresh }: Pick<Props, "one" | "refresh">) {
    const [now, setNow] = useState<api.Reservation | undefined>(undefined);
    useEffect(() => {
        void api.reservation(one.id).then(
            (fresh) => setNow(fresh?.value),
            () => undefined,
        );
    }, [one.id, one.version]);
    return (
        <Notice kind="warning" title={t("room_changed.title")}>
            <p>{t("room_changed.was", { state: reservationWord(one.state) })}</p>
            {now ? <p class="changed-now">{t("room_changed.now", { state: reservationWord(now.state) })}</p> : null}
            <button type="button" class="button button-second" onClick={refresh}>
                {t("room_changed.look")}
            </button>
        </Notice>
    );
}

export function ChildDialog({ one, board, close, done, refresh }: Props) {
    const sending = useSending({
        "/reason": { field: "reason", label: () => t("decide.reason") },
        "/room": { field: "room", label: () => t("room.place") },
        "/identity": { field: "identity", label: () => t("check_in.identity") },
        "/note_seen": { field: "note_seen", label: () => t("check_in.note") },
        "/sheet_signed": { field: "sheet_signed", label: () => t("check_in.sheet") },
        "/belongings": { field: "belongings", label: () => t("check_in.belongings") },
        "/temperature_c": { field: "temperature", label: () => t("room.temperature") },
        "/condition/temperature_c": { field: "told-temperature", label: () => t("room.temperature") },
        "/person_id": { field: "person", label: () => t("check_out.who") },
    });
    const changed = sending.trouble instanceof api.Problem && sending.trouble.status === 412;
    const trouble = sending.trouble && !changed ? <p>{refusalSentence(sending.trouble)}</p> : null;
    const part = { one, board, done, sending };
    return (
        <Dialog
            id="child"
            title={`${one.child.name} ${ageWord(one.child.age_months)}`}
            under={
                <p>
                    <ReservationPill state={one.state} />
                </p>
            }
            close={close}
        >
            {changed ? <Changed one={one} refresh={refresh} /> : null}
            <ErrorSummary fields={sending.fields} general={trouble} attempt={sending.attempt} />
            <Facts one={one} board={board} />
            {one.to_ask.length > 0 ? <ToldForm one={one} sending={sending} refresh={refresh} /> : null}
            {may(one, "decide") ? <Decide {...part} /> : null}
            {board.note_needed !== "none" && one.note.status !== "valid" && may(one, "check_in") ? (
                <NoteForm
                    child={one.child.id}
                    said={conditionOf(one).diagnosis ?? ""}
                    summary={t("note.open", { now: noteWord(one) })}
                    refresh={refresh}
                />
            ) : null}
            {one.state === "confirmed" || one.state === "checked_in" ? <FromHome one={one} /> : null}
            {may(one, "check_in") && board.day <= dayOf(api.now()) ? <CheckIn {...part} /> : null}
            {one.came_at ? <Course one={one} sending={sending} /> : null}
            {may(one, "check_out") ? <CheckOut {...part} /> : null}
            {may(one, "no_show") ? <NoShow {...part} /> : null}
            {one.fee ? <Bill {...part} /> : null}
            {may(one, "accept") ? <OnBehalf {...part} /> : null}
            {may(one, "place") && board.rooms.length > 1 && !may(one, "decide") ? <Place {...part} /> : null}
            {may(one, "cancel") ? <Cancel {...part} /> : null}
        </Dialog>
    );
}
