// A nursery's alarms of today: what is open first; and the municipality's duty screen.
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock, dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useAlarms, useDuty } from "./alarm-bar.tsx";
import { about, alarmKindWord, stepWord, whereWord } from "./alarm-words.ts";
import { Frame } from "./frame.tsx";

function Row({ alarm, to }: { alarm: api.Alarm; to: string }) {
    const open = alarm.state === "open";
    return (
        <li class={open ? "card alarm alarm-open" : "card alarm"}>
            <p class="alarm-kind">
                <Icon name={open ? "warning" : "check"} /> {alarmKindWord(alarm.kind)}
            </p>
            <p class="alarm-who">
                <a href={`${to}/${alarm.id}`}>{about(alarm)}</a>
            </p>
            <p class="hint">
                {t("alarm.since", { at: dayAndClock(alarm.opened_at, language.value) })}
                {open && alarm.step ? ` ${t("alarm.reached", { step: stepWord(alarm.step), n: alarm.tried })}` : null}
                {!open && alarm.whereabouts
                    ? ` ${t("alarm.over", {
                          at: clock(alarm.closed_at),
                          where: whereWord(alarm.whereabouts),
                          by: alarm.closed_by ?? t("alarm.by_itself"),
                      })}`
                    : null}
            </p>
        </li>
    );
}

export function AlarmsPage({ nursery }: { nursery: api.Me["sites"][number] }) {
    const alarms = useAlarms(nursery.id);
    const to = `/staff/nurseries/${nursery.id}/alarms`;
    return (
        <Frame title={t("alarm.title")} kicker={nursery.name}>
            <Loaded from={alarms}>
                {(value) => (
                    <>
                        {value.alarms.some((one) => one.state === "open") ? null : (
                            <Notice kind="success" title={t("alarm.none_open")} />
                        )}
                        <ul class="alarms">
                            {value.alarms.map((alarm) => (
                                <Row key={alarm.id} alarm={alarm} to={to} />
                            ))}
                        </ul>
                    </>
                )}
            </Loaded>
        </Frame>
    );
}

export function DutyPage() {
    const duty = useDuty();
    return (
        <Frame title={t("alarm.duty_title")}>
            <p>{t("alarm.duty_lead")}</p>
            <Loaded from={duty}>
                {(value) =>
                    value.alarms.length === 0 ? (
                        <Notice kind="success" title={t("alarm.none_open")} />
                    ) : (
                        <ul class="alarms">
                            {value.alarms.map((one) => (
                                <li key={one.id} class="card alarm alarm-open">
                                    <p class="alarm-kind">
                                        <Icon name="warning" /> {alarmKindWord(one.kind)}
                                    </p>
                                    <p class="alarm-who">{one.nursery.name}</p>
                                    <p class="hint">
                                        {t("alarm.since", { at: dayAndClock(one.opened_at, language.value) })}{" "}
                                        {t("alarm.tried", { n: one.tried })}
                                    </p>
                                    {one.nursery.phone ? (
                                        <p>
                                            <a class="button" href={`tel:${one.nursery.phone}`}>
                                                <Icon name="phone" /> {one.nursery.phone}
                                            </a>
                                        </p>
                                    ) : null}
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Frame>
    );
}
