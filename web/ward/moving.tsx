// A household moves away: from a day on it lives elsewhere. What it has booked from then on is given back, and it is told; so the number is asked
// for once more before anything happens.
import { useState } from "preact/hooks";
import { ErrorSummary } from "../components/error-summary/error-summary.tsx";
import { CheckField, Submit, TextField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { yearDay } from "../components/sheet/registration-words.ts";
import * as api from "../lib/api.ts";
import { dayOf, isDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

export function Moving({ household }: { household: string }) {
    const [day, setDay] = useState("");
    const [sure, setSure] = useState(false);
    const [done, setDone] = useState("");
    const sending = useSending({ "/day": { field: "moving-day", label: () => t("moving.day") } });
    const submit = (event: Event) => {
        event.preventDefault();
        const fine = sending.check({
            ...(isDay(day) ? {} : { "moving-day": t("field.missing", { label: t("moving.day") }) }),
            ...(sure ? {} : { "moving-sure": t("moving.sure_missing") }),
        });
        if (!fine) return;
        void sending.run(async (intention) => {
            const { cancelled, closed_from: from } = await api.closeHousehold(household, day, intention);
            setDone(t("moving.done", { day: yearDay(from), n: cancelled }));
        });
    };
    return (
        <section class="sheet-part" aria-labelledby="moving-title">
            <h2 id="moving-title">{t("moving.title")}</h2>
            {done ? (
                <div role="status">
                    <Notice kind="success" title={done} />
                </div>
            ) : (
                <form class="form" onSubmit={submit} noValidate>
                    <p class="hint">{t("moving.hint")}</p>
                    <ErrorSummary
                        fields={sending.fields}
                        general={sending.trouble ? <p>{refusalSentence(sending.trouble)}</p> : null}
                        attempt={sending.attempt}
                    />
                    <TextField
                        id="moving-day"
                        label={t("moving.day")}
                        type="date"
                        min={dayOf(api.now())}
                        value={day}
                        onValue={setDay}
                        error={sending.fields["moving-day"]}
                    />
                    <CheckField
                        id="moving-sure"
                        label={t("moving.sure")}
                        checked={sure}
                        onValue={setSure}
                        error={sending.fields["moving-sure"]}
                    />
                    <Submit busy={sending.busy} busyWords={t("registration.busy")}>
                        {t("moving.send")}
                    </Submit>
                </form>
            )}
        </section>
    );
}
