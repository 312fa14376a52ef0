// The nursery's day: every child with state, times and flags, by class; it fills itself from the entrance. Without network it shows what this
// tablet has kept of the day and goes on taking roll call: what is pressed waits in lib/outbox.ts and lies over the list meanwhile.
import { useEffect, useState } from "preact/hooks";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { attendanceWord, needsLook } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { keep, recall } from "../lib/device.ts";
import { clock, dayOf, instantMeant, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { onSettled, waiting } from "../lib/outbox.ts";
import { liveState, useResource } from "../lib/resource.ts";
import { vault } from "../lib/vault.ts";
import { CorrectionDialog } from "./correction.tsx";
import { useKeptList } from "./evacuation-kept.ts";
import { Frame } from "./frame.tsx";
import { Glance } from "./glance.tsx";
import { NapStrip } from "./nap-strip.tsx";
import { asExpected, correct, countStates, overlay, type Shown, TAKE_BACK_MS, unregistered } from "./pressed.ts";
import { MedicineLine } from "./medicines.tsx";
import { Pickups } from "./pickups.tsx";
import { ClassTable } from "./rows.tsx";
import { RatioStrip } from "./staffing.tsx";
import { TalkMark } from "./talk-mark.tsx";
import { Tickets } from "./tickets.tsx";
import { ofBoard, Waiting } from "./waiting.tsx";
import "./board.css";

type Filter = api.AttendanceState | "flagged" | "unregistered" | null;

/** What needs somebody comes first. */
const TILES: api.AttendanceState[] = ["unexplained", "present", "expected", "stepped_out", "left", "absent"];

function inClasses(children: Shown[]): [string, Shown[]][] {
    const classes = new Map<string, Shown[]>();
    for (const child of children) classes.set(child.class, [...(classes.get(child.class) ?? []), child]);
    return [...classes];
}

const flagged = (child: Shown): boolean => needsLook(child.flags);

function passes(child: Shown, filter: Filter): boolean {
    if (filter === null) return true;
    if (filter === "flagged") return flagged(child);
    // What was just pressed stays in sight: a list that jumps under the thumb is pressed wrongly.
    if (filter === "unregistered") return unregistered(child) || child.waiting === true;
    return child.state === filter;
}

interface View {
    filter: Filter;
    only: string;
}

/** How this person looks at the board: theirs on this device until they sign out. */
function useView(account: string): [View, (part: Partial<View>) => void] {
    const [view, setView] = useState<View>(() => {
        const kept = recall(account, "board", "until sign-out") as Partial<View> | null | undefined;
        const known: Filter[] = [null, "flagged", "unregistered", ...TILES];
        return {
            filter: known.find((one) => one === kept?.filter) ?? null,
            only: typeof kept?.only === "string" ? kept.only : "",
        };
    });
    return [
        view,
        (part) => {
            const next = { ...view, ...part };
            setView(next);
            keep(account, "board", next, "until sign-out");
        },
    ];
}

function Tiles({ children, filter, choose }: { children: Shown[]; filter: Filter; choose: (filter: Filter) => void }) {
    const counts = countStates(children);
    const tile = (key: Exclude<Filter, null>, words: string, n: number) => (
        <li key={key}>
            <button
                type="button"
                class={`tile tile-${key} ${n > 0 ? "tile-some" : ""}`}
                aria-pressed={filter === key}
                onClick={() => choose(filter === key ? null : key)}
            >
                <span class="tile-word">{words}</span>
                <span class="tile-number">
                    {n}
                    <small>{t("board.children_unit", { n })}</small>
                </span>
            </button>
        </li>
    );
    return (
        <ul class="tiles" aria-label={t("board.counts")}>
            {TILES.map((state) => tile(state, attendanceWord(state), counts[state] ?? 0))}
            {tile("flagged", t("board.flagged"), children.filter(flagged).length)}
        </ul>
    );
}

function LiveWord({ at }: { at: Date | undefined }) {
    const live = liveState.value === "live";
    if (!live && !at) return null;
    return (
        <p class="freshness" data-live={liveState.value}>
            <Icon name={live ? "check" : "clock"} />
            <span>{live ? t("board.live") : t("vacancy.as_of", { time: clock(at?.toISOString()) })}</span>
        </p>
    );
}

/** Which class, and only what is still to be entered: on a phone at the lower edge, for one hand. */
function Switches({ names, all, view, change }: { names: string[]; all: Shown[]; view: View; change: (part: Partial<View>) => void }) {
    const open = all.filter((child) => unregistered(child) && (view.only === "" || child.class === view.only)).length;
    return (
        <div class="class-filter no-print" role="group" aria-label={t("board.classes")}>
            <button
                type="button"
                class="chip chip-open"
                aria-pressed={view.filter === "unregistered"}
                onClick={() => change({ filter: view.filter === "unregistered" ? null : "unregistered" })}
            >
                {t("board.unregistered", { n: open })}
            </button>
            {names.length > 1
                ? ["", ...names].map((name) => (
                      <button
                          type="button"
                          key={name}
                          class="chip"
                          aria-pressed={view.only === name}
                          onClick={() => change({ only: name })}
                      >
                          {name === "" ? t("board.all_classes") : name}
                      </button>
                  ))
                : null}
        </div>
    );
}

function Files({ nursery, day, only }: { nursery: string; day: string; only: string }) {
    return (
        <p class="buttons no-print">
            <a class="button button-second" href={`/staff/nurseries/${nursery}/month?month=${day.slice(0, 7)}`}>
                {t("month.title")}
            </a>
            <a class="button button-second" href={`/staff/nurseries/${nursery}/meals`}>
                {t("meals.title")}
            </a>
            {(["csv", "xlsx"] as const).map((format) => (
                <a
                    key={format}
                    class="button button-second"
                    href={api.registerFile(nursery, day, only, format)}
                    download={`register-${nursery}-${day.slice(0, 7)}.${format}`}
                >
                    {t(`board.register.${format}`)}
                </a>
            ))}
        </p>
    );
}

/** The day's list as the server has it; it is kept on this device, and taken from there when nobody answers. */
function useBoard(nursery: string, chosen: string | null, today: string) {
    const load = async (etag: string | null) => {
        const fresh = await api.attendanceBoard(nursery, chosen ?? undefined, etag);
        if (fresh && chosen === null) void vault.keep(`board ${nursery}`, fresh.value.day, fresh.value).catch(() => undefined);
        return fresh;
    };
    const fallback = async () => {
        if (chosen !== null && chosen !== today) return undefined;
        const kept = await vault.recall<api.AttendanceBoard>(`board ${nursery}`);
        if (!kept) return undefined;
        return { value: kept.day === today ? kept.value : asExpected(kept.value, today), at: kept.at };
    };
    const board = useResource(`board ${nursery} ${chosen ?? ""}`, load, { topics: [`attendance:${nursery}`], fallback });
    // What an answer said of a child stands until the list says something newer: no row falls back for a moment.
    const [answered, setAnswered] = useState<ReadonlyMap<string, api.BoardChild>>(new Map());
    useEffect(
        () =>
            onSettled((_, answer) => {
                const child = (answer as { child?: api.BoardChild } | null)?.child;
                if (child) setAnswered((old) => new Map(old).set(child.child_id, child));
                board.refresh();
            }),
        [],
    );
    const newer = (child: api.BoardChild): api.BoardChild => {
        const known = answered.get(child.child_id);
        return known && known.version > child.version ? known : child;
    };
    return { board, newer };
}

export function BoardPage({ me, nursery }: { me: api.Me; nursery: api.Me["sites"][number] }) {
    const [chosen, setChosen] = useState<string | null>(null);
    const [view, change] = useView(me.id);
    const [open, setOpen] = useState<Shown | null>(null);
    const [said, setSaid] = useState("");
    const today = dayOf(api.now());
    const { board, newer } = useBoard(nursery.id, chosen, today);
    const day = board.value?.day ?? chosen ?? today;
    const items = ofBoard(waiting.value);
    useKeptList(nursery.id, day === today ? board.value?.version : undefined);
    const done = (words: string) => {
        setOpen(null);
        setSaid(words);
    };
    const arriveNow = (child: Shown) => {
        const now = api.now();
        const at = instantMeant(day, clock(now.toISOString()), now, [child.arrived_at]);
        const reason = t("correction.reason.seen");
        void correct({ nursery: nursery.id, day, child }, { kind: "arrive", at, tap: null, reason, hold: TAKE_BACK_MS });
    };
    const old = board.at && dayOf(board.at) < today && day === today;
    return (
        <Frame title={t("board.title")} kicker={nursery.name} offline={t("board.offline")}>
            <div class="board-head">
                <DaySwitch day={day} today={today} choose={(next) => setChosen(next === today ? null : next)} />
                <LiveWord at={board.at} />
            </div>
            <RatioStrip nursery={nursery.id} />
            <NapStrip nursery={nursery.id} />
            <TalkMark nursery={nursery.id} />
            <Waiting />
            <div role="status">{said && items.length === 0 ? <Notice kind="success" title={said} /> : null}</div>
            {old && board.at ? (
                <Notice kind="warning" icon="offline" title={t("board.yesterdays", { day: longDay(dayOf(board.at), language.value) })} />
            ) : null}
            <Loaded from={board}>
                {(value) => {
                    const children = overlay(day === today ? value.children.map(newer) : value.children, items, nursery.id, day);
                    const classes = inClasses(children);
                    const shown = classes
                        .filter(([name]) => view.only === "" || name === view.only)
                        .map(([name, all]) => ({ name, all, children: all.filter((child) => passes(child, view.filter)) }))
                        .filter((one) => one.children.length > 0);
                    return (
                        <>
                            {children.length > 0 && value.counts["closed"] === children.length ? (
                                <Notice kind="info" icon="moon" title={t("board.closed_day")} />
                            ) : null}
                            <Tiles children={children} filter={view.filter} choose={(filter) => change({ filter })} />
                            <Pickups nursery={nursery.id} day={day} children={children} />
                            {day === today ? <Tickets nursery={nursery.id} day={day} all={children} done={done} /> : null}
                            <MedicineLine nursery={nursery.id} day={value.day} />
                            {view.only === "" && classes.length > 1 ? (
                                <Glance classes={classes} choose={(only) => change({ only })} />
                            ) : null}
                            {shown.length === 0 ? (
                                <p class="card">{view.filter === null ? t("board.none") : t("board.none_filtered")}</p>
                            ) : null}
                            {shown.map((one) => (
                                <ClassTable
                                    key={one.name}
                                    {...one}
                                    now={day === today ? api.now().toISOString() : null}
                                    open={setOpen}
                                    arrive={view.filter === "unregistered" && day === today ? arriveNow : undefined}
                                />
                            ))}
                            <Switches names={classes.map(([name]) => name)} all={children} view={view} change={change} />
                            <Files nursery={nursery.id} day={day} only={view.only} />
                        </>
                    );
                }}
            </Loaded>
            <details class="hint no-print">
                <summary>{t("vault.title")}</summary>
                <p>{vault.lasting() ? t("vault.words") : t("vault.none")}</p>
            </details>
            {open ? (
                <CorrectionDialog
                    key={open.child_id}
                    nursery={nursery.id}
                    day={day}
                    child={open}
                    close={() => setOpen(null)}
                    done={done}
                />
            ) : null}
        </Frame>
    );
}
