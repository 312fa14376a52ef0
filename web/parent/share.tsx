// A family lets another room see a reservation, for instance to ask whether it could take the child, and ends it again (R-RSV-20).
import { useState } from "preact/hooks";
import { SelectField, Submit } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";

export function Share({ of, refresh }: { of: api.Reservation; refresh: () => void }) {
    const board = useResource("rooms", (etag) => api.vacancies(undefined, 1, etag));
    const [room, setRoom] = useState("");
    const sending = useSending();
    const shared = of.shared_with ?? [];
    const rooms = (board.value?.sick_rooms ?? []).filter(({ id }) => id !== of.sick_room_id);
    const nameOf = (id: string) => rooms.find((one) => one.id === id)?.name ?? id;
    const send = (id: string, end: boolean) =>
        void sending.run(async (intention) => {
            await api.share(of, id, end, intention);
            setRoom("");
            refresh();
        });
    const submit = (event: Event) => {
        event.preventDefault();
        if (sending.check(room === "" ? { share: t("field.missing", { label: t("share.room") }) } : {})) send(room, false);
    };
    return (
        <details class="card past no-print" open={shared.length > 0}>
            <summary>
                <h2>{t("share.title")}</h2>
            </summary>
            <p>{t("share.hint")}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <ul class="stack">
                {shared.map((id) => (
                    <li key={id} class="share-row">
                        <span>{t("share.with", { room: nameOf(id) })}</span>{" "}
                        <button type="button" class="button button-second" onClick={() => send(id, true)}>
                            {t("share.end")}
                            <span class="unseen"> {nameOf(id)}</span>
                        </button>
                    </li>
                ))}
            </ul>
            <form onSubmit={submit} noValidate class="stack">
                <SelectField
                    id="share"
                    label={t("share.room")}
                    value={room}
                    onValue={setRoom}
                    placeholder={t("field.choose")}
                    error={sending.fields["share"]}
                    groups={[{ choices: rooms.filter(({ id }) => !shared.includes(id)).map(({ id, name }) => ({ value: id, label: name })) }]}
                />
                <Submit busy={sending.busy} busyWords={t("dialog.busy")}>
                    {t("share.send")}
                </Submit>
            </form>
        </details>
    );
}
