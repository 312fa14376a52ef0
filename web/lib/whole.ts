// One registration whole, asked for once: every reading of what is sealed is written down, so that nothing here asks again by itself.
import { useEffect, useState } from "preact/hooks";
import * as api from "./api.ts";
import { session } from "./session.ts";

export interface Whole {
    value: api.RegistrationWhole | undefined;
    error: Error | undefined;
    again: () => void;
}

export function useWhole(which: string): Whole {
    const [state, setState] = useState<{ of: string; value?: api.RegistrationWhole; error?: Error }>({ of: which });
    const [round, setRound] = useState(0);
    useEffect(() => {
        let mine = true;
        api.registration(which).then(
            (fresh) => mine && fresh && setState({ of: which, value: fresh.value }),
            (error: Error) => {
                if (error instanceof api.Problem && error.status === 401) session.ended();
                if (mine) setState({ of: which, error });
            },
        );
        return () => {
            mine = false;
        };
    }, [which, round]);
    const own = state.of === which;
    return {
        value: own ? state.value : undefined,
        error: own ? state.error : undefined,
        again: () => setRound((n) => n + 1),
    };
}
