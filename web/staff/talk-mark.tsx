// How many families wrote something that nobody of the nursery has read: on the board and in the menu.
import { Icon } from "../components/icon/icon.tsx";
import { nurseryTalks } from "../lib/api-talk.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import "../components/talk/talk.css";
import "../parent/letters.css";

export const useNurseryTalks = (nursery: string) =>
    useResource(`talks ${nursery}`, (etag) => nurseryTalks(nursery, etag), { topics: [`attendance:${nursery}`] });

const useWaiting = (nursery: string): number => useNurseryTalks(nursery).value?.children.filter((one) => one.unread > 0).length ?? 0;

export function TalkMark({ nursery }: { nursery: string }) {
    const n = useWaiting(nursery);
    return n === 0 ? null : (
        <a class="letter-wait no-print" href={`/staff/nurseries/${nursery}/talks`}>
            <Icon name="speak" />
            <span>{t("talk.staff_waiting", { n })}</span>
        </a>
    );
}

/** Beside its words in the menu. */
export function TalkCount({ nursery }: { nursery: string }) {
    const n = useWaiting(nursery);
    return n === 0 ? null : (
        <span class="talk-count">
            <span aria-hidden="true">{n}</span>
            <span class="unseen">{t("talk.unread", { n })}</span>
        </span>
    );
}
