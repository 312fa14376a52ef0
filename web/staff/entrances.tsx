// The entrances of a nursery, for its head: how each box is, the end of one, and how a new one is paired by code and number.
import { useEffect, useState } from "preact/hooks";
import { Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Pill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { clock, dayAndClock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import "./entrances.css";

type Site = api.Me["sites"][number];
const LOOK_MS = 2000;
const LIST_MS = 10_000;
const CLOCK_SURE_MS = 2000;

function State({ gateway }: { gateway: api.Gateway }) {
    if (gateway.revoked_at !== null) return <Pill tone="plain" icon="warning" words={t("entrances.revoked")} />;
    if (gateway.said === null) return <Pill tone="few" icon="clock" words={t("entrances.silent")} />;
    if (gateway.said.state !== "ready") return <Pill tone="bad" icon="offline" words={t("entrances.away")} />;
    if (!gateway.said.reader) return <Pill tone="bad" icon="warning" words={t("entrances.no_reader")} />;
    return <Pill tone="good" icon="check" words={t("entrances.ready")} />;
}

function clockWord({ synced, uncertainty_ms }: NonNullable<api.Gateway["said"]>["clock"]): string {
    if (!synced) return t("entrances.clock_unknown");
    return uncertainty_ms > CLOCK_SURE_MS ? t("entrances.clock_doubt", { s: Math.round(uncertainty_ms / 1000) }) : t("entrances.clock_good");
}

function Entrance({ gateway, changed }: { gateway: api.Gateway; changed: () => void }) {
    const [asking, setAsking] = useState(false);
    const sending = useSending();
    const at = (instant: string | null) => (instant ? dayAndClock(instant, language.value) : t("entrances.never"));
    const end = () =>
        void sending.run(async (intention) => {
            await api.revokeGateway(gateway.id, intention);
            setAsking(false);
            changed();
        });
    return (
        <li class="card">
            <div class="child-head">
                <strong>{gateway.id}</strong>
                <State gateway={gateway} />
            </div>
            <p>{t("entrances.last_tap", { at: at(gateway.last_tap_at) })}</p>
            {gateway.said ? (
                <>
                    <p>{t("entrances.said", { at: clock(gateway.said.at), n: gateway.said.backlog })}</p>
                    <p>{clockWord(gateway.said.clock)}</p>
                </>
            ) : null}
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {gateway.revoked_at !== null ? null : asking ? (
                <div class="confirm-panel" role="group" aria-labelledby={`end-${gateway.id}`}>
                    <p id={`end-${gateway.id}`}>
                        <strong>{t("entrances.end_ask", { name: gateway.id })}</strong>
                    </p>
                    <div class="buttons">
                        <button type="button" class="button button-danger" onClick={end}>
                            {t("entrances.end_yes")}
                        </button>
                        <button type="button" class="button button-second" onClick={() => setAsking(false)}>
                            {t("entrances.end_no")}
                        </button>
                    </div>
                </div>
            ) : (
                <button type="button" class="button button-second" onClick={() => setAsking(true)}>
                    {t("entrances.end")}
                    <span class="unseen"> {gateway.id}</span>
                </button>
            )}
        </li>
    );
}

/** The code until a box has come, then the number that it must show too. */
function Under({ which, done }: { which: string; done: (state: "confirmed" | "over") => void }) {
    const [now, setNow] = useState<api.Pairing | null>(null);
    const sending = useSending();
    useEffect(() => {
        let gone = false;
        const look = async () => {
            const fresh = await api.pairing(which).catch(() => null);
            if (gone || fresh === null) return;
            setNow(fresh.value);
            if (fresh.value.state === "confirmed" || fresh.value.state === "over") done(fresh.value.state);
        };
        void look();
        const timer = setInterval(() => void look(), LOOK_MS);
        return () => {
            gone = true;
            clearInterval(timer);
        };
    }, [which]);
    const say = (number: string) =>
        void sending.run(async (intention) => {
            await api.confirmPairing(which, number, intention);
            done("confirmed");
        });
    if (!now) return null;
    return (
        <div class="pairing stack" role="group" aria-labelledby="pairing" aria-live="polite">
            <h3 id="pairing">{t("entrances.pairing", { name: now.gateway })}</h3>
            {now.state === "waiting" ? (
                <>
                    <p>{t("entrances.type_code")}</p>
                    <p class="big-code">{now.code}</p>
                    <p class="hint">{t("entrances.until", { at: clock(now.expires_at) })}</p>
                </>
            ) : null}
            {now.state === "compare" && now.number ? (
                <>
                    <p>{t("entrances.compare")}</p>
                    <p class="big-code">{now.number}</p>
                    <div class="buttons">
                        <button type="button" class="button" onClick={() => say(now.number ?? "")}>
                            {t("entrances.same")}
                        </button>
                        <button type="button" class="button button-danger" onClick={() => say("0")}>
                            {t("entrances.differs")}
                        </button>
                    </div>
                </>
            ) : null}
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
        </div>
    );
}

function Pair({ nursery, changed }: { nursery: Site; changed: () => void }) {
    const [name, setName] = useState("");
    const [under, setUnder] = useState<string | null>(null);
    const [ended, setEnded] = useState<"confirmed" | "over" | null>(null);
    const sending = useSending({ "/gateway": { field: "name", label: () => t("entrances.name") } });
    const make = (event: Event) => {
        event.preventDefault();
        const needed = name.trim() ? undefined : t("field.missing", { label: t("entrances.name") });
        if (!sending.check({ name: needed })) return;
        void sending.run(async (intention) => {
            setEnded(null);
            setUnder((await api.makePairing(nursery.id, name.trim(), intention)).id);
        });
    };
    return (
        <section class="stack" aria-labelledby="pair">
            <h2 id="pair">{t("entrances.pair_title")}</h2>
            <p>{t("entrances.pair_intro")}</p>
            <form class="stack" onSubmit={make} noValidate>
                <TextField
                    id="name"
                    label={t("entrances.name")}
                    hint={t("entrances.name_hint")}
                    value={name}
                    onValue={setName}
                    error={sending.fields["name"]}
                />
                <Submit busy={sending.busy} busyWords={t("state.loading")}>
                    {t("entrances.make_code")}
                </Submit>
            </form>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {under ? (
                <Under
                    key={under}
                    which={under}
                    done={(state) => {
                        setEnded(state);
                        setUnder(state === "confirmed" || sending.trouble === undefined ? null : under);
                        changed();
                    }}
                />
            ) : null}
            {ended === "confirmed" ? <Notice kind="success" title={t("entrances.paired")} /> : null}
            {ended === "over" ? <Notice kind="warning" title={t("entrances.over")} /> : null}
        </section>
    );
}

export function EntrancesPage({ nursery }: { nursery: Site }) {
    const list = useResource("gateways", (etag) => api.gateways(etag));
    useEffect(() => {
        const timer = setInterval(() => list.refresh(), LIST_MS);
        return () => clearInterval(timer);
    }, []);
    return (
        <Frame title={t("entrances.title")} kicker={nursery.name}>
            <Loaded from={list}>
                {({ gateways }) => {
                    const here = gateways.filter((one) => one.site_id === nursery.id);
                    return here.length === 0 ? (
                        <p>{t("entrances.none")}</p>
                    ) : (
                        <ul class="stack">
                            {here.map((one) => (
                                <Entrance key={one.id} gateway={one} changed={list.refresh} />
                            ))}
                        </ul>
                    );
                }}
            </Loaded>
            <Pair nursery={nursery} changed={list.refresh} />
        </Frame>
    );
}
