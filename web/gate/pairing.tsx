// A box that is no entrance yet: the code that the head sees is pressed here, and the number that both show is compared.
import { useEffect, useState } from "preact/hooks";
import { type Pairing, pairing, pairWith } from "../lib/box.ts";
import { t } from "../lib/i18n.ts";

const SYMBOLS = [..."23456789ABCDEFGHJKMNPQRSTUVWXYZ"]; // what a code may hold: nothing that is mistaken for another
const LENGTH = 12;
const ASK_MS = 1000;

const grouped = (typed: string): string => (typed.match(/.{1,4}/g) ?? []).join("-");

function Keys({ refused }: { refused: boolean }) {
    const [typed, setTyped] = useState("");
    const [wrong, setWrong] = useState(refused);
    const whole = typed.length === LENGTH;
    const press = (symbol: string) => {
        setWrong(false);
        setTyped((before) => (before.length < LENGTH ? before + symbol : before));
    };
    const send = async () => {
        if (!whole) return;
        setWrong(!(await pairWith(typed)));
    };
    return (
        <>
            <p class="gate-question">{t("gate.pair_type")}</p>
            <p class="gate-code figures" role="status" aria-label={t("gate.pair_code")}>
                {grouped(typed) || "-"}
            </p>
            {wrong ? (
                <p class="gate-alarm" role="alert">
                    {t("gate.pair_refused")}
                </p>
            ) : null}
            <div class="gate-keys" role="group" aria-label={t("gate.pair_code")}>
                {SYMBOLS.map((symbol) => (
                    <button type="button" class="button button-second" key={symbol} onClick={() => press(symbol)}>
                        {symbol}
                    </button>
                ))}
            </div>
            <div class="gate-pair-ends">
                <button type="button" class="button button-second" onClick={() => setTyped(typed.slice(0, -1))}>
                    {t("gate.pair_delete")}
                </button>
                <button type="button" class="button" aria-disabled={whole ? undefined : true} onClick={() => void send()}>
                    {t("gate.pair_send")}
                </button>
            </div>
        </>
    );
}

export function PairingView({ first }: { first: Pairing }) {
    const [said, setSaid] = useState(first);
    useEffect(() => {
        let over = false;
        const ask = async () => {
            const now = await pairing();
            if (now === "entrance") window.location.reload();
            else if (now !== "silent" && !over) setSaid(now);
            if (!over) window.setTimeout(() => void ask(), ASK_MS);
        };
        window.setTimeout(() => void ask(), ASK_MS);
        return () => {
            over = true;
        };
    }, []);
    switch (said.state) {
        case "code":
        case "refused":
            return <Keys key={said.state} refused={said.state === "refused"} />;
        case "working":
            return <p role="status">{t("gate.pair_working")}</p>;
        case "compare":
            return (
                <div role="status">
                    <p class="gate-time figures">{said.number}</p>
                    <p class="gate-question">{t("gate.pair_compare")}</p>
                </div>
            );
        case "paired":
            return <p role="status">{t("gate.pair_done")}</p>;
    }
}
