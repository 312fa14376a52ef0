// Every check of the house is proven here: the mistake is planted in a copy of the tree, and the check must see it; the tree as it is must pass.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const root = path.resolve(import.meta.dirname, "../..");
const copies = [];
after(() => copies.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

// A copy of what the checks read, in its own folder; the web tools are borrowed.
function copyOfTree() {
    const folder = mkdtempSync(path.join(tmpdir(), "tsubame-checks-"));
    copies.push(folder);
    for (const name of [".ci", ".clang-format", ".clang-tidy", "Makefile", "backend", "devices", "gateway", "web"]) {
        if (existsSync(path.join(root, name))) {
            cpSync(path.join(root, name), path.join(folder, name), { recursive: true, filter: (file) => !/node_modules|\/build$/.test(file) });
        }
    }
    mkdirSync(path.join(folder, "web"), { recursive: true });
    symlinkSync(path.join(root, "web/node_modules"), path.join(folder, "web/node_modules"));
    return {
        folder,
        run: (command, ...words) => {
            const done = spawnSync(command, words, { cwd: folder, encoding: "utf8" });
            return { status: done.status, text: `${done.stdout}${done.stderr}` };
        },
        write: (file, text) => {
            mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
            writeFileSync(path.join(folder, file), text);
        },
        append: (file, text) => appendFileSync(path.join(folder, file), text),
        change: (file, from, to) => {
            const before = readFileSync(path.join(folder, file), "utf8");
            const text = before.replace(from, to);
            assert.notEqual(text, before, `${file} holds nothing like ${from}`);
            writeFileSync(path.join(folder, file), text);
        },
        remove: (file) => rmSync(path.join(folder, file)),
    };
}

// Plants the mistake, and wants `check` to fail with a line that matches.
function catches(check, mistake, plant, expected) {
    test(`${check} catches ${mistake}`, () => {
        const tree = copyOfTree();
        plant(tree);
        const { status, text } = tree.run(`.ci/${check}`);
        assert.match(text, expected);
        assert.notEqual(status, 0);
    });
}

for (const check of ["check-layers", "check-sql-owners", "check-length", "check-api", "check-words"]) {
    test(`${check} passes the tree as it is`, () => {
        const done = spawnSync(`.ci/${check}`, { cwd: root, encoding: "utf8" });
        assert.equal(done.status, 0, done.stdout + done.stderr);
    });
}

const include = (header) => `#include ${header}\n`;

catches("check-layers", "core that includes the store", (tree) => tree.write("backend/core/planted.c", include('"store/db.h"')),
    /planted\.c:1: core may not know store/);
catches("check-layers", "base that includes core", (tree) => tree.write("backend/base/planted.h", include('"core/access.h"')),
    /planted\.h:1: base may not know core/);
catches("check-layers", "a door that includes another door", (tree) => tree.write("backend/http/planted.c", include('"mqtt/tap_listener.h"')),
    /planted\.c:1: http may not know mqtt/);
catches("check-layers", "a store that includes an action", (tree) => tree.write("backend/store/planted.c", include('"actions/act.h"')),
    /store may not know actions/);
catches("check-layers", "a gateway that includes the server's rules", (tree) => tree.write("gateway/planted.c", include('"core/attendance.h"')),
    /gateway may not know core/);
catches("check-layers", "the wire contract that includes a reader", (tree) => tree.write("devices/wire/planted.h", include('"readers/reader.h"')),
    /wire may not know readers/);
catches("check-layers", "civetweb outside base/httpd.c", (tree) => tree.write("backend/http/planted.c", include("<civetweb.h>")),
    /<civetweb\.h> may stand only in/);
catches("check-layers", "SQLite in an action", (tree) => tree.write("backend/actions/planted.c", include("<sqlite3.h>")), /<sqlite3\.h> may stand only in/);
catches("check-layers", "mosquitto in http", (tree) => tree.write("backend/http/planted.c", include("<mosquitto.h>")), /<mosquitto\.h> may stand only in/);
catches("check-layers", "jansson outside base/json", (tree) => tree.write("devices/wire/planted.c", include("<jansson.h>")), /<jansson\.h> may stand only in/);
catches("check-layers", "curl outside mail", (tree) => tree.write("backend/work/planted.c", include("<curl/curl.h>")), /<curl\/curl\.h> may stand only in/);
catches("check-layers", "an include written from its own folder", (tree) => tree.write("backend/store/planted.c", include('"db.h"')),
    /write it from the folder root/);
catches("check-layers", "an include that climbs", (tree) => tree.write("backend/core/planted.c", include('"../store/db.h"')), /write it from the folder root/);
catches("check-layers", "a C file that is included", (tree) => tree.write("backend/core/planted.c", include('"core/access.c"')), /only headers are included/);
catches("check-layers", "a file in no layer", (tree) => tree.write("backend/helpers/planted.c", ""), /belongs to no layer/);
test("check-layers takes an include in a comment for a comment", () => {
    const tree = copyOfTree();
    tree.write("backend/core/planted.c", '/*\n#include "store/db.h"\n*/\n');
    assert.doesNotMatch(tree.run(".ci/check-layers").text, /planted/);
});

const statement = (name, text) => `\n-- :${name}  planted\n${text};\n`;
catches("check-sql-owners", "a table that two files write",
    (tree) => tree.append("backend/store/sql/session.sql", statement("planted", "UPDATE account SET login = :login WHERE id = :id")),
    /writes account, which .*account\.sql owns|writes account, which/);
catches("check-sql-owners", "an upsert into another's table",
    (tree) => tree.append("backend/store/sql/site.sql", statement("planted", "INSERT INTO card (id) VALUES (:id) ON CONFLICT DO NOTHING")),
    /writes card, which/);
catches("check-sql-owners", "another file that runs a writing statement", (tree) => {
    tree.write("backend/store/sql/planted.sql", statement("planted_put", "INSERT INTO planted (a) VALUES (:a)"));
    tree.write("backend/actions/planted.c", "int x = SQL_PLANTED_PUT;\n");
}, /actions\/planted\.c:1: SQL_PLANTED_PUT writes; only backend\/store\/planted_store\.c may run it/);
catches("check-sql-owners", "SQL in a C file", (tree) => tree.write("backend/http/planted.c", 'const char *q = "SELECT id FROM child";\n'),
    /http\/planted\.c:1: SQL in C/);
catches("check-sql-owners", "a statement that nobody runs", (tree) => tree.append("backend/store/sql/site.sql", statement("planted", "SELECT id FROM site")),
    /nobody runs SQL_PLANTED/);
catches("check-sql-owners", "a date function of SQLite's", (tree) => tree.append("backend/store/sql/site.sql", statement("planted", "SELECT date('now')")),
    /not in the dialect/);
catches("check-sql-owners", "OR IGNORE", (tree) => tree.append("backend/store/sql/site.sql", statement("planted", "INSERT OR IGNORE INTO site (id) VALUES (1)")),
    /not in the dialect/);

catches("check-length", "a C file of 401 lines", (tree) => tree.write("backend/core/planted.c", "\n".repeat(401)), /core\/planted\.c: 401 lines/);
catches("check-length", "a page of 501 lines", (tree) => tree.write("web/parent/planted.tsx", "\n".repeat(501)), /planted\.tsx: 501 lines/);

const api = "backend/http/api.yaml";
catches("check-api", "a route that the document does not know",
    (tree) => tree.change("backend/http/routes.c", /(\{\s*METHOD_GET\s*,\s*)"\/vacancies"/, '$1"/planted"'), /vacancies is GET \/planted here and GET \/vacancies/);
catches("check-api", "an operation of the document that has no route",
    (tree) => tree.change("backend/http/routes.c", /METHOD_GET\s*,\s*"\/vacancies"\s*,/, 'METHOD_NONE, 0,'), /\(vacancies\) has no row in backend\/http\/routes\.c/);
catches("check-api", "an operation that says not who may", (tree) => tree.change(api, /\n\s*x-roles: \[anyone\]/, ""), /says not who may/);
catches("check-api", "a role in the table that the document does not name",
    (tree) => tree.change("backend/core/access.c", /(\[OPERATION_RESERVE\] = \{"reserve", SCOPE_ROLES, )/, "$11 << ROLE_AUDITOR | "), /reserve is for auditor/);
catches("check-api", "a role in the document that the table does not give",
    (tree) => tree.change(api, "x-roles: [teacher, lead, head]", "x-roles: [teacher, lead, head, auditor]"), /says auditor head lead teacher/);
catches("check-api", "an operation that has lost its right", (tree) => tree.change("backend/core/access.c", /\n\s*\[OPERATION_ME\][^\n]*/, ""),
    /OPERATION_ME has no row in backend\/core\/access\.c/);
catches("check-api", "a topic that the document does not know",
    (tree) => tree.change("devices/wire/topics.h", "TOPICS_COMMAND }", "TOPICS_COMMAND, TOPICS_PLANTED }"), /topic kind planted is not in backend\/mqtt\/asyncapi\.yaml/);

catches("check-words", "a sentence that one language lacks", (tree) => tree.append("web/words/ja.po", '\nmsgid "planted.key"\nmsgstr "植"\n'),
    /planted\.key/);
catches("check-words", "a kind of message that no language says", (tree) => tree.append("backend/core/message.c", 'x = { [MESSAGE_PLANTED] = {"planted", false} };\n'),
  /"mail\.planted\.subject" is missing/);
catches("check-words", "a key without a sentence", (tree) => tree.write("web/parent/planted.tsx", 'export const x = t("planted.key");\n'),
    /"planted\.key" has no sentence/);
catches("check-words", "a sentence that nobody says", (tree) => {
    tree.append("web/words/ja.po", '\nmsgid "planted.key"\nmsgstr "植"\n');
    tree.append("web/words/en.po", '\nmsgid "planted.key"\nmsgstr "planted"\n');
}, /nobody says "planted\.key"/);
catches("check-words", "a Japanese sentence in code", (tree) => tree.write("web/parent/planted.tsx", "export const x = '予約';\n"), /a Japanese sentence in code/);
const logs = (field) => `void planted(void)\n{\n    log_event(LOG_INFO, "planted", ${field});\n}\n`;
catches("check-words", "a log field that is not on the list", (tree) => tree.write("backend/http/planted.c", logs('LOG_TEXT("child_name", x)')),
    /log key "child_name" is not on the list/);
catches("check-words", "a person's address under an innocent key", (tree) => tree.write("backend/http/planted.c", logs('LOG_TEXT("reason", account.email)')),
    /"email" may be a person's/);
catches("check-words", "a card's number in the gateway's log", (tree) => tree.write("gateway/planted.c", logs('LOG_TEXT("reason", touch->card_uid)')),
    /may be a person's/);
catches("check-words", "an action that logs", (tree) => tree.write("backend/actions/planted.c", logs('LOG_TEXT("reason", why)')), /actions do not log/);

// What `make lint` asks of one C file.
const header = '/* Planted. */\n#include <stddef.h>\n#include <stdlib.h>\n\nint planted(int a);\n\n';
function lintCatches(mistake, body, expected) {
    test(`lint-file catches ${mistake}`, () => {
        const tree = copyOfTree();
        tree.write("backend/core/planted.c", body);
        const { status, text } = tree.run(".ci/lint-file", "backend/core/planted.c", "stamp", "-Ibackend");
        assert.match(text, expected);
        assert.equal(status, 1);
        assert.equal(existsSync(path.join(tree.folder, "stamp")), false, "what failed is not stamped");
    });
}
lintCatches("a file that is not formatted", `${header}int planted(int a) { return a; }\n`, /not formatted; run: clang-format -i/);
lintCatches("a function of more than 60 lines", `${header}int planted(int a)\n{\n${"    a = a / 3 + 1;\n".repeat(61)}    return a;\n}\n`,
    /recommended size\/complexity thresholds/);
lintCatches("seven parameters",
    `${header}int planted7(int a, int b, int c, int d, int e, int f, int g);\nint planted7(int a, int b, int c, int d, int e, int f, int g)\n{\n    return a + b + c + d + e + f + g;\n}\n`,
    /recommended size\/complexity thresholds/);
const door = (n) => `    if (a > ${n} && n < ${n}) {\n        n = a > 9 ? ${n} : 2;\n    }\n`;
lintCatches("a maze of conditions", `${header}int planted(int a)\n{\n    int n = 0;\n${[1, 2, 3, 4, 5].map(door).join("")}    return n;\n}\n`,
    /cognitive complexity/);
lintCatches("a null pointer that is read", `${header}int planted(int a)\n{\n    int *p = NULL;\n    if (a > 3) {\n        p = &a;\n    }\n    return *p;\n}\n`,
    /(null pointer|Null pointer|NullDereference)/);
lintCatches("memory that is lost", `${header}int planted(int a)\n{\n    char *p = malloc((size_t)a);\n    if (!p) {\n        return 1;\n    }\n    p[0] = 1;\n    return p[0];\n}\n`,
    /(leak|Leak)/);
test("lint-file passes and stamps a good file", () => {
    const tree = copyOfTree();
    tree.write("backend/core/planted.c", `${header}int planted(int a)\n{\n    return a + 1;\n}\n`);
    const { status, text } = tree.run(".ci/lint-file", "backend/core/planted.c", "stamp", "-Ibackend");
    assert.equal(status, 0, text);
    assert.ok(existsSync(path.join(tree.folder, "stamp")));
});
