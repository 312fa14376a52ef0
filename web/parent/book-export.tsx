// The whole contact book of a child as one file on the family's own device: what a person reads and prints, and the data (R-CB-09).
import { useState } from "preact/hooks";
import { type BookJson, linesOf } from "../components/book/book-words.ts";
import * as api from "../lib/api.ts";
import { photoBytes } from "../lib/api-photos.ts";
import { dayAndClock, dayOf, longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { plain } from "../lib/marks.ts";
import { type ZipFile, zipOf } from "./zip.ts";

/** A day as it stands in the file: its photos are files beside it, their addresses end within minutes. */
type Day = Omit<api.BookDays["days"][number], "photos"> & { photos?: string[] };

const safe = (text: string): string =>
    plain(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

function written(title: string, revisions: Day["home"]): string {
    const parts = revisions.map((one) => {
        const lines = linesOf((one.page ?? {}) as BookJson).map(([name, words]) => `<dt>${safe(name)}</dt><dd>${safe(words)}</dd>`);
        const by = t("book.written_by", { name: one.by, at: dayAndClock(one.at, language.value) });
        return `<dl>${lines.join("")}</dl><p>${safe(one.addition ? t("book.added") : "")} ${safe(by)}</p>`;
    });
    return parts.length > 0 ? `<h3>${safe(title)}</h3>${parts.join("")}` : "";
}

function printed(child: string, days: Day[]): string {
    const body = days.map(
        (day) =>
            `<section><h2>${safe(longDay(day.day, language.value))} ${day.day.slice(0, 4)}</h2>${written(t("book.from_home"), day.home)}${written(t("book.from_nursery"), day.nursery ?? [])}${day.class_note ? written(t("book.class_note"), [day.class_note]) : ""}${(day.photos ?? []).map((name, at, all) => `<img src="${name}" alt="${safe(t("photo.alt_child", { n: at + 1, of: all.length }))}">`).join("")}</section>`,
    );
    return `<!doctype html><html lang="${document.documentElement.lang}"><meta charset="utf-8"><title>${safe(child)}</title><style>body{font-family:sans-serif;max-width:40rem;margin:auto}section{break-inside:avoid;border-bottom:1px solid}dt{font-weight:bold}img{max-width:100%;margin-block:.5rem}</style><h1>${safe(t("book.title"))} ${safe(child)}</h1>${body.join("")}</html>`;
}

/** The photos of one day as files; one that is not to be seen any more is left out. */
async function pictures({ photos, ...day }: api.BookDays["days"][number], files: ZipFile[]): Promise<Day> {
    const names: string[] = [];
    for (const photo of photos ?? []) {
        const content = await photoBytes(photo);
        if (!content) continue;
        names.push(`photos/${day.day}-${names.length + 1}.jpg`);
        files.push({ name: names.at(-1) ?? "", content });
    }
    return names.length > 0 ? { ...day, photos: names } : day;
}

async function collect(child: string, files: ZipFile[], told: (day: string) => void): Promise<Day[]> {
    const days: Day[] = [];
    const last = dayOf(api.now());
    for (let from: string | null = "2000-01-01"; from !== null; ) {
        const part: api.BookDays | undefined = (await api.wholeBook(child, from, last))?.value;
        for (const day of part?.days ?? []) days.push(await pictures(day, files));
        from = part?.next ?? null;
        if (from) told(from);
    }
    return days;
}

function save(name: string, parts: Uint8Array[]): void {
    const address = URL.createObjectURL(new Blob(parts as BlobPart[], { type: "application/zip" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function BookExport({ child }: { child: api.Me["children"][number] }) {
    const [state, setState] = useState<{ busy: boolean; upTo?: string; failed?: boolean }>({ busy: false });
    const start = async () => {
        setState({ busy: true });
        try {
            const files: ZipFile[] = [];
            const days = await collect(child.id, files, (upTo) => setState({ busy: true, upTo }));
            files.unshift(
                { name: "contact-book.html", content: printed(child.name, days) },
                { name: "contact-book.json", content: JSON.stringify({ child: child.name, days }, null, 1) },
            );
            save(`contact-book-${dayOf(api.now())}.zip`, zipOf(files, api.now()));
            setState({ busy: false });
        } catch {
            setState({ busy: false, failed: true });
        }
    };
    return (
        <section class="card stack" aria-labelledby="export">
            <h2 id="export">{t("book.export")}</h2>
            <p>{t("book.export_next")}</p>
            <button type="button" class="button button-second" disabled={state.busy} onClick={() => void start()}>
                {t("book.export_start")}
            </button>
            <p role="status">
                {state.upTo && state.busy ? t("book.export_busy", { day: longDay(state.upTo, language.value) }) : ""}
                {state.failed ? t("book.export_failed") : ""}
            </p>
        </section>
    );
}
