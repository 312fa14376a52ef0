// The photo of a person who may fetch a child: as large as the page allows, for it is there to be compared with a face.
import type { Photo } from "../../lib/api-photos.ts";
import { t } from "../../lib/i18n.ts";
import "./photos.css";

export function Face({ photo, name }: { photo: Photo; name: string }) {
    return <img class="face" src={photo.large} width={photo.width} height={photo.height} alt={t("pickup.photo_alt", { name })} />;
}
