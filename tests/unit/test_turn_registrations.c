/* What the calendar does to registrations by itself. R-REG-06, R-REG-12. */
#include "actions/turn_registrations.h"

#include <stdio.h>

#include "actions/close_household.h"
#include "core/reason.h"
#include "support/asking.h"
#include "support/rules.h"
#include "support/test.h"

#define RULES(registration)                                                                                     \
    "'registration':{'required':true," registration "},'places':{'licensed':1},'note':{'needed':'none'},"       \
    "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':1}],"             \
    "'booking':{'windows':[{'opens':{'basis':'always','days':40},'closes':{'on':'day_of_use','at':'08:00'}}]}," \
    "'waiting':{'offer_min':0}"

/* c1 … c{n}, each approved to a day, with a contact each. */
static void approve_all(struct room_world *world, const char *valid_to)
{
    char sql[700];
    snprintf(
        sql, sizeof sql,
        "INSERT INTO registration (public_id, child_id, state, channel, detail, approved_day, valid_to_day, "
        "confirmed_day, version, created_ms, changed_ms) SELECT 'g' || id, id, 3, 1, x'00', 20000, %d, 20000, 1, 0, "
        "0 FROM child; INSERT INTO contact (public_id, household_id, channel, address, language, created_ms) SELECT "
        "'k' || id, id, 1, x'00', 'ja', 0 FROM household; UPDATE child SET birth_day = %d",
        rules_day(valid_to), rules_day("2023-06-01"));
    asking_change(world, sql);
}

static int32_t turned_at(struct room_world *world, const char *instant)
{
    int32_t turned = -1;
    asking_clock(instant);
    EXPECT_OK(turn_all_registrations(world->lane, &turned));
    return turned;
}

TEST("R-REG-06: reminded once from 1 March, run out at 00:00 on 1 April, and a second turn does nothing")
{
    struct room_world world;
    room_open(&world, 1, 1, 45); /* more than one piece */
    room_rules(&world, "r1", RULES("'renewal':'fiscal_year'"));
    approve_all(&world, "2026-03-31");
    EXPECT_INT(turned_at(&world, "2026-02-28T23:59:59.000+09:00"), 0);
    EXPECT_INT(turned_at(&world, "2026-03-01T00:00:00.000+09:00"), 45);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 16"), 45);
    EXPECT_INT(turned_at(&world, "2026-03-31T23:59:59.000+09:00"), 0);
    asking_change(&world, "UPDATE registration SET renewal_ms = 1 WHERE child_id = 7");
    EXPECT_INT(turned_at(&world, "2026-04-01T00:00:00.000+09:00"), 45);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM registration WHERE state = 7"), 44);
    /* Asked for in time and not decided: it waits on in the queue. */
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM registration WHERE state = 2 AND child_id = 7"), 1);
    EXPECT_INT(turned_at(&world, "2026-04-01T00:00:00.000+09:00"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM registration_event"), 46); /* the history is kept */
    room_close(&world);
}

TEST("R-REG-12: who moves away loses what was booked for later, with a message, and the next in line has the place")
{
    struct room_world world;
    struct asked asked[2];
    room_open(&world, 1, 1, 2);
    room_rules(&world, "r1", RULES("'renewal':'none'"));
    approve_all(&world, "2150-01-01");
    asking_change(&world, "UPDATE registration SET valid_to_day = 2147483647;"
                          "INSERT INTO account (public_id, login, password_hash, name, language) VALUES ('w', 'ward', "
                          "'x', 'W', 'ja')");
    struct caller ward = {.account_id = asking_count(&world, "SELECT id FROM account WHERE login = 'ward'")};
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY + 2));
    EXPECT_OK(asking_room(&world, &asked[1], 2, 1, "", ROOM_DAY + 2));
    EXPECT_STR(asking_states(&world, 1), "confirmed confirmed");
    EXPECT_STR(asking_states(&world, 2), "waitlisted");
    struct close_household ask = {.household = STR("h1"), .day = ROOM_DAY + 1};
    EXPECT_INT(asking_do(&world, ward, close_household, &ask), 200);
    EXPECT_INT(ask.cancelled, 1);
    EXPECT_STR(asking_states(&world, 1), "confirmed cancelled");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 10"), 1);
    asking_at(&world, "2026-03-01T12:00:01.000+09:00");
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_OK(asking_room(&world, &asked[0], 1, 1, "", ROOM_DAY + 3));
    EXPECT_INT(asked[0].ask.results[0].decision.reason, REASON_NOT_REGISTERED);
    EXPECT_INT(turned_at(&world, "2026-03-02T12:00:00.000+09:00"), 0);
    EXPECT_INT(turned_at(&world, "2026-03-03T00:00:00.000+09:00"), 1);
    EXPECT_INT(asking_count(&world, "SELECT state FROM registration WHERE child_id = 1"), 8);
    ask = (struct close_household){.household = STR("h2"), .day = ROOM_DAY - 9};
    EXPECT_INT(asking_do(&world, ward, close_household, &ask), 200);
    EXPECT(ask.past);
    room_close(&world);
}

TEST("R-REG-12: too old for every room: closed on the day after the last")
{
    struct room_world world;
    room_open(&world, 1, 1, 1);
    room_rules(&world, "r1", RULES("'renewal':'none'"));
    approve_all(&world, "2150-01-01");
    asking_change(&world, "UPDATE registration SET valid_to_day = 2147483647; UPDATE child SET birth_day = 10000");
    EXPECT_INT(turned_at(&world, "2026-03-02T12:00:00.000+09:00"), 1);
    EXPECT_INT(asking_count(&world, "SELECT state FROM registration WHERE child_id = 1"), 8);
    room_close(&world);
}
