// The staff's pages: /staff/…
import "../style/base.css";
import "../components/button/button.css";
import "../components/icon/icon.css";
import type { Me } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { match, place } from "../lib/router.ts";
import { start } from "../lib/start.ts";
import "./words.ts";
import "./offline.ts";
import { RoomDayPage } from "../sickroom/day.tsx";
import { PhonePage } from "../sickroom/phone.tsx";
import { ReceiptPage } from "../sickroom/receipt.tsx";
import { AlarmPage } from "./alarm.tsx";
import { AlarmsPage, DutyPage } from "./alarms.tsx";
import { BoardPage } from "./board.tsx";
import { ClassBookPage } from "./book.tsx";
import { DrillsPage } from "./drills.tsx";
import { EvacuationPage } from "./evacuation.tsx";
import { IncidentPage } from "./incident.tsx";
import { IncidentsPage, WardIncidentsPage } from "./incidents.tsx";
import { NapPage, NapsPage } from "./nap.tsx";
import { OutingsPage } from "./outings.tsx";
import { FamilyPage } from "../ward/family.tsx";
import { CardsPage } from "./cards.tsx";
import { EntrancesPage } from "./entrances.tsx";
import { WardFiguresPage } from "../ward/figures.tsx";
import { NewHouseholdPage } from "../ward/household.tsx";
import { RegistrationPage } from "../ward/registration.tsx";
import { RegistrationsPage } from "../ward/registrations.tsx";
import { WardRoomsPage } from "../ward/rooms.tsx";
import { LimitsPage } from "./limits.tsx";
import { ComposePage, EditPage } from "./letter-compose.tsx";
import { LetterPage, LettersPage } from "./letters.tsx";
import { MealsPage } from "./meals.tsx";
import { StaffingPage } from "./staffing.tsx";
import { Frame, MenuPage, SignedIn, StaffSignInPage, StartPage } from "./frame.tsx";
import { MonthPage } from "./month.tsx";
import { heads, keepsRegistrations, overseesRooms } from "./ways.ts";

/** Another's site is not shown at all, as the server would not give it either. */
function site(me: Me, id: string | undefined, kind: "nursery" | "sickroom") {
    return me.sites.find((one) => one.id === id && one.kind === kind);
}

function NotFound() {
    return (
        <Frame title={t("page.not_found")}>
            <p>{t("page.not_found_next")}</p>
            <p>
                <a class="button" href="/staff/">
                    {t("way.home")}
                </a>
            </p>
        </Frame>
    );
}

