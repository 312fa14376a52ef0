// Each child's picture (R-ATT-19): a shape that a three-year-old knows. It always stands beside a name or a word.
import type { JSX } from "preact";

const DRAWN: JSX.Element[] = [
    <circle key="sun" cx="12" cy="12" r="8" />,
    <path key="star" d="m12 2.5 2.9 6.2 6.6.8-4.9 4.6 1.3 6.7L12 17.5l-5.9 3.3 1.3-6.7-4.9-4.6 6.6-.8z" />,
    <path key="heart" d="M12 20.5C5 15.5 3 12 3 8.6 3 3.6 9.6 2.6 12 7.2c2.4-4.6 9-3.6 9 1.4 0 3.4-2 6.9-9 11.9z" />,
    <path key="moon" d="M19.5 15.5A9 9 0 1 1 9 3a7.5 7.5 0 0 0 10.5 12.5z" />,
    <path key="fish" d="M2 12c4-6 10-6.500 14-2l5-3.500v11L16 14c-4 4.500-10 4-14-2z" />,
    <path key="boat" d="M11 3v11H3l3.500 6h11L21 14h-8V7l5 5z" />,
    <path key="house" d="m12 3 9.500 8H18v9.500H6V11H2.500z" />,
    <path key="tree" d="m12 2 7 10h-4l4.500 6H13.500v4h-3v-4H4.500L9 12H5z" />,
    <path key="apple" d="M12 7c1-3 2-4 4-4.500C16 5 15 6 13.500 7c4-1.500 7.500 1 7.500 5.500S17 21.500 14 21.500c-1 0-1.500-.5-2-.5s-1 .5-2 .5c-3 0-7-4.500-7-9S8 5.500 12 7z" />,
    <path key="umbrella" d="M12 2.500c5.500.5 9 4.500 9.500 9.500h-8.300v6.500c0 3.500-5 3.500-5 0h2c0 1.200 1.300 1.200 1.300 0V12H2.500c.5-5 4-9 9.500-9.500z" />,
    <path key="car" d="M3 17v-5l3-6h10l4 6 2 1v4h-2.500a2.500 2.500 0 0 1-5 0h-5a2.500 2.500 0 0 1-5 0z" />,
    <path key="cloud" d="M6.500 19a5 5 0 0 1-.5-9.900 6.500 6.500 0 0 1 12.300 1.600A4.300 4.300 0 0 1 18 19z" />,
    <path key="drop" d="M12 2c5 7 7 9.500 7 13a7 7 0 0 1-14 0c0-3.500 2-6 7-13z" />,
    <path key="kite" d="m12 2 8 8-8 11-8-11z" />,
    <path key="mushroom" d="M2.500 13C2.500 7 7 3 12 3s9.500 4 9.500 10h-7l1 8h-7l1-8z" />,
    <path key="flower" d="M12 9.500c-2-3-1.500-7 0-7s2 4 0 7c2-3 6-3.500 6.500-2s-3 3-6.500 3.500c3.500.5 7 2 6.500 3.500S14 15.500 12 12.500c2 3 1.500 7 0 7s-2-4 0-7c-2 3-6 3.500-6.500 2s3-3 6.500-3.500C8.500 10.500 5 9 5.500 7.500S10 6.500 12 9.500z" />,
];

export const PICTURES = DRAWN.length;

export function Picture({ symbol }: { symbol: number }) {
    return (
        <svg class="picture" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            {DRAWN[symbol - 1] ?? DRAWN[0]}
        </svg>
    );
}
