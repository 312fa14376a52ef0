// What this device keeps for the person who uses it: for their own next time, and gone when they sign out or another person signs in.
// localStorage lives until then, sessionStorage until the tab is closed. Where storage is switched off nothing is kept and nothing fails.
export type Lasting = "until sign-out" | "this tab";

const PREFIX = "tsubame.of.";
const area = (lasting: Lasting): Storage => (lasting === "this tab" ? sessionStorage : localStorage);
const address = (account: string, name: string): string => `${PREFIX}${account}.${name}`;

function quietly<T>(work: () => T): T | undefined {
    try {
        return work();
    } catch {
        return undefined; // storage is switched off, full, or holds what is no JSON
    }
}

export function keep(account: string, name: string, value: unknown, lasting: Lasting): void {
    quietly(() => area(lasting).setItem(address(account, name), JSON.stringify(value)));
}

/** As it was kept, unchecked: whoever asks looks at its shape. */
export function recall(account: string, name: string, lasting: Lasting): unknown {
    return quietly(() => JSON.parse(area(lasting).getItem(address(account, name)) ?? "null") as unknown) ?? undefined;
}

export function forget(account: string, name: string, lasting: Lasting): void {
    quietly(() => area(lasting).removeItem(address(account, name)));
}

/** Everything of everybody, or of everybody but one. */
export function forgetPeople(but?: string): void {
    for (const storage of ["until sign-out", "this tab"] as const) {
        quietly(() => {
            const kept = area(storage);
            for (const key of Object.keys(kept))
                if (key.startsWith(PREFIX) && (but === undefined || !key.startsWith(address(but, ""))))
                    kept.removeItem(key);
        });
    }
}
