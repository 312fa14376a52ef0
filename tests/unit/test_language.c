/* The languages of families. */
#include "core/language.h"

#include "support/test.h"

TEST("R-UX-03: eight languages, Japanese first, and easy Japanese is called Japanese outside")
{
    static const char *const wanted[] = {"ja", "ja-easy", "en", "zh-Hans", "ko", "vi", "ne", "tl"};
    size_t n = 0;
    for (; language_codes[n] != NULL; n++) {
        EXPECT(n < sizeof wanted / sizeof wanted[0]);
        EXPECT_STR(language_codes[n], wanted[n]);
    }
    EXPECT_INT(n, 8);
    EXPECT_STR(language_tag("ja-easy"), "ja");
    EXPECT_STR(language_tag("zh-Hans"), "zh-Hans");
}
