// What waits for the staff who decide about registrations: the queue, by state; each is opened whole on a page of its own.
import { SelectField } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { RegistrationPill } from "../components/sheet/registration-pill.tsx";
import { channelWord, stateWord } from "../components/sheet/registration-words.ts";
import * as api from "../lib/api.ts";
import { dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { go, place } from "../lib/router.ts";
import { Frame } from "../staff/frame.tsx";
import { keepsRegistrations } from "../staff/ways.ts";
import "./registrations.css";

const STATES: api.RegistrationState[] = [
    "submitted",
    "returned",
    "approved",
    "suspended",
    "draft",
    "refused",
    "expired",
    "closed",
];

const address = (state: string, cursor?: string): string =>
    `/staff/registrations?state=${state}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;

function Row({ one }: { one: api.Registration }) {
    return (
        <li class="card queue-row">
            <div>
                <h2>
                    <a href={`/staff/registrations/${one.id}`}>{one.child_name}</a>
                </h2>
                <p class="hint">
                    {[
                        one.sick_room_name ?? t("registration.all_rooms"),
                        channelWord(one.channel),
                        one.submitted_at ? t("queue.handed_in", { at: dayAndClock(one.submitted_at, language.value) }) : "",
                        one.number ? t("registration.number", { number: one.number }) : "",
                    ]
                        .filter(Boolean)
                        .join("　")}
                </p>
                {one.renewal_asked ? <p>{t("queue.renewal")}</p> : null}
            </div>
            <RegistrationPill state={one.state} />
        </li>
    );
}

export function RegistrationsPage({ me }: { me: api.Me }) {
    const asked = place.value.query.get("state") ?? "submitted";
    const state = asked === "renewal" || STATES.some((one) => one === asked) ? asked : "submitted";
    const cursor = place.value.query.get("cursor") ?? undefined;
    const queue = useResource(`queue ${state} ${cursor ?? ""}`, (etag) => api.registrations(state, cursor, etag));
    return (
        <Frame title={t("queue.title")}>
            <div class="queue-head">
                <SelectField
                    id="state"
                    label={t("queue.state")}
                    optional
                    value={state}
                    onValue={(next) => go(address(next === "" ? "submitted" : next), "replace")}
                    placeholder={t("queue.submitted")}
                    groups={[
                        {
                            choices: [
                                { value: "submitted", label: t("queue.submitted") },
                                { value: "renewal", label: t("queue.renewal") },
                                ...STATES.slice(1).map((one) => ({ value: one, label: stateWord(one) })),
                            ],
                        },
                    ]}
                />
                <a class="button button-second" href="/staff/households/new">
                    {t("counter.title")}
                </a>
            </div>
            <Loaded from={queue}>
                {({ registrations, next }) => (
                    <>
                        {registrations.length === 0 ? <p>{t("queue.none")}</p> : null}
                        {registrations.length === 0 && !keepsRegistrations(me).officer ? (
                            <p class="hint">{t("queue.none_room")}</p>
                        ) : null}
                        <ul class="stack">
                            {registrations.map((one) => (
                                <Row key={one.id} one={one} />
                            ))}
                        </ul>
                        {next ? (
                            <p>
                                <a class="button button-second" href={address(state, next)}>
                                    {t("queue.more")}
                                </a>
                            </p>
                        ) : null}
                    </>
                )}
            </Loaded>
        </Frame>
    );
}
