// The families' pages: /, /parent/…
import "../style/base.css";
import "../components/button/button.css";
import "../components/icon/icon.css";
import { t } from "../lib/i18n.ts";
import { match, place } from "../lib/router.ts";
import { start } from "../lib/start.ts";
import { Frame, SignedIn } from "./frame.tsx";
import { HomePage } from "./home.tsx";
import { later } from "./later.tsx";
import { SignInPage } from "./sign-in.tsx";
import { VacanciesPage } from "./vacancies.tsx";

const AbsencePage = later(() => import("./absence.tsx").then((module) => module.AbsencePage));
const AppCodePage = later(() => import("./app-code.tsx").then((module) => module.AppCodePage));
const AttendancePage = later(() => import("./attendance.tsx").then((module) => module.AttendancePage));
const BookPage = later(() => import("./book.tsx").then((module) => module.BookPage));
const ClaimPage = later(() => import("./claim.tsx").then((module) => module.ClaimPage));
const CalendarPage = later(() => import("./calendar.tsx").then((module) => module.CalendarPage));
const ContactsPage = later(() => import("./contacts.tsx").then((module) => module.ContactsPage));
const LetterPage = later(() => import("./letters.tsx").then((module) => module.LetterPage));
const LettersPage = later(() => import("./letters.tsx").then((module) => module.LettersPage));
const LinkPage = later(() => import("./link.tsx").then((module) => module.LinkPage));
const RegistrationPage = later(() => import("./registration.tsx").then((module) => module.RegistrationPage));
const MedicinePage = later(() => import("./medicine.tsx").then((module) => module.MedicinePage));
const PickupPage = later(() => import("./pickup.tsx").then((module) => module.PickupPage));
const RecordPage = later(() => import("./record.tsx").then((module) => module.RecordPage));
const ReservationsPage = later(() => import("./reservations.tsx").then((module) => module.ReservationsPage));
const ReservePage = later(() => import("./reserve.tsx").then((module) => module.ReservePage));

const TalkPage = later(() => import("./talk.tsx").then((module) => module.TalkPage));
const SpotsPage = later(() => import("./spots.tsx").then((module) => module.SpotsPage));
const CertificatePage = later(() => import("./certificate.tsx").then((module) => module.CertificatePage));
const VisitPage = later(() => import("./visit.tsx").then((module) => module.VisitPage));

function App() {
    const visit = match("/parent/visit/:id", place.value.path)?.["id"];
    if (visit) return <SignedIn>{() => <VisitPage key={visit} id={visit} />}</SignedIn>;
    const certified = match("/parent/certificate/:child", place.value.path)?.["child"];
    if (certified) return <SignedIn>{() => <CertificatePage key={certified} child={certified} />}</SignedIn>;
    const letter = match("/parent/notices/:id", place.value.path)?.["id"];
    if (letter) return <SignedIn>{() => <LetterPage key={letter} which={letter} />}</SignedIn>;
    const talk = match("/parent/talk/:child", place.value.path)?.["child"];
    if (talk) return <SignedIn>{() => <TalkPage key={talk} which={talk} />}</SignedIn>;
    switch (place.value.path.replace(/(.)\/$/, "$1")) {
        case "/":
        case "/parent/vacancies":
            return <VacanciesPage />;
        case "/parent":
            return <SignedIn>{(me) => <HomePage me={me} />}</SignedIn>;
        case "/parent/sign-in":
            return <SignInPage />;
        case "/parent/link":
            return <LinkPage />;
        case "/parent/claim":
            return <ClaimPage />;
        case "/parent/registration":
            return <SignedIn>{(me) => <RegistrationPage me={me} />}</SignedIn>;
        case "/parent/code":
            return <SignedIn>{(me) => <AppCodePage me={me} />}</SignedIn>;
        case "/parent/book":
            return <SignedIn>{(me) => <BookPage me={me} />}</SignedIn>;
        case "/parent/medicine":
            return <SignedIn>{(me) => <MedicinePage me={me} />}</SignedIn>;
        case "/parent/pickup":
            return <SignedIn>{(me) => <PickupPage me={me} />}</SignedIn>;
        case "/parent/record":
            return <SignedIn>{(me) => <RecordPage me={me} />}</SignedIn>;
        case "/parent/notices":
            return <SignedIn>{(me) => <LettersPage me={me} />}</SignedIn>;
        case "/parent/talk":
            return <SignedIn>{() => <TalkPage which={undefined} />}</SignedIn>;
        case "/parent/calendar":
            return <SignedIn>{() => <CalendarPage />}</SignedIn>;
        case "/parent/contacts":
            return <SignedIn>{(me) => <ContactsPage me={me} />}</SignedIn>;
        case "/parent/reserve":
            return <SignedIn>{(me) => <ReservePage me={me} />}</SignedIn>;
        case "/parent/reservations":
            return <SignedIn>{(me) => <ReservationsPage me={me} />}</SignedIn>;
        case "/parent/attendance":
            return <SignedIn>{(me) => <AttendancePage me={me} />}</SignedIn>;
        case "/parent/spots":
            return <SignedIn>{(me) => <SpotsPage me={me} />}</SignedIn>;
        case "/parent/absence":
            return <SignedIn>{(me) => <AbsencePage me={me} />}</SignedIn>;
        default:
            return (
                <Frame title={t("page.not_found")}>
                    <p>{t("page.not_found_next")}</p>
                    <p>
                        <a class="button" href="/">
                            {t("way.vacancies")}
                        </a>
                    </p>
                </Frame>
            );
    }
}

void start(App, (path) => path === "/" || path === "/parent" || path.startsWith("/parent/"));
