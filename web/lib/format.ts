// Days and times as people read them: always in Asia/Tokyo, wherever the phone thinks it is. Pure; no words of our own.
/** ja and en say everything; the others what families meet (web/words). */
export type Language = "ja" | "ja-easy" | "en" | "zh-Hans" | "ko" | "vi" | "ne" | "tl";
export const LANGUAGES: readonly Language[] = ["ja", "ja-easy", "en", "zh-Hans", "ko", "vi", "ne", "tl"];

export const isLanguage = (word: unknown): word is Language => (LANGUAGES as readonly unknown[]).includes(word);
export const isJapanese = (language: Language): boolean => language.startsWith("ja");

const ZONE = "Asia/Tokyo";
// Figures are those of the clock beside them, in Nepali too.
export const LOCALE: Record<Language, string> = {
    ja: "ja-JP",
    "ja-easy": "ja-JP",
    en: "en-GB",
    "zh-Hans": "zh-CN",
    ko: "ko-KR",
    vi: "vi-VN",
    ne: "ne-NP-u-nu-latn",
    tl: "fil-PH",
};
const made = new Map<string, Intl.DateTimeFormat>();

// Browsers do not know every language's months: Chromium leaves Nepali out. The catalogue names them, Monday first.
const names = new Map<Language, { weekdays: string[]; months: string[] }>();
export const nameDays = (language: Language, weekdays: string, months: string): void =>
    void names.set(language, { weekdays: weekdays.split(" "), months: months.split(" ") });

const HOURS_AHEAD = 9; // of UTC, all year
const tokyo = (instant: Date): string => new Date(instant.getTime() + HOURS_AHEAD * 3_600_000).toISOString();

const WEEKDAYS = ["日", "月", "火", "水", "木", "金", "土"];

/** As Intl writes it. To make one formatter takes a slow telephone longer than to draw the page; nearly everybody reads Japanese, or clocks only. */
function japanese(options: Intl.DateTimeFormatOptions, day: Date): string {
    const [year, month, date] = tokyo(day).slice(0, 10).split("-").map(Number);
    const parts = [options.year && `${year}年`, options.month && `${month}月`, options.day && `${date}日`].filter(Boolean).join("");
    const weekday = WEEKDAYS[new Date(day.getTime() + HOURS_AHEAD * 3_600_000).getUTCDay()] ?? "";
    return options.weekday === undefined ? parts : parts === "" ? weekday : `${parts}(${weekday})`;
}

/** A day (in its middle) by the browser's own words, or by the catalogue's: नोभेम्बर 21 (शनि). */
export function written(language: Language, options: Intl.DateTimeFormatOptions, day: Date): string {
    if (isJapanese(language)) return japanese(options, day);
    const own = names.get(language);
    if (own === undefined || Intl.DateTimeFormat.supportedLocalesOf(LOCALE[language]).length > 0) return formatter(language, options).format(day);
    const month = own.months[day.getUTCMonth()];
    const weekday = own.weekdays[(day.getUTCDay() + 6) % 7] ?? "";
    const parts = [options.year && day.getUTCFullYear(), options.month && month, options.day && day.getUTCDate()].filter(Boolean).join(" ");
    return parts === "" ? weekday : parts + (options.weekday ? ` (${weekday})` : "");
}

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = language + JSON.stringify(options);
    let found = made.get(key);
    if (found === undefined) {
        found = new Intl.DateTimeFormat(LOCALE[language], { timeZone: ZONE, ...options });
        made.set(key, found);
    }
    return found;
}

/** The civil day of an instant in Tokyo, YYYY-MM-DD. */
export function dayOf(instant: Date): string {
    return tokyo(instant).slice(0, 10);
}

/** A day as an instant in its middle, so that no zone can move it to its neighbour. */
const noon = (day: string): Date => new Date(`${day}T12:00:00+09:00`);

export function addDays(day: string, days: number): string {
    return dayOf(new Date(noon(day).getTime() + days * 86_400_000));
}

/** How many days from `today` to `day`: 0 today, 1 tomorrow. */
export function daysBetween(today: string, day: string): number {
    return Math.round((noon(day).getTime() - noon(today).getTime()) / 86_400_000);
}

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon(text).getTime());

/** 11月21日(土) · Sat 21 Nov */
export function longDay(day: string, language: Language): string {
    const options: Intl.DateTimeFormatOptions = { month: "short", day: "numeric", weekday: "short" };
    return written(language, options, noon(day)).replace(",", "");
}

/** 21日 · 21: for narrow columns */
export const shortDay = (day: string, language: Language): string =>
    written(language, { day: "numeric" }, noon(day));

/** 21日 · 21 Nov */
export function nearDay(day: string, language: Language): string {
    return written(language, isJapanese(language) ? { day: "numeric" } : { day: "numeric", month: "short" }, noon(day));
}

export const weekday = (day: string, language: Language): string =>
    written(language, { weekday: "short" }, noon(day));

/** 0 Sunday … 6 Saturday */
export const weekdayNumber = (day: string): number => noon(day).getUTCDay();

/** 07:58, of an instant; "" for what did not happen. */
export function clock(instant: string | null | undefined): string {
    if (!instant) return "";
    return tokyo(new Date(instant)).slice(11, 16);
}

/** An instant with its day: 11月20日(金) 15:00 */
export function dayAndClock(instant: string, language: Language): string {
    return `${longDay(dayOf(new Date(instant)), language)} ${clock(instant)}`;
}

/** RFC 3339 with Tokyo's offset, from a day and HH:MM. */
export const instantAt = (day: string, time: string): string => `${day}T${time}:00.000+09:00`;

const rfc3339 = (ms: number): string => `${tokyo(new Date(ms)).slice(0, 23)}+09:00`;

/**
 * The instant meant by HH:MM of a day: this very moment when it is that minute now; and never before what is already known of
 * the same minute (`known`), so that "leaves at 08:37" follows the arrival of 08:37:24.
 */
export function instantMeant(day: string, time: string, now: Date, known: (string | null)[]): string {
    const start = Date.parse(instantAt(day, time));
    const inside = (ms: number): boolean => ms >= start && ms < start + 60_000;
    const latest = known.map((one) => (one ? Date.parse(one) : 0)).filter(inside);
    return rfc3339(Math.max(inside(now.getTime()) ? now.getTime() : start, ...latest.map((ms) => ms + 1)));
}

/** The last time it was HH:MM: today, or yesterday when that is still to come. */
export function lastInstantAt(time: string, now: Date): string {
    const today = instantAt(dayOf(now), time);
    return new Date(today) <= now ? today : instantAt(addDays(dayOf(now), -1), time);
}

/** HH:MM moved by minutes, held inside the day. */
export function moveClock(time: string, minutes: number): string {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    const moved = Math.min(24 * 60 - 1, Math.max(0, hour * 60 + minute + minutes));
    return `${String(Math.floor(moved / 60)).padStart(2, "0")}:${String(moved % 60).padStart(2, "0")}`;
}

/** What a person types as body temperature (38.2, 38,2, ３８．２) as the number the server wants, or null. */
export function temperature(typed: string): number | null {
    const plain = typed
        .normalize("NFKC")
        .trim()
        .replace(",", ".")
        .replace(/\s*(℃|°C|°c|度)$/, "");
    if (!/^\d{2}(\.\d)?$/.test(plain)) return null;
    return Number(plain);
}
