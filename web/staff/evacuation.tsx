// Who is in the house right now, for leaving it: never older than a minute on the screen, with its time on the paper, and a box to tick for each child.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { session } from "../lib/session.ts";
import { relationWord } from "./alarm-words.ts";
import { fetchList, keepTicks, recallList, recallTicks, type Ticks } from "./evacuation-kept.ts";
import { Frame } from "./frame.tsx";
import "./evacuation.css";

const EVERY_MS = 30_000;
const OLD_MS = 60_000;

function Person({ child }: { child: api.EvacuationChild }) {
    const called = child.persons.filter((one) => one.number !== "");
    return (
        <>
            {called.map((one) => (
                <p key={`${one.name} ${one.number}`}>
                    <a href={`tel:${one.number.replace(/[^0-9+]/g, "")}`}>{one.number}</a>{" "}
                    <span class="hint">
                        {one.name} {relationWord(one.relation)}
                    </span>
                </p>
            ))}
        </>
    );
}

function Row({ child, tick, see }: { child: api.EvacuationChild; tick: Ticks[string] | undefined; see: (on: boolean) => void }) {
    const seen = tick !== undefined;
    return (
        <tr class={seen ? "evacuated" : undefined}>
            <td>
                <label class="tap-choice">
                    <input type="checkbox" checked={seen} onChange={(event) => see(event.currentTarget.checked)} />
                    <span class="unseen">{t("evacuation.seen", { name: child.name })}</span>
                </label>
            </td>
            <th scope="row">
                {child.name}
                {child.stepped_out ? <span class="hint"> {t("evacuation.stepped_out")}</span> : null}
                {tick ? <span class="hint evacuation-by"> {t("evacuation.by", { by: tick.by, at: clock(tick.at) })}</span> : null}
            </th>
            <td>{child.allergies.map((one) => [one.what, one.care].filter(Boolean).join(" ")).join("、")}</td>
            <td>
                <Person child={child} />
            </td>
            <td>{[...new Set(child.persons.map((one) => one.name))].filter(Boolean).join("、")}</td>
        </tr>
    );
}

export function EvacuationPage({ nursery }: { nursery: api.Me["sites"][number] }) {
    const list = useResource(`evacuation ${nursery.id}`, () => fetchList(nursery.id), {
        topics: [`attendance:${nursery.id}`],
        fallback: () => recallList(nursery.id),
    });
    const [now, setNow] = useState(api.now().getTime());
    const [ticks, setTicks] = useState<Ticks>({});
    useEffect(() => void recallTicks(nursery.id).then((kept) => setTicks((before) => ({ ...kept, ...before }))), [nursery.id]);
    const turn = (next: Ticks) => {
        setTicks(next);
        void keepTicks(nursery.id, next);
    };
    const see = (child: string, on: boolean) => {
        const { [child]: _, ...others } = ticks;
        turn(on ? { ...others, [child]: { by: session.person.value?.name ?? "", at: api.now().toISOString() } } : others);
    };
    useEffect(() => {
        const second = setInterval(() => setNow(api.now().getTime()), 1000);
        const again = setInterval(() => {
            if (!document.hidden) list.refresh();
        }, EVERY_MS);
        return () => {
            clearInterval(second);
            clearInterval(again);
        };
    }, []);
    return (
        <Frame title={t("evacuation.title")} kicker={nursery.name} offline={t("evacuation.offline")}>
            <Loaded from={list}>
                {(value) => {
                    const age = Math.max(0, now - Date.parse(value.as_of));
                    const classes = [...new Set(value.children.map((child) => child.class))].sort();
                    const ticked = value.children.filter((child) => ticks[child.child_id]).length;
                    return (
                        <>
                            <p class="evacuation-age">
                                {t("evacuation.as_of", { at: value.as_of.slice(11, 19), n: value.children.length })}{" "}
                                <span data-age={Math.floor(age / 1000)}>
                                    {age < 120_000
                                        ? t("evacuation.age_seconds", { n: Math.floor(age / 1000) })
                                        : t("evacuation.age_minutes", { n: Math.floor(age / 60_000) })}
                                </span>
                            </p>
                            {age > OLD_MS ? (
                                <Notice kind="warning" title={t("evacuation.old", { n: Math.floor(age / 1000) })} />
                            ) : null}
                            <p class="no-print" role="status">
                                {t("evacuation.ticked", { n: ticked, all: value.children.length })}
                            </p>
                            <p class="no-print">
                                <button type="button" class="button" onClick={() => print()}>
                                    <Icon name="list" /> {t("evacuation.print")}
                                </button>{" "}
                                {ticked > 0 ? (
                                    <button type="button" class="button button-second" onClick={() => turn({})}>
                                        {t("evacuation.anew")}
                                    </button>
                                ) : null}
                            </p>
                            {classes.map((name) => (
                                <table key={name} class="evacuation">
                                    <caption>
                                        {name} {value.children.filter((child) => child.class === name).length}
                                    </caption>
                                    <thead>
                                        <tr>
                                            <th scope="col">{t("evacuation.tick")}</th>
                                            <th scope="col">{t("board.name")}</th>
                                            <th scope="col">{t("evacuation.allergies")}</th>
                                            <th scope="col">{t("evacuation.call")}</th>
                                            <th scope="col">{t("evacuation.fetch")}</th>
                                        </tr>
                                    </thead>
                                    <tbody>
                                        {value.children
                                            .filter((child) => child.class === name)
                                            .sort((a, b) => (a.kana < b.kana ? -1 : 1))
                                            .map((child) => (
                                                <Row
                                                    key={child.child_id}
                                                    child={child}
                                                    tick={ticks[child.child_id]}
                                                    see={(on) => see(child.child_id, on)}
                                                />
                                            ))}
                                    </tbody>
                                </table>
                            ))}
                        </>
                    );
                }}
            </Loaded>
        </Frame>
    );
}
