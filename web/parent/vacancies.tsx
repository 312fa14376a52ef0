// "Is there a place?": the first page, for everybody, without signing in.
import { useEffect, useState } from "preact/hooks";
import { Board } from "../components/board/board.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { type MarkName, Mark } from "../components/mark/mark.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { addDays, clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { place } from "../lib/router.ts";
import { liveState, useResource } from "../lib/resource.ts";
import { mergeVacancies } from "../lib/vacancies.ts";
import { Frame } from "./frame.tsx";

const MARKS: MarkName[] = ["open", "few", "full", "closed"];
const DAYS_AHEAD_MAX = 28;

const WIDE = matchMedia("(min-width: 48em)");
const NARROW = matchMedia("(max-width: 19em)");
const spanNow = (): number => (WIDE.matches ? 7 : NARROW.matches ? 2 : 4);

/** Four days fit beside each other on a phone, seven on a tablet, two where the letters are set very large. */
function useSpan(): number {
    const [span, setSpan] = useState(spanNow());
    useEffect(() => {
        const look = () => setSpan(spanNow());
        const widths = [WIDE, NARROW];
        widths.forEach((width) => width.addEventListener("change", look));
        return () => widths.forEach((width) => width.removeEventListener("change", look));
    }, []);
    return span;
}

function Freshness({ at }: { at: Date | undefined }) {
    const live = liveState.value === "live";
    return (
        <p class="freshness">
            <Icon name={live ? "check" : "clock"} />
            <span>{live ? t("vacancy.live") : t("vacancy.as_of", { time: clock(at?.toISOString()) })}</span>
        </p>
    );
}

export function Vacancies() {
    const span = useSpan();
    const [offset, setOffset] = useState(0);
    const first = useResource(`vacancies 0 ${span}`, (etag) => api.vacancies(undefined, span, etag), {
        topics: offset === 0 ? ["vacancies"] : [],
        merge: mergeVacancies,
    });
    const today = first.value?.sick_rooms[0]?.days[0]?.day;
    const from = today && offset > 0 ? addDays(today, offset) : undefined;
    const later = useResource(from ? `vacancies ${from} ${span}` : null, (etag) => api.vacancies(from, span, etag), {
        topics: ["vacancies"],
        merge: mergeVacancies,
    });
    const only = place.value.query.get("rooms")?.split(",");
    const shown = offset === 0 ? first : later;
    return (
        <div class="stack">
            <Loaded from={shown}>
                {(board) =>
                    board.sick_rooms.length === 0 || !today ? (
                        <p>{t("vacancy.none")}</p>
                    ) : (
                        <>
                            <Board board={board} today={today} highlight={only} />
                            <div class="board-ways">
                                {offset > 0 ? (
                                    <button
                                        type="button"
                                        class="button button-second"
                                        onClick={() => setOffset(Math.max(0, offset - span))}
                                    >
                                        <Icon name="back" />
                                        {t("vacancy.earlier")}
                                    </button>
                                ) : (
                                    <span />
                                )}
                                {offset + span <= DAYS_AHEAD_MAX ? (
                                    <button
                                        type="button"
                                        class="button button-second"
                                        onClick={() => setOffset(offset + span)}
                                    >
                                        {t("vacancy.later")}
                                        <Icon name="next" />
                                    </button>
                                ) : (
                                    <span />
                                )}
                            </div>
                            {only ? (
                                <p>
                                    <a href="/">{t("vacancy.all_rooms")}</a>
                                </p>
                            ) : null}
                            <Freshness at={shown.at} />
                            <Legend />
                            <Phones board={board} />
                        </>
                    )
                }
            </Loaded>
        </div>
    );
}

function Phones({ board }: { board: api.Vacancies }) {
    return (
        <section class="card" aria-labelledby="phones">
            <h2 id="phones">{t("vacancy.phones")}</h2>
            <p class="hint">{t("vacancy.phones_hint")}</p>
            <ul class="phones">
                {board.sick_rooms.map((room) => (
                    <li key={room.id}>
                        <span>
                            {room.name}
                            {room.area ? <span class="hint"> {room.area}</span> : null}
                        </span>
                        <a class="phone" href={`tel:${room.telephone.replace(/[^\d+]/g, "")}`}>
                            <Icon name="phone" />
                            {room.telephone}
                            <span class="unseen"> {room.name}</span>
                        </a>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Legend() {
    return (
        <section aria-labelledby="legend" class="stack">
            <h2 id="legend">{t("vacancy.legend")}</h2>
            <ul class="legend">
                {MARKS.map((mark) => (
                    <li key={mark}>
                        <Mark mark={mark} />
                        <span>{legendWord(mark)}</span>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function legendWord(mark: MarkName): string {
    switch (mark) {
        case "open":
            return t("vacancy.legend.open");
        case "few":
            return t("vacancy.legend.few");
        case "full":
            return t("vacancy.legend.full");
        case "closed":
            return t("vacancy.legend.closed");
    }
}

export function VacanciesPage() {
    return (
        <Frame title={t("vacancy.title")} wide>
            <p class="lead">{t("vacancy.lead")}</p>
            <Vacancies />
        </Frame>
    );
}
