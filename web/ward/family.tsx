// A household as the ward office keeps it: what holds for it and from when, what a guardian does not see, the slip with the code, and moving away.
// Reached from a child's registration, whose address it shares.
import { Failed, Loading } from "../components/notice/states.tsx";
import { t } from "../lib/i18n.ts";
import { useWhole } from "../lib/whole.ts";
import { Frame } from "../staff/frame.tsx";
import { HouseholdFacts } from "./facts.tsx";
import { Limits } from "./guardians.tsx";
import { Moving } from "./moving.tsx";
import { NewCode } from "./slip.tsx";
import "../staff/board.css";
import "./registrations.css";

export function FamilyPage({ which }: { which: string }) {
    const whole = useWhole(which);
    if (!whole.value) {
        return (
            <Frame title={t("family.title")} failed={whole.error !== undefined}>
                {whole.error ? <Failed error={whole.error} retry={whole.again} /> : <Loading />}
            </Frame>
        );
    }
    const { child_id: id, child_name: name, household_id: household } = whole.value;
    return (
        <Frame title={t("family.of", { name })} kicker={t("family.title")}>
            <p>
                <a href={`/staff/registrations/${which}`}>{t("family.back")}</a>
            </p>
            <div class="whole">
                <HouseholdFacts household={household} child={{ id, name }} />
                <div class="stack-wide">
                    <Limits child={id} />
                    <NewCode household={household} />
                    <Moving household={household} />
                </div>
            </div>
        </Frame>
    );
}