function App() {
    const path = place.value.path;
    if (match("/staff", path)) return <SignedIn>{(me) => <StartPage me={me} />}</SignedIn>;
    if (match("/staff/menu", path)) return <SignedIn>{(me) => <MenuPage me={me} />}</SignedIn>;
    if (match("/staff/sign-in", path)) return <StaffSignInPage />;
    const receipt = match("/staff/receipts/:id", path);
    if (receipt) return <SignedIn>{() => <ReceiptPage id={receipt["id"] ?? ""} />}</SignedIn>;
    if (match("/staff/ward/figures", path)) {
        return <SignedIn>{(me) => (overseesRooms(me) ? <WardFiguresPage /> : <NotFound />)}</SignedIn>;
    }
    if (match("/staff/ward", path)) {
        return <SignedIn>{(me) => (overseesRooms(me) ? <WardRoomsPage /> : <NotFound />)}</SignedIn>;
    }
    const household = match("/staff/registrations/:id/household", path)?.["id"];
    if (household) {
        return <SignedIn>{(me) => (keepsRegistrations(me).officer ? <FamilyPage key={household} which={household} /> : <NotFound />)}</SignedIn>;
    }
    const classBook = match("/staff/nurseries/:id/book", path);
    if (classBook) {
        return (
            <SignedIn>
                {(me) => {
                    const found = site(me, classBook["id"], "nursery");
                    return found ? <ClassBookPage key={found.id} nursery={found} /> : <NotFound />;
                }}
            </SignedIn>
        );
    }
    const registration = match("/staff/registrations/:id", path);
    if (registration || match("/staff/registrations", path) || match("/staff/households/new", path)) {
        const which = registration?.["id"] ?? "";
        return (
            <SignedIn>
                {(me) => {
                    if (!keepsRegistrations(me).any) return <NotFound />;
                    if (which !== "") return <RegistrationPage key={which} which={which} me={me} />;
                    return match("/staff/registrations", path) ? <RegistrationsPage me={me} /> : <NewHouseholdPage me={me} />;
                }}
            </SignedIn>
        );
    }
    const entrances = match("/staff/nurseries/:id/entrances", path);
    const limits = match("/staff/nurseries/:id/limits", path);
    const kept = entrances ?? limits ?? match("/staff/nurseries/:id/cards", path);
    if (kept) {
        return (
            <SignedIn>
                {(me) => {
                    const found = heads(me).find((one) => one.id === kept["id"]);
                    if (!found) return <NotFound />;
                    if (limits) return <LimitsPage key={found.id} nursery={found} />;
                    return entrances ? <EntrancesPage key={found.id} nursery={found} /> : <CardsPage key={found.id} nursery={found} />;
                }}
            </SignedIn>
        );
    }
    if (match("/staff/ward/alarms", path)) {
        return <SignedIn>{(me) => (overseesRooms(me) ? <DutyPage /> : <NotFound />)}</SignedIn>;
    }
    const wardIncident = match("/staff/ward/incidents/:incident", path);
    if (wardIncident || match("/staff/ward/incidents", path)) {
        const which = wardIncident?.["incident"];
        return <SignedIn>{(me) => (!overseesRooms(me) ? <NotFound /> : which ? <IncidentPage key={which} which={which} /> : <WardIncidentsPage />)}</SignedIn>;
    }
    const oneNap = match("/staff/nurseries/:id/naps/:nap", path);
    const oneIncident = match("/staff/nurseries/:id/incidents/:incident", path);
    const safety =
        oneNap ??
        oneIncident ??
        match("/staff/nurseries/:id/incidents", path) ??
        match("/staff/nurseries/:id/drills", path) ??
        match("/staff/nurseries/:id/staffing", path) ??
        match("/staff/nurseries/:id/naps", path) ??
        match("/staff/nurseries/:id/evacuation", path) ??
        match("/staff/nurseries/:id/outings", path);
    if (safety) {
        return (
            <SignedIn>
                {(me) => {
                    const found = site(me, safety["id"], "nursery");
                    if (!found) return <NotFound />;
                    const which = oneNap?.["nap"];
                    if (which) return <NapPage key={which} nursery={found} which={which} />;
                    if (path.endsWith("/naps")) return <NapsPage key={found.id} nursery={found} />;
                    const incident = oneIncident?.["incident"];
                    if (incident) return <IncidentPage key={incident} nursery={found} which={incident} />;
                    if (path.endsWith("/incidents")) return <IncidentsPage key={found.id} nursery={found} />;
                    if (path.endsWith("/staffing")) return <StaffingPage key={found.id} nursery={found} />;
                    if (path.endsWith("/drills")) return <DrillsPage key={found.id} nursery={found} />;
                    if (path.endsWith("/outings")) return <OutingsPage key={found.id} nursery={found} />;
                    return <EvacuationPage key={found.id} nursery={found} />;
                }}
            </SignedIn>
        );
    }
    const oneAlarm = match("/staff/nurseries/:id/alarms/:alarm", path);
    const alarms = oneAlarm ?? match("/staff/nurseries/:id/alarms", path);
    if (alarms) {
        return (
            <SignedIn>
                {(me) => {
                    const found = site(me, alarms["id"], "nursery");
                    if (!found) return <NotFound />;
                    const which = oneAlarm?.["alarm"];
                    return which ? <AlarmPage key={which} nursery={found} which={which} /> : <AlarmsPage key={found.id} nursery={found} />;
                }}
            </SignedIn>
        );
    }
    const edited = match("/staff/nurseries/:id/notices/:letter/edit", path);
    const oneLetter = edited ?? match("/staff/nurseries/:id/notices/:letter", path);
    const letters = oneLetter ?? match("/staff/nurseries/:id/notices", path);
    if (letters) {
        return (
            <SignedIn>
                {(me) => {
                    const found = site(me, letters["id"], "nursery");
                    if (!found) return <NotFound />;
                    const which = oneLetter?.["letter"];
                    if (edited) return <EditPage key={which} nursery={found} which={which ?? ""} />;
                    if (which === "new") return <ComposePage key={found.id} nursery={found} />;
                    return which ? <LetterPage key={which} nursery={found} which={which} /> : <LettersPage key={found.id} nursery={found} />;
                }}
            </SignedIn>
        );
    }
    const kitchen = match("/staff/nurseries/:id/meals", path);
    const closing = match("/staff/nurseries/:id/month", path);
    if (closing) {
        return (
            <SignedIn>
                {(me) => {
                    const found = site(me, closing["id"], "nursery");
                    return found ? <MonthPage key={found.id} me={me} nursery={found} /> : <NotFound />;
                }}
            </SignedIn>
        );
    }
    const nursery = kitchen ?? match("/staff/nurseries/:id", path);
    if (nursery) {
        return (
            <SignedIn>
                {(me) => {
                    const found = site(me, nursery["id"], "nursery");
                    if (!found) return <NotFound />;
                    return kitchen ? (
                        <MealsPage key={found.id} nursery={found} />
                    ) : (
                        <BoardPage key={found.id} me={me} nursery={found} />
                    );
                }}
            </SignedIn>
        );
    }
    const phone = match("/staff/sick-rooms/:id/phone", path);
    const room = phone ?? match("/staff/sick-rooms/:id", path);
    if (room) {
        return (
            <SignedIn>
                {(me) => {
                    const found = site(me, room["id"], "sickroom");
                    if (!found) return <NotFound />;
                    return phone ? (
                        <PhonePage key={found.id} room={found} />
                    ) : (
                        <RoomDayPage key={found.id} room={found} />
                    );
                }}
            </SignedIn>
        );
    }
    return <NotFound />;
}

void start(App, (path) => path === "/staff" || path.startsWith("/staff/"));
