// Without a card (R-ATT-17): first the picture, then the names that have it. Nobody is listed before the picture is known, and the list closes
// by itself (R-ATT-19).
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Child, touchName, withSymbol } from "../lib/box.ts";
import type { Key } from "gen/words.ts";
import { t } from "../lib/i18n.ts";
import { Picture, PICTURES } from "./pictures.tsx";

const CLOSE_MS = 15_000;

export const namesOpen = signal(false);
const found = signal<Child[] | null>(null);

export function openNames(): void {
    found.value = null;
    namesOpen.value = true;
}

export function closeNames(): void {
    namesOpen.value = false;
    found.value = null;
}

async function show(symbol: number): Promise<void> {
    found.value = await withSymbol(symbol);
}

async function choose(child: Child): Promise<void> {
    closeNames();
    await touchName(child.child);
}

function Pictures() {
    return (
        <>
            <h2>{t("gate.which_picture")}</h2>
            <div class="gate-grid">
                {Array.from({ length: PICTURES }, (_, i) => i + 1).map((symbol) => (
                    <button
                        key={symbol}
                        type="button"
                        class="gate-tile"
                        aria-label={t(`gate.picture.${symbol}` as Key)}
                        onClick={() => void show(symbol)}
                    >
                        <Picture symbol={symbol} />
                    </button>
                ))}
            </div>
        </>
    );
}

function Names({ list }: { list: Child[] }) {
    return (
        <>
            <h2>{list.length > 0 ? t("gate.which_name") : t("gate.nobody")}</h2>
            <div class="gate-grid">
                {list.map((child) => (
                    <button key={child.child} type="button" class="gate-tile" onClick={() => void choose(child)}>
                        <Picture symbol={child.symbol} />
                        <span>{child.nick}</span>
                    </button>
                ))}
            </div>
        </>
    );
}

export function ByName() {
    const list = found.value;
    useEffect(() => {
        const timer = setTimeout(closeNames, CLOSE_MS);
        const onKey = (event: KeyboardEvent) => event.key === "Escape" && closeNames();
        document.addEventListener("keydown", onKey);
        return () => {
            clearTimeout(timer);
            document.removeEventListener("keydown", onKey);
        };
    }, [list]);
    return (
        <section class="gate-names">
            {list === null ? <Pictures /> : <Names list={list} />}
            <button type="button" class="button button-second" onClick={closeNames}>
                {t("gate.close")}
            </button>
        </section>
    );
}
