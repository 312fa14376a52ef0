// On a guardian's first page: how many words of the nursery this guardian has not read. Nothing of what they say.
import { Icon } from "../components/icon/icon.tsx";
import { ownTalks } from "../lib/api-talk.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import "./letters.css";

export const useOwnTalks = () => useResource("own talks", ownTalks, { topics: ["household"] });

export function TalkMark() {
    const n = useOwnTalks().value?.children.reduce((sum, one) => sum + one.unread, 0) ?? 0;
    return n === 0 ? null : (
        <a class="letter-wait" href="/parent/talk">
            <Icon name="speak" />
            <span>{t("talk.waiting", { n })}</span>
        </a>
    );
}
