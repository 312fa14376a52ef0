/* Children's names in a text that goes to several families. */
#include "core/name_guard.h"

#include <stdlib.h>

#include "support/test.h"

struct row {
    const char *text;
    const char *name;
    const char *kana;
    enum name_guard_kind wanted;
    size_t found;
};

static const struct row rows[] = {
    /* the whole name */
    {"今日は佐藤 はなさんの話です", "佐藤 はな", "さとう はな", NAME_GUARD_CERTAIN, 1},
    {"佐藤はなの件", "佐藤 はな", "さとう はな", NAME_GUARD_CERTAIN, 1},
    {"佐藤\xe3\x80\x80はなの件", "佐藤 はな", "さとう はな", NAME_GUARD_CERTAIN, 1}, /* a wide blank */
    {"サトウハナの件", "佐藤 はな", "さとう はな", NAME_GUARD_CERTAIN, 1},
    {"さとう はな", "佐藤 花", "さとう はな", NAME_GUARD_CERTAIN, 1},
    {"渡邊 蓮が", "渡辺 蓮", "わたなべ れん", NAME_GUARD_CERTAIN, 1}, /* the older form of a character */
    {"mia chen was ill", "Chen Mia", "チェン ミア", NAME_GUARD_PERHAPS, 2},
    {"CHEN MIA was ill", "Chen Mia", "チェン ミア", NAME_GUARD_CERTAIN, 1},
    /* addressed */
    {"はなちゃんがころびました", "佐藤 はな", "さとう はな", NAME_GUARD_CERTAIN, 1},
    {"ハナちゃんが", "佐藤 花", "さとう はな", NAME_GUARD_CERTAIN, 1},
    {"森くんの熱", "森 蓮", "もり れん", NAME_GUARD_CERTAIN, 1},
    {"森さんへ", "森 蓮", "もり れん", NAME_GUARD_CERTAIN, 1},
    {"小林さんへ", "林 蓮", "はやし れん", NAME_GUARD_PERHAPS, 1},
    {"みなさん、こんにちは", "佐藤 みな", "さとう みな", NAME_GUARD_PERHAPS, 1},
    {"Mia さん", "Chen Mia", "チェン ミア", NAME_GUARD_CERTAIN, 1},
    {"はなちゃん", "佐藤 はなこ", "さとう はなこ", NAME_GUARD_PERHAPS, 1}, /* how はなこ is called */
    {"みなさん", "佐藤 みなみ", "さとう みなみ", NAME_GUARD_NONE, 0},
    /* within other words */
    {"おはなし会をします", "佐藤 はな", "さとう はな", NAME_GUARD_PERHAPS, 1},
    {"森へ行きます", "森 蓮", "もり れん", NAME_GUARD_PERHAPS, 1},
    {"森林公園へ行きます", "森 蓮", "もり れん", NAME_GUARD_NONE, 0},
    {"さくら組の遠足", "佐藤 さくら", "さとう さくら", NAME_GUARD_NONE, 0},
    {"さくらが咲きました", "佐藤 さくら", "さとう さくら", NAME_GUARD_PERHAPS, 1},
    {"なお、雨の日は", "佐藤 直", "さとう なお", NAME_GUARD_NONE, 0},
    {"なおくんが", "佐藤 直", "さとう なお", NAME_GUARD_CERTAIN, 1},
    {"mianmar", "Chen Mia", "チェン ミア", NAME_GUARD_NONE, 0},
    /* nothing, and the edges */
    {"明日は遠足です。水とうを持ってきてください", "佐藤 はな", "さとう はな", NAME_GUARD_NONE, 0},
    {"", "佐藤 はな", "さとう はな", NAME_GUARD_NONE, 0},
    {"佐藤", "", "", NAME_GUARD_NONE, 0},
    {"佐藤", "佐藤", "さとう", NAME_GUARD_PERHAPS, 1},
};

TEST("R-NTC-01: a child's name is caught where it is one, shown where it may be one, and passed where it is another "
     "word")
{
    struct name_guard *guard = malloc(sizeof *guard);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_OK(name_guard_begin(guard, str_of(rows[i].text)));
        name_guard_child(guard, str_of(rows[i].name), str_of(rows[i].kana));
        if (guard->worst != rows[i].wanted || guard->found_n != rows[i].found) {
            print_error("%s in \"%s\": %d, %zu places\n", rows[i].name, rows[i].text, (int)guard->worst,
                        guard->found_n);
        }
        EXPECT_INT(guard->worst, rows[i].wanted);
        EXPECT_INT(guard->found_n, rows[i].found);
    }
    free(guard);
}

TEST("R-NTC-01: the place is shown with what stands around it, never past the end of a line or through a character")
{
    static struct name_guard guard;
    char text[64];
    EXPECT_OK(name_guard_begin(&guard, STR("一行目\nあいうえおかきおはなし会をしますよ\n三行目")));
    name_guard_child(&guard, STR("佐藤 はな"), STR("さとう はな"));
    EXPECT_INT(guard.found_n, 1);
    EXPECT_OK(str_copy(name_guard_excerpt(&guard, &guard.found[0]), text, sizeof text));
    EXPECT_STR(text, "うえおかきおはなし会をします");
    EXPECT_OK(name_guard_begin(&guard, STR("一\nはな\n三")));
    name_guard_child(&guard, STR("佐藤 はな"), STR("さとう はな"));
    EXPECT_OK(str_copy(name_guard_excerpt(&guard, &guard.found[0]), text, sizeof text));
    EXPECT_STR(text, "はな");
}

TEST("R-NTC-01: what must be reworded is shown even behind many places that only may be names")
{
    static struct name_guard guard;
    EXPECT_OK(name_guard_begin(
        &guard, STR("はな、はな、はな、はな、はな、はな、はな、はな、はな、はな、はな、はな、はな、はな、はなちゃん")));
    name_guard_child(&guard, STR("佐藤 はな"), STR("さとう はな"));
    EXPECT_INT(guard.found_n, 15);
    EXPECT_INT(guard.worst, NAME_GUARD_CERTAIN);
    EXPECT_INT(guard.found[NAME_GUARD_FOUND_MAX - 1].kind, NAME_GUARD_CERTAIN);
}

TEST("a text beyond the bound is refused, not cut")
{
    static struct name_guard guard;
    static char text[NAME_GUARD_TEXT_MAX + 1];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = 'a';
    }
    EXPECT_OK(name_guard_begin(&guard, (struct str){text, NAME_GUARD_TEXT_MAX}));
    EXPECT_INT(name_guard_begin(&guard, (struct str){text, NAME_GUARD_TEXT_MAX + 1}), ERR_LIMIT);
}
