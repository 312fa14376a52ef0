// Photos of the day, on the tablet: beside a child's page for its family, beside the note for the class. A child can be named only when its guardians
// agree; what cannot be taken in is said in words.
import { useState } from "preact/hooks";
import { Pick } from "../components/photos/pick.tsx";
import { Photos } from "../components/photos/photos.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { addChildPhoto, addNotePhoto, type Photo, photoConsent, photoConsents, removePhoto } from "../lib/api-photos.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";

function Under({ photo, refresh }: { photo: Photo; refresh: () => void }) {
    const [sure, setSure] = useState(false);
    const [trouble, setTrouble] = useState("");
    const remove = async () => {
        try {
            await removePhoto(photo.id);
        } catch (error) {
            setTrouble(refusalSentence(error as Error));
        }
        refresh();
    };
    return (
        <>
            {photo.held ? <p class="field-error">{t("photo.held")}</p> : null}
            {photo.children && photo.children.length > 0 ? <p class="hint">{photo.children.map(({ name }) => name).join("、")}</p> : null}
            <button type="button" class="button button-second" onClick={() => (sure ? void remove() : setSure(true))}>
                {t(sure ? "photo.remove_sure" : "photo.remove")}
            </button>
            {trouble ? <p class="field-error">{trouble}</p> : null}
        </>
    );
}

/** Beside the note: seen by the families of the class. */
export function ClassPhotos({ nursery, day, name, photos, refresh }: { nursery: string; day: string; name: string; photos: Photo[]; refresh: () => void }) {
    const consents = useResource(`photo consents ${nursery} ${name}`, (etag) => photoConsents(nursery, name, etag), { topics: [`attendance:${nursery}`] });
    const [who, setWho] = useState<string[]>([]);
    const toggle = (child: string) => setWho((old) => (old.includes(child) ? old.filter((one) => one !== child) : [...old, child]));
    return (
        <section class="stack" aria-labelledby="class-photos">
            <h3 id="class-photos">{t("photo.class_title")}</h3>
            <p class="hint">{t("photo.class_hint")}</p>
            <Photos photos={photos} under={(photo) => <Under photo={photo} refresh={refresh} />} />
            <Loaded from={consents}>
                {({ children }) => (
                    <div class="stack">
                        <p id="photo-who">{t("photo.who")}</p>
                        <div class="class-filter" role="group" aria-labelledby="photo-who">
                            {children.map((child) => (
                                <button type="button" key={child.child_id} class="chip" aria-pressed={who.includes(child.child_id)} disabled={!child.agreed} onClick={() => toggle(child.child_id)}>
                                    {child.agreed ? child.name : t("photo.not_agreed", { name: child.name })}
                                </button>
                            ))}
                        </div>
                        <Pick id="class-photo" label={t("photo.pick_class", { n: who.length })} add={(file) => addNotePhoto(nursery, day, name, who, file)} refresh={refresh} />
                    </div>
                )}
            </Loaded>
        </section>
    );
}

function OfChild({ child, day, nursery }: { child: api.ClassBookChild; day: string; nursery: string }) {
    const topics = [`attendance:${nursery}`];
    const page = useResource(`book nursery ${child.child_id} ${day}`, (etag) => api.bookNursery(child.child_id, day, etag), { topics });
    const consent = useResource(`photos ${child.child_id}`, (etag) => photoConsent(child.child_id, etag), { topics });
    return (
        <Loaded from={page}>
            {(value) => (
                <div class="stack">
                    <Photos photos={(value.photos ?? []).filter((photo) => !photo.of_class)} under={(photo) => <Under photo={photo} refresh={page.refresh} />} />
                    {consent.value?.agreed ? (
                        <Pick id={`photo-${child.child_id}`} label={t("photo.pick_child", { name: child.name })} add={(file) => addChildPhoto(child.child_id, day, file)} refresh={page.refresh} />
                    ) : (
                        <p class="hint">{t("photo.no_consent")}</p>
                    )}
                </div>
            )}
        </Loaded>
    );
}

/** Beside a child's page: for its own family. Read only when it is opened, because reading is written down. */
export function ChildPhotos({ child, day, nursery }: { child: api.ClassBookChild; day: string; nursery: string }) {
    const [open, setOpen] = useState(false);
    return (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("photo.child_title")}</summary>
            {open ? <OfChild child={child} day={day} nursery={nursery} /> : null}
        </details>
    );
}
