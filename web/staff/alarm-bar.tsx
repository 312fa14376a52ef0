// The red bar on every page of staff whose nursery has an open alarm, and of the ward's officers when one has climbed to them.
import { useEffect } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { place } from "../lib/router.ts";
import { useResource } from "../lib/resource.ts";
import { about, alarmKindWord } from "./alarm-words.ts";
import "./alarms.css";

const SHOWN = 3;

export const useAlarms = (nursery: string) =>
    useResource(`alarms ${nursery}`, (etag) => api.nurseryAlarms(nursery, etag), { topics: [`alarms:${nursery}`] });

export function AlarmBar({ nursery }: { nursery: { id: string; name: string } }) {
    const to = `/staff/nurseries/${nursery.id}/alarms`;
    const open = useAlarms(nursery.id).value?.alarms.filter((one) => one.state === "open") ?? [];
    if (open.length === 0 || place.value.path.startsWith(to)) return null;
    return (
        <div role="alert" class="no-print"><a class="alarm-bar" href={to}>
            <Icon name="warning" />
            <span>
                <strong>{t("alarm.bar", { n: open.length, nursery: nursery.name })}</strong>{" "}
                {open.slice(0, SHOWN).map((one) => (
                    <span key={one.id} class="alarm-bar-one">
                        {alarmKindWord(one.kind)} {one.child ? about(one) : ""} {clock(one.opened_at)}
                    </span>
                ))}
            </span>
        </a></div>
    );
}

export function useDuty() {
    const duty = useResource("duty alarms", (etag) => api.dutyAlarms(etag));
    useEffect(() => {
        const timer = setInterval(duty.refresh, 15_000);
        return () => clearInterval(timer);
    }, []);
    return duty;
}

export function DutyBar() {
    const n = useDuty().value?.alarms.length ?? 0;
    if (n === 0 || place.value.path === "/staff/ward/alarms") return null;
    return (
        <div role="alert" class="no-print"><a class="alarm-bar" href="/staff/ward/alarms">
            <Icon name="warning" />
            <strong>{t("alarm.duty_bar", { n })}</strong>
        </a></div>
    );
}
