// The staff's frame, its sign-in, and the page that leads each role to its own work.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import { Page, type Way } from "../components/page/page.tsx";
import { SignIn } from "../components/sign-in/sign-in.tsx";
import type { Me } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { go } from "../lib/router.ts";
import { session } from "../lib/session.ts";
import { AlarmBar, DutyBar } from "./alarm-bar.tsx";

type Site = Me["sites"][number];

const NURSERY_ROLES = ["teacher", "lead", "head"];
const ROOM_ROLES = ["nurse", "sickroom_staff"];

const WARD_ROLES = ["ward_officer", "auditor"];
export const overseesRooms = (me: Me): boolean => me.roles.some((one) => WARD_ROLES.includes(one.role));

/** Who registers households: the ward office for all rooms that share a registration, a room for itself. */
export function keepsRegistrations(me: Me): { officer: boolean; rooms: Site[]; any: boolean } {
    const officer = me.roles.some((one) => one.role === "ward_officer");
    const rooms = me.sites.filter(
        (site) =>
            site.kind === "sickroom" &&
            me.roles.some((one) => ROOM_ROLES.includes(one.role) && (one.site_id === site.id || one.site_id === null)),
    );
    return { officer, rooms, any: officer || rooms.length > 0 };
}

/** The nurseries whose head this person is: their entrances and cards are theirs to keep. */
export const heads = (me: Me): Site[] =>
    me.sites.filter((site) => site.kind === "nursery" && me.roles.some((one) => one.role === "head" && one.site_id === site.id));

/** Where this person works, and the page for it. */
export function workplaces(me: Me): { site: Site; to: string }[] {
    const mine = (site: Site, roles: string[]) =>
        me.roles.some((one) => roles.includes(one.role) && (one.site_id === site.id || one.site_id === null));
    return me.sites.flatMap((site) => {
        if (site.kind === "nursery" && mine(site, NURSERY_ROLES)) return [{ site, to: `/staff/nurseries/${site.id}` }];
        if (site.kind === "sickroom" && mine(site, ROOM_ROLES)) return [{ site, to: `/staff/sick-rooms/${site.id}` }];
        return [];
    });
}

/** Whatever else stands on the page: nobody is forgotten. */
function Alarms({ me }: { me: Me }) {
    const nurseries = workplaces(me).filter(({ site }) => site.kind === "nursery");
    return (
        <>
            {nurseries.map(({ site }) => (
                <AlarmBar key={site.id} nursery={site} />
            ))}
            {me.roles.some((one) => one.role === "ward_officer") ? <DutyBar /> : null}
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
    const ways = me
        ? [
              ...(overseesRooms(me) ? [{ to: "/staff/ward", icon: "grid" as const, words: t("ward.title") }] : []),
              ...workplaces(me).flatMap(({ site, to }): Way[] =>
                  site.kind === "nursery"
                      ? [
                            { to, icon: "grid", words: site.name },
                            { to: `${to}/alarms`, icon: "warning", words: t("alarm.title") },
                            { to: `${to}/naps`, icon: "moon", words: t("nap.title") },
                            { to: `${to}/outings`, icon: "out", words: t("outing.title") },
                            { to: `${to}/evacuation`, icon: "list", words: t("evacuation.title") },
                        ]
                      : [{ to, icon: "list", words: site.name }],
              ),
              ...heads(me).flatMap((site) => [
                  { to: `/staff/nurseries/${site.id}/entrances`, icon: "clock" as const, words: t("entrances.title") },
                  { to: `/staff/nurseries/${site.id}/cards`, icon: "list" as const, words: t("cards.title") },
              ]),
              ...workplaces(me)
                  .filter(({ site }) => site.kind === "nursery")
                  .map(({ to }) => ({ to: `${to}/book`, icon: "pencil" as const, words: t("book.title") })),
              ...(keepsRegistrations(me).any
                  ? [{ to: "/staff/registrations", icon: "pencil" as const, words: t("registration.title") }]
                  : []),
          ]
        : [];
    return (
        <Page
            title={title}
            kicker={kicker}
            failed={failed ?? false}
            wide
            ways={ways}
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

export function StartPage({ me }: { me: Me }) {
    const places = workplaces(me);
    const ward = overseesRooms(me) ? "/staff/ward" : undefined;
    const only = places.length === 1 ? places[0]?.to : places.length === 0 ? ward : undefined;
    useEffect(() => {
        if (only) go(only, "replace");
    }, [only]);
    return (
        <Frame title={t("staff.title")}>
            {places.length === 0 ? (
                <Notice kind="info" title={t("staff.no_page")}>
                    <p>
                        {t("staff.no_page_next")} <a href="/">{t("way.vacancies")}</a>
                    </p>
                </Notice>
            ) : (
                <ul class="buttons">
                    {places.map(({ site, to }) => (
                        <li key={site.id}>
                            <a class="button" href={to}>
                                {site.name}
                            </a>
                        </li>
                    ))}
                </ul>
            )}
        </Frame>
    );
}
