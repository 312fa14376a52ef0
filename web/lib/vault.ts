// What a staff tablet keeps to go on without network: the day's list, and what was pressed and waits. Encrypted (AES-GCM) under a key that
// this browser made and does not hand out; each account has its own, made when it signs in and thrown away when it signs out.
//
// What it protects: whoever copies the stored list without the key reads nothing; another account on the same tablet reads nothing; after
// signing out, and once a newer day's list has come, nothing is left to read; a session that the server has ended is not opened again without
// network. What it does not: somebody who holds the unlocked, signed-in
// tablet sees what its user sees, and somebody who takes the whole disk of an unencrypted tablet takes the key with it. The tablet's own lock
// and disk encryption are for that.
//
// Where the browser has no such storage (a page without TLS, a private window) everything lives in memory and is gone with the page;
// `lasting` says so.
const NAME = "tsubame.vault";
const KEEPS_MS = 48 * 3_600_000;

interface Sealed {
    id: string;
    account: string;
    /** Sorts: when it was put there. */
    at: number;
    iv: Uint8Array<ArrayBuffer>;
    data: ArrayBuffer;
}
interface Key {
    account: string;
    key: CryptoKey;
    used: number;
    /** The server ended the session: only its sign-in opens it again. */
    locked: boolean;
}
type Store = "keys" | "kept" | "waiting";

export interface Recalled<T> {
    value: T;
    at: Date;
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error ?? new Error("storage"));
    });

function openDatabase(): Promise<IDBDatabase> {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
        request.result.createObjectStore("keys", { keyPath: "account" });
        request.result.createObjectStore("kept", { keyPath: "id" });
        request.result.createObjectStore("waiting", { keyPath: "id" });
    };
    return settled(request);
}

let database: Promise<IDBDatabase> | undefined;
let mine: { account: string; key: CryptoKey } | undefined;
/** Will it still be there after a reload? */
let lasting = false;

/** Done means on the disk: the transaction is over. */
async function write(store: Store, work: (rows: IDBObjectStore) => void): Promise<void> {
    const db = await database;
    if (!db) return;
    const transaction = db.transaction(store, "readwrite", { durability: "strict" });
    work(transaction.objectStore(store));
    await new Promise<void>((done, fail) => {
        transaction.oncomplete = () => done();
        transaction.onabort = () => fail(transaction.error ?? new Error("storage"));
    });
}

async function rows<T>(store: Store): Promise<T[]> {
    const db = await database;
    return db ? settled(db.transaction(store).objectStore(store).getAll() as IDBRequest<T[]>) : [];
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function seal(id: string, at: number, value: unknown): Promise<Sealed> {
    if (!mine) throw new Error("nobody is signed in");
    const iv = crypto.getRandomValues(new Uint8Array(12));
    // Bound to its place: a box moved to another one does not open.
    const how = { name: "AES-GCM", iv, additionalData: bytes(`${mine.account} ${id}`) };
    const data = await crypto.subtle.encrypt(how, mine.key, bytes(JSON.stringify(value)));
    return { id: `${mine.account} ${id}`, account: mine.account, at, iv, data };
}

async function unseal<T>(box: Sealed): Promise<T | undefined> {
    if (!mine || box.account !== mine.account) return undefined;
    try {
        const how = { name: "AES-GCM", iv: box.iv, additionalData: bytes(box.id) };
        return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, mine.key, box.data))) as T;
    } catch {
        return undefined; // not ours, or damaged: the server has the truth
    }
}

async function forgetOthers(account: string): Promise<void> {
    const [boxes, waiting, keys] = [await rows<Sealed>("kept"), await rows<Sealed>("waiting"), await rows<Key>("keys")];
    const owes = new Set(waiting.map((box) => box.account));
    await write("kept", (kept) => boxes.filter((box) => box.account !== account).forEach((box) => kept.delete(box.id)));
    // What somebody pressed and could not send yet stays for them, sealed: it is nobody else's to drop or to read.
    await write("keys", (kept) =>
        keys.filter((one) => one.account !== account && !owes.has(one.account)).forEach((one) => kept.delete(one.account)),
    );
}

