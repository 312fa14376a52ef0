// What came of a request for places: for each day what holds now, and what to do next.
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { reasonWord, refusalSentence } from "../lib/refusal.ts";
import { Frame } from "./frame.tsx";
import type { Room } from "./reserve-tell.tsx";

type Result = api.ReservationResult;
const GOOD_FIRST: Result["state"][] = ["confirmed", "requested", "waitlisted", "refused"];

function Where({ room, names }: { room: Room | undefined; names: string }) {
    return (
        <p>
            <span class="result-room">{room?.name}</span>
            <br />
            {names}
        </p>
    );
}

function OneResult({ result, room, names }: { result: Result; room: Room | undefined; names: string }) {
    const day = longDay(result.day, language.value);
    const where = <Where room={room} names={names} />;
    switch (result.state) {
        case "confirmed":
            return (
                <Notice kind="success" title={t("reserve.confirmed", { day })}>
                    {where}
                    <p>{t("reserve.confirmed_next")}</p>
                </Notice>
            );
        case "requested":
            return (
                <Notice kind="info" icon="clock" title={t("reserve.requested", { day })}>
                    {where}
                    <p>{t("reserve.requested_next")}</p>
                </Notice>
            );
        case "waitlisted":
            return (
                <Notice kind="warning" icon="list" title={t("reserve.waitlisted", { day })}>
                    {where}
                    {result.reason === "DRAW" ? (
                        <p>{t("verdict.draw_why")}</p>
                    ) : (
                        <>
                            {result.rank ? <p class="rank">{t("reserve.rank", { n: result.rank })}</p> : null}
                            {reasonWord(result.reason) ? <p>{reasonWord(result.reason)}</p> : null}
                            <p>{t("reserve.waitlisted_next")}</p>
                        </>
                    )}
                </Notice>
            );
        case "refused":
            return (
                <Notice kind="error" title={t("reserve.refused", { day })}>
                    {where}
                    <p>{refusalSentence(new api.Problem(409, { code: result.reason ?? "" }))}</p>
                </Notice>
            );
    }
}

/** Siblings of one day and room who got the same answer stand together. */
function together(results: Result[]): Result[][] {
    const groups = new Map<string, Result[]>();
    const held = (of: Result) =>
        results.some((one) => one.state !== "refused" && one.day === of.day && one.child_id === of.child_id);
    // A lesser wish that refused is no news where another has said yes.
    for (const one of results.filter((result) => result.state !== "refused" || !held(result))) {
        const key = [one.day, one.sick_room_id, one.state, one.reason ?? ""].join(" ");
        groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const rank = ([one]: Result[]): number => (one ? GOOD_FIRST.indexOf(one.state) : 0);
    return [...groups.values()].sort(
        (a, b) => (a[0]?.day ?? "").localeCompare(b[0]?.day ?? "") || rank(a) - rank(b),
    );
}

function titleOf(results: Result[]): string {
    if (results.some((one) => one.state === "confirmed")) return t("reserve.done_confirmed");
    return results.some((one) => one.state === "requested") ? t("reserve.done_requested") : t("reserve.done_waiting");
}

/** The nursery knows with the booking; where the place is not certain yet, or the child was there today, the family tells it. */
function AtNursery({ results }: { results: Result[] }) {
    const told = results.some((one) => one.absence);
    const written = results.some((one) => one.absence === "written");
    return (
        <p>
            {t(written ? "reserve.absence_written" : told ? "reserve.absence_stands" : "reserve.absence_hint")}{" "}
            <a href="/parent/absence">{t("way.absence")}</a>
        </p>
    );
}

export function Done({ me, rooms, results }: { me: api.Me; rooms: Room[]; results: Result[] }) {
    const name = (id: string) => me.children.find((child) => child.id === id)?.name ?? "";
    return (
        <Frame title={titleOf(results)}>
            <div class="stack" role="status">
                {together(results).map((group) => {
                    const [one] = group;
                    return one ? (
                        <OneResult
                            key={`${one.day} ${one.sick_room_id} ${one.state}`}
                            result={one}
                            room={rooms.find((room) => room.id === one.sick_room_id)}
                            names={group.map((two) => name(two.child_id)).join(" ・ ")}
                        />
                    ) : null;
                })}
            </div>
            <AtNursery results={results} />
            <div class="buttons">
                <a class="button" href="/parent/reservations">
                    {t("reserve.see_all")}
                </a>
                <a class="button button-second" href="/parent/">
                    {t("way.home")}
                </a>
            </div>
        </Frame>
    );
}
