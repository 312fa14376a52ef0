// The only file that asks the server. Everything it returns is typed from backend/http/api.yaml.
import type { components, paths } from "gen/api";
import { language } from "./i18n.ts";

export type Schemas = components["schemas"];
export type Got<P extends keyof paths> = paths[P] extends { get: { responses: { 200: infer R } } } ? Json<R> : never;
export type Json<R> = R extends { content: { "application/json": infer T } } ? T : never;
export type Posted<P extends keyof paths, S extends number> = paths[P] extends { post: { responses: Record<S, infer R> } }
    ? Json<R>
    : never;
export type Asked<P extends keyof paths> = paths[P] extends { post: { requestBody: infer R } } ? Json<R> : never;

export type Me = Schemas["Me"];
export type Vacancies = Schemas["Vacancies"];
export type DiseaseCode = Schemas["DiseaseCode"];
export type Reservation = Schemas["Reservation"];
export type ReservationState = Schemas["ReservationState"];
export type ReservationAsk = Schemas["ReservationAsk"];
export type ReservationResult = Schemas["ReservationResult"];
export type ReservationPreview = Schemas["ReservationPreview"];
export type Condition = Schemas["Condition"];
export type Chance = Schemas["Chance"];
export type SickDayBoard = Schemas["SickDayBoard"];
export type BoardReservation = Schemas["BoardReservation"];
export type SickDayPlan = Schemas["SickDayPlan"];
export type Figures = Schemas["Figures"];
export type SameDay = Schemas["SameDay"];
export type Settlement = Schemas["Settlement"];
export type Fact = Schemas["Fact"];
export type FactKind = Schemas["FactKind"];
export type FactAsk = Asked<"/households/{id}/facts">;
export type Limited = Got<"/children/{id}/guardians">["guardians"][number];
export type Hidden = Limited["hides"][number];
export type FigureName = Schemas["FigureName"];
export type CareEntry = Schemas["CareEntry"];
export type EntryAsk = Asked<"/reservations/{id}/entries">;
export type Fee = Schemas["Fee"];
export type Receipt = Schemas["Receipt"];
export type UseCertificate = Schemas["UseCertificate"];
export type PickupPerson = Schemas["PickupPersons"]["persons"][number];
export type CheckIn = Asked<"/reservations/{id}/check-in">;
export type CheckOut = Asked<"/reservations/{id}/check-out">;
export type FamilySheet = Schemas["FamilySheet"];
export type DoctorNote = Schemas["DoctorNote"];
export type OrderAsk = Asked<"/reservations/{id}/orders">;
export type NoteAsk = Asked<"/children/{id}/notes">;
export type PayMethod = Asked<"/reservations/{id}/fee/pay">["method"];
export type Decision = Asked<"/reservations/{id}/decide">;
export type AttendanceBoard = Schemas["Board"];
export type BoardChild = Schemas["BoardChild"];
export type Meals = Schemas["Meals"];
export type AttendanceState = Schemas["AttendanceState"];
export type AttendanceFlag = Schemas["AttendanceFlag"];
export type ChildDay = Schemas["ChildDay"];
export type Link = Schemas["Link"];
export type Absence = Schemas["Absence"];
export type AbsenceKind = Schemas["AbsenceKind"];
export type AbsenceAsk = Asked<"/children/{id}/absences">;
export type CorrectionAsk = Asked<"/nurseries/{id}/attendance/corrections">;

export * from "./api-book.ts";

export const BASE = "/api/v1";
const PATIENCE_MS = 15_000;
const PATIENCE_FILE_MS = 90_000;

export interface FieldError {
    pointer: string;
    code: string;
}

/** What the server refused (RFC 9457), with the members of its own that help to go on. */
export class Problem extends Error {
    readonly status: number;
    readonly code: string;
    readonly fields: FieldError[];
    readonly body: Record<string, unknown>;

    constructor(status: number, body: Record<string, unknown>) {
        super(String(body["detail"] ?? body["title"] ?? status));
        this.status = status;
        this.code = String(body["code"] ?? "");
        this.body = body;
        this.fields = Array.isArray(body["errors"]) ? (body["errors"] as FieldError[]) : [];
    }
}

/** Nobody answered: no network, or the server is away. */
export class Unreachable extends Error {}

