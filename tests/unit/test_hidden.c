/* What one guardian may not see. */
#include "core/hidden.h"

#include "support/test.h"

TEST("R-REG-11: whoever may not know times and rooms cannot book either; the rest stands alone")
{
    EXPECT_INT(hidden_complete(0), 0);
    EXPECT_INT(hidden_complete(HIDDEN_TIMES), HIDDEN_TIMES | HIDDEN_BOOKING);
    EXPECT_INT(hidden_complete(HIDDEN_PICKUP | HIDDEN_ADDRESSES), HIDDEN_PICKUP | HIDDEN_ADDRESSES);
    EXPECT_INT(hidden_complete(HIDDEN_BOOKING), HIDDEN_BOOKING);
    EXPECT_INT(hidden_complete(HIDDEN_ALL), HIDDEN_ALL);
    for (int i = 0; i < HIDDEN_WORDS; i++) {
        EXPECT_NOT_NULL(hidden_words[i]);
    }
    EXPECT_NULL(hidden_words[HIDDEN_WORDS]);
    EXPECT_STR(hidden_words[1], "addresses"); /* bit 2 */
    EXPECT_STR(hidden_words[3], "booking");   /* bit 8 */
}
