// A sick-care room's day: what must be answered now, who lies where, who waits, and what the day can hold.
import { useState } from "preact/hooks";
import { DaySwitch } from "../components/day-switch/day-switch.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { addDays, clock, dayOf } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { rename } from "../lib/router.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "../staff/frame.tsx";
import { CardField } from "./card-field.tsx";
import { CareRooms } from "./care-rooms.tsx";
import { ChildDialog } from "./child.tsx";
import { CloseDay } from "./close.tsx";
import { DayPaper } from "./day-paper.tsx";
import { PlanDialog } from "./plan.tsx";
import { ChildRow, type Open } from "./row.tsx";
import "../staff/board.css";
import "./room.css";

type Site = api.Me["sites"][number];
type Dialog = { kind: "plan" } | { kind: "child"; id: string } | null;

/** Held places against what the day can hold and what is licensed: a bar, and the same in words. */
function Places({ board }: { board: api.SickDayBoard }) {
    const { held, effective, licensed } = board.capacity;
    const all = Math.max(licensed, effective, held, 1);
    return (
        <div class="places">
            <p>
                <span class="places-number">{t("room.places", { held, n: effective })}</span>{" "}
                <span class="hint">
                    {effective < licensed ? t("room.places_short", { n: licensed }) : t("room.places_free", { n: Math.max(0, effective - held) })}
                </span>
            </p>
            <div class="places-bar" aria-hidden="true">
                {Array.from({ length: all }, (_, i) => (
                    <span key={i} class={i < held ? "place place-held" : i < effective ? "place place-free" : "place place-shut"} />
                ))}
            </div>
        </div>
    );
}

function Head({ board, plan }: { board: api.SickDayBoard; plan: () => void }) {
    const duty = (one: api.SickDayBoard["nurses"]) => one.on_duty;
    return (
        <section class="card room-head" aria-label={t("room.the_day")}>
            <Places board={board} />
            <p class="figures">
                {t("room.duty", { nurses: duty(board.nurses), teachers: duty(board.teachers) })}
                {board.capacity.extra > 0 ? ` ${t("room.extra", { n: board.capacity.extra })}` : ""}
                {board.waiting_count > 0 ? ` ${t("room.waiting_n", { n: board.waiting_count })}` : ""}
            </p>
            <button type="button" class="button button-second" onClick={plan}>
                <Icon name="pencil" />
                {t("room.change_day")}
            </button>
        </section>
    );
}

function Standing({ board }: { board: api.SickDayBoard }) {
    if (!board.open) return <Notice kind="info" icon="moon" title={t("room.closed_day")} />;
    if (board.closed_at) return <Notice kind="success" title={t("room.closed_at", { at: clock(board.closed_at) })} />;
    return null;
}

const todo = (one: api.BoardReservation): boolean =>
    one.state === "requested" || one.state === "offered" || one.overdue === true;

function List({ title, hint, list, board, open }: { title: string; hint?: string; list: api.BoardReservation[]; board: api.SickDayBoard; open: Open }) {
    return (
        <section class="room-part">
            <h2>
                {title} <span class="class-count">{t("room.count", { n: list.length })}</span>
            </h2>
            {hint ? <p class="hint">{hint}</p> : null}
            <ul class="rows">
                {list.map((one) => (
                    <ChildRow key={one.id} one={one} board={board} open={open} />
                ))}
            </ul>
        </section>
    );
}

const AFTER: api.ReservationState[] = ["checked_out", "no_show", "cancelled"];

function Day({ board, open }: { board: api.SickDayBoard; open: Open }) {
    const now = board.reservations.filter(todo);
    const after = board.reservations.filter((one) => AFTER.includes(one.state));
    const nothing = board.reservations.length === 0 && board.waiting.length === 0;
    return (
        <>
            {now.length > 0 ? <List title={t("room.todo")} hint={t("room.todo_hint")} list={now} board={board} open={open} /> : null}
            {nothing && board.open ? <p class="card">{t("room.none")}</p> : null}
            {board.open ? <CareRooms board={board} open={open} /> : null}
            {board.waiting.length > 0 ? (
                <List title={t("room.waiting")} hint={t("room.waiting_hint")} list={board.waiting} board={board} open={open} />
            ) : null}
            {board.shared.length > 0 ? (
                <List title={t("room.shared")} hint={t("room.shared_hint")} list={board.shared} board={board} open={open} />
            ) : null}
            {after.length > 0 ? <List title={t("room.after")} list={after} board={board} open={open} /> : null}
        </>
    );
}

const wantedDay = (today: string): string => {
    const wanted = new URLSearchParams(location.search).get("day");
    return wanted !== null && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? wanted : today;
};

export function RoomDayPage({ room }: { room: Site }) {
    const today = dayOf(api.now());
    const [day, setDay] = useState(() => wantedDay(today));
    const [dialog, setDialog] = useState<Dialog>(null);
    const [said, setSaid] = useState("");
    const board = useResource(`room ${room.id} ${day}`, (etag) => api.sickDay(room.id, day, etag), {
        topics: [`sickroom:${room.id}`],
    });
    const choose = (next: string) => {
        setDay(next);
        setSaid("");
        rename(`/staff/sick-rooms/${room.id}${next === today ? "" : `?day=${next}`}`);
    };
    const done = (words: string) => {
        setDialog(null);
        setSaid(words);
        board.refresh();
    };
    const chosen = (value: api.SickDayBoard, id: string) =>
        [...value.reservations, ...value.waiting, ...value.shared].find((one) => one.id === id);
    return (
        <Frame title={t("room.title")} kicker={room.name}>
            <div class="board-head no-print">
                <DaySwitch day={day} today={today} choose={choose} />
                <div class="buttons no-print">
                    {day === today ? (
                        <button type="button" class="button button-second" onClick={() => choose(addDays(today, 1))}>
                            {t("day.tomorrow")}
                        </button>
                    ) : null}
                    <button type="button" class="button button-second" onClick={() => print()}>
                        {t("paper.print")}
                    </button>
                    <a class="button" href={`/staff/sick-rooms/${room.id}/phone?day=${day}`}>
                        <Icon name="phone" />
                        {t("room.phone")}
                    </a>
                </div>
            </div>
            <p role="status" class={said ? "said" : "unseen"}>
                {said}
            </p>
            <Loaded from={board}>
                {(value) => {
                    const one = dialog?.kind === "child" ? chosen(value, dialog.id) : undefined;
                    const shut = () => setDialog(null);
                    return (
                        <>
                            <DayPaper board={value} />
                            <div class="no-print stack-wide">
                            <Standing board={value} />
                            {day === today ? <CardField room={room.id} found={({ id }) => setDialog({ kind: "child", id })} /> : null}
                            <Head board={value} plan={() => setDialog({ kind: "plan" })} />
                            <Day board={value} open={({ id }) => setDialog({ kind: "child", id })} />
                            {value.open && !value.closed_at && day <= today ? <CloseDay board={value} done={done} /> : null}
                            </div>
                            {dialog?.kind === "plan" ? <PlanDialog board={value} close={shut} done={done} /> : null}
                            {one ? <ChildDialog key={`${one.id} ${one.state}`} one={one} board={value} close={shut} done={done} refresh={board.refresh} /> : null}
                        </>
                    );
                }}
            </Loaded>
        </Frame>
    );
}
