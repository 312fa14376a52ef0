/* One-time pick-up tickets: R-CARE-03. */
#include "core/pickup_ticket.h"

#include <string.h>

#include "support/test.h"

TEST("R-CARE-03: a ticket's number has eight characters that nobody confuses, and every bit of chance counts")
{
    static const struct {
        unsigned char chance[PICKUP_TICKET_RANDOM];
        const char *number;
    } rows[] = {
        {{0, 0, 0, 0, 0}, "22222222"},
        {{255, 255, 255, 255, 255}, "ZZZZZZZZ"},
        {{0, 0, 0, 0, 1}, "22222223"},
        {{128, 0, 0, 0, 0}, "J2222222"},
        {{0x08, 0x42, 0x10, 0x84, 0x21}, "33333333"},
        {{0x00, 0x44, 0x32, 0x14, 0xc7}, "23456789"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char number[PICKUP_TICKET_NUMBER + 1];
        pickup_ticket_number(rows[i].chance, number);
        EXPECT_STR(number, rows[i].number);
        EXPECT_INT(strcspn(number, "01IO"), PICKUP_TICKET_NUMBER);
    }
}

TEST("R-CARE-03: a ticket is made for a day from today on, a month ahead")
{
    EXPECT_NOT(pickup_ticket_day(99, 100));
    EXPECT(pickup_ticket_day(100, 100));
    EXPECT(pickup_ticket_day(131, 100));
    EXPECT_NOT(pickup_ticket_day(132, 100));
}

TEST("R-CARE-03: it is good once, on its day alone, until it is taken back; what contradicts a use is said")
{
    static const struct {
        struct pickup_ticket_facts facts;
        enum pickup_ticket_state state;
        enum pickup_ticket_conflict conflict;
    } rows[] = {
        {{.day = 100}, TICKET_OPEN, TICKET_NO_CONFLICT},
        {{.day = 101}, TICKET_OPEN, TICKET_NO_CONFLICT},
        {{.day = 99}, TICKET_OVER, TICKET_NO_CONFLICT},
        {{.day = 100, .taken_back_ms = 5}, TICKET_TAKEN_BACK, TICKET_NO_CONFLICT},
        {{.day = 100, .barred = true}, TICKET_TAKEN_BACK, TICKET_NO_CONFLICT},
        {{.day = 99, .taken_back_ms = 5}, TICKET_TAKEN_BACK, TICKET_NO_CONFLICT},
        {{.day = 100, .uses_n = 1, .first_use_ms = 7, .last_use_ms = 7}, TICKET_USED, TICKET_NO_CONFLICT},
        {{.day = 99, .uses_n = 1, .first_use_ms = 7, .last_use_ms = 7}, TICKET_USED, TICKET_NO_CONFLICT},
        {{.day = 100, .uses_n = 2, .first_use_ms = 7, .last_use_ms = 9}, TICKET_USED, TICKET_TWICE},
        {{.day = 100, .uses_n = 1, .first_use_ms = 7, .last_use_ms = 7, .taken_back_ms = 6},
         TICKET_USED,
         TICKET_NOT_THEIRS},
        {{.day = 100, .uses_n = 1, .first_use_ms = 7, .last_use_ms = 7, .taken_back_ms = 8},
         TICKET_USED,
         TICKET_NO_CONFLICT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(pickup_ticket_state(&rows[i].facts, 100), rows[i].state);
        EXPECT_INT(pickup_ticket_conflict(&rows[i].facts), rows[i].conflict);
    }
}