/** The server's clock minus ours: a phone with a wrong clock still says "today" rightly. */
const AHEAD = "tsubame.clock_ahead";
function rememberedAhead(): number {
    try {
        return Number(localStorage.getItem(AHEAD)) || 0;
    } catch {
        return 0; // storage is switched off
    }
}
/** A device with a wrong clock that starts without network goes by what it knew when it last heard the server. */
let clockAhead = rememberedAhead();
let keptAhead = clockAhead;
export const now = (): Date => new Date(Date.now() + clockAhead);

function hearClock(answer: Response): void {
    const said = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(said) || answer.headers.get("age")) return;
    const ahead = said - Date.now();
    // The header counts whole seconds: a smaller difference is none. What is pressed "now" must not lie in the server's future.
    clockAhead = Math.abs(ahead) > 2_000 ? ahead : 0;
    if (Math.abs(clockAhead - keptAhead) < 60_000) return;
    keptAhead = clockAhead;
    try {
        localStorage.setItem(AHEAD, String(clockAhead));
    } catch {
        // as above
    }
}

export async function ask(method: string, path: string, headers: Record<string, string>, body?: string | Blob): Promise<Response> {
    try {
        const answer = await fetch(BASE + path, {
            method,
            headers: { "Accept-Language": language.value, ...headers },
            body: body ?? null,
            credentials: "same-origin",
            cache: "no-store",
            signal: AbortSignal.timeout(body instanceof Blob ? PATIENCE_FILE_MS : PATIENCE_MS),
        });
        hearClock(answer);
        return answer;
    } catch (cause) {
        throw new Unreachable("unreachable", { cause });
    }
}

export async function refusal(answer: Response): Promise<Problem> {
    const body: unknown = await answer.json().catch(() => ({}));
    return new Problem(
        answer.status,
        typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {},
    );
}

export interface Fresh<T> {
    value: T;
    etag: string | null;
}

