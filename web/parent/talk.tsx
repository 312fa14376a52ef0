// Words between this family and the nursery, about one child: who has several children in nurseries chooses, with what is new first.
import { Thread } from "../components/talk/talk.tsx";
import { Loaded } from "../components/notice/states.tsx";
import type { TalkChild } from "../lib/api-talk.ts";
import { dayAndClock } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { Frame } from "./frame.tsx";
import { useOwnTalks } from "./talk-mark.tsx";

function Line({ one }: { one: TalkChild }) {
    return (
        <li class="card">
            <a href={`/parent/talk/${one.child_id}`}>
                <b>{one.name}</b>
                <span>{one.nursery_name}</span>
                {one.unread > 0 ? <span class="talk-count">{t("talk.unread", { n: one.unread })}</span> : null}
                {one.last_at ? <span class="hint">{dayAndClock(one.last_at, language.value)}</span> : null}
            </a>
        </li>
    );
}

export function TalkPage({ which }: { which: string | undefined }) {
    const list = useOwnTalks();
    const all = list.value?.children ?? [];
    const line = which === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((one) => one.child_id === which);
    return (
        <Frame title={t("talk.title")} kicker={line ? `${line.name} ${line.nursery_name}` : undefined}>
            <Loaded from={list}>
                {({ children }) =>
                    line ? (
                        <>
                            {children.length > 1 ? (
                                <p>
                                    <a href="/parent/talk">{t("talk.all")}</a>
                                </p>
                            ) : null}
                            <Thread key={line.child_id} child={line.child_id} line={line} lasting="until sign-out" changed={list.refresh} />
                        </>
                    ) : children.length === 0 || which !== undefined ? (
                        <p>{t("talk.no_nursery")}</p>
                    ) : (
                        <ul class="stack talk-list">
                            {children.map((one) => (
                                <Line key={one.child_id} one={one} />
                            ))}
                        </ul>
                    )
                }
            </Loaded>
        </Frame>
    );
}
