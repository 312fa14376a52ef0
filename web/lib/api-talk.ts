// The questions and answers about words between one family and its nursery: a part of api.ts, which alone asks the server.
import { id, Intention, post, type Posted, query, read, type Schemas } from "./api.ts";

export type Talk = Schemas["Talk"];
export type TalkWord = Talk["words"][number];
export type TalkChild = Schemas["Talks"]["children"][number];

const of = (child: string) => `/children/${id(child)}/talk`;

export const ownTalks = (etag: string | null) => read<Schemas["Talks"]>("/me/talks", etag);
export const nurseryTalks = (nursery: string, etag: string | null) => read<Schemas["Talks"]>(`/nurseries/${id(nursery)}/talks`, etag);
export const talk = (child: string, etag: string | null) => read<Talk>(of(child), etag);
export const talkBefore = (child: string, before: string) => read<Talk>(`${of(child)}${query({ before })}`);
export const writeTalk = (child: string, text: string, intention: Intention) =>
    post<Posted<"/children/{id}/talk", 201>>(of(child), { text }, intention);
export const talkRead = (child: string, through: string) => post<void>(`${of(child)}/read`, { through }, new Intention());
