// The staff's frame, its sign-in, and the page that leads each role to its own work.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import { Page } from "../components/page/page.tsx";
import { SignIn } from "../components/sign-in/sign-in.tsx";
import type { Me } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { go } from "../lib/router.ts";
import { session } from "../lib/session.ts";
import { AlarmBar, DutyBar } from "./alarm-bar.tsx";
import { IncidentBar, WardIncidentBar } from "./incident-bar.tsx";
import "./menu.css";
import { TalkCount } from "./talk-mark.tsx";
import { groupsOf, heads, mainWays, overseesRooms, workplaces } from "./ways.ts";

/** Whatever else stands on the page: nobody is forgotten. */
function Alarms({ me }: { me: Me }) {
    const nurseries = workplaces(me).filter(({ site }) => site.kind === "nursery");
    return (
        <>
            {nurseries.map(({ site }) => (
                <AlarmBar key={site.id} nursery={site} />
            ))}
            {heads(me).map((site) => (
                <IncidentBar key={site.id} nursery={site.id} />
            ))}
            {me.roles.some((one) => one.role === "ward_officer") ? (
                <>
                    <DutyBar />
                    <WardIncidentBar />
                </>
            ) : null}
        </>
    );
}

interface Props {
    title: string;
    kicker?: string | undefined;
    failed?: boolean;
    offline?: string;
    children: ComponentChildren;
}

export function Frame({ title, kicker, failed, offline, children }: Props) {
    const me = session.person.value;
    return (
        <Page
            title={title}
            kicker={kicker}
            failed={failed ?? false}
            wide
            ways={me ? mainWays(me) : []}
            home="/staff/"
            signIn="/staff/sign-in"
            afterSignOut="/staff/sign-in"
            offline={offline}
        >
            {me ? <Alarms me={me} /> : null}
            {children}
        </Page>
    );
}

export function SignedIn({ children }: { children: (me: Me) => ComponentChildren }) {
    const person = session.person.value;
    const trouble = session.trouble.value;
    useEffect(() => {
        if (person === null) go("/staff/sign-in", "replace");
    }, [person]);
    if (person) return <>{children(person)}</>;
    return (
        <Frame title={t("app.name")}>
            {trouble ? <Failed error={trouble} retry={() => void session.load()} /> : <Loading />}
        </Frame>
    );
}

export function StaffSignInPage() {
    const person = session.person.value;
    const arrived = (me: Me) => {
        const family =
            me.roles.length > 0 && me.roles.every((one) => one.role === "guardian" || one.role === "pickup_only");
        if (family) location.assign("/parent/");
        else go("/staff/", "replace");
    };
    useEffect(() => {
        if (person) arrived(person);
    }, [person]);
    return (
        <Frame title={t("sign_in.staff_title")}>
            <SignIn arrived={arrived} />
            <p>
                <a href="/">{t("way.vacancies")}</a>
            </p>
        </Frame>
    );
}

/** Whoever works at one place is there at once; the others choose. */
export function StartPage({ me }: { me: Me }) {
    const places = workplaces(me);
    const ward = overseesRooms(me) ? "/staff/ward" : undefined;
    const only = places.length === 1 ? places[0]?.to : places.length === 0 ? ward : undefined;
    useEffect(() => {
        if (only) go(only, "replace");
    }, [only]);
    return <MenuPage me={me} title={t("staff.title")} />;
}

export function MenuPage({ me, title }: { me: Me; title?: string }) {
    const groups = groupsOf(me);
    return (
        <Frame title={title ?? t("menu.title")}>
            {groups.length === 0 ? (
                <Notice kind="info" title={t("staff.no_page")}>
                    <p>
                        {t("staff.no_page_next")} <a href="/">{t("way.vacancies")}</a>
                    </p>
                </Notice>
            ) : null}
            {groups.map(({ words, ways }) => (
                <section key={`${words} ${ways[0]?.to}`} class="menu">
                    <h2>{words}</h2>
                    <ul>
                        {ways.map((way) => (
                            <li key={way.to}>
                                <a class="card" href={way.to}>
                                    <Icon name={way.icon} />
                                    {way.words}
                                    {way.count ? <TalkCount nursery={way.count} /> : null}
                                </a>
                            </li>
                        ))}
                    </ul>
                </section>
            ))}
        </Frame>
    );
}
