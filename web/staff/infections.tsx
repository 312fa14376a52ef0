// The illnesses of the last seven days in a nursery, by class, and what their number asks for (R-INF-04).
import { Infections } from "../components/infections/infections.tsx";
import { Loaded } from "../components/notice/states.tsx";
import type * as api from "../lib/api.ts";
import { infections } from "../lib/api-record.ts";
import { diseaseWord } from "../lib/diseases.ts";
import { t } from "../lib/i18n.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";
import { startInfectionLetter } from "./letter-start.ts";

export function InfectionsPage({ nursery }: { nursery: api.Me["sites"][number] }) {
    const list = useResource(`infections ${nursery.id}`, (etag) => infections(nursery.id, etag), { topics: [`attendance:${nursery.id}`] });
    return (
        <Frame title={t("infection.title")} kicker={nursery.name}>
            <Loaded from={list}>
                {(value) => (
                    <Infections
                        value={value}
                        staff
                        below={(one) => (
                            <p>
                                <button type="button" class="button button-second" onClick={() => void startInfectionLetter(nursery.id, value, one)}>
                                    {t("infection.letter")}
                                    <span class="unseen"> {diseaseWord(one.disease)}</span>
                                </button>
                            </p>
                        )}
                    />
                )}
            </Loaded>
        </Frame>
    );
}
