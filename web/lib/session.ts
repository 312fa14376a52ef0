// Who is signed in: undefined while we do not know, null when nobody is.
import { signal } from "@preact/signals";
import * as api from "./api.ts";
import { forgetPeople } from "./device.ts";
import { suggestLanguage } from "./i18n.ts";

const person = signal<api.Me | null | undefined>(undefined);
const trouble = signal<Error | undefined>(undefined);
/** The server ended the session, not the person: said above the sign-in form. */
const expired = signal(false);

async function load(): Promise<void> {
    try {
        const fresh = await api.me();
        person.value = fresh?.value ?? null;
        // What somebody else left on this device without signing out is not for this person.
        if (person.value) forgetPeople(person.value.id);
        await suggestLanguage(person.value?.language);
        trouble.value = undefined;
    } catch (error) {
        if (error instanceof api.Problem && error.status === 401) person.value = null;
        else trouble.value = error as Error;
    }
}

export const session = {
    person,
    trouble,
    expired,
    load,

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
        if (person.value) expired.value = true;
        person.value = null;
    },
};
