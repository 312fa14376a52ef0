// The room's day on one sheet of paper, for the wall and for an hour without network: who lies where, how ill, what must not be overlooked, who
// fetches. Shown on paper alone; the page itself stays on the screen.
import * as api from "../lib/api.ts";
import { clock, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { ageWord, allergiesOf, conditionOf, expectedWord, feverWord, illnessWord, noteComes, noteSaidWord, noteWord, onsetWord, roomName } from "./words.ts";
import "./day-paper.css";

const HERE: api.ReservationState[] = ["requested", "confirmed", "offered", "checked_in", "checked_out"];

const joined = (parts: string[]): string => parts.filter((part) => part !== "").join(" ");

function Row({ one, board }: { one: api.BoardReservation; board: api.SickDayBoard }) {
    const allergies = allergiesOf(one);
    const { pickup } = conditionOf(one);
    return (
        <tr>
            <td>{one.place ? roomName(board, one.place.room) : "―"}</td>
            <th scope="row">
                {one.child.name} <small>{ageWord(one.child.age_months)}</small>
            </th>
            <td>{joined([illnessWord(one), onsetWord(one, board.day), feverWord(one)])}</td>
            <td>{allergies === null ? t("room.not_said") : allergies.length === 0 ? t("room.allergies_none") : allergies.join("、")}</td>
            <td>{noteComes(one) ? noteSaidWord(one) : noteWord(one)}</td>
            <td>{one.came_at ? clock(one.came_at) : expectedWord(one, board.day)}</td>
            <td>{one.went_at ? clock(one.went_at) : joined([pickup?.time ?? "", pickup?.name ?? ""])}</td>
            <td />
        </tr>
    );
}

export function DayPaper({ board }: { board: api.SickDayBoard }) {
    const children = board.reservations
        .filter((one) => HERE.includes(one.state))
        .sort((a, b) => joined([a.place?.room ?? "~", a.child.kana]).localeCompare(joined([b.place?.room ?? "~", b.child.kana])));
    const { held, effective } = board.capacity;
    return (
        <section class="day-paper" aria-hidden="true">
            <p class="day-paper-title">
                {board.name} {longDay(board.day, language.value)}
            </p>
            <p>
                {t("room.places", { held, n: effective })}　{t("room.duty", { nurses: board.nurses.on_duty, teachers: board.teachers.on_duty })}　
                {board.waiting_count > 0 ? t("room.waiting_n", { n: board.waiting_count }) : ""}
            </p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("room.place")}</th>
                        <th scope="col">{t("paper.child")}</th>
                        <th scope="col">{t("room.illness")}</th>
                        <th scope="col">{t("room.allergies_name")}</th>
                        <th scope="col">{t("room.note")}</th>
                        <th scope="col">{t("paper.comes")}</th>
                        <th scope="col">{t("room.pickup")}</th>
                        <th scope="col">{t("paper.notes")}</th>
                    </tr>
                </thead>
                <tbody>
                    {children.map((one) => (
                        <Row key={one.id} one={one} board={board} />
                    ))}
                </tbody>
            </table>
            <p class="day-paper-foot">{t("paper.printed", { at: clock(api.now().toISOString()) })}</p>
        </section>
    );
}
