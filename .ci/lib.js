// What the checks share: the project's files, and one way to say what is wrong. CommonJS, so that any Node runs a check as it is.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const skipped = new Set(["node_modules", "build", ".git"]);

// Every file under the folders whose name ends in one of the endings, sorted, relative to where the check was started.
function files(folders, endings) {
  const found = [];
  const walk = (entry) => {
    if (!fs.existsSync(entry)) return;
    const stat = fs.lstatSync(entry);
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(entry)) if (!skipped.has(name)) walk(path.posix.join(entry, name));
    } else if (stat.isFile() && endings.some((ending) => entry.endsWith(ending))) found.push(entry);
  };
  folders.forEach(walk);
  return found.sort();
}

const read = (file) => fs.readFileSync(file, "utf8");

// C without its comments; the line breaks stay, so that a line number is true. Texts in quotes stay too.
function withoutComments(text) {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (m) =>
    m[0] === "/" ? m.replace(/[^\n]/g, " ") : m);
}

const lineAt = (text, index) => text.slice(0, index).split("\n").length;

const wrong = [];
function say(place, what) {
  wrong.push(`${place}: ${what}`);
}

// Prints what was found and ends the check.
function finish(good) {
  for (const line of wrong) console.log(line);
  if (wrong.length === 0) console.log(good);
  process.exit(wrong.length === 0 ? 0 : 1);
}

module.exports = { files, read, withoutComments, lineAt, say, finish };
