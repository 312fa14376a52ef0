/* base/str.c: what is cut and what is let through. */
#include "base/str.h"

#include <string.h>

#include "support/test.h"

#include "base/banned.h"

TEST("a name is cut between two characters, never inside one")
{
    static const struct {
        const char *text;
        size_t max;
        const char *cut;
    } rows[] = {
        {"", 1, ""},
        {"abc", 4, "abc"},
        {"abc", 3, "ab"},
        {"abc", 1, ""},
        {"あい", 7, "あい"},
        {"あい", 6, "あ"},
        {"あい", 4, "あ"},
        {"あい", 3, ""},
        {"a\xF0\x9F\x90\xA6", 5, "a"},
        {"a\xF0\x9F\x90\xA6", 6, "a\xF0\x9F\x90\xA6"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[8];
        memset(out, '!', sizeof out);
        str_cut(str_of(rows[i].text), out, rows[i].max);
        EXPECT_STR(out, rows[i].cut);
        EXPECT_INT(out[rows[i].max], '!'); /* nothing behind its place is touched */
    }
}

TEST("a text is made of letters, digits and what is named, and of something")
{
    EXPECT(str_made_of(STR("aZ09"), ""));
    EXPECT(str_made_of(STR("a-b"), "-"));
    EXPECT_NOT(str_made_of(STR("a-b"), ""));
    EXPECT_NOT(str_made_of(STR(""), "-"));
    EXPECT_NOT(str_made_of(STR("a b"), "-"));
    EXPECT_NOT(str_made_of((struct str){"a\0b", 3}, "-"));
    EXPECT_NOT(str_made_of(STR("あ"), ""));
}
