// How the pages are bundled. Run by tools/build.mjs, which has generated ../build/webgen before.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { readCatalog } from "./tools/words.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** %ja:t("key")% in an entry page: the few sentences that must stand there before any script runs. */
const wordsInPages = {
    name: "words-in-pages",
    transformIndexHtml: {
        order: "pre",
        handler: (html) =>
            html.replace(/%(\w+):t\("([\w.]+)"\)%/g, (_, language, key) => {
                const sentence = readCatalog(here(`words/${language}.po`)).get(key);
                if (typeof sentence !== "string") throw new Error(`${language}.po has no sentence "${key}"`);
                return sentence;
            }),
    },
};

export default defineConfig({
    root: here("."),
    publicDir: here("public"),
    resolve: { alias: { gen: here("../build/webgen") } },
    plugins: [wordsInPages],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
        outDir: here("../build/web"),
        emptyOutDir: true,
        target: ["es2022", "safari15.4", "chrome100", "firefox100"],
        // The content security policy forbids data: addresses and inline scripts.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        rollupOptions: {
            input: { parent: here("index.html"), staff: here("staff/index.html") },
        },
    },
});
