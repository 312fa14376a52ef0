// Signs drawn by ourselves. They always stand beside words, so they are hidden from screen readers.
import type { JSX } from "preact";

const DRAWN = {
    circle: <circle cx="12" cy="12" r="8" class="line" />,
    triangle: <path d="M12 4.5 21 20H3z" class="line" />,
    cross: <path d="m5 5 14 14M19 5 5 19" class="line" />,
    dash: <path d="M5 12h14" class="line" />,
    check: <path d="m4 12.5 5.5 5.5L20 7" class="line" />,
    clock: (
        <>
            <circle cx="12" cy="12" r="9" class="line" />
            <path d="M12 7v5.5l3.5 2" class="line" />
        </>
    ),
    home: <path d="m3 11 9-7.5L21 11v9.5h-6v-6H9v6H3z" class="line" />,
    grid: <path d="M4 4h6.5v6.5H4zm9.5 0H20v6.5h-6.5zM4 13.5h6.5V20H4zm9.5 0H20V20h-6.5z" class="line" />,
    menu: <path d="M4 6.5h16M4 12h16M4 17.5h16" class="line" />,
    list: <path d="M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.5M4 12h.5M4 18h.5" class="line" />,
    letter: <path d="M3 5.5h18v13H3zm0 1 9 7 9-7" class="line" />,
    arrive: <path d="M3 12h11m-4-4.5L14.5 12 10 16.5M13 4h7.5v16H13" class="line" />,
    leave: <path d="M10 12h11m-4-4.5L21.5 12 17 16.5M11 4H3.5v16H11" class="line" />,
    out: <path d="M4 16c0-7 6-9 15-9m-4-4 4.5 4L15 11" class="line" />,
    moon: <path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z" class="line" />,
    warning: (
        <>
            <path d="M12 3.5 22 20.5H2z" class="line" />
            <path d="M12 10v5m0 2.3v.4" class="line" />
        </>
    ),
    question: (
        <>
            <circle cx="12" cy="12" r="9" class="line" />
            <path d="M9.5 9.5c0-3.3 5-3.3 5-.3 0 2-2.5 2.1-2.5 4.3m0 3v.3" class="line" />
        </>
    ),
    speak: <path d="M3.5 4.500h17v11.500h-9l-4.500 4v-4h-3.500zM8 9h8M8 12h5" class="line" />,
    pencil: <path d="m4 20 1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5" class="line" />,
    back: <path d="M15 5l-7 7 7 7" class="line" />,
    next: <path d="m9 5 7 7-7 7" class="line" />,
    phone: (
        <path
            d="M6.5 3.5 9.5 4l1 4-2 1.5c1 2.5 3.5 5 6 6l1.5-2 4 1 .5 3c-.5 2-2 3-4 3C9.5 20 4 13 3.5 7.5c0-2 1-3.5 3-4z"
            class="line"
        />
    ),
    offline: (
        <path
            d="M3 3l18 18M5 12.5a10 10 0 0 1 4-2.5m6 .2a10 10 0 0 1 4 2.3M8.5 16a5 5 0 0 1 5-1.3M12 19.5v.2M2 9a15 15 0 0 1 4-2.6M10.5 5A15 15 0 0 1 22 9"
            class="line"
        />
    ),
} as const satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof DRAWN;

export function Icon({ name, class: own = "" }: { name: IconName; class?: string }) {
    return (
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" class={`icon ${own}`}>
            {DRAWN[name]}
        </svg>
    );
}

/** Our own mark. */
export function Swallow() {
    return (
        <svg viewBox="0 0 64 64" aria-hidden="true" focusable="false" class="swallow">
            <path
                class="swallow-body"
                d="M8 15c11 1 20 5 26 12 3-3 7-5 12-5 4 0 7 1 9 3l6 1-6 3c-1 8-6 14-14 16l-9 2-14 11 7-14-16 6 15-13C19 30 13 23 8 15z"
            />
            <path class="swallow-throat" d="M46 22c4 0 7 1 9 3l6 1-6 3c-3 1-7 0-9-7z" />
        </svg>
    );
}
