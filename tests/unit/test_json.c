/* Reading and writing JSON: every refusal names its field. */
#include "base/json.h"

#include <stdio.h>
#include <string.h>

#include "support/test.h"

static char deep[4096];

TEST("what is no JSON of ours is refused by its own word")
{
    static const struct {
        const char *text;
        size_t n;
        const char *code;
    } rows[] = {
        {"{", 1, "BAD_JSON"},
        {"[]", 2, "BAD_JSON"},
        {"{} x", 4, "BAD_JSON"},
        {"{\"a\":1,\"a\":2}", 13, "DUPLICATE_KEY"},
        {"{\"a\":\"\xC3\x28\"}", 10, "BAD_UTF8"},
        {"{\"a\":\"\0\"}", 9, "BAD_UTF8"},
        {"", 0, "BAD_JSON"},
        {"{\"a\":\"\xED\xA0\x80\"}", 11, "BAD_UTF8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct json_in in;
        struct json_faults faults;
        EXPECT_INT(json_open((struct str){rows[i].text, rows[i].n}, &in, &faults), ERR_INVALID);
        EXPECT_STR(faults.malformed, rows[i].code);
    }
}

TEST("nesting of 32 passes, 33 and 100,000 brackets are refused without harm to the stack")
{
    struct json_in in;
    struct json_faults faults;
    memset(deep, '[', sizeof deep);
    EXPECT_INT(json_open((struct str){deep, sizeof deep}, &in, &faults), ERR_INVALID);
    EXPECT_STR(faults.malformed, "TOO_DEEP");
    for (size_t i = 0; i < 5; i++) {
        deep[i] = "{\"a\":"[i];
    }
    memset(deep + 5, '[', 31);
    memset(deep + 36, ']', 31);
    deep[67] = '}';
    EXPECT_OK(json_open((struct str){deep, 68}, &in, &faults));
    json_drop(&in);
    memset(deep + 5, '[', 32);
    memset(deep + 37, ']', 32);
    deep[69] = '}';
    EXPECT_INT(json_open((struct str){deep, 70}, &in, &faults), ERR_INVALID);
    EXPECT_STR(faults.malformed, "TOO_DEEP");
}

TEST("members that are missing, unknown, of another type, too long or out of range are named by their pointers")
{
    static const char text[] =
        "{\"n\":99,\"t\":\"abcdef\",\"d\":\"2026-02-30\",\"w\":\"maybe\",\"x/y\":1,\"o\":{\"z\":1},\"l\":[\"a\",7]}";
    struct json_in in;
    struct json_in nested;
    struct json_faults faults;
    static const char *const words[] = {"yes", "no", NULL};
    static const char *const wanted[] = {"/n OUT_OF_RANGE", "/t TOO_LONG",         "/d BAD_FORMAT",
                                         "/w OUT_OF_RANGE", "/m MISSING",          "/o/z UNKNOWN_MEMBER",
                                         "/l/1 WRONG_TYPE", "/x~1y UNKNOWN_MEMBER"};
    EXPECT_OK(json_open(str_of(text), &in, &faults));
    json_int(&in, "n", JSON_REQUIRED, 0, 9, 0);
    json_text(&in, "t", JSON_REQUIRED, 5);
    json_day(&in, "d", JSON_REQUIRED, 0);
    json_word(&in, "w", JSON_REQUIRED, words);
    json_bool(&in, "m", JSON_REQUIRED, false);
    EXPECT(json_nested(&in, "o", JSON_REQUIRED, &nested));
    json_nested_end(&nested);
    EXPECT_INT(json_list(&in, "l", JSON_REQUIRED, 4), 2);
    json_list_text(&in, "l", 1, 9);
    EXPECT_INT(json_close(&in), ERR_INVALID);
    EXPECT_INT(faults.n, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < faults.n; i++) {
        char had[96];
        snprintf(had, sizeof had, "%s %s", faults.list[i].pointer, faults.list[i].code);
        EXPECT_STR(had, wanted[i]);
    }
}

TEST("a temperature is read as tenths from number or text, never as floating point")
{
    static const struct {
        const char *text;
        int32_t tenths;
    } rows[] = {{"{\"t\":37.5}", 375}, {"{\"t\":\"38.0\"}", 380}, {"{\"t\":39}", 390},
                {"{\"t\":37.55}", -1}, {"{\"t\":\"x\"}", -1},     {"{\"t\":99.9}", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct json_in in;
        struct json_faults faults;
        EXPECT_OK(json_open(str_of(rows[i].text), &in, &faults));
        EXPECT_INT(json_tenths(&in, "t", JSON_REQUIRED, 340, 429, -1), rows[i].tenths);
        EXPECT_INT(json_close(&in), rows[i].tenths == -1 ? ERR_INVALID : OK);
    }
}

TEST("what is written is read back: quotes, controls, any script")
{
    char storage[256];
    struct buf buf;
    struct json_out out;
    struct json_in in;
    struct json_faults faults;
    static const char odd[] = "\"\\\n\x01 病児 \xF0\x9F\x90\xA6";
    buf_init(&buf, storage, sizeof storage);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_word(&out, "t", odd);
    json_out_key(&out, "l");
    json_out_open(&out, '[');
    json_out_int(&out, -3);
    json_out_tenths(&out, 375);
    json_out_close(&out, ']');
    json_put_instant(&out, "i", 1);
    json_out_close(&out, '}');
    EXPECT_OK(json_open(buf_view(&buf), &in, &faults));
    EXPECT(str_is(json_text(&in, "t", JSON_REQUIRED, 64), odd));
    EXPECT_INT(json_list(&in, "l", JSON_REQUIRED, 2), 2);
    EXPECT_INT(json_instant(&in, "i", JSON_REQUIRED, 0), 1);
    EXPECT_OK(json_close(&in));
}
