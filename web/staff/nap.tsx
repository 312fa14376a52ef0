// A dark room: who sleeps, when each is to be looked at, and one tap for one look. Red and a sound a minute after it was due; nothing looks at all at once.
import { useEffect, useRef, useState } from "preact/hooks";
import { CheckField, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { go } from "../lib/router.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import "./nap.css";

const GRACE_MS = 60_000;
const POSTURES: api.NapPosture[] = ["supine", "side", "turned"];
type Site = api.Me["sites"][number];

function postureWord(posture: api.NapPosture): string {
    switch (posture) {
        case "supine":
            return t("nap.posture.supine");
        case "side":
            return t("nap.posture.side");
        case "turned":
            return t("nap.posture.turned");
    }
}

/** The page's own second hand, by the server's clock. */
function useNow(): number {
    const [now, setNow] = useState(api.now().getTime());
    useEffect(() => {
        const timer = setInterval(() => setNow(api.now().getTime()), 1000);
        return () => clearInterval(timer);
    }, []);
    return now;
}

let sounds: AudioContext | undefined;
/** A browser lets a page sound only after it was touched once. */
const wakeSound = () => void (sounds ??= new AudioContext()).resume();

function beep(): void {
    if (!sounds || sounds.state !== "running") return;
    const tone = sounds.createOscillator();
    const loud = sounds.createGain();
    loud.gain.value = 0.15;
    tone.frequency.value = 880;
    tone.connect(loud).connect(sounds.destination);
    tone.start();
    tone.stop(sounds.currentTime + 0.4);
}

/** Again every five seconds while somebody is overdue. */
function useBeep(red: boolean): void {
    useEffect(() => {
        if (!red) return undefined;
        beep();
        const timer = setInterval(beep, 5000);
        return () => clearInterval(timer);
    }, [red]);
}

const isRed = (child: api.NapChild, now: number): boolean =>
    child.due_at !== null && now >= Date.parse(child.due_at) + GRACE_MS;

function left(due: string, now: number): string {
    const seconds = Math.ceil((Date.parse(due) - now) / 1000);
    const size = Math.abs(seconds);
    const words = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
    return seconds < 0 ? t("nap.over", { time: words }) : words;
}

function Child({
    child,
    now,
    look,
    wake,
}: {
    child: api.NapChild;
    now: number;
    look: (child: api.NapChild, posture: api.NapPosture, well: boolean) => void;
    wake: (child: api.NapChild) => void;
}) {
    const red = isRed(child, now);
    const last = child.looks.at(-1);
    const asleep = child.to === null;
    return (
        <li class={red ? "nap-child nap-red" : "nap-child"} data-child={child.child_id}>
            <p class="nap-name">
                {red ? <Icon name="warning" /> : null} {child.name}
                {child.careful ? <span class="hint"> {t("nap.careful")}</span> : null}
            </p>
            {asleep && child.due_at ? (
                <p>
                    <span class="nap-due">{left(child.due_at, now)}</span>{" "}
                    <span class="hint">{red ? t("nap.red") : t("nap.every", { n: child.interval_min })}</span>
                </p>
            ) : (
                <p>{t("nap.awake", { at: clock(child.to) })}</p>
            )}
            {last ? (
                <p class={last.late ? "hint nap-late" : "hint"}>
                    {t("nap.last", { at: clock(last.at), posture: postureWord(last.posture), by: last.by })}
                </p>
            ) : null}
            {asleep ? (
                <div class="buttons no-print" role="group" aria-label={t("nap.looked_at", { name: child.name })}>
                    {POSTURES.map((posture) => (
                        <button key={posture} type="button" class="button" onClick={() => look(child, posture, true)}>
                            {postureWord(posture)}
                        </button>
                    ))}
                    <button type="button" class="button" onClick={() => wake(child)}>
                        {t("nap.woke")}
                    </button>
                    <button type="button" class="button button-danger" onClick={() => look(child, "turned", false)}>
                        {t("nap.not_well")}
                    </button>
                </div>
            ) : null}
            {child.gaps.length > 0 ? (
                <p class="nap-gaps">
                    {t("nap.gaps")}{" "}
                    {child.gaps.map((gap) => `${clock(gap.from)}–${gap.to ? clock(gap.to) : ""}`).join(" ")}
                </p>
            ) : null}
            <details>
                <summary>{t("nap.looks", { n: child.looks.length })}</summary>
                <ol class="nap-looks">
                    {child.looks.map((one, index) => (
                        <li key={index} class={one.late ? "nap-late" : undefined}>
                            {clock(one.at)} {postureWord(one.posture)} {one.breathing_ok && one.colour_ok ? "" : t("nap.not_well")}{" "}
                            {one.late ? t("nap.late", { at: clock(one.entered_at) }) : ""} {one.by}
                        </li>
                    ))}
                </ol>
            </details>
        </li>
    );
}

export function NapPage({ nursery, which }: { nursery: Site; which: string }) {
    const now = useNow();
    const sending = useSending();
    const [alert, setAlert] = useState("");
    const nap = useResource(`nap ${which}`, (etag) => api.nap(which, etag), { topics: [`alarms:${nursery.id}`] });
    const red = nap.value?.closed_at === null && nap.value.children.some((child) => isRed(child, now));
    useBeep(Boolean(red));
    const done = () => nap.refresh();
    const look = (child: api.NapChild, posture: api.NapPosture, well: boolean) =>
        void sending.run(async (intention) => {
            wakeSound();
            await api.checkNap(which, { child_id: child.child_id, posture, breathing_ok: well, colour_ok: well }, intention);
            setAlert(well ? "" : child.name);
            done();
        });
    const end = (child?: api.NapChild) =>
        void sending.run(async (intention) => {
            await api.endNap(which, child ? { child_id: child.child_id } : {}, intention);
            done();
        });
    return (
        <Frame title={t("nap.title")} kicker={nursery.name}>
            <p class="no-print">
                <a href={`/staff/nurseries/${nursery.id}/naps`}>{t("nap.all")}</a>
            </p>
            {sending.trouble ? (
                <Notice kind="error" title={t("nap.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {alert ? <Notice kind="error" title={t("nap.call_119", { name: alert })} /> : null}
            <Loaded from={nap}>
                {(value) => (
                    <section class="nap" aria-label={value.room}>
                        <h2>
                            {value.room} <span class="hint">{clock(value.opened_at)}–{clock(value.closed_at)}</span>
                        </h2>
                        <ul class="nap-children">
                            {value.children.map((child) => (
                                <Child key={child.child_id} child={child} now={now} look={look} wake={(one) => end(one)} />
                            ))}
                        </ul>
                        {value.closed_at === null ? (
                            <p class="no-print">
                                <button type="button" class="button" onClick={() => end()}>
                                    {t("nap.end")}
                                </button>
                            </p>
                        ) : null}
                    </section>
                )}
            </Loaded>
        </Frame>
    );
}

/** Who is here, by class: whoever lies down is ticked, with whether it is not quite well. */
function Begin({ nursery }: { nursery: Site }) {
    const board = useResource(`board ${nursery.id} `, (etag) => api.attendanceBoard(nursery.id, undefined, etag), {
        topics: [`attendance:${nursery.id}`],
    });
    const [room, setRoom] = useState("");
    const [chosen, setChosen] = useState<Record<string, "well" | "unwell">>({});
    const name = useRef("");
    const sending = useSending();
    const classes = [...new Set(board.value?.children.map((child) => child.class) ?? [])];
    const here = board.value?.children.filter((child) => child.state === "present" && (room === "" || child.class === room)) ?? [];
    const [label, setLabel] = useState("");
    const begin = () =>
        void sending.run(async (intention) => {
            wakeSound();
            name.current = label || room || t("nap.room_word");
            const children = Object.entries(chosen).map(([child_id, how]) => ({ child_id, unwell: how === "unwell" }));
            const made = await api.openNap(nursery.id, { room: name.current, children }, intention);
            go(`/staff/nurseries/${nursery.id}/naps/${made.id}`);
        });
    const turn = (id: string, how: "well" | "unwell", on: boolean) =>
        setChosen((before) => {
            const { [id]: gone, ...rest } = before;
            return on ? { ...rest, [id]: how } : how === "unwell" && gone ? { ...rest, [id]: "well" } : rest;
        });
    return (
        <section class="card stack" aria-labelledby="begin-title">
            <h2 id="begin-title">{t("nap.begin")}</h2>
            {sending.trouble ? (
                <Notice kind="error" title={t("nap.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <div class="class-filter" role="group" aria-label={t("board.classes")}>
                {classes.map((one) => (
                    <button
                        type="button"
                        key={one}
                        class="chip"
                        aria-pressed={room === one}
                        onClick={() => {
                            setRoom(one);
                            setLabel(one);
                            setChosen({});
                        }}
                    >
                        {one}
                    </button>
                ))}
            </div>
            {room === "" ? null : (
                <>
                    <TextField id="room" label={t("nap.room")} value={label} onValue={setLabel} short maxLength={15} />
                    {here.length === 0 ? <p>{t("nap.nobody")}</p> : null}
                    <ul class="roll">
                        {here.map((child) => (
                            <li key={child.child_id}>
                                <CheckField
                                    id={`in-${child.child_id}`}
                                    label={child.name}
                                    checked={child.child_id in chosen}
                                    onValue={(on) => turn(child.child_id, "well", on)}
                                    optional
                                />
                                {child.child_id in chosen ? (
                                    <CheckField
                                        id={`un-${child.child_id}`}
                                        label={t("nap.unwell")}
                                        checked={chosen[child.child_id] === "unwell"}
                                        onValue={(on) => turn(child.child_id, "unwell", on)}
                                        optional
                                    />
                                ) : null}
                            </li>
                        ))}
                    </ul>
                    <button type="button" class="button" aria-disabled={sending.busy || Object.keys(chosen).length === 0 ? true : undefined} onClick={begin}>
                        {t("nap.start", { n: Object.keys(chosen).length })}
                    </button>
                </>
            )}
        </section>
    );
}

export function NapsPage({ nursery }: { nursery: Site }) {
    const naps = useResource(`naps ${nursery.id}`, (etag) => api.naps(nursery.id, etag), { topics: [`alarms:${nursery.id}`] });
    return (
        <Frame title={t("nap.title")} kicker={nursery.name}>
            <Loaded from={naps}>
                {(value) => (
                    <ul class="alarms">
                        {value.sessions.map((one) => (
                            <li key={one.id} class="card">
                                <a href={`/staff/nurseries/${nursery.id}/naps/${one.id}`}>
                                    {one.room} {clock(one.opened_at)}–{clock(one.closed_at)}
                                </a>{" "}
                                <span class="hint">{t("nap.children", { n: one.children })}</span>
                            </li>
                        ))}
                    </ul>
                )}
            </Loaded>
            <Begin nursery={nursery} />
        </Frame>
    );
}
