// The staff's pages: /staff/…
import "../style/base.css";
import "../components/button/button.css";
import "../components/icon/icon.css";
import { Fragment, type JSX } from "preact";
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
import { InfectionsPage } from "./infections.tsx";
import { LimitsPage } from "./limits.tsx";
import { ComposePage, EditPage } from "./letter-compose.tsx";
import { LetterPage, LettersPage } from "./letters.tsx";
import { MealsPage } from "./meals.tsx";
import { MedicinesPage } from "./medicines.tsx";
import { BusPage } from "./bus.tsx";
import { SpotsPage } from "./spots.tsx";
import { TalkPage, TalksPage } from "./talks.tsx";
import { StaffingPage } from "./staffing.tsx";
import { Frame, MenuPage, SignedIn, StaffSignInPage, StartPage } from "./frame.tsx";
import { MonthPage } from "./month.tsx";
import { heads, keepsRegistrations, overseesRooms } from "./ways.ts";

type Site = Me["sites"][number];
type Found = Record<string, string>;
/** undefined: not for this person. Another's site is not shown at all, as the server would not give it either. */
type Draw = (me: Me, found: Found) => JSX.Element | undefined;

const of = (kind: Site["kind"], page: (site: Site, found: Found, me: Me) => JSX.Element): Draw => (me, found) => {
    const site = me.sites.find((one) => one.id === found["id"] && one.kind === kind);
    return site && page(site, found, me);
};
const nursery = (page: (nursery: Site, found: Found, me: Me) => JSX.Element): Draw => of("nursery", page);
const room = (page: (room: Site) => JSX.Element): Draw => of("sickroom", page);
const head = (page: (nursery: Site) => JSX.Element): Draw => (me, found) => {
    const site = heads(me).find((one) => one.id === found["id"]);
    return site && page(site);
};
const ward = (page: (found: Found) => JSX.Element): Draw => (me, found) => (overseesRooms(me) ? page(found) : undefined);
const registrar = (page: (me: Me, found: Found) => JSX.Element): Draw => (me, found) => (keepsRegistrations(me).any ? page(me, found) : undefined);

/** The first whose address fits is shown. */
const PAGES: [string, Draw][] = [
    ["/staff", (me) => <StartPage me={me} />],
    ["/staff/menu", (me) => <MenuPage me={me} />],
    ["/staff/receipts/:receipt", (_, { receipt = "" }) => <ReceiptPage id={receipt} />],
    // the ward
    ["/staff/ward", ward(() => <WardRoomsPage />)],
    ["/staff/ward/figures", ward(() => <WardFiguresPage />)],
    ["/staff/ward/alarms", ward(() => <DutyPage />)],
    ["/staff/ward/incidents", ward(() => <WardIncidentsPage />)],
    ["/staff/ward/incidents/:incident", ward(({ incident = "" }) => <IncidentPage which={incident} />)],
    // registration
    ["/staff/registrations", registrar((me) => <RegistrationsPage me={me} />)],
    ["/staff/registrations/:registration", registrar((me, { registration = "" }) => <RegistrationPage which={registration} me={me} />)],
    [
        "/staff/registrations/:registration/household",
        (me, { registration = "" }) => (keepsRegistrations(me).officer ? <FamilyPage which={registration} /> : undefined),
    ],
    ["/staff/households/new", registrar((me) => <NewHouseholdPage me={me} />)],
    // a nursery's day
    ["/staff/nurseries/:id", nursery((site, _, me) => <BoardPage me={me} nursery={site} />)],
    ["/staff/nurseries/:id/book", nursery((site) => <ClassBookPage nursery={site} />)],
    ["/staff/nurseries/:id/meals", nursery((site) => <MealsPage nursery={site} />)],
    ["/staff/nurseries/:id/medicines", nursery((site) => <MedicinesPage nursery={site} />)],
    ["/staff/nurseries/:id/infections", nursery((site) => <InfectionsPage nursery={site} />)],
    ["/staff/nurseries/:id/naps", nursery((site) => <NapsPage nursery={site} />)],
    ["/staff/nurseries/:id/naps/:nap", nursery((site, { nap = "" }) => <NapPage nursery={site} which={nap} />)],
    ["/staff/nurseries/:id/staffing", nursery((site) => <StaffingPage nursery={site} />)],
    ["/staff/nurseries/:id/outings", nursery((site) => <OutingsPage nursery={site} />)],
    ["/staff/nurseries/:id/outings/:outing/bus", nursery((site, { outing = "" }) => <BusPage nursery={site} which={outing} />)],
    ["/staff/nurseries/:id/spots", nursery((site) => <SpotsPage nursery={site} />)],
    // its families
    ["/staff/nurseries/:id/notices", nursery((site) => <LettersPage nursery={site} />)],
    ["/staff/nurseries/:id/notices/new", nursery((site) => <ComposePage nursery={site} />)],
    ["/staff/nurseries/:id/notices/:letter", nursery((site, { letter = "" }) => <LetterPage nursery={site} which={letter} />)],
    ["/staff/nurseries/:id/notices/:letter/edit", nursery((site, { letter = "" }) => <EditPage nursery={site} which={letter} />)],
    ["/staff/nurseries/:id/talks", nursery((site) => <TalksPage nursery={site} />)],
    ["/staff/nurseries/:id/talks/:child", nursery((site, { child = "" }) => <TalkPage nursery={site} child={child} />)],
    // nobody missing, nobody forgotten
    ["/staff/nurseries/:id/alarms", nursery((site) => <AlarmsPage nursery={site} />)],
    ["/staff/nurseries/:id/alarms/:alarm", nursery((site, { alarm = "" }) => <AlarmPage nursery={site} which={alarm} />)],
    ["/staff/nurseries/:id/evacuation", nursery((site) => <EvacuationPage nursery={site} />)],
    ["/staff/nurseries/:id/incidents", nursery((site) => <IncidentsPage nursery={site} />)],
    ["/staff/nurseries/:id/incidents/:incident", nursery((site, { incident = "" }) => <IncidentPage nursery={site} which={incident} />)],
    ["/staff/nurseries/:id/drills", nursery((site) => <DrillsPage nursery={site} />)],
    // its office
    ["/staff/nurseries/:id/month", nursery((site, _, me) => <MonthPage me={me} nursery={site} />)],
    ["/staff/nurseries/:id/entrances", head((site) => <EntrancesPage nursery={site} />)],
    ["/staff/nurseries/:id/cards", head((site) => <CardsPage nursery={site} />)],
    ["/staff/nurseries/:id/limits", head((site) => <LimitsPage nursery={site} />)],
    // a sick-care room
    ["/staff/sick-rooms/:id", room((site) => <RoomDayPage room={site} />)],
    ["/staff/sick-rooms/:id/phone", room((site) => <PhonePage room={site} />)],
];

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
    if (match("/staff/sign-in", path)) return <StaffSignInPage />;
    for (const [pattern, draw] of PAGES) {
        const found = match(pattern, path);
        // Another address is another page, also where the same kind of page follows: nothing of the one before is left on it.
        if (found) return <SignedIn>{(me) => <Fragment key={path}>{draw(me, found) ?? <NotFound />}</Fragment>}</SignedIn>;
    }
    return <NotFound />;
}

void start(App, (path) => path === "/staff" || path.startsWith("/staff/"));
