// Makes the staff's pages open and work without network: who is signed in is remembered sealed, what waits is taken up again, and a service
// worker keeps the pages themselves.
import { effect } from "@preact/signals";
import type * as api from "../lib/api.ts";
import { outbox } from "../lib/outbox.ts";
import { session } from "../lib/session.ts";
import { vault } from "../lib/vault.ts";

const ROLES = ["teacher", "lead", "head"];
const keepsLists = (person: api.Me): boolean => person.roles.some(({ role }) => ROLES.includes(role));

session.rememberWith({
    // A full disk or a browser without such storage must not keep anybody from signing in.
    keep: async (person) => {
        if (!keepsLists(person)) return;
        await vault.open(person.id);
        await vault.keep("me", "", person).catch(() => undefined);
    },
    recall: async () => {
        if ((await vault.open()) === undefined) return undefined;
        return (await vault.recall<api.Me>("me"))?.value;
    },
    leave: () => vault.leave().catch(() => undefined),
    // At a start nothing is open yet: what the last one left is opened to be locked.
    lock: async () => {
        await vault.open();
        await vault.lock().catch(() => undefined);
    },
});

effect(() => {
    const person = session.person.value;
    if (person) void outbox.start();
    else if (person === null) outbox.stop();
});

function register(): void {
    const at = "/staff-worker.js";
    // The content security policy asks that addresses of scripts come from one named place.
    const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown } } })
        .trustedTypes;
    const address = types?.createPolicy("sw", { createScriptURL: (url: string) => url }).createScriptURL(at) ?? at;
    void navigator.serviceWorker.register(address as string, { scope: "/staff/" }).catch(() => undefined);
}
if ("serviceWorker" in navigator) register();
