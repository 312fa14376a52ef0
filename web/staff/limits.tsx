// What a guardian does not see of a child (R-REG-11), for the head: the child is chosen, then its guardians stand as on the office's page.
import { useState } from "preact/hooks";
import { SelectField } from "../components/field/field.tsx";
import { Loaded } from "../components/notice/states.tsx";
import * as api from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Limits } from "../ward/guardians.tsx";
import { Frame } from "./frame.tsx";

export function LimitsPage({ nursery }: { nursery: api.Me["sites"][number] }) {
    const [child, setChild] = useState("");
    const board = useResource(`board:${nursery.id}`, (etag) => api.attendanceBoard(nursery.id, undefined, etag));
    return (
        <Frame title={t("limit.title")} kicker={nursery.name}>
            <Loaded from={board}>
                {({ children }) => (
                    <SelectField
                        id="child"
                        label={t("limit.child")}
                        value={child}
                        onValue={setChild}
                        placeholder={t("field.choose")}
                        groups={[...new Set(children.map((one) => one.class))].map((name) => ({
                            label: name,
                            choices: children
                                .filter((one) => one.class === name)
                                .map((one) => ({ value: one.child_id, label: one.name })),
                        }))}
                    />
                )}
            </Loaded>
            {child === "" ? null : <Limits key={child} child={child} />}
        </Frame>
    );
}
