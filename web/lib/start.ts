// What both entries do first: language, then who is signed in, then draw.
import { type ComponentType, h, render } from "preact";
import { startLanguage } from "./i18n.ts";
import { startRouter } from "./router.ts";
import { session } from "./session.ts";

export async function start(App: ComponentType, owns: (path: string) => boolean): Promise<void> {
    const root = document.getElementById("app");
    if (root === null) throw new Error("the entry page has no #app");
    startRouter(owns);
    // Neither waits for the other: the public board is drawn before anybody knows who is there.
    void session.load();
    await startLanguage();
    render(h(App, null), root);
}
