// What the compilers must refuse, shown to each of them: a mistake is planted in a small tree with the real Makefile, and the build must fail.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "tsubame-build-"));
after(() => rmSync(folder, { recursive: true, force: true }));
for (const name of ["Makefile", ".ci", "backend/base/banned.h", "backend/http/assets.h", "gateway/gate_assets.h", "backend/store/embed_sql.awk", "backend/cli/embed_policies.awk", "backend/mail/embed_words.awk", "tests/support/test.c",
    "tests/support/test.h"]) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
}
const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
};
function make(...words) {
    const { MAKEFLAGS: _, MAKELEVEL: __, ...env } = process.env;
    const done = spawnSync("make", ["WEB=0", ...words], { cwd: folder, encoding: "utf8", env });
    return { status: done.status, text: `${done.stdout}${done.stderr}` };
}

const compilers = [["gcc", "build/release"], ["clang", "build/clang"]];
const planted = "/* Planted. */\nint planted(int a);\n";
const mistakes = [
    ["a name that hides another", `${planted}int planted(int a)\n{\n    for (int i = 0; i < 3; i++) {\n        int a = i;\n        (void)a;\n    }\n    return a;\n}\n`, /shadow/],
    ["a number that loses bits", `${planted}int planted(int a)\n{\n    short s = a;\n    return s;\n}\n`, /conversion/],
    ["a sign that is lost", `${planted}int planted(int a)\n{\n    unsigned u = a;\n    return u > 3;\n}\n`, /sign-conversion/],
    ["a function without a prototype", "int planted(int a)\n{\n    return a;\n}\n", /missing-prototypes/],
    ["an array of variable length", `${planted}int planted(int a)\n{\n    char c[a];\n    c[0] = 1;\n    return c[0];\n}\n`, /vla|variable length/i],
    ["an enum's value that a switch forgets", `enum e { A, B };\nint planted(enum e e);\nint planted(enum e e)\n{\n    switch (e) {\n    case A:\n        return 1;\n    default:\n        return 2;\n    }\n}\n`, /switch-enum/],
    ["a const that is cast away", `char *planted(const char *a);\nchar *planted(const char *a)\n{\n    return (char *)a;\n}\n`, /cast-qual/],
    ["a format that comes from outside", `__attribute__((format(printf, 1, 2))) void say(const char *f, ...);\nvoid planted(const char *a);\nvoid planted(const char *a)\n{\n    say(a);\n}\n`, /format/],
    ["a stack frame beyond 8 KiB", `#include <string.h>\nvoid use(char *p);\nvoid planted(void);\nvoid planted(void)\n{\n    char c[9000];\n    memset(c, 0, sizeof c);\n    use(c);\n}\n`, /frame/],
    ["a banned call", `#include <string.h>\nvoid planted(char *a, const char *b);\n#include "base/banned.h"\nvoid planted(char *a, const char *b)\n{\n    strcpy(a, b);\n}\n`, /poison/],
    ["an undefined macro in a condition", `${planted}#if PLANTED_NOWHERE\n#endif\nint planted(int a)\n{\n    return a;\n}\n`, /undef/],
];
for (const [mistake, text, expected] of mistakes) {
    for (const [compiler, out] of compilers) {
        test(`${compiler} refuses ${mistake}`, () => {
            write("backend/core/planted.c", text);
            const done = make(`CC=${compiler}`, `${out}/backend/core/planted.o`);
            assert.notEqual(done.status, 0, "it compiled");
            assert.match(done.text, expected);
        });
    }
}

test("a good file compiles under both compilers and in every mode", () => {
    write("backend/core/planted.c", `${planted}int planted(int a)\n{\n    return a;\n}\n`);
    for (const words of [["CC=gcc"], ["CC=clang"], ["MODE=asan"], ["MODE=tsan"], ["MODE=cover"], ["MODE=fuzz"]]) {
        const out = { "CC=gcc": "release", "CC=clang": "clang" }[words[0]] ?? words[0].slice(5);
        const done = make(...words, `build/${out}/backend/core/planted.o`);
        assert.equal(done.status, 0, done.text);
    }
});

test("a program that calls civetweb's form parser does not link", () => {
    rmSync(path.join(folder, "backend/core"), { recursive: true, force: true });
    const main = (body) => `int mg_handle_form_request(void *c, void *h);\nint main(void)\n{\n    return ${body};\n}\n`;
    write("backend/main.c", main("0"));
    const good = make("build/release/tsubame");
    assert.equal(good.status, 0, good.text);
    write("backend/main.c", main("mg_handle_form_request(0, 0)"));
    const bad = make("build/release/tsubame");
    assert.notEqual(bad.status, 0);
    assert.match(bad.text, /calls mg_handle_form_request/);
});

test("an unknown MODE is refused by name", () => {
    const done = make("MODE=debug", "programs");
    assert.notEqual(done.status, 0);
    assert.match(done.text, /MODE=debug is none of release asan tsan cover fuzz/);
});

// The frame of the C tests: what must fail there does, what must pass does.
test("the frame of the C tests counts failures, crashes and leaks, and keeps the tests apart", () => {
    write("tests/unit/test_planted.c", `#include "test.h"
#include <stdio.h>
#include <stdlib.h>
static int five = 5;
static int *volatile lost;
TEST("good") { EXPECT_INT(five++, 5); fclose(fopen(test_path("a"), "w")); }
TEST("apart from the one before") { EXPECT_INT(five, 5); EXPECT_NULL(fopen(test_path("a"), "r")); }
TEST("wrong number") { EXPECT_INT(five, 6); }
TEST("wrong text") { EXPECT_STR("had", "wanted"); }
TEST("crash") { volatile int *volatile p = NULL; *p = five; }
TEST("leak") { lost = malloc(40); lost = NULL; }
`);
    rmSync(path.join(folder, "backend/main.c"), { force: true });
    const built = make("MODE=asan", "build/asan/test_planted");
    assert.equal(built.status, 0, built.text);
    const run = spawnSync("build/asan/test_planted", { cwd: folder, encoding: "utf8" });
    assert.equal(run.status, 1);
    assert.match(run.stdout, /^ok {3}good/m);
    assert.match(run.stdout, /^ok {3}apart/m);
    assert.match(run.stdout, /five is 5, wanted 6/);
    assert.match(run.stdout, /"had"/);
    assert.match(run.stdout, /null pointer/);
    assert.match(run.stdout, /detected memory leaks/);
    assert.match(run.stdout, /2 passed, 4 failed\n$/);
});
