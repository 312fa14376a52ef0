/* wire/topics.c */
#include "test.h"

#include <string.h>

#include "wire/topics.h"

#include "base/banned.h"

TEST("a topic that was written is parsed back into the same parts")
{
    static const char *const ids[] = {"n01", "s05", "a", "0-0", "abcdefghijklmnopqrstuvwxyz-01234"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        for (int kind = TOPICS_TAP; kind <= TOPICS_COMMAND; kind++) {
            char topic[TOPICS_BYTES];
            struct topics_parts parts;
            EXPECT_OK(topics_write(ids[i], ids[4 - i], (enum topics_kind)kind, topic));
            EXPECT_OK(topics_parse(str_of(topic), &parts));
            EXPECT_STR(parts.site, ids[i]);
            EXPECT_STR(parts.gateway, ids[4 - i]);
            EXPECT_INT(parts.kind, kind);
        }
    }
}

TEST("the topic of a tap is the one outside programs rely on")
{
    char topic[TOPICS_BYTES];
    EXPECT_OK(topics_write("n01", "n01-door", TOPICS_TAP, topic));
    EXPECT_STR(topic, "tsubame/v1/n01/n01-door/tap");
}

TEST("an id that is none makes no topic")
{
    static const char *const wrong[] = {"", "N01", "n 1", "n+", "#", "n/1", "abcdefghijklmnopqrstuvwxyz-012345", "n_1"};
    char topic[TOPICS_BYTES];
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        EXPECT_INT(topics_write(wrong[i], "g", TOPICS_TAP, topic), ERR_INVALID);
        EXPECT_INT(topics_write("s", wrong[i], TOPICS_TAP, topic), ERR_INVALID);
    }
}

TEST("what is not exactly one of our topics is refused")
{
    static const char *const wrong[] = {
        "",
        "tsubame/v1/",
        "tsubame/v1/n01",
        "tsubame/v1/n01/g",
        "tsubame/v1/n01/g/",
        "tsubame/v1/n01/g/taps",
        "tsubame/v1/n01/g/tap/",
        "tsubame/v1/n01/g/tap/x",
        "tsubame/v1//g/tap",
        "tsubame/v1/n01//tap",
        "/tsubame/v1/n01/g/tap",
        "tsubame/v2/n01/g/tap",
        "tsubame/v1/n01/G/tap",
        "tsubame/v1/+/g/tap",
        "tsubame/v1/n01/g/Tap",
        "tsubame/v1/abcdefghijklmnopqrstuvwxyz-012345/g/tap",
    };
    struct topics_parts parts;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        EXPECT_INT(topics_parse(str_of(wrong[i]), &parts), ERR_INVALID);
    }
    EXPECT_INT(topics_parse((struct str){"tsubame/v1/n01/g/tap\0", 21}, &parts), ERR_INVALID);
}
