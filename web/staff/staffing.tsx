// Teachers needed and present, now and for the rest of the day; and the tablet on which staff touch when they come and go.
import { useEffect, useState } from "preact/hooks";
import { CheckField, Submit, TextField } from "../components/field/field.tsx";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import * as staffing from "../lib/api-staffing.ts";
import { clock, dayOf, instantAt } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { session } from "../lib/session.ts";
import { Frame } from "./frame.tsx";
import "./staffing.css";

type Site = api.Me["sites"][number];
/** Planned times pass without anybody touching anything. */
const EVERY_MS = 60_000;

function useStaffing(nursery: string) {
    const found = useResource(`staffing ${nursery}`, (etag) => staffing.staffing(nursery, etag), { topics: [`attendance:${nursery}`] });
    useEffect(() => {
        const timer = setInterval(() => {
            if (!document.hidden) found.refresh();
        }, EVERY_MS);
        return () => clearInterval(timer);
    }, []);
    return found;
}

/** One line on the board: needed, there, and the next shortage with its time. */
export function RatioStrip({ nursery }: { nursery: string }) {
    const value = useStaffing(nursery).value;
    if (!value) return null;
    const now = value.steps[0];
    // What is no worse than now is said already.
    const ahead = value.steps.find((step, index) => index > 0 && step.short > (now?.short ?? 0));
    const kind = now && now.short > 0 ? "ratio ratio-short" : ahead ? "ratio ratio-ahead" : "ratio";
    return (
        <a class={`${kind} no-print`} href={`/staff/nurseries/${nursery}/staffing`}>
            <Icon name={now && now.short > 0 ? "warning" : "list"} />
            <span>{t("ratio.needed", { n: value.required })}</span>
            {value.staffed ? <span>{t("ratio.present", { n: now?.present ?? 0 })}</span> : <span>{t("ratio.not_staffed")}</span>}
            {now && now.short > 0 ? <span>{t("ratio.short", { n: now.short })}</span> : null}
            {ahead ? <span>{t("ratio.short_from", { from: ahead.from, n: ahead.short })}</span> : null}
        </a>
    );
}

function Steps({ value }: { value: staffing.Staffing }) {
    return (
        <ol class="ratio-steps" aria-label={t("ratio.ahead")}>
            {value.steps.map((step) => (
                <li key={step.from} class={step.short > 0 ? "ratio-step-short" : value.staffed ? "ratio-step-fine" : undefined}>
                    <strong>
                        {step.from}–{step.to}
                    </strong>{" "}
                    <span>{t("ratio.children", { n: step.children })}</span> <span>{t("ratio.needed", { n: step.required })}</span>{" "}
                    {value.staffed ? <span>{t("ratio.present", { n: step.present })}</span> : null}{" "}
                    {step.short > 0 ? (
                        <strong>
                            <Icon name="warning" /> {t("ratio.short", { n: step.short })}
                        </strong>
                    ) : null}
                </li>
            ))}
        </ol>
    );
}

interface MemberProps {
    member: staffing.StaffMember;
    leads: boolean;
    done: (words: string) => void;
}

