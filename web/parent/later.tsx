// A page that is fetched when somebody goes there: the first load stays small for a slow phone.
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Failed, Loading } from "../components/notice/states.tsx";
import { Unreachable } from "../lib/api.ts";
import { alsoSay, t } from "../lib/i18n.ts";
import { Frame } from "./frame.tsx";

const words = () => import("gen/words-ja-later.ts").then((module) => alsoSay(module.default));

export function later<P extends object>(fetch: () => Promise<ComponentType<P>>): ComponentType<P> {
    const page = signal<ComponentType<P> | undefined>(undefined);
    const failed = signal(false);
    const load = () => {
        failed.value = false;
        Promise.all([fetch(), words()]).then(
            ([found]) => {
                page.value = found;
            },
            () => {
                failed.value = true;
            },
        );
    };
    return function Later(props: P) {
        const Found = page.value;
        useEffect(() => {
            if (!Found) load();
        }, []);
        if (Found) return <Found {...props} />;
        return (
            <Frame title={t("app.name")}>
                {failed.value ? <Failed error={new Unreachable("unreachable")} retry={load} /> : <Loading />}
            </Frame>
        );
    };
}
