// A bar for heads and for the municipality while a report of a serious accident is asked for: yellow before its day, red once it is late.
import { useEffect } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import * as api from "../lib/api-incidents.ts";
import { t } from "../lib/i18n.ts";
import { place } from "../lib/router.ts";
import { useResource } from "../lib/resource.ts";
import { nextReport, reportWords } from "./incident-words.ts";
import "./incidents.css";

function Bar({ incidents, to }: { incidents: api.Incident[]; to: string }) {
    const asked = incidents.flatMap((one) => nextReport(one) ?? []);
    const late = asked.filter((one) => one.state === "late");
    const first = late[0] ?? asked[0];
    if (!first || place.value.path.startsWith(to)) return null;
    return (
        <div role={late.length > 0 ? "alert" : "status"} class="no-print">
            <a class={late.length > 0 ? "incident-bar incident-bar-late" : "incident-bar"} href={to}>
                <Icon name={late.length > 0 ? "warning" : "clock"} />
                <span>
                    <strong>{late.length > 0 ? t("incident.bar_late", { n: late.length }) : t("incident.bar", { n: asked.length })}</strong>{" "}
                    {reportWords(first)}
                </span>
            </a>
        </div>
    );
}

export const useIncidents = (nursery: string) =>
    useResource(`incidents ${nursery}`, (etag) => api.incidents(nursery, etag), { topics: [`alarms:${nursery}`] });

export function IncidentBar({ nursery }: { nursery: string }) {
    const value = useIncidents(nursery).value;
    return <Bar incidents={value?.incidents ?? []} to={`/staff/nurseries/${nursery}/incidents`} />;
}

export function useWardIncidents() {
    const incidents = useResource("ward incidents", (etag) => api.wardIncidents(etag));
    useEffect(() => {
        const timer = setInterval(incidents.refresh, 60_000);
        return () => clearInterval(timer);
    }, []);
    return incidents;
}

/** What is late: the municipality is told then, and not before. */
export function WardIncidentBar() {
    const value = useWardIncidents().value;
    const late = value?.incidents.filter((one) => nextReport(one)?.state === "late") ?? [];
    return <Bar incidents={late} to="/staff/ward/incidents" />;
}
