// What a family hears without looking. Rising: come. Falling: gone. One even tone: a question. Low and thrice: not registered.
// The kiosk's browser is started so that a page may sound without having been pressed first (devices/units).
import type { Moment } from "../lib/box.ts";

const TONES = {
    come: [660, 880],
    gone: [880, 660],
    question: [740],
    wrong: [220, 220, 220],
} as const;

let audio: AudioContext | null = null;

function play(tones: readonly number[]): void {
    try {
        audio ??= new AudioContext();
        const from = audio.currentTime;
        tones.forEach((hertz, i) => {
            const tone = audio!.createOscillator();
            const loud = audio!.createGain();
            const begin = from + i * 0.18;
            tone.frequency.value = hertz;
            loud.gain.setValueAtTime(0.25, begin);
            loud.gain.exponentialRampToValueAtTime(0.001, begin + 0.16);
            tone.connect(loud).connect(audio!.destination);
            tone.start(begin);
            tone.stop(begin + 0.17);
        });
    } catch {
        // no loudspeaker: light is enough
    }
}

/** Which tones belong to a moment; none when there is nothing to hear. */
export function tonesOf({ kind, said, throwaway }: Pick<Moment, "kind" | "said" | "throwaway">): keyof typeof TONES | null {
    if (kind === "idle") return null;
    if (kind === "asks") return "question";
    if (kind === "unknown" || kind === "not_kept" || kind === "unreadable" || throwaway) return "wrong";
    if (kind === "undone" || said === "leave" || said === "ask_late") return "gone";
    return "come";
}

export function sound(moment: Pick<Moment, "kind" | "said" | "throwaway">): void {
    const name = tonesOf(moment);
    if (name !== null) play(TONES[name]);
}
