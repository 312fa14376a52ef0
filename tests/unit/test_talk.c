/* Words between one family and its nursery: how many, what may be written, whom to tell. */
#include "core/talk.h"

#include <string.h>

#include "support/test.h"

TEST("a guardian writes at most 20 in an hour, one of the staff 120")
{
    EXPECT(talk_may_write(true, 19));
    EXPECT_NOT(talk_may_write(true, 20));
    EXPECT(talk_may_write(false, 20));
    EXPECT(talk_may_write(false, 119));
    EXPECT_NOT(talk_may_write(false, 120));
}

TEST("a family is not told again of what came a moment after what it has not read yet")
{
    EXPECT(talk_tells(0, 1000));
    EXPECT_NOT(talk_tells(1000, 1000));
    EXPECT_NOT(talk_tells(1000, 1000 + TALK_BUNCH_MS - 1));
    EXPECT(talk_tells(1000, 1000 + TALK_BUNCH_MS));
}

TEST("any script and emoji may be written; what only takes room is nothing, and control characters are no text")
{
    char lines[TALK_BREAKS_MAX + 2];
    static const struct {
        const char *text;
        enum talk_text found;
    } rows[] = {
        {"帽子が見つかりました", TALK_TEXT_FINE},
        {"👪 धन्यवाद, cảm ơn\nありがとう", TALK_TEXT_FINE},
        {"", TALK_TEXT_BLANK},
        {" \n\t\r", TALK_TEXT_BLANK},
        {"　 　", TALK_TEXT_BLANK},
        {"　a", TALK_TEXT_FINE},
        {"\x1b[31m", TALK_TEXT_STRANGE},
        {" \x01", TALK_TEXT_STRANGE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(talk_text(str_of(rows[i].text)), rows[i].found);
    }
    memset(lines, '\n', sizeof lines);
    lines[0] = 'a';
    EXPECT_INT(talk_text((struct str){lines, TALK_BREAKS_MAX + 1}), TALK_TEXT_FINE);
    EXPECT_INT(talk_text((struct str){lines, TALK_BREAKS_MAX + 2}), TALK_TEXT_BROKEN);
}
