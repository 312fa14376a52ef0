// The code that the phone shows at the entrance (R-ATT-18). A fresh one before the old is over; none is kept when the page goes away.
import { useEffect, useState } from "preact/hooks";
import { ChecksField } from "../components/field/field.tsx";
import { Notice } from "../components/notice/notice.tsx";
import { Qr } from "../components/qr/qr.tsx";
import * as api from "../lib/api.ts";
import { dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { Frame } from "./frame.tsx";

const FRESH_BEFORE_MS = 15_000;
const TRY_AGAIN_MS = 5_000;

interface Shown {
    code: string;
    until: number;
}

function useCode(children: string[]) {
    const [shown, setShown] = useState<Shown | null>(null);
    const [away, setAway] = useState(false);
    const [left, setLeft] = useState(0);
    const wanted = children.join(",");
    useEffect(() => {
        let gone = false;
        let timer = 0;
        const fetchOne = async () => {
            window.clearTimeout(timer);
            try {
                const fresh = await api.appCode(wanted.split(","));
                if (gone || fresh === null) return;
                const until = Date.parse(fresh.value.expires_at) - api.now().getTime() + performance.now();
                setShown({ code: fresh.value.code, until });
                setAway(false);
                timer = window.setTimeout(() => void fetchOne(), Math.max(1000, until - performance.now() - FRESH_BEFORE_MS));
            } catch {
                if (gone) return;
                setAway(true);
                timer = window.setTimeout(() => void fetchOne(), TRY_AGAIN_MS);
            }
        };
        const seen = () => {
            if (!document.hidden) void fetchOne();
        };
        setShown(null);
        if (wanted) void fetchOne();
        document.addEventListener("visibilitychange", seen);
        return () => {
            gone = true;
            window.clearTimeout(timer);
            document.removeEventListener("visibilitychange", seen);
        };
    }, [wanted]);
    useEffect(() => {
        const tick = () => {
            const ms = shown ? shown.until - performance.now() : 0;
            setLeft(Math.max(0, Math.ceil((ms - FRESH_BEFORE_MS) / 1000)));
            if (shown && ms <= 0) setShown(null);
        };
        tick();
        const timer = window.setInterval(tick, 1000);
        return () => window.clearInterval(timer);
    }, [shown]);
    return { code: shown?.code, away, left };
}

export function AppCodePage({ me }: { me: api.Me }) {
    const here = me.children.filter((child) => child.nursery_id !== null);
    const [chosen, setChosen] = useState(() => here.map((child) => child.id));
    const { code, away, left } = useCode(chosen);
    return (
        <Frame title={t("code.today", { day: longDay(dayOf(api.now()), language.value) })}>
            {here.length === 0 ? <p>{t("code.none")}</p> : <p>{t("code.intro")}</p>}
            {here.length > 1 ? (
                <ChecksField
                    id="who"
                    label={t("code.who")}
                    values={chosen}
                    onValues={setChosen}
                    choices={here.map((child) => ({ value: child.id, label: child.name }))}
                />
            ) : null}
            {away && !code ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{t("code.away")}</p>
                </Notice>
            ) : null}
            {code ? (
                <>
                    <Qr text={code} label={t("code.picture")} />
                    <p class="hint">{t("code.left", { n: left })}</p>
                    <p class="hint">{t("code.bright")}</p>
                </>
            ) : null}
        </Frame>
    );
}
