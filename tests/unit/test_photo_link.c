#include "http/photo_link.h"

#include <string.h>

#include "test.h"

#include "base/banned.h"

static struct keys keys = {.column = "a key of a test, thirty-two byte"};
#define ID "0123456789abcdef0123456789abcdef"

static bool holds(const char *text, const char *photo, int64_t account_id, int64_t now_ms)
{
    enum photo_size size;
    const struct photo_link link = {.photo = str_of(photo), .account_id = account_id, .now_ms = now_ms};
    return photo_link_holds(&keys, &link, str_of(text), &size);
}

TEST("R-CB-07: a link works for one photo, one size, one account and its time")
{
    char text[PHOTO_LINK_BYTES];
    enum photo_size size;
    const int64_t now_ms = 1772409600000;
    const struct photo_link link = {str_of(ID), PHOTO_SMALL, 7, now_ms};
    photo_link_make(&keys, &link, text);
    EXPECT(photo_link_holds(&keys, &link, str_of(text), &size));
    EXPECT_INT(size, PHOTO_SMALL);
    EXPECT(holds(text, ID, 7, photo_link_until_ms(now_ms) - 1));
    EXPECT_NOT(holds(text, ID, 7, photo_link_until_ms(now_ms)));
    EXPECT_NOT(holds(text, ID, 8, now_ms));
    EXPECT_NOT(holds(text, "1123456789abcdef0123456789abcdef", 7, now_ms));
    keys.column[0] ^= 1;
    EXPECT_NOT(holds(text, ID, 7, now_ms));
}

TEST("a link with any other letter is none")
{
    char text[PHOTO_LINK_BYTES];
    const int64_t now_ms = 1772409600000;
    const struct photo_link link = {str_of(ID), PHOTO_LARGE, 7, now_ms};
    photo_link_make(&keys, &link, text);
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++) {
        char other[PHOTO_LINK_BYTES];
        memcpy(other, text, sizeof other);
        other[i] = other[i] == '3' ? '4' : '3';
        EXPECT_NOT(holds(other, ID, 7, now_ms));
        memcpy(other, text, sizeof other);
        other[i] = '\0';
        EXPECT_NOT(holds(other, ID, 7, now_ms));
    }
}

TEST("what is no link at all is none")
{
    static const char *const texts[] = {
        "",       "1",
        "1.",     "1..",
        "3.1.a",  "1.99999999999999999999.a",
        "1.-5.a", "2.9999999999999999999999999999999999999999999999999999999999999999999999999.a"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        EXPECT_NOT(holds(texts[i], ID, 7, 1));
    }
    EXPECT_NOT(holds("1.5.a", "a photo whose id is as long as nobody's is, and longer than any text should be", 7, 1));
}
