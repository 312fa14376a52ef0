import type { RegistrationState } from "../../lib/api.ts";
import type { IconName } from "../icon/icon.tsx";
import { Pill, type Tone } from "../state/state.tsx";
import { stateWord } from "./registration-words.ts";

const LOOK: Record<RegistrationState, [Tone, IconName]> = {
    draft: ["few", "pencil"],
    submitted: ["calm", "clock"],
    approved: ["good", "check"],
    returned: ["bad", "warning"],
    refused: ["bad", "cross"],
    suspended: ["bad", "warning"],
    expired: ["few", "warning"],
    closed: ["plain", "dash"],
};

export function RegistrationPill({ state }: { state: RegistrationState }) {
    const [tone, icon] = LOOK[state];
    return <Pill tone={tone} icon={icon} words={stateWord(state)} />;
}
