// Photos beside the contact book, papers as photos, and what families agree to: part of api.ts, which alone fetches.
import { ask, BASE, type Got, id, Intention, post, query, read, refusal, type Schemas, send } from "./api.ts";

export type Photo = Schemas["Photo"];
export type PhotoConsents = Got<"/nurseries/{id}/photo-consents">;

export const photoConsent = (child: string, etag: string | null) => read<Got<"/children/{id}/photo-consent">>(`/children/${id(child)}/photo-consent`, etag);
export const agreePhotos = (child: string, agreed: boolean, intention: Intention) => post<undefined>(`/children/${id(child)}/photo-consent`, { agreed }, intention);
export const photoConsents = (nursery: string, name: string, etag: string | null) =>
    read<PhotoConsents>(`/nurseries/${id(nursery)}/photo-consents${query({ class: name })}`, etag);

/** Each file is an intention of its own: what is sent again after a lost answer is kept once. */
const add = (path: string, file: Blob) => send<{ id: string }>("POST", path, file, new Intention().headers(path));
export const addChildPhoto = (child: string, day: string, file: Blob) => add(`/children/${id(child)}/contact-book/${day}/photos`, file);
export const addNotePhoto = (nursery: string, day: string, name: string, children: string[], file: Blob) =>
    add(`/nurseries/${id(nursery)}/contact-book/${day}/photos${query({ class: name, children: children.length > 0 ? children.join(",") : undefined })}`, file);
export type Papers = Got<"/children/{id}/absences/{absence}/papers">;
const papersOf = (child: string, absence: string) => `/children/${id(child)}/absences/${id(absence)}/papers`;
export const papers = (child: string, absence: string, etag: string | null) => read<Papers>(papersOf(child, absence), etag);
export const handInPaper = (child: string, absence: string, file: Blob) => add(papersOf(child, absence), file);
export const addPickupPhoto = (child: string, person: string, file: Blob) => add(`/children/${id(child)}/pickup-persons/${id(person)}/photo`, file);
export const removePhoto = (photo: string) => send<undefined>("DELETE", `/photos/${id(photo)}`, undefined, {});

/** The picture itself, by the address that stands in its page for some minutes; undefined: it is not to be seen any more. */
export async function photoBytes(photo: Photo): Promise<Uint8Array | undefined> {
    const answer = await ask("GET", photo.large.replace(BASE, ""), {});
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw await refusal(answer);
    return new Uint8Array(await answer.arrayBuffer());
}
