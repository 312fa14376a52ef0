/* One reading in two scripts. */
#include "core/kana.h"

#include "support/test.h"

TEST("a reading in the other script and back again; what is no kana stays")
{
    static const struct {
        const char *one;
        const char *other;
    } rows[] = {
        {"ゆうま", "ユウマ"},   {"ぁゖ", "ァヶ"},         {"なかむら りん", "ナカムラ リン"},
        {"ゔぃ", "ヴィ"},       {"ラーメン", "らーめん"}, {"", ""},
        {"T000001", "T000001"}, {"山田", "山田"},
    };
    char out[64];
    char back[64];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str other;
        struct str again;
        EXPECT_OK(kana_other_script(str_of(rows[i].one), out, sizeof out, &other));
        EXPECT(str_is(other, rows[i].other));
        EXPECT_OK(kana_other_script(other, back, sizeof back, &again));
        EXPECT(str_is(again, rows[i].one));
    }
}

TEST("a cut letter is left as it is, and too little room is said")
{
    char out[4];
    struct str other;
    EXPECT_OK(kana_other_script((struct str){"\xE3\x81", 2}, out, sizeof out, &other));
    EXPECT_INT(other.n, 2);
    EXPECT_INT(kana_other_script(STR("ゆう"), out, sizeof out, &other), ERR_LIMIT);
}
