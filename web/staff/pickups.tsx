// Who is fetched by somebody else today, or at another time, as the families said: above the classes, so that nobody looks for it.
import type { BoardChild } from "../lib/api.ts";
import { pickupsAt } from "../lib/api-record.ts";
import { clock } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Fetchers } from "./fetchers.tsx";

export function Pickups({ nursery, day, children }: { nursery: string; day: string; children: BoardChild[] }) {
    const said = useResource(`pickups ${nursery} ${day}`, (etag) => pickupsAt(nursery, day, etag), { topics: [`attendance:${nursery}`] });
    const list = said.value?.pickups ?? [];
    if (list.length === 0) return null;
    return (
        <section class="card" aria-labelledby="pickups-title">
            <h2 id="pickups-title">{t("pickup.board")}</h2>
            <ul>
                {list.map((one) => (
                    <li key={one.child_id} data-pickup={one.child_id}>
                        <b>{children.find((child) => child.child_id === one.child_id)?.name}</b> {one.name} {one.relation} {one.time ?? ""}{" "}
                        <span class="hint">{t("pickup.said", { at: clock(one.said_at) })}</span>
                        <Fetchers child={one.child_id} only={one.person_id} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
