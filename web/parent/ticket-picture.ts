// The ticket as a picture to send on: the code, the number, the day. No name of anybody and no nursery: whoever finds it knows neither whom nor where.
import { drawn } from "../components/qr/qr.tsx";
import type { MyTicket } from "../lib/api-tickets.ts";
import { longDay } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";
import { plain } from "../lib/marks.ts";
import { inHalves, pictureText } from "../lib/ticket.ts";

const WIDE = 720;
const HIGH = 960;
const CODE = 560;

/** The largest that fits on one line. */
function line(pen: CanvasRenderingContext2D, words: string, y: number, size: number, family: string): void {
    let now = size;
    do pen.font = `bold ${now}px ${family}`;
    while (pen.measureText(words).width > WIDE - 60 && --now > 16);
    pen.fillText(words, WIDE / 2, y);
}

export async function ticketPicture(ticket: MyTicket): Promise<File> {
    const canvas = document.createElement("canvas");
    canvas.width = WIDE;
    canvas.height = HIGH;
    const pen = canvas.getContext("2d");
    const number = ticket.number ?? "";
    if (!pen) throw new Error("no canvas");
    pen.fillStyle = "white";
    pen.fillRect(0, 0, WIDE, HIGH);
    pen.fillStyle = "black";
    pen.textAlign = "center";
    line(pen, plain(t("ticket.picture_title")), 70, 44, "sans-serif");
    line(pen, plain(longDay(ticket.day, language.value)), 128, 40, "sans-serif");
    const { size, path } = drawn(pictureText(ticket.day, number));
    pen.save();
    pen.translate((WIDE - CODE) / 2, 150);
    pen.scale(CODE / size, CODE / size);
    pen.fill(new Path2D(path));
    pen.restore();
    line(pen, inHalves(number), 800, 88, "monospace");
    line(pen, plain(t("ticket.picture_show")), 880, 32, "sans-serif");
    line(pen, plain(t("ticket.picture_once")), 926, 28, "sans-serif");
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("no picture");
    return new File([blob], `ticket-${ticket.day}.png`, { type: "image/png" });
}

export const canShare = (file: File): boolean => typeof navigator.canShare === "function" && navigator.canShare({ files: [file] });

export function savePicture(file: File): void {
    const address = URL.createObjectURL(file);
    const link = document.createElement("a");
    link.href = address;
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
