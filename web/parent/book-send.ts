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
    const draft = kept ?? fresh();
    const put = (next: BookDraft | undefined) => {
        if (next) keepDraft(account, child, day, next);
        else dropDraft(account, child, day);
        setKept(next);
    };
    const send = async (over?: api.BookHome, version?: number) => {
        const sent = over ?? pageOf(draft);
        setState({ busy: true });
        put({ ...draft, waiting: true });
        try {
            const said = await api.putBookHome(child, day, sent, version ?? draft.version);
            put(undefined);
            setState({ busy: false, said });
            refresh();
        } catch (error) {
            if (error instanceof api.Problem && error.status === 401) session.ended();
            const meanwhile = error instanceof api.Problem ? meant(error) : undefined;
            put({ ...draft, ...(over ? { page: over } : {}), waiting: error instanceof api.Unreachable });
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
