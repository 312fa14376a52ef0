// A banner for what must be seen. Only a failure interrupts a screen reader; the rest is said politely or stands there.
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../icon/icon.tsx";
import { t } from "../../lib/i18n.ts";
import "./notice.css";

type Kind = "success" | "warning" | "error" | "info";

const SIGN: Record<Kind, IconName> = { success: "check", warning: "warning", error: "warning", info: "question" };

interface Props {
    kind: Kind;
    icon?: IconName;
    title?: string;
    children?: ComponentChildren;
}

function kindWord(kind: Kind): string {
    switch (kind) {
        case "success":
            return t("notice.success");
        case "warning":
            return t("notice.warning");
        case "error":
            return t("notice.error");
        case "info":
            return t("notice.info");
    }
}

export function Notice({ kind, icon, title, children }: Props) {
    return (
        <div class={`notice notice-${kind}`} role={kind === "error" ? "alert" : undefined}>
            <Icon name={icon ?? SIGN[kind]} />
            <div>
                <p class="notice-title">
                    <span class={title ? "unseen" : undefined}>{kindWord(kind)}</span>
                    {title ? <> {title}</> : null}
                </p>
                {children ? <div>{children}</div> : null}
            </div>
        </div>
    );
}