function Member({ member, leads, done }: MemberProps) {
    const [time, setTime] = useState("");
    const [reason, setReason] = useState("");
    const sending = useSending();
    const kind = member.here ? "leave" : "arrive";
    const touch = (ask: Parameters<typeof staffing.touchStaff>[1], words: string) =>
        void sending.run(async (intention) => {
            await staffing.touchStaff(member.id, ask, intention);
            setReason("");
            done(`${member.name}: ${words}`);
        });
    const word = kind === "leave" ? t("ratio.leave") : t("ratio.arrive");
    const at = instantAt(dayOf(api.now()), time);
    return (
        <li class={member.here ? "card staff-here" : "card"} data-staff={member.id}>
            <p>
                <strong>{member.name}</strong> {member.teacher ? null : <span class="hint">{t("ratio.not_teacher")}</span>}{" "}
                <span class="hint">{member.from ? `${member.from}–${member.to ?? ""}` : ""}</span>
            </p>
            <p>
                {member.arrived_at ? t("ratio.since", { at: clock(member.arrived_at) }) : t("ratio.not_here")}{" "}
                {member.left_at ? t("ratio.left", { at: clock(member.left_at) }) : ""}
            </p>
            {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            <button type="button" class="button" aria-disabled={sending.busy ? true : undefined} onClick={() => touch({ kind }, word)}>
                {word}
            </button>
            <details>
                <summary>{t("ratio.correct")}</summary>
                <div class="stack">
                    <TextField id={`at-${member.id}`} type="time" label={t("ratio.at", { word })} value={time} onValue={setTime} short />
                    <TextField id={`why-${member.id}`} label={t("ratio.reason")} value={reason} onValue={setReason} maxLength={60} />
                    <button
                        type="button"
                        class="button button-second"
                        aria-disabled={time === "" || reason === "" ? true : undefined}
                        onClick={() => (time === "" || reason === "" ? undefined : touch({ kind, at, reason }, word))}
                    >
                        {t("ratio.enter")}
                    </button>
                    <ol>
                        {member.touches.map((one) => (
                            <li key={one.id}>
                                {clock(one.at)} {one.kind === "void" ? t("ratio.void") : one.kind === "leave" ? t("ratio.leave") : t("ratio.arrive")}{" "}
                                {one.reason} {one.by}{" "}
                                {one.kind !== "void" ? (
                                    <button
                                        type="button"
                                        class="button button-second"
                                        aria-disabled={reason === "" ? true : undefined}
                                        onClick={() => (reason === "" ? undefined : touch({ kind: "void", touch_id: one.id, reason }, t("ratio.void")))}
                                    >
                                        {t("ratio.take_back")}
                                    </button>
                                ) : null}
                            </li>
                        ))}
                    </ol>
                    {leads ? (
                        <button
                            type="button"
                            class="button button-danger"
                            onClick={() =>
                                void sending.run(async (intention) => {
                                    await staffing.removeStaff(member.id, intention);
                                    done(t("ratio.removed", { name: member.name }));
                                })
                            }
                        >
                            {t("ratio.remove")}
                        </button>
                    ) : null}
                </div>
            </details>
        </li>
    );
}

function Add({ nursery, done }: { nursery: Site; done: (words: string) => void }) {
    const [form, setForm] = useState({ name: "", teacher: true, from: "", to: "" });
    const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
    const sending = useSending({
        "/name": { field: "staff-name", label: () => t("ratio.name") },
        "/to": { field: "staff-to", label: () => t("ratio.to") },
    });
    const submit = (event: Event) => {
        event.preventDefault();
        if (!sending.check({ "staff-name": form.name.trim() === "" ? t("field.missing", { label: t("ratio.name") }) : "" })) return;
        void sending.run(async (intention) => {
            const planned = form.from && form.to ? { from: form.from, to: form.to } : {};
            await staffing.addStaff(nursery.id, { name: form.name.trim(), teacher: form.teacher, ...planned }, intention);
            done(t("ratio.added", { name: form.name.trim() }));
            set({ name: "" });
        });
    };
    return (
        <form class="card stack no-print" onSubmit={submit} noValidate aria-labelledby="staff-title">
            <h2 id="staff-title">{t("ratio.add")}</h2>
            {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
            <TextField id="staff-name" label={t("ratio.name")} value={form.name} onValue={(name) => set({ name })} error={sending.fields["staff-name"]} maxLength={30} />
            <CheckField id="staff-teacher" label={t("ratio.teacher")} checked={form.teacher} onValue={(teacher) => set({ teacher })} optional />
            <TextField id="staff-from" type="time" label={t("ratio.from")} value={form.from} onValue={(from) => set({ from })} short optional />
            <TextField id="staff-to" type="time" label={t("ratio.to")} value={form.to} onValue={(to) => set({ to })} error={sending.fields["staff-to"]} short optional />
            <Submit busy={sending.busy} busyWords={t("incident.saving")}>
                {t("ratio.add_button")}
            </Submit>
        </form>
    );
}

export function StaffingPage({ nursery }: { nursery: Site }) {
    const [said, setSaid] = useState("");
    const found = useStaffing(nursery.id);
    const me = session.person.value;
    const leads = Boolean(me?.roles.some((one) => ["lead", "head"].includes(one.role) && one.site_id === nursery.id));
    const done = (words: string) => {
        setSaid(words);
        found.refresh();
    };
    return (
        <Frame title={t("ratio.title")} kicker={nursery.name}>
            <RatioStrip nursery={nursery.id} />
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={found}>
                {(value) => (
                    <div class="stack">
                        <h2>{t("ratio.now")}</h2>
                        <ul>
                            {value.bands.map((band) => (
                                <li key={band.age}>
                                    {t("ratio.band", { age: band.age, n: band.children, per: band.per_teacher, teachers: String(band.teachers) })}
                                </li>
                            ))}
                        </ul>
                        <h2>{t("ratio.ahead")}</h2>
                        <Steps value={value} />
                        <h2>{t("ratio.staff")}</h2>
                        <ul class="staff-touches">
                            {value.staff.map((member) => (
                                <Member key={member.id} member={member} leads={leads} done={done} />
                            ))}
                        </ul>
                        {leads ? <Add nursery={nursery} done={done} /> : null}
                    </div>
                )}
            </Loaded>
        </Frame>
    );
}
