// The questions and answers about notices: a part of api.ts, which alone asks the server. A notice is called a letter in the pages, where a notice is a banner.
import type { paths } from "gen/api";
import { id, Intention, type Json, post, type Posted, read, type Schemas, send } from "./api.ts";

export type Letter = Schemas["Notice"];
export type LetterLine = Schemas["NoticeLine"];
export type LetterState = Schemas["NoticeStateWord"];
export type LetterAsk = Schemas["NoticeAsk"];
export type LetterPreview = Schemas["NoticePreview"];
export type Question = Schemas["NoticeQuestion"];
export type LetterAnswers = Schemas["NoticeAnswers"];
export type AnswerAsk = Schemas["NoticeAnswerAsk"];
type One = Json<NonNullable<paths["/notices/{id}"]["get"]["responses"][200]>>;
type Lines = Schemas["Notices"];

const at = (letter: string) => `/notices/${id(letter)}`;

export const letters = (nursery: string, etag: string | null) => read<Lines>(`/nurseries/${id(nursery)}/notices`, etag);
export const familyLetters = (nursery: string, etag: string | null) =>
    read<Lines>(`/nurseries/${id(nursery)}/notices?as=family`, etag);
export const letter = (which: string, etag: string | null) => read<One>(at(which), etag);
export const familyLetter = (which: string, etag: string | null) => read<One>(`${at(which)}?as=family`, etag);
/** Nothing is written: asked again and again while somebody types. */
export const previewLetter = (nursery: string, ask: LetterAsk) =>
    post<LetterPreview>(`/nurseries/${id(nursery)}/notices/preview`, ask, new Intention());
export const writeLetter = (nursery: string, ask: LetterAsk, intention: Intention) =>
    post<Posted<"/nurseries/{id}/notices", 201>>(`/nurseries/${id(nursery)}/notices`, ask, intention);
export const changeLetter = (which: Letter, ask: LetterAsk) =>
    send<Schemas["NoticeWritten"]>("PUT", at(which.id), ask, { "If-Match": `"${which.version}"` });
export const releaseLetter = (which: Letter, intention: Intention) =>
    post<Schemas["NoticeState"]>(`${at(which.id)}/release`, undefined, intention, { "If-Match": `"${which.version}"` });
export const recallLetter = (which: string, drop: boolean, intention: Intention) =>
    post<Schemas["NoticeState"]>(`${at(which)}/recall`, { drop }, intention);
export const remindLetter = (which: string, intention: Intention) =>
    post<Posted<"/notices/{id}/remind", 200>>(`${at(which)}/remind`, undefined, intention);
export const letterRead = (which: string) => post<void>(`${at(which)}/read`, undefined, new Intention());
export const answerLetter = (which: Letter, ask: AnswerAsk, intention: Intention) =>
    post<void>(`${at(which.id)}/${which.anonymous ? "ballot" : "answer"}`, ask, intention);
/** An address for a link: the browser saves what comes. */
export const answersTable = (which: string) => `/api/v1${at(which)}/answers?format=csv`;
export const letterAnswers = (which: string, etag: string | null) => read<LetterAnswers>(`${at(which)}/answers`, etag);
