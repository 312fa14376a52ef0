// From a message: tap one opened this page, which says what the link would do; tap two does it. Nobody has to be signed in. The link's own part
// stands behind the # of the address, which a browser sends nobody.
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../components/icon/icon.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Failed, Loading } from "../components/notice/states.tsx";
import { ReservationPill } from "../components/state/state.tsx";
import * as api from "../lib/api.ts";
import { dayAndClock, longDay } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { Frame } from "./frame.tsx";
import "./reservations.css";

/** What the page's own skip link writes into the address is no link of a message. */
const tokenOf = (hash: string): string => (/^#[\w-]{20,64}$/.test(hash) ? hash.slice(1) : "");

function askWords(link: api.Link): string {
    switch (link.what) {
        case "use":
            return t("link.ask_use");
        case "cancel":
            return t("link.ask_cancel");
        case "accept":
            return t("link.ask_accept");
        case "decline":
            return t("link.ask_decline");
        case "confirm":
            return t("link.ask_confirm");
    }
}

function doneWords(link: api.Link): string {
    switch (link.what) {
        case "use":
            return t("link.done_use");
        case "cancel":
            return t("link.done_cancel");
        case "accept":
            return t("link.done_accept");
        case "decline":
            return t("link.done_decline");
        case "confirm":
            return t("link.done_confirm");
    }
}

function buttonWords(link: api.Link): string {
    switch (link.what) {
        case "use":
            return t("link.do_use");
        case "cancel":
            return t("link.do_cancel");
        case "accept":
            return t("link.do_accept");
        case "decline":
            return t("link.do_decline");
        case "confirm":
            return t("link.do_confirm");
    }
}

function Facts({ link }: { link: api.Link }) {
    if (!link.day || !link.state) return null;
    const phone = link.telephone ?? "";
    return (
        <div class="card">
            <div class="reservation-head">
                <p class="day-title">
                    {longDay(link.day, language.value)}
                    {link.from && link.to ? ` ${link.from}–${link.to}` : ""}
                </p>
                <ReservationPill state={link.state} />
            </div>
            <p>{link.sick_room_name}</p>
            {phone ? (
                <p>
                    <a class="phone" href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
                        <Icon name="phone" />
                        {phone}
                    </a>
                </p>
            ) : null}
        </div>
    );
}

function OtherWay() {
    return (
        <p>
            <a href="/parent/reservations">{t("link.to_reservations")}</a>
        </p>
    );
}

/** What cancelling costs, said before the button. */
function Cost({ link }: { link: api.Link }) {
    if (link.what !== "cancel" || !link.late) return null;
    return (
        <Notice kind="warning" title={t("link.late")}>
            {link.fee_yen ? <p>{t("link.fee", { yen: link.fee_yen })}</p> : null}
        </Notice>
    );
}

function Ask({ token, link, done }: { token: string; link: api.Link; done: (now: api.Link) => void }) {
    const sending = useSending();
    const use = (why?: "nursery" | "home") => () =>
        void sending.run(async (intention) => done(await api.useLink(token, why, intention)));
    const kind = link.what === "cancel" || link.what === "decline" ? "button button-danger" : "button";
    const busy = sending.busy ? true : undefined;
    return (
        <>
            <Facts link={link} />
            <Cost link={link} />
            {sending.trouble ? (
                <Notice kind="error" title={t("link.failed")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                    <OtherWay />
                </Notice>
            ) : null}
            {link.asks_why ? (
                <div class="buttons" role="group" aria-label={t("link.why")}>
                    <button type="button" class={kind} aria-disabled={busy} onClick={use("nursery")}>
                        {t("link.cancel_nursery")}
                    </button>
                    <button type="button" class={kind} aria-disabled={busy} onClick={use("home")}>
                        {t("link.cancel_home")}
                    </button>
                </div>
            ) : (
                <div class="buttons">
                    <button type="button" class={`${kind} button-wide`} aria-disabled={busy} onClick={use()}>
                        {buttonWords(link)}
                    </button>
                </div>
            )}
            <p class="hint">{t("link.until", { time: dayAndClock(link.until, language.value) })}</p>
        </>
    );
}

function Done({ link }: { link: api.Link }) {
    const place = useRef<HTMLDivElement>(null);
    useEffect(() => place.current?.focus(), []);
    return (
        <>
            <div ref={place} tabIndex={-1} role="status">
                <Notice kind="success" title={doneWords(link)} />
            </div>
            <Facts link={link} />
            <OtherWay />
        </>
    );
}

function Refused({ error, retry }: { error: Error; retry: () => void }) {
    if (!(error instanceof api.Problem) || error.status >= 500) return <Failed error={error} retry={retry} />;
    return (
        <Notice kind="warning" title={t("link.cannot")}>
            <p>{error.code === "NOT_FOUND" ? t("link.unknown") : refusalSentence(error)}</p>
            <OtherWay />
        </Notice>
    );
}

export function LinkPage() {
    const [token, setToken] = useState(tokenOf(location.hash));
    const [link, setLink] = useState<api.Link | null>(null);
    const [now, setNow] = useState<api.Link | null>(null);
    const [error, setError] = useState<Error | null>(null);
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        const look = () => {
            const next = tokenOf(location.hash);
            if (next !== "") setToken(next);
        };
        addEventListener("hashchange", look);
        return () => removeEventListener("hashchange", look);
    }, []);
    useEffect(() => {
        let mine = true;
        setLink(null);
        setNow(null);
        setError(null);
        if (token === "") return undefined;
        api.openLink(token, new api.Intention()).then(
            (found) => mine && setLink(found),
            (problem: Error) => mine && setError(problem),
        );
        return () => {
            mine = false;
        };
    }, [token, attempt]);
    const title = link && !now ? askWords(link) : t("link.title");
    return (
        <Frame title={title} failed={error !== null}>
            {token === "" ? (
                <Notice kind="warning" title={t("link.cannot")}>
                    <p>{t("link.unknown")}</p>
                    <OtherWay />
                </Notice>
            ) : error ? (
                <Refused error={error} retry={() => setAttempt(attempt + 1)} />
            ) : now ? (
                <Done link={now} />
            ) : !link ? (
                <Loading />
            ) : link.possible ? (
                <Ask token={token} link={link} done={setNow} />
            ) : (
                <>
                    <Notice kind="info" title={t("link.decided")} />
                    <Facts link={link} />
                    <OtherWay />
                </>
            )}
        </Frame>
    );
}
