// The questions and answers of the contact book and of coming back after an illness: part of api.ts, which alone fetches.
import type { paths } from "gen/api";
import { type AbsenceAsk, absencesOf, type Asked, id, type Intention, type Json, post, type Posted, query, read, type Schemas, send } from "./api.ts";

export type BookPage = Schemas["BookPage"];
export type BookHome = Schemas["BookHome"];
export type BookNursery = Schemas["BookNursery"];
export type BookNote = Schemas["BookNote"];
export type BookState = Schemas["BookState"];
export type BookWritten = Schemas["BookWritten"];
export type ClassBook = Schemas["ClassBook"];
export type ClassBookChild = Schemas["ClassBookChild"];

const inBook = (child: string, day: string, part: "home" | "nursery") => `/children/${id(child)}/contact-book/${day}/${part}`;
const noteOf = (nursery: string, day: string, name: string) => `/nurseries/${id(nursery)}/contact-book/${day}/note${query({ class: name })}`;
/** Over the version that was read; 0: the first. */
const overVersion = (version: number): Record<string, string> =>
    version === 0 ? { "If-None-Match": "*" } : { "If-Match": `"${version}"` };
export const bookHome = (child: string, day: string, etag: string | null) => read<BookPage>(inBook(child, day, "home"), etag);
export const bookNursery = (child: string, day: string, etag: string | null) =>
    read<BookPage>(inBook(child, day, "nursery"), etag);
export const putBookHome = (child: string, day: string, page: BookHome, version: number) =>
    send<BookWritten>("PUT", inBook(child, day, "home"), page, overVersion(version));
export const putBookNursery = (child: string, day: string, page: BookNursery, version: number) =>
    send<BookWritten>("PUT", inBook(child, day, "nursery"), page, overVersion(version));
export const classBook = (nursery: string, day: string, name: string | undefined, etag: string | null) =>
    read<ClassBook>(`/nurseries/${id(nursery)}/contact-book${query({ day, class: name })}`, etag);
export const bookNote = (nursery: string, day: string, name: string, etag: string | null) =>
    read<BookPage>(noteOf(nursery, day, name), etag);
export const putBookNote = (nursery: string, day: string, name: string, note: BookNote, version: number) =>
    send<BookWritten>("PUT", noteOf(nursery, day, name), note, overVersion(version));
export const releaseBook = (nursery: string, day: string, what: Asked<"/nurseries/{id}/contact-book/{day}/release">, intention: Intention) =>
    post<Posted<"/nurseries/{id}/contact-book/{day}/release", 200>>(`/nurseries/${id(nursery)}/contact-book/${day}/release`, what, intention);

/** At once, from a page that says what became of it; reports that may wait for the network go through parent/reports.ts. */
export const reportAbsence = (child: string, ask: AbsenceAsk, intention: Intention) =>
    post<Posted<"/children/{id}/absences", 201>>(absencesOf(child), ask, intention);

export type Return = Schemas["Return"];
type ReturnAsk = Json<NonNullable<paths["/children/{id}/absences/{absence}/return"]["put"]["requestBody"]>>;
const returnOf = (child: string, absence: string) => `/children/${id(child)}/absences/${id(absence)}/return`;
export const absenceReturn = (child: string, absence: string, etag: string | null) =>
    read<Return>(returnOf(child, absence), etag);
export const keepReturn = (child: string, absence: string, what: ReturnAsk, version: number) =>
    send<Return>("PUT", returnOf(child, absence), what, overVersion(version));

export type BookDays = Schemas["BookDays"];
/** A stretch of a child's book; `next` says where it goes on. */
export const wholeBook = (child: string, from: string, to: string) =>
    read<BookDays>(`/children/${id(child)}/contact-book${query({ from, to })}`);
