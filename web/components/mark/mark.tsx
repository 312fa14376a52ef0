// ○ △ × – of a place: a drawn sign and a word beside it; the colour only helps.
import { t } from "../../lib/i18n.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./mark.css";

export type MarkName = "open" | "few" | "full" | "closed";

const SIGN: Record<MarkName, IconName> = { open: "circle", few: "triangle", full: "cross", closed: "dash" };

export function markWord(mark: MarkName): string {
    switch (mark) {
        case "open":
            return t("vacancy.mark.open");
        case "few":
            return t("vacancy.mark.few");
        case "full":
            return t("vacancy.mark.full");
        case "closed":
            return t("vacancy.mark.closed");
    }
}

export function Mark({ mark }: { mark: MarkName }) {
    return (
        <span class={`mark mark-${mark}`}>
            <Icon name={SIGN[mark]} />
            <span class="mark-word">{markWord(mark)}</span>
        </span>
    );
}
