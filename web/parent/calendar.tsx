// The guardian's own calendar: an address that is made, shown, handed on to another telephone, changed and ended.
import { useRef, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { Qr } from "../components/qr/qr.tsx";
import { type CalendarAddress, calendarAddress, endCalendar, makeCalendar } from "../lib/api-calendar.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import "./registration.css";
import "./reservations.css";

/** A button that asks before it does what cannot be taken back. */
function Asked(props: { id: string; words: string; ask: string; yes: string; busy: boolean; act: () => void }) {
    const [asking, setAsking] = useState(false);
    const opener = useRef<HTMLButtonElement>(null);
    const close = () => {
        setAsking(false);
        requestAnimationFrame(() => opener.current?.focus());
    };
    if (!asking)
        return (
            <button type="button" class="button button-second" ref={opener} onClick={() => setAsking(true)}>
                {props.words}
            </button>
        );
    return (
        <div class="confirm-panel" role="group" aria-labelledby={props.id}>
            <p id={props.id}>
                <strong>{props.ask}</strong>
            </p>
            <div class="buttons">
                <button
                    type="button"
                    class="button button-danger"
                    aria-disabled={props.busy ? true : undefined}
                    ref={(button) => button?.focus()}
                    onClick={() => {
                        setAsking(false);
                        props.act();
                    }}
                >
                    {props.yes}
                </button>
                <button type="button" class="button button-second" onClick={close}>
                    {t("calendar.back")}
                </button>
            </div>
        </div>
    );
}

function Address({ path }: { path: string }) {
    const [copied, setCopied] = useState<"" | "done" | "failed">("");
    const address = `${location.origin}${path}`;
    const copy = () =>
        void navigator.clipboard
            .writeText(address)
            .then(() => setCopied("done"))
            .catch(() => setCopied("failed"));
    return (
        <>
            <Notice kind="warning" title={t("calendar.warning")} />
            <p>
                <a class="button" href={address.replace(/^https?:/, "webcal:")}>
                    {t("calendar.add")}
                </a>
            </p>
            <p>
                {t("calendar.address")}
                <br />
                <code class="contact-address">{address}</code>
            </p>
            <p>
                <button type="button" class="button button-second" onClick={copy}>
                    {t("calendar.copy")}
                </button>
            </p>
            <p role="status">{copied === "done" ? t("calendar.copied") : copied === "failed" ? t("calendar.copy_by_hand") : ""}</p>
            <p class="hint">{t("calendar.qr_hint")}</p>
            <Qr text={address} label={t("calendar.qr")} />
            <p class="hint">{t("calendar.slow")}</p>
        </>
    );
}

export function CalendarPage() {
    const found = useResource("calendar", (etag) => calendarAddress(etag));
    const [said, setSaid] = useState("");
    const sending = useSending();
    const told = (words: string) => {
        setSaid(words);
        found.refresh();
        scrollTo(0, 0);
        document.querySelector<HTMLElement>("h1")?.focus();
    };
    const make = () =>
        void sending.run(async (intention) => {
            await makeCalendar(intention);
            told(t("calendar.made"));
        });
    const end = () =>
        void sending.run(async () => {
            await endCalendar();
            told(t("calendar.ended"));
        });
    return (
        <Frame title={t("calendar.title")} failed={sending.trouble !== undefined}>
            <div role="status">{said ? <Notice kind="success" title={said} /> : null}</div>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <p>{t("calendar.intro")}</p>
            <Loaded from={found}>
                {({ path }: CalendarAddress) =>
                    path === null ? (
                        <>
                            <p>{t("calendar.none")}</p>
                            <p>
                                <button type="button" class="button" aria-disabled={sending.busy ? true : undefined} onClick={make}>
                                    {t("calendar.make")}
                                </button>
                            </p>
                        </>
                    ) : (
                        <>
                            <Address path={path} />
                            <section class="stack" aria-labelledby="another">
                                <h2 id="another">{t("calendar.another_title")}</h2>
                                <div class="buttons">
                                <Asked
                                    id="ask-another"
                                    words={t("calendar.another")}
                                    ask={t("calendar.another_ask")}
                                    yes={t("calendar.another_yes")}
                                    busy={sending.busy}
                                    act={make}
                                />
                                <Asked
                                    id="ask-end"
                                    words={t("calendar.end")}
                                    ask={t("calendar.end_ask")}
                                    yes={t("calendar.end_yes")}
                                    busy={sending.busy}
                                    act={end}
                                />
                                </div>
                            </section>
                        </>
                    )
                }
            </Loaded>
        </Frame>
    );
}
