// The card that opens the nursery's door, held to the room's reader: a reader types, so a field that takes a line is all there is. The child's page opens.
import { useState } from "preact/hooks";
import { TextField } from "../components/field/field.tsx";
import { Problem } from "../lib/api.ts";
import { type CardFound, findByCard } from "../lib/api-record.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

export function CardField({ room, found }: { room: string; found: (one: CardFound) => void }) {
    const [card, setCard] = useState("");
    const [several, setSeveral] = useState<CardFound[]>([]);
    const sending = useSending();
    const submit = (event: Event) => {
        event.preventDefault();
        const typed = card.trim();
        setCard("");
        setSeveral([]);
        if (typed === "") return;
        void sending.run(async () => {
            const { reservations } = await findByCard(room, typed);
            const [only, ...others] = reservations;
            if (only && others.length === 0) found(only);
            else setSeveral(reservations);
        });
    };
    const trouble = sending.trouble;
    const unknown = trouble instanceof Problem && trouble.status === 404;
    return (
        <form class="card-field" onSubmit={submit} noValidate>
            <TextField id="card" label={t("room.card")} hint={t("room.card_hint")} optional value={card} onValue={setCard} maxLength={320} />
            <button type="submit" class="button button-second" disabled={sending.busy}>
                {t("room.card_find")}
            </button>
            <div role="status">
                {trouble ? <p class="field-error">{unknown ? t("room.card_unknown") : refusalSentence(trouble)}</p> : null}
                {several.map((one) => (
                    <p key={one.id}>
                        <button type="button" class="button button-second" onClick={() => found(one)}>
                            {one.child_name}
                        </button>
                    </p>
                ))}
            </div>
        </form>
    );
}
