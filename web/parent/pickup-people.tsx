// The people who may fetch a child: whom the family has named, with a photo for the nursery, and one more.
import { useState } from "preact/hooks";
import { TextField } from "../components/field/field.tsx";
import { Face } from "../components/photos/face.tsx";
import { Pick } from "../components/photos/pick.tsx";
import type * as api from "../lib/api.ts";
import { addPickupPhoto, removePhoto } from "../lib/api-photos.ts";
import { addPickupPerson, removePickupPerson } from "../lib/api-record.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

type Person = api.PickupPerson;

function One({ child, person, refresh }: { child: string; person: Person; refresh: () => void }) {
    const [sure, setSure] = useState(false);
    const sending = useSending();
    const run = (work: () => Promise<unknown>) =>
        void sending.run(async () => {
            await work();
            setSure(false);
            refresh();
        });
    return (
        <li class="stack" data-person={person.id}>
            <p>
                <b>{person.name}</b> {person.relation}
            </p>
            {person.photo ? <Face photo={person.photo} name={person.name} /> : null}
            <Pick
                id={`face-${person.id}`}
                label={t(person.photo ? "pickup.photo_other" : "pickup.photo_add", { name: person.name })}
                single
                add={(file) => addPickupPhoto(child, person.id, file)}
                refresh={refresh}
                added={() => t("pickup.photo_added")}
            />
            <div class="buttons">
                {person.photo ? (
                    <button type="button" class="button button-second" disabled={sending.busy} onClick={() => run(() => removePhoto(person.photo?.id ?? ""))}>
                        {t("pickup.photo_remove")}
                    </button>
                ) : null}
                <button type="button" class="button button-second" disabled={sending.busy} onClick={() => (sure ? run(() => removePickupPerson(child, person.id)) : setSure(true))}>
                    {t(sure ? "pickup.remove_sure" : "pickup.remove", { name: person.name })}
                </button>
            </div>
            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
        </li>
    );
}

function More({ child, refresh }: { child: string; refresh: () => void }) {
    const [name, setName] = useState("");
    const [relation, setRelation] = useState("");
    const [phone, setPhone] = useState("");
    const sending = useSending();
    const send = (event: Event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        void sending.run(async (intention) => {
            await addPickupPerson(child, { name: name.trim(), relation: relation.trim(), phone: phone.trim() }, intention);
            setName("");
            setRelation("");
            setPhone("");
            refresh();
        });
    };
    return (
        <form class="stack" onSubmit={send} noValidate>
            <h3>{t("pickup.more")}</h3>
            <TextField id={`person-${child}`} label={t("pickup.name")} maxLength={40} value={name} onValue={setName} />
            <TextField id={`relation-${child}`} label={t("pickup.relation")} optional maxLength={20} value={relation} onValue={setRelation} />
            <TextField id={`phone-${child}`} type="tel" label={t("pickup.phone")} optional maxLength={31} value={phone} onValue={setPhone} />
            {sending.trouble ? <p class="field-error">{refusalSentence(sending.trouble)}</p> : null}
            <p>
                <button type="submit" class="button button-second" disabled={sending.busy || name.trim() === ""}>
                    {t("pickup.name_it")}
                </button>
            </p>
        </form>
    );
}

export function PickupPeople({ child, persons, refresh }: { child: string; persons: Person[]; refresh: () => void }) {
    const named = persons.filter((one) => !one.guardian);
    return (
        <details>
            <summary>{t("pickup.people")}</summary>
            <div class="stack">
                <p class="hint">{t("pickup.people_hint")}</p>
                <ul class="stack">
                    {named.map((person) => (
                        <One key={person.id} child={child} person={person} refresh={refresh} />
                    ))}
                </ul>
                <More child={child} refresh={refresh} />
            </div>
        </details>
    );
}
