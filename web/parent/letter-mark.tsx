// On a guardian's first page: an emergency on top in red, and how many notices wait to be read or answered.
import { Icon } from "../components/icon/icon.tsx";
import type { Me } from "../lib/api.ts";
import { familyLetters, type LetterLine } from "../lib/api-notices.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import "./letters.css";

/** The nurseries of the children, each once. */
export const nurseriesOf = (me: Me): string[] =>
    [...new Set(me.children.map((child) => child.nursery_id))].filter((id): id is string => id !== null);

export const waits = (one: LetterLine): boolean => one.state === "sent" && (one.read_at === null || one.done === false);

function Of({ nursery }: { nursery: string }) {
    const list = useResource(`family letters ${nursery}`, (etag) => familyLetters(nursery, etag), { topics: ["household"] });
    const waiting = (list.value?.notices ?? []).filter(waits);
    const urgent = waiting.filter((one) => one.emergency && one.read_at === null);
    if (waiting.length === 0) return null;
    return (
        <>
            {urgent.map((one) => (
                <a key={one.id} class="letter-bell" href={`/parent/notices/${one.id}`}>
                    <Icon name="warning" />
                    <span>
                        <b>{t("letter.urgent")}</b> <span lang="ja">{one.title}</span>
                    </span>
                </a>
            ))}
            {waiting.length > urgent.length ? (
                <a class="letter-wait" href="/parent/notices">
                    <Icon name="letter" />
                    <span>{t("letter.waiting", { n: waiting.length - urgent.length })}</span>
                </a>
            ) : null}
        </>
    );
}

export function LetterMark({ me }: { me: Me }) {
    return (
        <>
            {nurseriesOf(me).map((nursery) => (
                <Of key={nursery} nursery={nursery} />
            ))}
        </>
    );
}
