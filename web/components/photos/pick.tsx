// Choosing pictures and sending them one after another: made smaller on the device, and whatever cannot be taken in is said in words.
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.ts";
import { refusalSentence } from "../../lib/refusal.ts";
import { FILE_MAX, shrink } from "../../lib/shrink.ts";
import "./photos.css";

interface Adding {
    done: number;
    of: number;
    trouble: string[];
}

/** One after another: the tablet's network is shared, and the server makes two at a time anew. */
function useAdding(add: (file: Blob) => Promise<unknown>, refresh: () => void) {
    const [adding, setAdding] = useState<Adding | null>(null);
    const start = async (files: File[]) => {
        const trouble: string[] = [];
        for (const [done, file] of files.entries()) {
            setAdding({ done, of: files.length, trouble: [...trouble] });
            try {
                const smaller = await shrink(file);
                if (smaller.size > FILE_MAX) trouble.push(t("photo.too_large", { name: file.name }));
                else await add(smaller.type.startsWith("image/") ? smaller : new Blob([smaller], { type: "image/unknown" }));
            } catch (error) {
                trouble.push(`${file.name}: ${refusalSentence(error as Error)}`);
            }
            refresh();
        }
        setAdding({ done: files.length, of: files.length, trouble });
    };
    return { adding, start };
}

interface Props {
    id: string;
    label: string;
    add: (file: Blob) => Promise<unknown>;
    refresh: () => void;
    /** One picture, and the telephone's camera opens at once. */
    camera?: boolean;
    /** Only one fits. */
    single?: boolean;
    /** What is said when they are there. */
    added?: (n: number) => string;
}

export function Pick({ id, label, add, refresh, camera, single, added = (n) => t("photo.added", { n }) }: Props) {
    const { adding, start } = useAdding(add, refresh);
    const busy = adding !== null && adding.done < adding.of;
    const chosen = (input: HTMLInputElement) => {
        const files = [...(input.files ?? [])];
        input.value = "";
        if (files.length > 0) void start(files);
    };
    return (
        <div class="photo-pick">
            <label for={id}>{label}</label>
            <input id={id} type="file" accept="image/jpeg,image/png,image/webp" capture={camera ? "environment" : undefined} multiple={!camera && !single} disabled={busy} onChange={(event) => chosen(event.currentTarget)} />
            <div role="status">
                {busy ? <p class="hint">{t("photo.adding", { n: adding.done + 1, of: adding.of })}</p> : null}
                {adding && !busy && adding.of > adding.trouble.length ? <p class="hint">{added(adding.of - adding.trouble.length)}</p> : null}
                {adding?.trouble.map((words) => (
                    <p key={words} class="field-error">
                        {words}
                    </p>
                ))}
            </div>
        </div>
    );
}