export const vault = {
    lasting: (): boolean => lasting,

    /** At sign-in, and at a start without network for whoever was signed in last (no account given). Tells whose it is. */
    async open(account?: string): Promise<string | undefined> {
        if (mine && (account === undefined || mine.account === account)) return mine.account;
        try {
            if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return undefined;
            database ??= openDatabase();
            const known = (await rows<Key>("keys")).sort((a, b) => b.used - a.used);
            const found = known.find((one) => (account === undefined ? !one.locked : one.account === account));
            if (account === undefined && !found) return undefined;
            const key =
                found?.key ??
                (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
            mine = { account: found?.account ?? account ?? "", key };
            const row: Key = { ...mine, used: Date.now(), locked: false };
            await write("keys", (keys) => keys.put(row));
            if (account !== undefined) await forgetOthers(account);
            lasting = true;
            return mine.account;
        } catch {
            mine = undefined;
            return undefined;
        }
    },

    /** The server does not know the session any more: what is kept stays sealed until the same account signs in. */
    async lock(): Promise<void> {
        const locked = mine;
        mine = undefined;
        if (locked) await write("keys", (keys) => keys.put({ ...locked, used: Date.now(), locked: true } satisfies Key));
    },

    /** `day`: what was kept under other days is thrown away with it; "" for what has no day. */
    async keep(name: string, day: string, value: unknown): Promise<void> {
        if (!mine) return;
        const box = await seal(name, Date.now(), { day, value });
        const old: string[] = [];
        for (const other of day === "" ? [] : await rows<Sealed>("kept")) {
            if (other.id === box.id) continue;
            const held = await unseal<{ day: string }>(other);
            if (held && held.day !== "" && held.day < day) old.push(other.id);
        }
        await write("kept", (kept) => {
            old.forEach((id) => kept.delete(id));
            kept.put(box);
        });
    },

    async recall<T>(name: string): Promise<(Recalled<T> & { day: string }) | undefined> {
        const account = mine?.account;
        const box = (await rows<Sealed>("kept")).find((one) => one.id === `${account} ${name}`);
        if (!box) return undefined;
        if (Date.now() - box.at > KEEPS_MS) {
            await write("kept", (kept) => kept.delete(box.id));
            return undefined;
        }
        const held = await unseal<{ day: string; value: T }>(box);
        return held && { value: held.value, day: held.day, at: new Date(box.at) };
    },

    /** What must not be found any more. */
    async drop(name: string): Promise<void> {
        const account = mine?.account;
        await write("kept", (kept) => kept.delete(`${account} ${name}`));
    },

    async wait(id: string, at: number, item: unknown): Promise<void> {
        if (!mine) return;
        const box = await seal(id, at, item);
        await write("waiting", (waiting) => waiting.put(box));
    },

    /** In the order in which they were pressed. */
    async waiting<T>(): Promise<T[]> {
        const boxes = (await rows<Sealed>("waiting")).sort((a, b) => a.at - b.at);
        const items = await Promise.all(boxes.map((box) => unseal<T>(box)));
        return items.filter((item): item is Awaited<T> & T => item !== undefined);
    },

    async done(id: string): Promise<void> {
        const account = mine?.account;
        await write("waiting", (waiting) => waiting.delete(`${account} ${id}`));
    },

    /** Signed out: the key goes first, so that whatever might remain is unreadable. */
    async leave(): Promise<void> {
        const account = mine?.account;
        mine = undefined;
        if (account === undefined) return;
        await write("keys", (keys) => keys.delete(account));
        for (const store of ["kept", "waiting"] as const) {
            const own = (await rows<Sealed>(store)).filter((box) => box.account === account);
            await write(store, (boxes) => own.forEach((box) => boxes.delete(box.id)));
        }
    },
};
