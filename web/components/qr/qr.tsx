// A two-dimensional code, drawn as one path; white paper and black ink in every theme.
import { generate } from "lean-qr";
import "./qr.css";

const QUIET = 4;

/** The dark squares as one path: a run of them in a row is one rectangle. */
export function drawn(text: string): { size: number; path: string } {
    const squares = generate(text);
    let path = "";
    for (let y = 0; y < squares.size; y++) {
        for (let x = 0; x < squares.size; x++) {
            let run = 0;
            while (squares.get(x + run, y)) run++;
            if (run > 0) path += `M${x + QUIET} ${y + QUIET}h${run}v1h-${run}z`;
            x += run;
        }
    }
    return { size: squares.size + 2 * QUIET, path };
}

export function Qr({ text, label }: { text: string; label: string }) {
    const { size, path } = drawn(text);
    return (
        <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
            <rect width={size} height={size} class="qr-paper" />
            <path d={path} class="qr-ink" />
        </svg>
    );
}
