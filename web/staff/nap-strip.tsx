// Rooms in which children sleep, on the board: when the next look is due, and red when it is late. The times are the server's: a reload changes nothing.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import "./nap.css";

const GRACE_MS = 60_000;
const TICK_MS = 5000;

function Room({ nursery, session }: { nursery: string; session: { id: string; room: string } }) {
    const nap = useResource(`nap ${session.id}`, (etag) => api.nap(session.id, etag), { topics: [`alarms:${nursery}`] });
    const [now, setNow] = useState(api.now().getTime());
    useEffect(() => {
        const timer = setInterval(() => setNow(api.now().getTime()), TICK_MS);
        return () => clearInterval(timer);
    }, []);
    const due = (nap.value?.children ?? []).flatMap((child) => child.due_at ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
    const first = due[0];
    if (first === undefined) return null;
    const late = due.filter((one) => now >= Date.parse(one) + GRACE_MS).length;
    return (
        <li>
            <a class={late > 0 ? "nap-strip nap-strip-late" : "nap-strip"} href={`/staff/nurseries/${nursery}/naps/${session.id}`}>
                <Icon name={late > 0 ? "warning" : "moon"} />
                <span>
                    {session.room} {t("nap.children", { n: due.length })}{" "}
                    {late > 0 ? <strong role="alert">{t("nap.strip_late", { n: late })}</strong> : t("nap.strip_next", { at: clock(first) })}
                </span>
            </a>
        </li>
    );
}

export function NapStrip({ nursery }: { nursery: string }) {
    const naps = useResource(`naps ${nursery}`, (etag) => api.naps(nursery, etag), { topics: [`alarms:${nursery}`] });
    const open = naps.value?.sessions.filter((one) => one.closed_at === null) ?? [];
    if (open.length === 0) return null;
    return (
        <ul class="nap-strips no-print">
            {open.map((one) => (
                <Room key={one.id} nursery={nursery} session={one} />
            ))}
        </ul>
    );
}
