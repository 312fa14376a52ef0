// The doctor's paper, or the nursery's form filled in by hand, handed in with the telephone: taken now, or chosen from what was taken before.
import { useState } from "preact/hooks";
import { Notice } from "../components/notice/notice.tsx";
import { Papers } from "../components/photos/paper.tsx";
import { Pick } from "../components/photos/pick.tsx";
import type * as api from "../lib/api.ts";
import { handInPaper, type Photo, removePhoto } from "../lib/api-photos.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";

const SHEETS_MAX = 4;

function TakeBack({ photo, refresh }: { photo: Photo; refresh: () => void }) {
    const [sure, setSure] = useState(false);
    const [trouble, setTrouble] = useState("");
    const remove = async () => {
        try {
            await removePhoto(photo.id);
            refresh();
        } catch (error) {
            setTrouble(refusalSentence(error as Error));
        }
    };
    return (
        <>
            <button type="button" class="button button-second" onClick={() => (sure ? void remove() : setSure(true))}>
                {t(sure ? "return.photo_back_sure" : "return.photo_back")}
            </button>
            {trouble ? <p class="field-error">{trouble}</p> : null}
        </>
    );
}

function Choose({ child, absence, refresh }: { child: string; absence: string; refresh: () => void }) {
    const add = (file: Blob) => handInPaper(child, absence, file);
    const added = (n: number) => t("return.photo_added", { n });
    return (
        <>
            <Pick id={`camera-${absence}`} label={t("return.photo_camera")} camera add={add} refresh={refresh} added={added} />
            <Pick id={`paper-${absence}`} label={t("return.photo_choose")} add={add} refresh={refresh} added={added} />
        </>
    );
}

export function PaperPhotos({ child, absence, known, refresh }: { child: string; absence: string; known: api.Return; refresh: () => void }) {
    if (known.paper === "none") return null;
    const choose = <Choose child={child} absence={absence} refresh={refresh} />;
    const after = (n: number) => (known.seen_at || n >= SHEETS_MAX ? null : choose);
    const under = (photo: Photo) => (known.seen_at ? null : <TakeBack photo={photo} refresh={refresh} />);
    return (
        <section class="stack" aria-labelledby={`papers-${absence}`}>
            <h4 id={`papers-${absence}`}>{t("return.photo_title")}</h4>
            {known.another ? (
                <Notice kind="warning" title={t("return.another")}>
                    <p>{known.another}</p>
                </Notice>
            ) : null}
            <p class="hint">{t("return.photo_hint")}</p>
            <Papers child={child} absence={absence} version={known.version} under={under} after={after} />
        </section>
    );
}
