// The photos of a page: small ones in a row, each a button that opens the large one over the page. Arrow keys go on, Escape goes back to where
// one was.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Photo } from "../../lib/api-photos.ts";
import { t } from "../../lib/i18n.ts";
import { useModal } from "../../lib/modal.ts";
import { Icon } from "../icon/icon.tsx";
import "./photos.css";

/** What a picture is, for whoever does not see it. */
type Alt = (place: { n: number; of: number }, photo: Photo) => string;
const ofBook: Alt = (place, photo) => t(photo.of_class ? "photo.alt_class" : "photo.alt_child", place);

interface LargeProps {
    photos: Photo[];
    at: number;
    alt: Alt;
    go: (at: number) => void;
    close: () => void;
}

function Large({ photos, at, alt, go, close }: LargeProps) {
    const box = useModal();
    const photo = photos[at];
    const name = photo ? alt({ n: at + 1, of: photos.length }, photo) : "";
    const keys = (event: KeyboardEvent) => {
        if (event.key === "ArrowRight" && at + 1 < photos.length) go(at + 1);
        if (event.key === "ArrowLeft" && at > 0) go(at - 1);
    };
    return (
        <dialog ref={box} class="photo-large" aria-label={name} onClose={close} onCancel={close} onKeyDown={keys}>
            {photo ? <img src={photo.large} width={photo.width} height={photo.height} alt={name} /> : null}
            <p class="photo-bar">
                <button type="button" class="button button-second" disabled={at === 0} onClick={() => go(at - 1)}>
                    <Icon name="back" />
                    {t("photo.before")}
                </button>
                <button type="button" class="button button-second" disabled={at + 1 >= photos.length} onClick={() => go(at + 1)}>
                    {t("photo.next")}
                    <Icon name="next" />
                </button>
                <button type="button" class="button" onClick={close}>
                    {t("dialog.close")}
                </button>
            </p>
        </dialog>
    );
}

/** under: what stands below each of them. */
export function Photos({ photos, under, alt = ofBook }: { photos: Photo[]; under?: (photo: Photo) => ComponentChildren; alt?: Alt }) {
    const [open, setOpen] = useState<number | null>(null);
    if (photos.length === 0) return null;
    return (
        <>
            <ul class="photos">
                {photos.map((photo, at) => (
                    <li key={photo.id}>
                        <button type="button" class="photo" onClick={() => setOpen(at)}>
                            <img src={photo.small} alt={alt({ n: at + 1, of: photos.length }, photo)} loading="lazy" />
                        </button>
                        {under ? under(photo) : null}
                    </li>
                ))}
            </ul>
            {open === null ? null : <Large photos={photos} at={Math.min(open, photos.length - 1)} alt={alt} go={setOpen} close={() => setOpen(null)} />}
        </>
    );
}
