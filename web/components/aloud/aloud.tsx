// Reads the page aloud with a voice that lives on the device: no text leaves it. Where the device has no such voice of the page's language there
// is no button (R-UX-04). What is written in another language, hidden, or a reading above a kanji is not said.
import { useEffect, useState } from "preact/hooks";
import { LOCALE } from "../../lib/format.ts";
import { language, t } from "../../lib/i18n.ts";
import { place } from "../../lib/router.ts";
import "./aloud.css";

const BLOCKS = "h1, h2, h3, p, li, dt, dd, legend, label, button, a, td, th, summary";
const SILENT = "rt, select, textarea, dialog, .unseen, .aloud, [hidden], [aria-hidden=true], details:not([open]) > :not(summary)";

const first = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? "";

/** A voice of the language that is on the device; of the same land before others. */
function voiceOf(tag: string): SpeechSynthesisVoice | undefined {
    const own = speechSynthesis.getVoices().filter((voice) => voice.localService && first(voice.lang) === first(tag));
    return own.find((voice) => voice.lang.replace("_", "-") === tag) ?? own[0];
}

/** What stands in the page, piece by piece as it is laid out. */
function pieces(main: HTMLElement): string[] {
    const found: { block: Element; text: string }[] = [];
    const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        const text = walk.currentNode.textContent ?? "";
        const tongue = parent?.closest("[lang]");
        if (!parent || parent.closest(SILENT) || tongue?.getAttribute("lang") !== document.documentElement.lang) continue;
        const block = parent.closest(BLOCKS) ?? main;
        const last = found[found.length - 1];
        if (last?.block === block) last.text += text;
        else found.push({ block, text });
    }
    return found.map(({ text }) => text.trim()).filter(Boolean);
}

export function Aloud() {
    const [voice, setVoice] = useState<SpeechSynthesisVoice>();
    const [speaking, setSpeaking] = useState(false);
    const tag = LOCALE[language.value];
    const here = place.value.path;
    useEffect(() => {
        const look = () => setVoice(voiceOf(tag));
        look();
        speechSynthesis.addEventListener("voiceschanged", look); // they come late
        return () => speechSynthesis.removeEventListener("voiceschanged", look);
    }, [tag]);
    useEffect(
        () => () => {
            speechSynthesis.cancel();
            setSpeaking(false);
        },
        [tag, here],
    );
    if (voice === undefined) return null;
    const press = () => {
        speechSynthesis.cancel();
        const main = document.getElementById("main");
        const said = main === null || speaking ? [] : pieces(main);
        said.forEach((text, index) => {
            const piece = new SpeechSynthesisUtterance(text);
            piece.voice = voice;
            piece.lang = voice.lang;
            if (index === said.length - 1) piece.onend = () => setSpeaking(false);
            speechSynthesis.speak(piece);
        });
        setSpeaking(said.length > 0);
    };
    return (
        <button type="button" class="aloud no-print" onClick={press}>
            {speaking ? t("aloud.stop") : t("aloud.read")}
        </button>
    );
}
