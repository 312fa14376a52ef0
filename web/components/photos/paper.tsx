// The sheets of a paper that lie with an absence, small and large. Asked for only when something was handed in: every look is written down.
import type { ComponentChildren } from "preact";
import { type Photo, papers } from "../../lib/api-photos.ts";
import { t } from "../../lib/i18n.ts";
import { useResource } from "../../lib/resource.ts";
import { Loaded } from "../notice/states.tsx";
import { Photos } from "./photos.tsx";

interface Props {
    child: string;
    absence: string;
    /** Of what is known of the absence: with each change the list is another. */
    version: number;
    under?: (photo: Photo) => ComponentChildren;
    /** How many there are. */
    after?: (n: number) => ComponentChildren;
}

export function Papers({ child, absence, version, under, after }: Props) {
    const list = useResource(`papers ${absence} ${version}`, (etag) => papers(child, absence, etag));
    return (
        <Loaded from={list}>
            {({ papers: all }) => (
                <>
                    <Photos photos={all} alt={(place) => t("return.photo_alt", place)} {...(under ? { under } : {})} />
                    {after?.(all.length)}
                </>
            )}
        </Loaded>
    );
}
