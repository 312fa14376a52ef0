// The entrance's page by itself: it is carried by the gateway's program, not by the server's. Run by tools/build.mjs.
import { fileURLToPath } from "node:url";
import pages from "./vite.config.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
    ...pages,
    publicDir: false,
    resolve: { alias: { gen: here("../build/webgen/gate") } },
    build: {
        ...pages.build,
        outDir: here("../build/webgate"),
        rollupOptions: { input: { gate: here("gate/index.html") } },
    },
};
