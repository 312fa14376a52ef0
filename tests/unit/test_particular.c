/* core/particular.c: what a request has said. R-RSV-11. */
#include "core/particular.h"

#include <string.h>

#include "support/test.h"

#include "base/banned.h"

#define BIT(what) (UINT32_C(1) << (what))

TEST("R-RSV-11: what a request says is counted, what it need not say is not asked for, and what cannot be read says "
     "nothing")
{
    static const struct {
        const char *condition;
        bool arrival;
        uint32_t open;
    } rows[] = {
        {"{\"note\":\"none\"}", false, PARTICULAR_ALL & ~BIT(PARTICULAR_NOTE_ISSUED) & ~BIT(PARTICULAR_NOTE_VISIT)},
        {"{\"note\":\"in_hand\",\"temperature_c\":38.2,\"allergies_confirmed\":true,\"pickup\":{\"person_id\":\"\","
         "\"name\":\"Aunt\",\"time\":\"17:00\"}}",
         true, BIT(PARTICULAR_NOTE_ISSUED)},
        {"{\"note\":\"in_hand\",\"note_issued\":\"2026-03-01\",\"temperature_c\":38.2,\"allergies_confirmed\":true,"
         "\"pickup\":"
         "{\"person_id\":\"p\",\"name\":\"\",\"time\":null}}",
         true, BIT(PARTICULAR_PICKUP_TIME)},
        {"{\"note\":\"visit_booked\",\"note_issued\":\"2026-03-01\",\"temperature_c\":38.2,\"allergies_confirmed\":"
         "false}",
         true,
         BIT(PARTICULAR_NOTE_VISIT) | BIT(PARTICULAR_ALLERGIES) | BIT(PARTICULAR_PICKUP_PERSON) |
             BIT(PARTICULAR_PICKUP_TIME)},
        {"not JSON", true, PARTICULAR_ALL & ~BIT(PARTICULAR_ARRIVAL)},
        {"", false, PARTICULAR_ALL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(PARTICULAR_ALL & ~particular_said(str_of(rows[i].condition), rows[i].arrival), rows[i].open);
    }
}

TEST("R-RSV-11: each has a word and its place in the request")
{
    for (int i = 0; i < PARTICULAR_COUNT; i++) {
        EXPECT(particular_words[i] != NULL);
        EXPECT_INT(particular_pointer((enum particular)i)[0], '/');
    }
    EXPECT(particular_words[PARTICULAR_COUNT] == NULL);
}
