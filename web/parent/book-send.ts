// Sending a page of the contact book: kept on the device until the server has it, sent by itself when the network is back, and never over what the
// other guardian wrote without showing it.
import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../lib/api.ts";
import { session } from "../lib/session.ts";
import { type BookDraft, draftOf, dropDraft, keepDraft, pageOf, recallDraft } from "./book-draft.ts";

export interface Meanwhile {
    version: number;
    page: api.BookHome;
}

export interface Writing {
    draft: BookDraft;
    /** Something is typed that the server does not have. */
    open: boolean;
    busy: boolean;
    said: api.BookWritten | undefined;
    trouble: Error | undefined;
    /** Somebody else wrote since this was read. */
    meanwhile: Meanwhile | undefined;
    change: (part: Partial<BookDraft>) => void;
    /** Over this version: what was read, or what the other wrote. */
    send: (page?: api.BookHome, version?: number) => Promise<void>;
    /** Takes what the other wrote. */
    take: () => void;
}

const meant = (problem: api.Problem): Meanwhile | undefined =>
    problem.status === 412 && typeof problem.body["present"] === "object"
        ? { version: Number(problem.body["version"]), page: problem.body["present"] as api.BookHome }
        : undefined;

export function useWriting(account: string, child: string, day: string, page: api.BookPage, refresh: () => void): Writing {
    const latest = page.revisions.filter((one) => !one.addition).at(-1);
    const frozen = page.state === "frozen";
    const fresh = () => draftOf(frozen ? undefined : (latest?.page as api.BookHome | undefined), page.version);
    const [kept, setKept] = useState<BookDraft | undefined>(() => recallDraft(account, child, day));
    const [state, setState] = useState<{ busy: boolean; said?: api.BookWritten; trouble?: Error; meanwhile?: Meanwhile }>({
        busy: false,
    });
    // What the server has taken, until the page is read again: whoever goes on typing meanwhile goes on from there.
    const [taken, setTaken] = useState<BookDraft | undefined>();
    const draft = kept ?? (taken && taken.version > page.version && !frozen ? taken : fresh());
    const newest = useRef(kept);
    const put = (next: BookDraft | undefined) => {
        if (next) keepDraft(account, child, day, next);
        else dropDraft(account, child, day);
        newest.current = next;
        setKept(next);
    };
    /** It is there. What was typed while it was on its way is not, and stays: over the version that now stands there. */
    const settle = (mine: BookDraft, said: api.BookWritten) => {
        const typed = newest.current;
        setTaken({ ...mine, version: said.version, waiting: false });
        put(typed === undefined || typed === mine ? undefined : { ...typed, version: said.version });
    };
    const send = async (over?: api.BookHome, version?: number) => {
        const sent = over ?? pageOf(draft);
        const mine = { ...draft, ...(over ? { page: over } : {}), waiting: true };
        setState({ busy: true });
        put(mine);
        try {
            const said = await api.putBookHome(child, day, sent, version ?? draft.version);
            settle(mine, said);
            setState({ busy: false, said });
            refresh();
        } catch (error) {
            if (error instanceof api.Problem && error.status === 401) session.ended();
            const meanwhile = error instanceof api.Problem ? meant(error) : undefined;
            put({ ...(newest.current ?? mine), waiting: error instanceof api.Unreachable });
            setState({ busy: false, ...(meanwhile ? { meanwhile } : { trouble: error as Error }) });
        }
    };
    const again = useRef(send);
    again.current = send;
    const waits = kept?.waiting === true;
    useEffect(() => {
        if (!waits) return undefined;
        const back = () => void again.current();
        addEventListener("online", back);
        return () => removeEventListener("online", back);
    }, [waits]);
    useEffect(() => {
        // It was pressed before the page was closed without a network: it goes out now.
        if (waits && navigator.onLine) void again.current();
    }, []);
    return {
        draft,
        open: kept !== undefined,
        busy: state.busy,
        said: state.said,
        trouble: state.trouble,
        meanwhile: state.meanwhile,
        change: (part) => put({ ...draft, waiting: false, ...part }),
        send,
        take: () => {
            put(undefined);
            setState({ busy: false });
            refresh();
        },
    };
}
