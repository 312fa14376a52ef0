// Taking children out: who is expected, and two people's counts at every change of scene. A wrong number stops the outing.
import { useState } from "preact/hooks";
import { CheckField, ChoiceField, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { clock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";

type Site = api.Me["sites"][number];
type Scene = api.HeadCountAsk["scene"];
const WALK: Scene[] = ["leave", "arrive", "depart", "return"];
const BUS: Scene[] = ["bus_on", "bus_off"];

function sceneWord(scene: Scene | "last_seat"): string {
    switch (scene) {
        case "leave":
            return t("outing.scene.leave");
        case "arrive":
            return t("outing.scene.arrive");
        case "depart":
            return t("outing.scene.depart");
        case "return":
            return t("outing.scene.return");
        case "bus_on":
            return t("outing.scene.bus_on");
        case "bus_off":
            return t("outing.scene.bus_off");
        case "last_seat":
            return t("outing.scene.last_seat");
    }
}

function verdictWord(verdict: api.Outing["counts"][number]["verdict"]): string {
    switch (verdict) {
        case "waits":
            return t("outing.verdict.waits");
        case "agreed":
            return t("outing.verdict.agreed");
        case "mismatch":
            return t("outing.verdict.mismatch");
        case "same_person":
            return t("outing.verdict.same_person");
    }
}

function Count({ outing, done }: { outing: api.Outing; done: (words: string) => void }) {
    const last = outing.counts.at(-1);
    const waiting = last?.verdict === "waits" && last.scene !== "last_seat" ? last.scene : null;
    const [scene, setScene] = useState<string>(waiting ?? "");
    const [counted, setCounted] = useState("");
    const sending = useSending({ "/counted": { field: "counted", label: () => t("outing.counted") } });
    const press = (event: Event) => {
        event.preventDefault();
        const missing = {
            scene: scene === "" ? t("field.missing", { label: t("outing.scene_word") }) : "",
            counted: /^\d{1,3}$/.test(counted) ? "" : t("field.missing", { label: t("outing.counted") }),
        };
        if (!sending.check(missing)) return;
        void sending.run(async (intention) => {
            const answer = await api.countHeads(outing.id, { scene: scene as Scene, counted: Number(counted) }, intention);
            setCounted("");
            done(`${sceneWord(scene as Scene)}: ${verdictWord(answer.verdict)}`);
        });
    };
    const act = (what: "last-seat" | "end") =>
        void sending.run(async (intention) => {
            await api.endOuting(outing.id, what, intention);
            done(what === "end" ? t("outing.ended") : t("outing.seat_done"));
        });
    return (
        <form class="stack" onSubmit={press} noValidate>
            {sending.trouble ? (
                <Notice kind="error" title={t("outing.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <ChoiceField
                id={`scene-${outing.id}`}
                label={t("outing.scene_word")}
                value={scene}
                onValue={setScene}
                error={sending.fields["scene"]}
                choices={(outing.vehicle ? [...WALK, ...BUS] : WALK).map((value) => ({ value, label: sceneWord(value) }))}
                across
            />
            <TextField
                id={`counted-${outing.id}`}
                label={t("outing.counted")}
                hint={t("outing.counted_hint", { n: outing.expected })}
                value={counted}
                onValue={setCounted}
                error={sending.fields["counted"]}
                inputMode="decimal"
                short
            />
            <div class="buttons">
                <button type="submit" class="button" aria-disabled={sending.busy ? true : undefined}>
                    {t("outing.send")}
                </button>
                {outing.last_seat_due_at ? (
                    <button type="button" class="button button-danger" onClick={() => act("last-seat")}>
                        {t("outing.seat", { at: clock(outing.last_seat_due_at) })}
                    </button>
                ) : (
                    <button type="button" class="button button-second" onClick={() => act("end")}>
                        {t("outing.end")}
                    </button>
                )}
            </div>
        </form>
    );
}

function One({ nursery, outing, done }: { nursery: Site; outing: api.Outing; done: (words: string) => void }) {
    const open = outing.closed_at === null;
    return (
        <li class={outing.stopped ? "card stack alarm-open" : "card stack"}>
            <h2>
                {outing.what} <span class="hint">{t("outing.expected", { n: outing.expected })}</span>
            </h2>
            {outing.stopped && outing.alarm ? (
                <Notice kind="error" title={t("outing.stopped")}>
                    <p>
                        <a href={`/staff/nurseries/${nursery.id}/alarms/${outing.alarm}`}>{t("outing.to_alarm")}</a>
                    </p>
                </Notice>
            ) : null}
            <ol class="alarm-log">
                {outing.counts.map((one, index) => (
                    <li key={index}>
                        {clock(one.at)} {sceneWord(one.scene)}{" "}
                        {one.scene === "last_seat" ? null : <strong>{one.counted}</strong>} {verdictWord(one.verdict)} · {one.by}
                    </li>
                ))}
            </ol>
            {open && outing.vehicle ? (
                <p>
                    <a class="button" href={`/staff/nurseries/${nursery.id}/outings/${outing.id}/bus`}>
                        <Icon name="list" /> {t("bus.open")}
                    </a>
                </p>
            ) : null}
            {open && !outing.stopped ? <Count key={outing.counts.length} outing={outing} done={done} /> : null}
            <details>
                <summary>{t("outing.names")}</summary>
                <p>{outing.children.map((child) => child.name).join("、")}</p>
            </details>
        </li>
    );
}

function Begin({ nursery, done }: { nursery: Site; done: (words: string) => void }) {
    const board = useResource(`board ${nursery.id} `, (etag) => api.attendanceBoard(nursery.id, undefined, etag), {
        topics: [`attendance:${nursery.id}`],
    });
    const [what, setWhat] = useState("");
    const [vehicle, setVehicle] = useState(false);
    const [chosen, setChosen] = useState<string[]>([]);
    const sending = useSending({ "/what": { field: "what", label: () => t("outing.what") } });
    const here = board.value?.children.filter((child) => child.state === "present") ?? [];
    const classes = [...new Set(here.map((child) => child.class))];
    const turn = (ids: string[], on: boolean) =>
        setChosen((before) => [...before.filter((id) => !ids.includes(id)), ...(on ? ids : [])]);
    const begin = (event: Event) => {
        event.preventDefault();
        void sending.run(async (intention) => {
            await api.beginOuting(nursery.id, { what, vehicle, children: chosen }, intention);
            setWhat("");
            setChosen([]);
            done(t("outing.begun"));
        });
    };
    return (
        <form class="card stack" onSubmit={begin} noValidate aria-labelledby="begin-title">
            <h2 id="begin-title">{t("outing.begin")}</h2>
            {sending.trouble ? (
                <Notice kind="error" title={t("outing.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <TextField id="what" label={t("outing.what")} value={what} onValue={setWhat} error={sending.fields["what"]} maxLength={30} />
            <CheckField id="vehicle" label={t("outing.vehicle")} checked={vehicle} onValue={setVehicle} optional />
            {classes.map((name) => {
                const ids = here.filter((child) => child.class === name).map((child) => child.child_id);
                return (
                    <fieldset key={name} class="field">
                        <legend>{name}</legend>
                        <div class="buttons">
                            <button type="button" class="button button-second" onClick={() => turn(ids, true)}>
                                {t("outing.whole_class", { class: name, n: ids.length })}
                            </button>
                        </div>
                        <div class="choices choices-across">
                            {here
                                .filter((child) => child.class === name)
                                .map((child) => (
                                    <CheckField
                                        key={child.child_id}
                                        id={`go-${child.child_id}`}
                                        label={child.name}
                                        checked={chosen.includes(child.child_id)}
                                        onValue={(on) => turn([child.child_id], on)}
                                        optional
                                    />
                                ))}
                        </div>
                    </fieldset>
                );
            })}
            <button type="submit" class="button" aria-disabled={sending.busy ? true : undefined}>
                <Icon name="out" /> {t("outing.start", { n: chosen.length })}
            </button>
        </form>
    );
}

export function OutingsPage({ nursery }: { nursery: Site }) {
    const [said, setSaid] = useState("");
    const outings = useResource(`outings ${nursery.id}`, (etag) => api.outings(nursery.id, etag), {
        topics: [`alarms:${nursery.id}`],
    });
    const done = (words: string) => {
        setSaid(words);
        outings.refresh();
    };
    return (
        <Frame title={t("outing.title")} kicker={nursery.name}>
            <div role="status">{said ? <Notice kind="info" title={said} /> : null}</div>
            <Loaded from={outings}>
                {(value) => (
                    <ul class="alarms">
                        {value.outings.map((outing) => (
                            <One key={outing.id} nursery={nursery} outing={outing} done={done} />
                        ))}
                    </ul>
                )}
            </Loaded>
            <Begin nursery={nursery} done={done} />
        </Frame>
    );
}
