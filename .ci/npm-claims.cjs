// Loaded before npm when an older Node runs it. npm leaves out, without a word, every optional package whose "engines" its own Node does not
// meet, and the page tools' compiled parts are such packages. It only fetches: the Node that will run them is the one of the lock file.
const lock = require("../web/package-lock.json");
const node = Object.entries(lock.packages).find(([place]) => place.startsWith("node_modules/node-linux-"));
Object.defineProperty(process, "version", { value: `v${node[1].version}` });
