// The roll call at the bus, for one hand: a large button for each name, who is still aboard in red, and the last seat. Without network what was pressed
// waits on this tablet (lib/outbox.ts), lies over the list meanwhile, and is sent once.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { callsOf, type BusCall, type Outing, type Rider } from "../lib/api-safety.ts";
import { clock, dayOf } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { onSettled, outbox, waiting } from "../lib/outbox.ts";
import type { Item } from "../lib/queue.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { session } from "../lib/session.ts";
import { vault } from "../lib/vault.ts";
import { Frame } from "./frame.tsx";
import "./bus.css";

type Site = api.Me["sites"][number];
interface About {
    outing: string;
    child: string;
    name: string;
    call: BusCall["call"];
    at: string;
}
type Pressed = Item<About>;
type Shown = Rider & { name: string; waits: boolean };

const pressed = (items: Item[], outing: string): Pressed[] =>
    (items as Pressed[]).filter(({ about }) => about?.outing === outing && about.call !== undefined);

/** As the server has it in core/bus_roll.h. */
function next(place: Rider["place"], call: BusCall["call"]): Rider["place"] {
    if (call === "alighted") return "off";
    if (call === "boarded") return place === "off" ? "off" : "aboard";
    return place === "off" ? "aboard" : "expected";
}

function overlay(outing: Outing, items: Pressed[]): Shown[] {
    const me = session.person.value?.name ?? "";
    return outing.riders.map((rider) => {
        const name = outing.children.find((one) => one.child_id === rider.child_id)?.name ?? "";
        const mine = items.filter(({ about, refused }) => !refused && about.child === rider.child_id);
        return mine.reduce<Shown>(
            (shown, { about }) => ({ ...shown, place: next(shown.place, about.call), at: about.at, by: me, waits: true }),
            { ...rider, name, waits: false },
        );
    });
}

const keptName = (nursery: string): string => `outings ${nursery}`;
type Outings = NonNullable<Awaited<ReturnType<typeof api.outings>>>["value"];

/** Kept on the tablet: a car park has no network. */
async function fetchOutings(nursery: string, etag: string | null) {
    const fresh = await api.outings(nursery, etag);
    if (fresh) await vault.keep(keptName(nursery), fresh.value.day, fresh.value).catch(() => undefined);
    return fresh;
}

async function recallOutings(nursery: string): Promise<{ value: Outings; at: Date } | undefined> {
    const kept = await vault.recall<Outings>(keptName(nursery));
    return kept && kept.day === dayOf(api.now()) ? { value: kept.value, at: kept.at } : undefined;
}

function Child({ rider, press }: { rider: Shown; press: (call: BusCall["call"]) => void }) {
    const said = rider.at ? `${clock(rider.at)} ${rider.by}` : "";
    const step: BusCall["call"] = rider.place === "aboard" ? "alighted" : "boarded";
    return (
        <li class={`bus-child bus-${rider.place}`} data-child={rider.child_id} data-place={rider.place}>
            <div>
                <strong>{rider.name}</strong>
                <span class="hint">
                    {rider.place === "expected" ? t("bus.expected") : rider.place === "aboard" ? t("bus.aboard", { said }) : t("bus.off", { said })}
                    {rider.waits ? ` · ${t("bus.waits")}` : ""}
                </span>
            </div>
            <div class="bus-press">
                {rider.place === "off" ? (
                    <Icon name="check" />
                ) : (
                    <button type="button" class="button bus-button" onClick={() => press(step)}>
                        {step === "boarded" ? t("bus.board") : t("bus.alight")}
                        <span class="unseen"> {rider.name}</span>
                    </button>
                )}
                {rider.place === "expected" ? null : (
                    <button type="button" class="button button-second" onClick={() => press("back")}>
                        {t("bus.back")}
                        <span class="unseen"> {rider.name}</span>
                    </button>
                )}
            </div>
        </li>
    );
}

/** Who is missing comes first: nobody is found at the end of a list. */
const ORDER: Rider["place"][] = ["aboard", "expected", "off"];

