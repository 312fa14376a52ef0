/* Giving a place or a rank back: chains of days (fixture F11), lateness and fees, who may. */
#include "actions/cancel_reservation.h"

#include <stdio.h>
#include <string.h>

#include "support/asking.h"
#include "support/test.h"

#define ROOM(cancel)                                                                                            \
    "'registration':{'required':false},'staffing':{'children_per_nurse':0,'children_per_teacher':0},"           \
    "'note':{'needed':'none'},'places':{'licensed':2},'rooms':[{'id':'g','places':2}],'booking':{'max_days':4," \
    "'windows':[{'opens':{'basis':'always','days':14},'closes':{'on':'day_of_use','at':'08:00'}}]},"            \
    "'cancel':{'deadline':{'on':'day_of_use','at':'07:00'},'late_fee_yen':500," cancel "}"

static void ask_four_days(struct room_world *world, struct asked *asked)
{
    asking_fill(asked, 1, 1, ROOM_DAY);
    for (int32_t i = 0; i < 4; i++) {
        asked->ask.days[i] = ROOM_DAY + i;
    }
    asked->ask.days_n = 4;
    EXPECT_OK(asking_send(world, asked, ""));
    EXPECT_INT(asked->ask.taken_n, 4);
}

TEST("R-CAN-04 F11: of four days the second is cancelled")
{
    static const struct {
        const char *chain;
        enum cancel_why why;
        const char *states;
        size_t also;
    } rows[] = {
        {"'chain':'none'", CANCEL_UNSAID, "confirmed cancelled confirmed confirmed", 0},
        {"'chain':'later_days'", CANCEL_UNSAID, "confirmed cancelled cancelled cancelled", 2},
        {"'chain':'later_days_unless_home'", CANCEL_TO_NURSERY, "confirmed cancelled cancelled cancelled", 2},
        {"'chain':'later_days_unless_home'", CANCEL_RESTS_AT_HOME, "confirmed cancelled confirmed confirmed", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct room_world world;
        struct asked asked;
        char rules[2048];
        char name[16];
        snprintf(name, sizeof name, "f11-%zu", i);
        room_open_as(&world, name, 1, 2, 1);
        snprintf(rules, sizeof rules, ROOM("%s"), rows[i].chain);
        room_rules(&world, "r1", rules);
        ask_four_days(&world, &asked);
        struct cancel_reservation ask = {.id = str_of(asked.ask.results[1].id), .why = rows[i].why};
        EXPECT_INT(asking_give_back(&world, room_caller(1), &ask), 200);
        EXPECT_STR(asking_states(&world, 1), rows[i].states);
        EXPECT_INT(ask.also_n, rows[i].also);
        room_close(&world);
    }
}

TEST("R-CAN-04: where the rule asks for it and nothing is said, nothing happens and the question is asked")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 2, 1);
    room_rules(&world, "r1", ROOM("'chain':'later_days_unless_home'"));
    ask_four_days(&world, &asked);
    struct cancel_reservation ask = {.id = str_of(asked.ask.results[1].id)};
    EXPECT_INT(asking_give_back(&world, room_caller(1), &ask), 409);
    EXPECT(ask.why_needed);
    EXPECT_STR(asking_states(&world, 1), "confirmed confirmed confirmed confirmed");
    /* On the last day nothing hangs on the answer. */
    ask = (struct cancel_reservation){.id = str_of(asked.ask.results[3].id)};
    EXPECT_INT(asking_give_back(&world, room_caller(1), &ask), 200);
    room_close(&world);
}

TEST("R-CAN-02 R-CAN-07: to 07:00 free, from then on late with its fee, and counted as given back on the day itself")
{
    struct room_world world;
    struct asked asked[2];
    room_open(&world, 1, 2, 2);
    room_rules(&world, "r1", ROOM("'chain':'none'"));
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked[1], 2, 1, "", ROOM_DAY));
    asking_clock("2026-03-02T06:59:59.999+09:00");
    struct cancel_reservation ask = {.id = str_of(asked[0].ask.results[0].id)};
    EXPECT_INT(asking_give_back(&world, room_caller(1), &ask), 200);
    EXPECT_NOT(ask.view.late);
    EXPECT_INT(ask.view.fee_yen, 0);
    EXPECT(ask.view.same_day);
    asking_clock("2026-03-02T07:00:00.000+09:00");
    ask = (struct cancel_reservation){.id = str_of(asked[1].ask.results[0].id)};
    EXPECT_INT(asking_give_back(&world, room_caller(2), &ask), 200);
    EXPECT(ask.view.late);
    EXPECT_INT(ask.view.fee_yen, 500);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM reservation_event WHERE late = 1"), 1);
    room_close(&world);
}

TEST("R-CAN-08: what the facility cancels is never late; a family cannot say that it is the facility")
{
    struct room_world world;
    struct asked asked[2];
    room_open(&world, 1, 2, 2);
    room_rules(&world, "r1", ROOM("'chain':'none'"));
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked[1], 2, 1, "", ROOM_DAY));
    asking_clock("2026-03-02T07:30:00.000+09:00");
    struct cancel_reservation ask = {.id = str_of(asked[0].ask.results[0].id), .by_facility = true};
    EXPECT_INT(asking_give_back(&world, nurse, &ask), 200);
    EXPECT_NOT(ask.view.late);
    EXPECT_INT(ask.view.fee_yen, 0);
    EXPECT_INT(asking_count(&world, "SELECT cause FROM reservation_event WHERE to_state = 7"), CAUSE_FACILITY);
    ask = (struct cancel_reservation){.id = str_of(asked[1].ask.results[0].id), .by_facility = true};
    EXPECT_INT(asking_give_back(&world, room_caller(2), &ask), 200);
    EXPECT(ask.view.late);
    room_close(&world);
}

TEST("R-WL-10: a rank is given back at any time and free, and the others move up")
{
    struct room_world world;
    struct asked asked[4];
    room_open(&world, 1, 1, 4);
    for (int i = 0; i < 4; i++) {
        EXPECT_OK(asking_room(&world, &asked[i], i + 1, 1, "", ROOM_DAY));
    }
    asking_clock("2026-03-02T07:59:00.000+09:00");
    struct cancel_reservation ask = {.id = str_of(asked[2].ask.results[0].id)};
    EXPECT_INT(asking_give_back(&world, room_caller(3), &ask), 200);
    EXPECT_NOT(ask.view.late);
    EXPECT_INT(asking_count(&world, "SELECT sum(waiting) FROM sick_queue"), 2);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_STR(asking_states(&world, 4), "waitlisted");
    room_close(&world);
}

TEST("two browsers give one place back: the second is told that it changed (412), not that it cannot be cancelled")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 1, 1);
    room_rules(&world, "r1", ROOM("'chain':'none'"));
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    const char *id = asked.ask.results[0].id;
    EXPECT_INT(asking_cancel(&world, 1, id, 1), 200);
    EXPECT_INT(asking_cancel(&world, 1, id, 1), 412);
    EXPECT_INT(asking_cancel(&world, 1, id, 0), 409);
    EXPECT_INT(asking_cancel(&world, 1, id, 2), 409);
    room_close(&world);
}
