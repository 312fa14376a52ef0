// The address of a guardian's own calendar. api.ts does the asking.
import { type Got, type Intention, post, read, send } from "./api.ts";

export type CalendarAddress = Got<"/me/calendar">;

export const calendarAddress = (etag: string | null) => read<CalendarAddress>("/me/calendar", etag);
export const makeCalendar = (intention: Intention) => post<void>("/me/calendar", {}, intention);
export const endCalendar = () => send<void>("DELETE", "/me/calendar", undefined, {});
