// Cards as they are given out at the entrance. api.ts does the asking.
import { type Got, type Intention, post } from "./api.ts";

export type UnknownCard = Got<"/cards">["unknown"][number];

/** The card of a touch that nobody knew; in place of a lost one, that one ends in the same moment. */
export const giveTouched = (touch: string, children: string[], replaces: string | null, intention: Intention) =>
    post<{ id: string }>("/cards", { touch, children, ...(replaces === null ? {} : { replaces }) }, intention);
