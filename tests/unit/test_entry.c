/* The course of the day: kinds of entries. */
#include "core/entry.h"

#include <stdio.h>

#include "support/test.h"

TEST("every kind has its word, and a family sees of it what is meant for it")
{
    static const char expected[] =
        "temperature+ meal+ drink+ sleep+ stool+ urine+ medicine+ symptom round nap_check message+ "
        "other strike ";
    char text[256];
    int n = 0;
    for (int kind = 1; kind <= ENTRY_KIND_LAST; kind++) {
        n += snprintf(text + n, sizeof text - (size_t)n, "%s%s ", entry_kind_word((enum entry_kind)kind),
                      entry_for_family((enum entry_kind)kind) ? "+" : "");
    }
    EXPECT_STR(text, expected);
    EXPECT_NULL(entry_kind_words[ENTRY_KIND_LAST]);
}

TEST("R-CARE-02: only medicine needs a second person, who is another one and known")
{
    for (int kind = 1; kind <= ENTRY_KIND_LAST; kind++) {
        EXPECT_INT(entry_needs_second((enum entry_kind)kind), kind == ENTRY_MEDICINE);
    }
    EXPECT(entry_second_may(1, 2));
    EXPECT_NOT(entry_second_may(1, 1));
    EXPECT_NOT(entry_second_may(1, 0));
}

TEST("an entry is late when it was written down more than a quarter of an hour after it was")
{
    EXPECT_NOT(entry_late(0, 15 * 60000));
    EXPECT(entry_late(0, 15 * 60000 + 1));
    EXPECT_NOT(entry_late(1000, 0));
}