function Roll({ outing, done }: { outing: Outing; done: (words: string) => void }) {
    const items = pressed(waiting.value, outing.id);
    const riders = overlay(outing, items);
    const sending = useSending();
    const count = (place: Rider["place"]) => riders.filter((one) => one.place === place).length;
    const alighting = count("off") > 0;
    const missing = alighting ? riders.filter((one) => one.place === "aboard") : [];
    const [order] = useState(() => outing.children.map((one) => one.child_id));
    const shown = alighting
        ? [...riders].sort((a, b) => ORDER.indexOf(a.place) - ORDER.indexOf(b.place))
        : [...riders].sort((a, b) => order.indexOf(a.child_id) - order.indexOf(b.child_id));
    const press = (rider: Shown, call: BusCall["call"]) => {
        const at = api.now().toISOString();
        const body: BusCall = { child_id: rider.child_id, call, at };
        void outbox.add({
            pressed: Date.now(),
            subject: `${rider.child_id} ${outing.id}`,
            hold: 0,
            about: { outing: outing.id, child: rider.child_id, name: rider.name, call, at } satisfies About,
            path: callsOf(outing.id),
            body,
            seen: null,
        });
    };
    const seat = () =>
        void sending.run(async (intention) => {
            await api.endOuting(outing.id, "last-seat", intention);
            done(t("outing.seat_done"));
        });
    const sent = items.filter(({ refused }) => !refused).length;
    return (
        <div class="stack">
            <p class="bus-sum" role="status">
                {t("bus.sum", { aboard: count("aboard"), off: count("off"), all: riders.length })}
                {sent > 0 ? (
                    <span data-waiting={sent}>
                        {" "}
                        <Icon name="offline" /> {t("outbox.waiting", { n: sent })}
                    </span>
                ) : null}
            </p>
            {missing.length > 0 ? (
                <Notice kind="error" title={t("bus.missing", { n: missing.length })}>
                    <p>{missing.map((one) => one.name).join("、")}</p>
                </Notice>
            ) : null}
            {items
                .filter(({ refused }) => refused)
                .map((item) => (
                    <Notice key={item.key} kind="warning" title={t("bus.refused", { name: item.about.name })}>
                        <p>{item.refused ? refusalSentence(new api.Problem(item.refused.status, item.refused.body)) : null}</p>
                        <button type="button" class="button button-second" onClick={() => void outbox.drop(item)}>
                            {t("outbox.take_back")}
                        </button>
                    </Notice>
                ))}
            <ul class="bus-list">
                {shown.map((rider) => (
                    <Child key={rider.child_id} rider={rider} press={(call) => press(rider, call)} />
                ))}
            </ul>
            {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            {outing.last_seat_due_at && missing.length > 0 ? <p>{t("bus.seat_waits", { at: clock(outing.last_seat_due_at) })}</p> : null}
            {outing.last_seat_due_at && missing.length === 0 ? (
                <button type="button" class="button button-danger bus-button" onClick={seat}>
                    {t("outing.seat", { at: clock(outing.last_seat_due_at) })}
                </button>
            ) : null}
        </div>
    );
}

export function BusPage({ nursery, which }: { nursery: Site; which: string }) {
    const [said, setSaid] = useState("");
    const found = useResource(`bus ${nursery.id}`, (etag) => fetchOutings(nursery.id, etag), {
        topics: [`alarms:${nursery.id}`],
        fallback: () => recallOutings(nursery.id),
    });
    useEffect(() => onSettled((item) => void (pressed([item], which).length > 0 && found.refresh())), [which]);
    const done = (words: string) => {
        setSaid(words);
        found.refresh();
    };
    return (
        <Frame title={t("bus.title")} kicker={nursery.name} offline={t("bus.offline")}>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={found}>
                {(value) => {
                    const outing = value.outings.find((one) => one.id === which);
                    if (!outing?.vehicle || outing.closed_at) return <Notice kind="info" title={t("bus.over")} />;
                    return (
                        <>
                            <h2>
                                {outing.what} <span class="hint">{outing.ride === 1 ? t("bus.out") : t("bus.ride", { n: outing.ride })}</span>
                            </h2>
                            <Roll key={`${outing.id} ${outing.ride}`} outing={outing} done={done} />
                        </>
                    );
                }}
            </Loaded>
            <p>
                <a href={`/staff/nurseries/${nursery.id}/outings`}>{t("bus.to_outings")}</a>
            </p>
        </Frame>
    );
}
