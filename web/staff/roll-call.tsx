// The roll is called: every name once, present or not; nobody is ticked beforehand.
import { useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

export function RollCall({ log, done }: { log: api.AlarmLog; done: (words: string) => void }) {
    const [said, setSaid] = useState<Record<string, boolean>>({});
    const sending = useSending();
    const heard = Object.entries(said);
    const send = () =>
        void sending.run(async (intention) => {
            const children = heard.map(([child_id, present]) => ({ child_id, present }));
            const now = await api.callRoll(log.id, { children }, intention);
            setSaid({});
            done(now.state === "closed" ? t("roll.done") : t("roll.still", { n: now.missing ?? 0 }));
        });
    const state = (one: api.CalledName): boolean | undefined =>
        said[one.child_id] ?? (one.said === null ? undefined : one.said === "present");
    const button = (one: api.CalledName, present: boolean) => (
        <button
            type="button"
            class={present ? "chip roll-present" : "chip roll-away"}
            aria-pressed={state(one) === present}
            aria-label={t(present ? "roll.name_present" : "roll.name_away", { name: one.name })}
            onClick={() => setSaid((before) => ({ ...before, [one.child_id]: present }))}
        >
            {present ? t("roll.present") : t("roll.away")}
        </button>
    );
    return (
        <section class="card stack" aria-labelledby="roll-title">
            <h2 id="roll-title">{t("roll.title")}</h2>
            <p>{t("roll.lead")}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("roll.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <ul class="roll">
                {log.names.map((one) => (
                    <li key={one.child_id}>
                        <span>
                            {one.name} <span class="hint">{one.class}</span>
                            {one.here ? <span class="hint"> {t("roll.here")}</span> : null}
                        </span>
                        <span class="roll-buttons">
                            {button(one, true)}
                            {button(one, false)}
                        </span>
                    </li>
                ))}
            </ul>
            <button type="button" class="button" aria-disabled={sending.busy || heard.length === 0 ? true : undefined} onClick={heard.length > 0 ? send : undefined}>
                {t("roll.send", { n: heard.length })}
            </button>
        </section>
    );
}
