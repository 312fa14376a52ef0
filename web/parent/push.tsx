// Messages on this device's own screen: switched on and off, tried out, and the list of one's own devices. Mail goes out all the same.
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { addPush, type Push, type PushDevice, pushDevices, removePush, tryPush } from "../lib/api-push.ts";
import { useSending } from "../lib/form.ts";
import { dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import * as push from "../lib/push.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import "./push.css";

const SAID = ["notice", "urgent", "offer", "alarm", "care", "talk"] as const;
type Step = "share" | "add" | "open";

/** What the buttons of the telephone look like: drawn, because their names differ from version to version. */
function StepPicture({ step }: { step: Step }) {
    return (
        <svg class="push-step" viewBox="0 0 24 24" aria-hidden="true">
            {step === "share" ? <path d="M12 15V3m0 0L8 7m4-4 4 4M7 10H5v11h14V10h-2" /> : null}
            {step === "add" ? <path d="M4 4h16v16H4zM12 8v8m-4-4h8" /> : null}
            {step === "open" ? <path d="M7 2h10v20H7zM10 18h4m-5-9h6v5H9z" /> : null}
        </svg>
    );
}

function HomeScreenGuide() {
    const steps: Step[] = ["share", "add", "open"];
    return (
        <Notice kind="info" title={t("push.home_screen")}>
            <ol class="push-steps">
                {steps.map((step) => (
                    <li key={step}>
                        <StepPicture step={step} />
                        <span>{t(`push.step.${step}`)}</span>
                    </li>
                ))}
            </ol>
        </Notice>
    );
}

function Device({ one, here, busy, remove }: { one: PushDevice; here: boolean; busy: boolean; remove: () => void }) {
    return (
        <li class="card">
            <p>
                <strong>{t(`push.device.${one.device}`)}</strong>
                {here ? ` ${t("push.this_one")}` : ""}
            </p>
            <p class="hint">{t("push.since", { day: longDay(dayOf(new Date(one.created_at)), language.value) })}</p>
            <button type="button" class="button button-second" aria-disabled={busy ? true : undefined} onClick={remove}>
                {t("push.remove")}
                <span class="unseen"> {t(`push.device.${one.device}`)}</span>
            </button>
        </li>
    );
}

function Switch({ told, changed }: { told: Push; changed: (words: string) => void }) {
    const [can, setCan] = useState(push.canBeTold);
    const [here, setHere] = useState(push.keptDevice);
    const sending = useSending();
    const on = here !== null && told.devices.some(({ id }) => id === here);
    useEffect(() => {
        // Removed from another device: nothing is told here any more, and the browser need not keep the way open. The number that is kept now is
        // looked for: one that was kept since the list was fetched will stand in the next.
        const kept = push.keptDevice();
        if (kept !== null && kept === here && !told.devices.some(({ id }) => id === kept)) void push.end().then(() => setHere(null));
        else void push.keepUp().catch(() => undefined);
    }, [told, language.value]);
    const switchOn = () =>
        void sending.run(async (intention) => {
            const made = await push.begin(told.key ?? "");
            setCan(push.canBeTold());
            if (made === null) return;
            const { id } = await addPush({ ...made, device: push.deviceKind() }, intention);
            push.keepDevice(id);
            setHere(id);
            changed(t("push.on"));
        });
    const remove = (which: string) =>
        void sending.run(async () => {
            await removePush(which);
            if (which === here) {
                await push.end();
                setHere(null);
            }
            changed(t("push.off"));
        });
    const tryOut = () =>
        void sending.run(async (intention) => {
            await tryPush(here ?? "", intention);
            changed(t("push.tried"));
        });
    return (
        <>
            {sending.trouble ? (
                <Notice kind="error" title={t("push.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {can === "put on the home screen" ? <HomeScreenGuide /> : null}
            {can === "refused" ? (
                <Notice kind="warning" title={t("push.refused")}>
                    <p>{t(`push.refused_next.${push.deviceKind()}`)}</p>
                </Notice>
            ) : null}
            {can === "no" ? <p>{t("push.cannot")}</p> : null}
            {can === "yes" ? (
                <div class="buttons">
                    <button
                        type="button"
                        class={on ? "button button-second" : "button"}
                        role="switch"
                        aria-checked={on}
                        aria-disabled={sending.busy ? true : undefined}
                        onClick={() => (on && here !== null ? remove(here) : switchOn())}
                    >
                        {on ? t("push.switch_off") : t("push.switch")}
                    </button>
                    {on ? (
                        <button type="button" class="button button-second" onClick={tryOut}>
                            {t("push.try")}
                        </button>
                    ) : null}
                </div>
            ) : null}
            {told.devices.length > 0 ? (
                <>
                    <h3>{t("push.devices")}</h3>
                    <ul class="stack">
                        {told.devices.map((one) => (
                            <Device key={one.id} one={one} here={one.id === here} busy={sending.busy} remove={() => remove(one.id)} />
                        ))}
                    </ul>
                </>
            ) : null}
        </>
    );
}

/** Part of the page that says where our messages go. */
export function PushSection() {
    const found = useResource("push", (etag) => pushDevices(etag));
    const [said, setSaid] = useState("");
    const changed = (words: string) => {
        setSaid(words);
        found.refresh();
    };
    return (
        <section class="stack" aria-labelledby="push">
            <h2 id="push">{t("push.title")}</h2>
            <p>{t("push.intro")}</p>
            <details>
                <summary>{t("push.what_is_shown")}</summary>
                <ul>
                    {SAID.map((kind) => (
                        <li key={kind}>{t(`push.say.${kind}`)}</li>
                    ))}
                </ul>
            </details>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            <Loaded from={found}>
                {(told) => (told.key === null ? <p>{t("push.none_here")}</p> : <Switch told={told} changed={changed} />)}
            </Loaded>
        </section>
    );
}
