// Where a member of staff can go: everything in groups for the menu, and the few that stand on every page.
import type { Way } from "../components/page/page.tsx";
import type { Me } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";

type Site = Me["sites"][number];

const NURSERY_ROLES = ["teacher", "lead", "head"];
const ROOM_ROLES = ["nurse", "sickroom_staff"];
const WARD_ROLES = ["ward_officer", "auditor"];
/** A thumb's row on a telephone holds four, the last is the menu. */
const MAIN_MAX = 3;

export const overseesRooms = (me: Me): boolean => me.roles.some((one) => WARD_ROLES.includes(one.role));

const at = (me: Me, site: Site, roles: string[]): boolean =>
    me.roles.some((one) => roles.includes(one.role) && (one.site_id === site.id || one.site_id === null));

/** Who registers households: the ward office for all rooms that share a registration, a room for itself. */
export function keepsRegistrations(me: Me): { officer: boolean; rooms: Site[]; any: boolean } {
    const officer = me.roles.some((one) => one.role === "ward_officer");
    const rooms = me.sites.filter((site) => site.kind === "sickroom" && at(me, site, ROOM_ROLES));
    return { officer, rooms, any: officer || rooms.length > 0 };
}

/** The nurseries whose head this person is: their entrances and cards are theirs to keep. */
export const heads = (me: Me): Site[] =>
    me.sites.filter((site) => site.kind === "nursery" && me.roles.some((one) => one.role === "head" && one.site_id === site.id));

/** Where this person works, and the page for it. */
export function workplaces(me: Me): { site: Site; to: string }[] {
    return me.sites.flatMap((site) => {
        if (site.kind === "nursery" && at(me, site, NURSERY_ROLES)) return [{ site, to: `/staff/nurseries/${site.id}` }];
        if (site.kind === "sickroom" && at(me, site, ROOM_ROLES)) return [{ site, to: `/staff/sick-rooms/${site.id}` }];
        return [];
    });
}

export interface Group {
    words: string;
    /** count: the nursery whose unread words stand beside it. */
    ways: (Way & { count?: string })[];
}

function nursery(me: Me, site: Site, to: string): Group[] {
    const keeps: Way[] = heads(me).some((one) => one.id === site.id)
        ? [
              { to: `${to}/entrances`, icon: "clock", words: t("entrances.title") },
              { to: `${to}/cards`, icon: "list", words: t("cards.title") },
              { to: `${to}/limits`, icon: "dash", words: t("limit.title") },
          ]
        : [];
    return [
        {
            words: site.name,
            ways: [
                { to, icon: "grid", words: t("board.title") },
                { to: `${to}/book`, icon: "pencil", words: t("book.title") },
                { to: `${to}/notices`, icon: "letter", words: t("letter.title") },
                { to: `${to}/talks`, icon: "speak", words: t("talk.staff_title"), count: site.id },
                { to: `${to}/naps`, icon: "moon", words: t("nap.title") },
                { to: `${to}/outings`, icon: "out", words: t("outing.title") },
                { to: `${to}/staffing`, icon: "check", words: t("ratio.title") },
                { to: `${to}/spots`, icon: "clock", words: t("spot.staff_title") },
                { to: `${to}/meals`, icon: "list", words: t("meals.title") },
                { to: `${to}/medicines`, icon: "check", words: t("medicine.staff_title") },
            ],
        },
        {
            words: t("menu.safety"),
            ways: [
                { to: `${to}/alarms`, icon: "warning", words: t("alarm.title") },
                { to: `${to}/infections`, icon: "list", words: t("infection.title") },
                { to: `${to}/evacuation`, icon: "home", words: t("evacuation.title") },
                { to: `${to}/incidents`, icon: "pencil", words: t("incident.title") },
                { to: `${to}/drills`, icon: "out", words: t("drill.title") },
            ],
        },
        { words: t("menu.papers"), ways: [{ to: `${to}/month`, icon: "list", words: t("month.title") }, ...keeps] },
    ];
}

const room = (site: Site, to: string): Group => ({
    words: site.name,
    ways: [
        { to, icon: "list", words: t("menu.room") },
        { to: `${to}/phone`, icon: "phone", words: t("phone.title") },
    ],
});

function office(me: Me): Group[] {
    const ways: Way[] = [];
    if (overseesRooms(me)) {
        ways.push({ to: "/staff/ward", icon: "grid", words: t("ward.title") });
        ways.push({ to: "/staff/ward/figures", icon: "list", words: t("figures.title") });
        ways.push({ to: "/staff/ward/incidents", icon: "warning", words: t("incident.ward_title") });
    }
    if (keepsRegistrations(me).any) ways.push({ to: "/staff/registrations", icon: "pencil", words: t("registration.title") });
    return ways.length === 0 ? [] : [{ words: t("menu.office"), ways }];
}

/** Everything, for the menu. */
export function groupsOf(me: Me): Group[] {
    const places = workplaces(me).flatMap(({ site, to }) => (site.kind === "nursery" ? nursery(me, site, to) : [room(site, to)]));
    return [...places, ...office(me)];
}

/** What stands on every page: the work, what must not be missed, and the menu when there is more. */
export function mainWays(me: Me): Way[] {
    const places = workplaces(me);
    const first = places.map(({ site, to }): Way => ({ to, icon: site.kind === "nursery" ? "grid" : "list", words: site.name }));
    const nurseries = places.filter(({ site }) => site.kind === "nursery");
    const only = places.length === 1 && nurseries[0] ? nurseries[0].to : undefined;
    const next: Way[] = only
        ? [
              { to: `${only}/book`, icon: "pencil", words: t("book.title") },
              { to: `${only}/alarms`, icon: "warning", words: t("alarm.title") },
          ]
        : office(me).flatMap(({ ways }) => ways);
    const main = [...first, ...next].slice(0, MAIN_MAX);
    const all = groupsOf(me).flatMap(({ ways }) => ways);
    return all.every((way) => main.some((one) => one.to === way.to))
        ? main
        : [...main, { to: "/staff/menu", icon: "menu", words: t("menu.title") }];
}
