/* base/csv.c: lines that a spreadsheet reads as they were meant. */
#include "base/csv.h"

#include "support/test.h"

#include "base/banned.h"

TEST("R-OPS-03: what a spreadsheet would take for a formula or a separator is defused and quoted, a number is not")
{
    static const struct {
        const char *text;
        const char *field;
    } rows[] = {
        {"plain", "plain"},
        {"", ""},
        {"a,b", "\"a,b\""},
        {"say \"so\"", "\"say \"\"so\"\"\""},
        {"two\r\nlines", "\"two\r\nlines\""},
        {"=SUM(A1)", "\"'=SUM(A1)\""},
        {"+1", "\"'+1\""},
        {"-1", "\"'-1\""},
        {"@x", "\"'@x\""},
        {"\tx", "\"'\tx\""},
        {"a=b", "a=b"},
        {"病児保育", "病児保育"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char storage[64];
        struct buf buf;
        buf_init(&buf, storage, sizeof storage);
        csv_text(&(struct csv){.buf = &buf}, str_of(rows[i].text));
        EXPECT_STR(buf.p, rows[i].field);
    }
}

TEST("fields are separated, lines end with CRLF, an instant that is not is empty")
{
    char storage[160];
    struct buf buf;
    struct csv csv = {.buf = &buf};
    buf_init(&buf, storage, sizeof storage);
    csv_head(&csv, "a,b");
    csv_day(&csv, 20514);
    csv_instant(&csv, 0);
    csv_int(&csv, -5);
    csv_tenths(&csv, 1005);
    csv_text(&csv, STR("x"));
    csv_end(&csv);
    csv_instant(&csv, 1);
    csv_end(&csv);
    EXPECT_STR(buf.p, "a,b\r\n2026-03-02,,-5,100.5,x\r\n1970-01-01T09:00:00.001+09:00\r\n");
}
