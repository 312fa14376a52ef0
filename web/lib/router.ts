// Addresses inside one entry page. Own code, not preact-iso: that asks for preact-render-to-string beside it, and we need
// little: follow our own links without a reload, then give the focus to the new page's heading (a screen reader and a
// keyboard start there; see components/page).
import { signal } from "@preact/signals";

export interface Place {
    path: string;
    query: URLSearchParams;
}

const read = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

export const place = signal<Place>(read());
/** Counts walks, so that the first page does not steal the focus and each later one takes it. */
export const walked = signal(0);

function arrive(): void {
    place.value = read();
    walked.value += 1;
}

export function go(address: string, how: "push" | "replace" = "push"): void {
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    arrive();
    scrollTo(0, 0);
}

/** The same page under another address: no walk, the focus stays. */
export function rename(address: string): void {
    history.replaceState(null, "", address);
    place.value = read();
}

/** Our entries are separate pages: the parent's app does not draw /staff/ and the other way round. */
export function startRouter(owns: (path: string) => boolean): void {
    addEventListener("popstate", arrive);
    addEventListener("click", (event) => {
        const link = (event.target as Element | null)?.closest?.("a");
        if (!link || event.defaultPrevented || event.button !== 0) return;
        if (
            event.metaKey ||
            event.ctrlKey ||
            event.shiftKey ||
            event.altKey ||
            link.target ||
            link.hasAttribute("download")
        )
            return;
        const to = new URL(link.href, location.href);
        if (to.origin !== location.origin || !owns(to.pathname)) return;
        if (to.hash !== "" && to.pathname === location.pathname && to.search === location.search) return;
        event.preventDefault();
        go(to.pathname + to.search);
    });
}

/** The parts of `/staff/nurseries/:id`, or null. */
export function match(pattern: string, path: string): Record<string, string> | null {
    const wanted = pattern.split("/");
    const given = path.replace(/(.)\/$/, "$1").split("/");
    if (wanted.length !== given.length) return null;
    const found: Record<string, string> = {};
    for (const [index, part] of wanted.entries()) {
        const value = given[index] ?? "";
        if (part.startsWith(":")) found[part.slice(1)] = decodeURIComponent(value);
        else if (part !== value) return null;
    }
    return found;
}
