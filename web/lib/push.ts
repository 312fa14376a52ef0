// What the browser does for messages on this device's own screen: may it, does it, begin, end.
import { language } from "./i18n.ts";

const KEPT = "tsubame.push";
const SCOPE = "/parent/";

/** Why this device cannot (yet) be told: on an iPhone a page must first be put on the home screen. */
export type Can = "yes" | "put on the home screen" | "refused" | "no";

const isApplePhone = () => /iPhone|iPad|iPod/.test(navigator.userAgent);
const isOnHomeScreen = () => matchMedia("(display-mode: standalone)").matches;

export function canBeTold(): Can {
    if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis))
        return isApplePhone() && !isOnHomeScreen() ? "put on the home screen" : "no";
    return Notification.permission === "denied" ? "refused" : "yes";
}

export const deviceKind = (): "iphone" | "android" | "computer" =>
    isApplePhone() ? "iphone" : navigator.userAgent.includes("Android") ? "android" : "computer";

/** Under which number the server knows this device; null: it is not told here. */
export function keptDevice(): string | null {
    try {
        return localStorage.getItem(KEPT);
    } catch {
        return null;
    }
}

export function keepDevice(which: string | null): void {
    try {
        if (which === null) localStorage.removeItem(KEPT);
        else localStorage.setItem(KEPT, which);
    } catch {
        // Storage is switched off: the device is told, and only does not know which of the list it is.
    }
}

type Policy = { createScriptURL(url: string): unknown };
let policy: Policy | undefined;

/** The worker, speaking the language that is chosen now. */
async function worker(): Promise<ServiceWorkerRegistration> {
    const at = `/push-worker.js?language=${language.value}`;
    // The content security policy asks that addresses of scripts come from one named place.
    const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } }).trustedTypes;
    policy ??= types?.createPolicy("sw", { createScriptURL: (url: string) => url });
    await navigator.serviceWorker.register((policy?.createScriptURL(at) ?? at) as string, { scope: SCOPE });
    return navigator.serviceWorker.getRegistration(SCOPE).then((found) => found ?? navigator.serviceWorker.ready);
}

const bytes = (text: string) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

export interface Subscribed {
    endpoint: string;
    p256dh: string;
    auth: string;
}

/** Asks the person, then the browser's push service. Null: the person said no. */
export async function begin(key: string): Promise<Subscribed | null> {
    if ((await Notification.requestPermission()) !== "granted") return null;
    const registration = await worker();
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
    const { endpoint, keys } = made.toJSON();
    return { endpoint: endpoint ?? "", p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" };
}

export async function end(): Promise<void> {
    keepDevice(null);
    if (!("serviceWorker" in navigator)) return;
    const registration = await navigator.serviceWorker.getRegistration(SCOPE);
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** After another language was chosen: the worker says its sentences in it from now on. */
export async function keepUp(): Promise<void> {
    if (keptDevice() !== null && canBeTold() === "yes") await worker();
}
