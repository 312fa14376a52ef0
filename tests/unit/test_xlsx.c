/* A text of comma-separated values as a workbook: looked at through unzip's eyes in tests/api, here for what can be said of bytes. */
#include "base/xlsx.h"

#include <string.h>

#include "support/test.h"

static char first[64 * 1024];
static char again[64 * 1024];

static enum err make(const char *csv, char *room, size_t bytes, size_t *ret_n)
{
    struct buf buf;
    buf_init(&buf, room, bytes);
    enum err err = xlsx_of_csv(str_of(csv), "register", 1, 3, &buf);
    *ret_n = buf.n;
    return err;
}

TEST("the same lines give the same workbook, with or without a byte order mark; other lines another")
{
    size_t n;
    size_t again_n;
    EXPECT_OK(make("a,b\r\n1,\"x,\"\"y\"\r\n", first, sizeof first, &n));
    EXPECT_MEM(first, "PK", 2);
    EXPECT_OK(make("\xEF\xBB\xBF"
                   "a,b\r\n1,\"x,\"\"y\"\r\n",
                   again, sizeof again, &again_n));
    EXPECT_INT(again_n, n);
    EXPECT_MEM(again, first, n);
    EXPECT_OK(make("a,b\r\n2,\"x,\"\"y\"\r\n", again, sizeof again, &again_n));
    EXPECT(again_n != n || memcmp(again, first, n) != 0);
}

TEST("an empty text is an empty sheet; cut lines and quotes end the text; what does not fit is said so")
{
    static const char *const rows[] = {"", "a", "\"a", "a,\r", "\r\n\r\n", "\"\"\"", ",,,,"};
    size_t n;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_OK(make(rows[i], first, sizeof first, &n));
        EXPECT(n > 0);
    }
    EXPECT_INT(make("a", first, 100, &n), ERR_LIMIT);
}
