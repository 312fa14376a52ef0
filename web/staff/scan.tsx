// The camera reads a two-dimensional code, where this browser can by itself (BarcodeDetector); elsewhere the number is typed and nothing is offered here.
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { t } from "../lib/i18n.ts";

interface Detector {
    detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new (how: { formats: string[] }) => Detector;

const LOOK_MS = 250;
const maker = (): DetectorMaker | undefined => (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
/** A page without TLS has no camera. */
export const canScan = (): boolean => maker() !== undefined && "mediaDevices" in navigator;

export function Scan({ found }: { found: (text: string) => void }) {
    const video = useRef<HTMLVideoElement>(null);
    const hear = useRef(found);
    hear.current = found;
    const [failed, setFailed] = useState(false);
    useEffect(() => {
        let gone = false;
        let stream: MediaStream | undefined;
        let timer = 0;
        const look = async (detector: Detector) => {
            const shown = video.current;
            const codes = shown && shown.readyState >= 2 ? await detector.detect(shown).catch(() => []) : [];
            if (gone) return;
            const text = codes[0]?.rawValue;
            if (text !== undefined) hear.current(text);
            else timer = window.setTimeout(() => void look(detector), LOOK_MS);
        };
        const start = async () => {
            const Made = maker();
            if (!Made) return;
            stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
            const shown = video.current;
            if (gone || !shown) return stream.getTracks().forEach((track) => track.stop());
            shown.srcObject = stream;
            await shown.play();
            await look(new Made({ formats: ["qr_code"] }));
        };
        start().catch(() => setFailed(true));
        return () => {
            gone = true;
            window.clearTimeout(timer);
            stream?.getTracks().forEach((track) => track.stop());
        };
    }, []);
    if (failed) return <Notice kind="warning" title={t("ticket.camera_failed")} />;
    return <video ref={video} class="ticket-camera" muted playsInline aria-label={t("ticket.camera")} />;
}