/** A conditional read: null when nothing changed since `etag`. */
export async function read<T>(path: string, etag?: string | null): Promise<Fresh<T> | null> {
    const answer = await ask("GET", path, etag ? { "If-None-Match": etag } : {});
    if (answer.status === 304) return null;
    if (!answer.ok) throw await refusal(answer);
    return { value: (await answer.json()) as T, etag: answer.headers.get("etag") };
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/**
 * Does something, once: the key stays the same while we try again, so that a lost answer cannot make a second reservation.
 * One more try when nobody answered, two when the server is busy and says when to come back.
 */
export async function send<T>(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<T> {
    const file = body instanceof Blob;
    const text = body === undefined ? undefined : file ? body : JSON.stringify(body);
    const all = text === undefined ? headers : { "Content-Type": file ? body.type : "application/json", ...headers };
    for (let attempt = 0; ; attempt++) {
        let answer: Response;
        try {
            answer = await ask(method, path, all, text);
        } catch (error) {
            if (attempt >= 1 || !("Idempotency-Key" in headers)) throw error;
            await pause(700);
            continue;
        }
        const busy = answer.status === 503 || (answer.status === 409 && attempt === 0);
        if (busy && attempt < 2 && "Idempotency-Key" in headers) {
            const problem = await refusal(answer);
            if (problem.status === 409 && problem.code !== "IN_FLIGHT") throw problem;
            await pause(1000 * Math.min(3, Number(answer.headers.get("retry-after")) || 1));
            continue;
        }
        if (!answer.ok) throw await refusal(answer);
        return (answer.status === 204 ? undefined : await answer.json()) as T;
    }
}

/** One key for one intention: kept while the same thing is sent again, new as soon as something else is meant. */
export class Intention {
    private key = "";
    private meant = "";

    headers(body: unknown): Record<string, string> {
        const meant = JSON.stringify(body ?? null);
        if (meant !== this.meant || this.key === "") {
            this.meant = meant;
            this.key = crypto.randomUUID();
        }
        return { "Idempotency-Key": this.key };
    }

    /** The answer has come: the next press of the button is a new intention. */
    done(): void {
        this.key = "";
    }
}

export async function post<T>(
    path: string,
    body: unknown,
    intention: Intention,
    more: Record<string, string> = {},
): Promise<T> {
    try {
        const answer = await send<T>("POST", path, body, { ...intention.headers([path, body]), ...more });
        intention.done();
        return answer;
    } catch (error) {
        // A refusal is an answer too, and kept under its key: whoever asks again later must be looked at anew.
        if (error instanceof Problem && error.status < 500 && error.code !== "IN_FLIGHT") intention.done();
        throw error;
    }
}

/** For the outbox: something that was pressed earlier, under the key it got then, on the version that was seen then. */
export const sendKept = (path: string, body: unknown, key: string, seen: number | null) =>
    send<unknown>("POST", path, body, {
        "Idempotency-Key": key,
        ...(seen === null ? {} : { "If-Match": `"${seen}"` }),
    });

export const id = encodeURIComponent;
type Query = Record<string, string | number | undefined>;

export function query(values: Query): string {
    const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
    const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
    return text === "" ? "" : `?${text}`;
}

export const signIn = (login: string, password: string) => send<void>("POST", "/session", { login, password }, {});
export const signOut = () => send<void>("DELETE", "/session", undefined, {});
export const me = () => read<Me>("/me");
export const diseases = (etag: string | null) => read<Got<"/diseases">>("/diseases", etag);
/** Without `from`: from the server's today on. */
export const vacancies = (from: string | undefined, days: number, etag: string | null) =>
    read<Vacancies>(`/vacancies${query({ from, days })}`, etag);

export const reserve = (ask: ReservationAsk, intention: Intention) =>
    post<Posted<"/reservations", 201>>("/reservations", ask, intention);
export const reservations = (filter: Query, etag: string | null) =>
    read<Got<"/reservations">>(`/reservations${query(filter)}`, etag);
export const reservation = (which: string, etag: string | null = null) =>
    read<Reservation>(`/reservations/${id(which)}`, etag);
/** What a request would be told now. Every look is a new one: a repeated key would bring back the answer of before. */
export const preview = (ask: ReservationAsk) =>
    post<Posted<"/reservations/preview", 200>>("/reservations/preview", ask, new Intention());

/** Only if it is still as the page shows it: another guardian may have changed it (412). */
const ifStill = (reservation: { version: number }) => ({ "If-Match": `"${reservation.version}"` });
const onReservation = (reservation: { id: string }, verb: string) => `/reservations/${id(reservation.id)}/${verb}`;

export type CancelWhy = "nursery" | "home";
export const cancel = (one: Reservation, why: CancelWhy | undefined, intention: Intention) =>
    post<Posted<"/reservations/{id}/cancel", 200>>(
        onReservation(one, "cancel"),
        why ? { why } : undefined,
        intention,
        ifStill(one),
    );
export const accept = (one: Reservation, intention: Intention) =>
    post<Posted<"/reservations/{id}/accept", 200>>(onReservation(one, "accept"), undefined, intention);
export const decline = (one: Reservation, keepWaiting: boolean, intention: Intention) =>
    post<Posted<"/reservations/{id}/decline", 200>>(
        onReservation(one, "decline"),
        { keep_waiting: keepWaiting },
        intention,
    );
export interface Wishes {
    auto_accept_until: string | null;
    same_day_list: boolean;
}
export const setWishes = (one: Reservation, wishes: Wishes) =>
    send<Schemas["ReservationNow"]>("PUT", onReservation(one, "wishes"), wishes, ifStill(one));

export const openLink = (token: string, intention: Intention) =>
    post<Posted<"/links/open", 200>>("/links/open", { token }, intention);
export const useLink = (token: string, why: "nursery" | "home" | undefined, intention: Intention) =>
    post<Posted<"/links/use", 200>>("/links/use", { token, why }, intention);
export const sickDay = (room: string, day: string, etag: string | null) =>
    read<SickDayBoard>(`/sick-rooms/${id(room)}/days/${day}`, etag);
export const planSickDay = (room: string, day: string, plan: Record<string, unknown>, version: number) =>
    send<SickDayPlan>("PUT", `/sick-rooms/${id(room)}/days/${day}`, plan, ifStill({ version }));
export const decide = (one: BoardReservation, decision: Decision, intention: Intention) =>
    post<Posted<"/reservations/{id}/decide", 200>>(
        onReservation(one, "decide"),
        decision,
        intention,
        ifStill(one),
    );
export const placeChild = (one: BoardReservation, room: string | null, intention: Intention) =>
    post<Posted<"/reservations/{id}/place", 200>>(onReservation(one, "place"), { room }, intention);
/** By staff, for the family or for the facility; the same three as a family's, on the version that was read. */
export const cancelByStaff = (one: BoardReservation, byFacility: boolean, intention: Intention) =>
    post<Posted<"/reservations/{id}/cancel", 200>>(
        onReservation(one, "cancel"),
        byFacility ? { by_facility: true } : { why: "home" },
        intention,
        ifStill(one),
    );
export const answerByStaff = (one: BoardReservation, answer: "accept" | "decline", intention: Intention) =>
    post<Posted<"/reservations/{id}/accept", 200>>(
        onReservation(one, answer),
        undefined,
        intention,
        ifStill(one),
    );

export const familySheet = (reservation: string, etag: string | null) =>
    read<FamilySheet>(`/reservations/${id(reservation)}/family-sheet`, etag);
/** Only over what the page showed; the first one only where there is none yet. */
export const putFamilySheet = (reservation: string, sheet: Record<string, unknown>, version: number) =>
    send<{ version: number; signed_at: string | null }>(
        "PUT",
        `/reservations/${id(reservation)}/family-sheet`,
        sheet,
        version === 0 ? { "If-None-Match": "*" } : { "If-Match": `"${version}"` },
    );
export const addOrder = (reservation: string, order: OrderAsk, intention: Intention) =>
    post<Posted<"/reservations/{id}/orders", 201>>(`/reservations/${id(reservation)}/orders`, order, intention);
export const removeOrder = (reservation: string, order: string) =>
    send<void>("DELETE", `/reservations/${id(reservation)}/orders/${id(order)}`, undefined, {});
export const notes = (child: string, etag: string | null) =>
    read<Got<"/children/{id}/notes">>(`/children/${id(child)}/notes`, etag);
export const addNote = (child: string, note: NoteAsk, intention: Intention) =>
    post<Posted<"/children/{id}/notes", 201>>(`/children/${id(child)}/notes`, note, intention);
export const course = (reservation: string, etag: string | null) =>
    read<Got<"/reservations/{id}/entries">>(`/reservations/${id(reservation)}/entries`, etag);
export const addEntry = (one: { id: string }, entry: EntryAsk, intention: Intention) =>
    post<Posted<"/reservations/{id}/entries", 201>>(onReservation(one, "entries"), entry, intention);
export const checkEntry = (entry: CareEntry, intention: Intention) =>
    post<Posted<"/entries/{id}/check", 200>>(`/entries/${id(entry.id)}/check`, undefined, intention);
/** Somebody else of the room, at this tablet: whoever is signed in here stays so. Without a key: a password is kept nowhere. */
export const checkEntryHere = (entry: CareEntry, login: string, password: string) =>
    send<Posted<"/entries/{id}/check-here", 200>>("POST", `/entries/${id(entry.id)}/check-here`, { login, password }, {});
export const checkIn = (one: BoardReservation, list: CheckIn, intention: Intention) =>
    post<Posted<"/reservations/{id}/check-in", 200>>(onReservation(one, "check-in"), list, intention, ifStill(one));
export const checkOut = (one: BoardReservation, handed: CheckOut, intention: Intention) =>
    post<Posted<"/reservations/{id}/check-out", 200>>(onReservation(one, "check-out"), handed, intention, ifStill(one));
export const noShow = (one: BoardReservation, intention: Intention) =>
    post<Posted<"/reservations/{id}/no-show", 200>>(onReservation(one, "no-show"), undefined, intention, ifStill(one));
export const pickupPersons = (child: string, etag: string | null) =>
    read<Got<"/children/{id}/pickup-persons">>(`/children/${id(child)}/pickup-persons`, etag);
export const closeDay = (room: string, day: string, intention: Intention) =>
    post<Posted<"/sick-rooms/{id}/days/{day}/close", 200>>(
        `/sick-rooms/${id(room)}/days/${day}/close`,
        undefined,
        intention,
    );

export interface FoundChild {
    id: string;
    name: string;
    kana: string;
    birth: string;
    state: string | null;
    number: string | null;
}
/** What staff typed of a child's name stands in the body, never in an address. */
export const findChildren = (room: string, q: string) =>
    post<{ children: FoundChild[] }>(`/sick-rooms/${id(room)}/children/find`, { q }, new Intention());

export const fee = (reservation: string, etag: string | null) =>
    read<Fee>(`/reservations/${id(reservation)}/fee`, etag);
export const payFee = (one: { id: string }, method: PayMethod, intention: Intention) =>
    post<Fee>(onReservation(one, "fee/pay"), { method }, intention);
export const invoiceFee = (one: { id: string }, intention: Intention) =>
    post<Fee>(onReservation(one, "fee/invoice"), {}, intention);
export const receipt = (reservation: string, etag: string | null) =>
    read<Receipt>(`/reservations/${id(reservation)}/receipt`, etag);

export const certificate = (child: string, month: string, etag: string | null) =>
    read<UseCertificate>(`/children/${id(child)}/certificate${query({ month })}`, etag);

export const figures = (month: string, etag: string | null) => read<Got<"/figures">>(`/figures${query({ month })}`, etag);
export const sameDay = (month: string, etag: string | null) =>
    read<Got<"/figures/same-day">>(`/figures/same-day${query({ month })}`, etag);
export const settlement = (month: string, etag: string | null) =>
    read<Got<"/figures/settlement">>(`/figures/settlement${query({ month })}`, etag);
/** Where a browser finds a sheet of the month as a file: a link, not a fetch. */
export const sheetFile = (sheet: "figures" | "figures/same-day" | "figures/settlement", month: string): string =>
    `${BASE}/${sheet}${query({ month, format: "csv" })}`;
export const figureCases = (room: string, name: FigureName, month: string, etag: string | null) =>
    read<Schemas["FigureCases"]>(`/sick-rooms/${id(room)}/figures/${name}${query({ month })}`, etag);

export const attendanceBoard = (nursery: string, day: string | undefined, etag: string | null) =>
    read<AttendanceBoard>(`/nurseries/${id(nursery)}/attendance${query({ day })}`, etag);
export const meals = (nursery: string, day: string | undefined, diets: boolean, etag: string | null) =>
    read<Meals>(`/nurseries/${id(nursery)}/meals${query({ day, diets: diets ? "true" : undefined })}`, etag);
/** Where a browser finds the month's register as a file for a spreadsheet: a link, not a fetch. */
export const registerFile = (nursery: string, day: string, className: string, format: "csv" | "xlsx"): string =>
    `${BASE}/nurseries/${id(nursery)}/register${query({ month: day.slice(0, 7), format, class: className || undefined })}`;
export const childAttendance = (child: string, day: string | undefined, etag: string | null) =>
    read<Got<"/children/{id}/attendance">>(`/children/${id(child)}/attendance${query({ from: day, to: day })}`, etag);
/** Where staff's words go; they are sent by the outbox. */
export const correctionsOf = (nursery: string): string => `/nurseries/${id(nursery)}/attendance/corrections`;
export const absencesOf = (child: string): string => `/children/${id(child)}/absences`;

export const absences = (child: string, from: string, to: string, etag: string | null) =>
    read<Got<"/children/{id}/absences">>(`/children/${id(child)}/absences${query({ from, to })}`, etag);
export const withdrawAbsence = (child: string, absence: string) =>
    send<void>("DELETE", `/children/${id(child)}/absences/${id(absence)}`, undefined, {});

export type Registration = Schemas["Registration"];
export type RegistrationWhole = Schemas["RegistrationWhole"];
export type RegistrationState = Schemas["RegistrationState"];
export type RegistrationDecision = Asked<"/registrations/{id}/decide">;
export type HouseholdSheet = Schemas["HouseholdSheet"];
export type ChildSheet = Schemas["ChildSheet"];
export type HouseholdAsk = Asked<"/households">;
export type HouseholdEntered = Posted<"/households", 201>;
export type ClaimCode = Schemas["ClaimCode"];
export type ClaimAsk = Asked<"/claims">;
export type Contact = Schemas["Contact"];
export type ChildRegistrations = Got<"/children/{id}/registrations">;
type RegistrationSaved = Json<paths["/children/{id}/registrations/{scope}"]["put"]["responses"][200]>;

export const childRegistrations = (child: string, etag: string | null) =>
    read<ChildRegistrations>(`/children/${id(child)}/registrations`, etag);
/** One whole: what is sealed is opened for it, and the reading is written down. */
export const registration = (which: string) => read<RegistrationWhole>(`/registrations/${id(which)}`);
const onSheet = (child: string, scope: string) => `/children/${id(child)}/registrations/${id(scope)}`;
export const beginRegistration = (child: string, scope: string) =>
    send<RegistrationSaved>("PUT", onSheet(child, scope), {}, { "If-None-Match": "*" });
export interface Sheets {
    household?: HouseholdSheet;
    household_version?: number;
    sheet?: ChildSheet;
}
export const saveRegistration = (one: Registration, sheets: Sheets) =>
    send<RegistrationSaved>("PUT", onSheet(one.child_id, one.scope), sheets, ifStill(one));
const onRegistration = (one: Registration, verb: string) => `/registrations/${id(one.id)}/${verb}`;
export const submitRegistration = (one: Registration, intention: Intention) =>
    post<Posted<"/registrations/{id}/submit", 200>>(onRegistration(one, "submit"), undefined, intention, ifStill(one));
export const confirmRegistration = (one: Registration, intention: Intention) =>
    post<Posted<"/registrations/{id}/confirm", 200>>(onRegistration(one, "confirm"), undefined, intention, ifStill(one));
export const decideRegistration = (one: Registration, ask: RegistrationDecision, intention: Intention) =>
    post<Posted<"/registrations/{id}/decide", 200>>(onRegistration(one, "decide"), ask, intention, ifStill(one));
export const registrations = (state: string, cursor: string | undefined, etag: string | null) =>
    read<Got<"/registrations">>(`/registrations${query({ state, cursor })}`, etag);

export const enterHousehold = (ask: HouseholdAsk, intention: Intention) =>
    post<HouseholdEntered>("/households", ask, intention);
export const inviteGuardian = (household: string, intention: Intention) =>
    post<ClaimCode>(`/households/${id(household)}/guardians/invite`, undefined, intention);
export const newClaimCode = (household: string, intention: Intention) =>
    post<ClaimCode>(`/households/${id(household)}/claim-code`, undefined, intention);
export const facts = (household: string, etag: string | null) =>
    read<Got<"/households/{id}/facts">>(`/households/${id(household)}/facts`, etag);
export const recordFact = (household: string, fact: FactAsk, intention: Intention) =>
    post<Posted<"/households/{id}/facts", 201>>(`/households/${id(household)}/facts`, fact, intention);
export const endFact = (fact: Fact, intention: Intention) => post<void>(`/facts/${id(fact.id)}/end`, {}, intention);
export const closeHousehold = (household: string, day: string, intention: Intention) =>
    post<Posted<"/households/{id}/close", 200>>(`/households/${id(household)}/close`, { day }, intention);
export const childGuardians = (child: string, etag: string | null) =>
    read<Got<"/children/{id}/guardians">>(`/children/${id(child)}/guardians`, etag);
export const limitGuardian = (child: string, guardian: Limited, hides: Hidden[]) =>
    send<Schemas["Limits"]>("PUT", `/guardians/${id(guardian.id)}/children/${id(child)}/limits`, { hides }, ifStill(guardian));
/** Lets another room see a reservation, or no longer. */
export const share = (one: Reservation, room: string, end: boolean, intention: Intention) =>
    post<void>(onReservation(one, end ? "unshare" : "share"), { sick_room_id: room }, intention);
export const claim = (ask: ClaimAsk) => send<void>("POST", "/claims", ask, {});

export type Gateway = Got<"/gateways">["gateways"][number];
export type Pairing = Got<"/pairings/{id}">;
export type Card = Got<"/cards">["cards"][number];
export const gateways = (etag: string | null) => read<Got<"/gateways">>("/gateways", etag);
export const revokeGateway = (name: string, intention: Intention) => post<void>(`/gateways/${id(name)}/revoke`, {}, intention);
export const makePairing = (site_id: string, gateway: string, intention: Intention) =>
    post<{ id: string }>("/pairings", { site_id, gateway }, intention);
export const pairing = (which: string) => read<Pairing>(`/pairings/${id(which)}`, null);
export const confirmPairing = (which: string, number: string, intention: Intention) =>
    post<void>(`/pairings/${id(which)}/confirm`, { number }, intention);
export const cards = (etag: string | null) => read<Got<"/cards">>("/cards", etag);
export const issueCard = (number: string, children: string[], intention: Intention) =>
    post<{ id: string }>("/cards", { number, children }, intention);
export const revokeCard = (which: string, intention: Intention) => post<void>(`/cards/${id(which)}/revoke`, {}, intention);
/** What the phone shows at the entrance: good for a minute and once. */
export const appCode = (children: string[]) => read<Got<"/me/app-code">>(`/me/app-code?children=${children.map(id).join(",")}`, null);
export const contacts = (etag: string | null) => read<Got<"/me/contacts">>("/me/contacts", etag);
export const addContact = (address: string, language: Contact["language"], intention: Intention) =>
    post<Contact>("/me/contacts", { channel: "email", address, language }, intention);
export const removeContact = (which: string) => send<void>("DELETE", `/me/contacts/${id(which)}`, undefined, {});

export * from "./api-safety.ts";
