// Who may fetch a child, with their faces, for whoever stands at the door. Read only when it is opened, for every look is recorded.
import { useState } from "preact/hooks";
import { Loaded } from "../components/notice/states.tsx";
import { Face } from "../components/photos/face.tsx";
import { pickupPersons } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";

function Inside({ child, only }: { child: string; only: string | undefined }) {
    const people = useResource(`fetchers ${child}`, (etag) => pickupPersons(child, etag));
    return (
        <Loaded from={people}>
            {({ persons }) => (
                <ul class="stack">
                    {persons
                        .filter(({ id }) => only === undefined || id === only)
                        .map((one) => (
                            <li key={one.id} data-person={one.id}>
                                <p>
                                    <b>{one.name}</b> {one.guardian ? t("pickup.guardian") : one.relation} {one.phone}
                                </p>
                                {one.photo ? <Face photo={one.photo} name={one.name} /> : <p class="hint">{t("pickup.no_photo")}</p>}
                            </li>
                        ))}
                </ul>
            )}
        </Loaded>
    );
}

/** only: the one whom the family has named for today. */
export function Fetchers({ child, only }: { child: string; only?: string }) {
    const [open, setOpen] = useState(false);
    return (
        <details class="press-more" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t(only === undefined ? "pickup.fetchers" : "pickup.face")}</summary>
            {open ? <Inside child={child} only={only} /> : null}
        </details>
    );
}
