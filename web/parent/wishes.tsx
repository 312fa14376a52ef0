// What a waiting family wants of its place on the list: taken without a question until a time, and waiting on after the morning's decision.
import { useRef, useState } from "preact/hooks";
import { CheckField, SelectField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import * as api from "../lib/api.ts";
import { clock, dayOf, instantAt } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { Changed, isChanged } from "./changed.tsx";

const TIMES = ["06:00", "06:30", "07:00", "07:30", "08:00", "09:00", "10:00"];

/** What was wished before stays among the answers, on whatever minute it ends. */
function choices(day: string, before: string): string[] {
    const open = TIMES.filter((time) => new Date(instantAt(day, time)) > api.now());
    return [...new Set([...open, ...(before ? [before] : [])])].sort();
}

const untilOf = (one: api.Reservation): string =>
    one.auto_accept_until && dayOf(new Date(one.auto_accept_until)) === one.day ? clock(one.auto_accept_until) : "";

export function Wishes({ reservation, refresh }: { reservation: api.Reservation; refresh: () => void }) {
    const [open, setOpen] = useState(false);
    const before = untilOf(reservation);
    const [until, setUntil] = useState(before);
    const [stays, setStays] = useState(reservation.same_day_list ?? false);
    const sending = useSending();
    const opener = useRef<HTMLButtonElement>(null);
    const close = () => {
        setOpen(false);
        requestAnimationFrame(() => opener.current?.focus());
    };
    const begin = () => {
        setUntil(before);
        setStays(reservation.same_day_list ?? false);
        setOpen(true);
    };
    const save = (event: Event) => {
        event.preventDefault();
        void sending.run(async () => {
            await api.setWishes(reservation, {
                auto_accept_until: until ? instantAt(reservation.day, until) : null,
                same_day_list: stays,
            });
            refresh();
            close();
        });
    };
    if (!open) {
        return (
            <button type="button" class="button button-second" ref={opener} onClick={begin}>
                {t("wishes.change")}
                <span class="unseen"> {reservation.sick_room_name}</span>
            </button>
        );
    }
    const changed = isChanged(sending.trouble);
    return (
        <form class="wishes-form" onSubmit={save} noValidate>
            <SelectField
                id={`until-${reservation.id}`}
                optional
                label={t("reserve.auto")}
                hint={t("reserve.auto_hint")}
                value={until}
                onValue={setUntil}
                placeholder={t("reserve.auto_ask")}
                groups={[
                    {
                        choices: choices(reservation.day, before).map((time) => ({
                            value: time,
                            label: t("reserve.auto_until", { time }),
                        })),
                    },
                ]}
            />
            <CheckField
                id={`stays-${reservation.id}`}
                optional
                label={t("reserve.same_day")}
                hint={t("reserve.same_day_hint")}
                checked={stays}
                onValue={setStays}
            />
            {changed ? (
                <Changed
                    was={reservation}
                    done={() => {
                        sending.check({});
                        setOpen(false);
                        refresh();
                    }}
                />
            ) : sending.trouble ? (
                <Notice kind="error" title={t("wishes.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            {changed ? null : (
                <div class="buttons">
                    <button type="submit" class="button" aria-disabled={sending.busy ? true : undefined}>
                        {t("wishes.save")}
                    </button>
                    <button type="button" class="button button-second" onClick={close}>
                        {t("reservation.cancel_no")}
                    </button>
                </div>
            )}
        </form>
    );
}
