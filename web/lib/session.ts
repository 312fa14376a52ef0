// Who is signed in: undefined while we do not know, null when nobody is.
import { signal } from "@preact/signals";
import * as api from "./api.ts";
import { forgetPeople } from "./device.ts";
import { suggestLanguage } from "./i18n.ts";

const person = signal<api.Me | null | undefined>(undefined);
const trouble = signal<Error | undefined>(undefined);
/** The server ended the session, not the person: said above the sign-in form. */
const expired = signal(false);

/** How many things that were pressed on this device the server does not have yet (lib/outbox.ts). */
const waiting = signal(0);

/** What the staff's pages keep of whoever is signed in, to go on without network (lib/vault.ts); families' pages keep nothing. */
export interface Memory {
    keep(person: api.Me): Promise<void>;
    recall(): Promise<api.Me | undefined>;
    leave(): Promise<void>;
    lock(): Promise<void>;
}
let memory: Memory | undefined;

/** What an earlier page of this browser kept, where this one has not opened it. */
function forgetVault(): void {
    try {
        indexedDB.deleteDatabase("tsubame.vault");
    } catch {
        // there is no such storage, so nothing was kept
    }
}

async function load(): Promise<void> {
    try {
        const fresh = await api.me();
        const found = fresh?.value ?? null;
        // What somebody else left on this device without signing out is not for this person.
        if (found) forgetPeople(found.id);
        if (found) await memory?.keep(found);
        person.value = found;
        await suggestLanguage(person.value?.language);
        trouble.value = undefined;
    } catch (error) {
        const remembered = error instanceof api.Unreachable ? await memory?.recall() : undefined;
        if (error instanceof api.Problem && error.status === 401) {
            await memory?.lock();
            person.value = null;
        } else if (remembered) person.value = remembered;
        else trouble.value = error as Error;
    }
}

export const session = {
    person,
    trouble,
    expired,
    waiting,
    load,

    rememberWith(how: Memory): void {
        memory = how;
    },

    /** Throws what the server said; the language of the account is taken over unless one was chosen on this device. */
    async signIn(login: string, password: string): Promise<api.Me | null> {
        await api.signIn(login, password);
        await load();
        if (trouble.value) throw trouble.value;
        expired.value = false;
        return person.value ?? null;
    },

    async signOut(): Promise<void> {
        forgetPeople();
        if (memory) await memory.leave();
        else forgetVault();
        try {
            await api.signOut();
        } catch (error) {
            if (!(error instanceof api.Problem) || error.status !== 401) throw error;
        }
        expired.value = false;
        person.value = null;
    },

    /** The server does not know this session any more. */
    ended(): void {
        void memory?.lock();
        if (person.value) expired.value = true;
        person.value = null;
    },
};
