// Words between families and the nursery: what nobody here has read first, then what was written last, then everybody else.
import { Thread } from "../components/talk/talk.tsx";
import { Loaded } from "../components/notice/states.tsx";
import type { Me } from "../lib/api.ts";
import type { TalkChild } from "../lib/api-talk.ts";
import { dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { Frame } from "./frame.tsx";
import { useNurseryTalks } from "./talk-mark.tsx";

type Site = Me["sites"][number];

function Line({ one, to }: { one: TalkChild; to: string }) {
    return (
        <li class={one.unread > 0 ? "card letter-unread" : "card"} data-talk={one.child_id}>
            <a href={to}>
                <b>{one.name}</b>
                <span>{one.class}</span>
                {one.unread > 0 ? <span class="talk-count">{t("talk.unread", { n: one.unread })}</span> : null}
                {one.unread === 0 && one.last_side === "family" ? <span>{t("talk.owed")}</span> : null}
                {one.last_at ? <span class="hint">{dayAndClock(one.last_at, language.value)}</span> : null}
            </a>
        </li>
    );
}

export function TalksPage({ nursery }: { nursery: Site }) {
    const list = useNurseryTalks(nursery.id);
    const to = (one: TalkChild) => `/staff/nurseries/${nursery.id}/talks/${one.child_id}`;
    return (
        <Frame title={t("talk.staff_title")} kicker={nursery.name}>
            <p class="hint">{t("talk.staff_hint")}</p>
            <Loaded from={list}>
                {({ children }) => {
                    const begun = children.filter((one) => one.last_at !== null);
                    const others = children.filter((one) => one.last_at === null);
                    const first = [...begun.filter((one) => one.unread > 0), ...begun.filter((one) => one.unread === 0)];
                    return (
                        <div class="stack">
                            {first.length === 0 ? (
                                <p>{t("talk.none")}</p>
                            ) : (
                                <ul class="stack talk-list">
                                    {first.map((one) => (
                                        <Line key={one.child_id} one={one} to={to(one)} />
                                    ))}
                                </ul>
                            )}
                            {others.length > 0 ? (
                                <section class="stack" aria-labelledby="talk-others">
                                    <h2 id="talk-others">{t("talk.others")}</h2>
                                    <ul class="talk-all">
                                        {others.map((one) => (
                                            <li key={one.child_id}>
                                                <a class="button button-second button-wide" href={to(one)}>
                                                    {one.name}
                                                </a>
                                            </li>
                                        ))}
                                    </ul>
                                </section>
                            ) : null}
                        </div>
                    );
                }}
            </Loaded>
        </Frame>
    );
}

export function TalkPage({ nursery, child }: { nursery: Site; child: string }) {
    const list = useNurseryTalks(nursery.id);
    const line = list.value?.children.find((one) => one.child_id === child);
    return (
        <Frame title={line?.name ?? t("talk.staff_title")} kicker={[nursery.name, line?.class].filter(Boolean).join(" ")}>
            <p>
                <a href={`/staff/nurseries/${nursery.id}/talks`}>{t("talk.all")}</a>
            </p>
            <Loaded from={list}>
                {() => (line ? <Thread key={child} child={child} line={line} lasting="this tab" changed={list.refresh} /> : <p>{t("page.not_found_next")}</p>)}
            </Loaded>
        </Frame>
    );
}
