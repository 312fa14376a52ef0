/* A booking in a sick-care room tells the nursery, on a real database and a real lane. */
#include "actions/absent_for_room.h"

#include <stdio.h>
#include <string.h>

#include "actions/read_absences.h"
#include "support/asking.h"
#include "support/test.h"

/* Rooms r1 … with `capacity` places and children c1 …, all of nursery n1, which is open from Monday to Friday. */
static void open_town(struct room_world *world, int rooms, int capacity, int children)
{
    room_open(world, rooms, capacity, children);
    asking_change(world, "INSERT INTO site (id, public_id, kind, name) VALUES (91, 'n1', 1, 'Nursery');"
                         "INSERT INTO nursery_policy (site_id, valid_from_day, weekday_mask, opens_min, closes_min, "
                         "cutoff_min, debounce_ms, lock_min, late_first_min, grace_min) "
                         "VALUES (91, 0, 31, 420, 1140, 540, 10000, 30, 60, 15);"
                         "UPDATE child SET nursery_id = 91, class = 'a';");
}

static struct read_absence list[READ_ABSENCES_MAX];

static size_t read_back(struct room_world *world, int child)
{
    char id[16];
    struct caller caller = room_caller(child);
    snprintf(id, sizeof id, "c%d", child);
    struct read_absences ask = {.caller = &caller, .child = str_of(id), .from_day = 0, .to_day = 84004, .list = list};
    EXPECT_OK(read_absences(world->lane, &ask));
    return ask.list_n;
}

TEST("R-INF-06: a place writes the absence at the nursery with its illness, in the family's name, and only once")
{
    struct room_world world;
    struct asked asked;
    open_town(&world, 2, 6, 2);
    asking_fill(&asked, 1, 1, ROOM_DAY);
    asking_ill(&asked, 0, "FLU_A");
    EXPECT_OK(asking_send(&world, &asked, "first"));
    EXPECT_INT(asked.ask.results[0].nursery, ABSENT_WRITTEN);
    EXPECT_INT(read_back(&world, 1), 1);
    EXPECT_INT(list[0].kind, ABSENCE_SICK);
    EXPECT_INT(list[0].from_day, ROOM_DAY);
    EXPECT_INT(list[0].to_day, ROOM_DAY);
    EXPECT_STR(list[0].diagnosis, "FLU_A");
    EXPECT(list[0].booked);
    EXPECT_INT(asking_count(&world, "SELECT account_id FROM absence"), 1);
    /* The way back begins with what the booking told: the onset. */
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM absence_return WHERE paper = 3"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'report_absence'"), 1);
    /* Another place of the same day, in another room, tells nothing twice. */
    EXPECT_OK(asking_room(&world, &asked, 2, 1, "", ROOM_DAY));
    EXPECT_INT(asking_cancel(&world, 2, asked.ask.results[0].id, 0), 200);
    EXPECT_OK(asking_room(&world, &asked, 2, 2, "", ROOM_DAY));
    EXPECT_INT(asked.ask.results[0].nursery, ABSENT_STANDS);
    EXPECT_INT(read_back(&world, 2), 1);
    room_close(&world);
}

TEST("R-INF-06: a report that the family made itself stands, and one that was withdrawn does not")
{
    struct room_world world;
    struct asked asked;
    open_town(&world, 1, 6, 1);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    struct cancel_reservation back = {.id = str_of(asked.ask.results[0].id)};
    EXPECT_INT(asking_give_back(&world, room_caller(1), &back), 200);
    EXPECT(back.absence_stands);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM absence WHERE withdrawn_ms IS NULL"), 1);
    asking_change(&world, "UPDATE absence SET withdrawn_ms = 1");
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    EXPECT_INT(asked.ask.results[0].nursery, ABSENT_WRITTEN);
    asking_change(&world, "UPDATE absence SET withdrawn_ms = 1");
    back = (struct cancel_reservation){.id = str_of(asked.ask.results[0].id)};
    EXPECT_INT(asking_give_back(&world, room_caller(1), &back), 200);
    EXPECT(!back.absence_stands);
    room_close(&world);
}

TEST("R-INF-06: days that follow each other are one absence; a second week of the same illness asks nothing anew")
{
    struct room_world world;
    struct asked asked;
    open_town(&world, 1, 6, 1);
    asking_fill(&asked, 1, 1, ROOM_DAY + 2);
    asking_ill(&asked, 0, "STR");
    asked.ask.days[1] = ROOM_DAY + 1; /* in any order */
    asked.ask.days[2] = ROOM_DAY + 4;
    asked.ask.days_n = 3;
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(read_back(&world, 1), 2);
    EXPECT_INT(list[1].from_day, ROOM_DAY + 1);
    EXPECT_INT(list[1].to_day, ROOM_DAY + 2);
    EXPECT_INT(list[0].from_day, ROOM_DAY + 4);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM absence_return"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM absence_booking"), 3);
    room_close(&world);
}

TEST("R-INF-06: who waits is not reported; the place that comes from the list reports, with what was told when it was "
     "asked for")
{
    struct room_world world;
    struct asked holder;
    struct asked waiting;
    open_town(&world, 1, 1, 2);
    EXPECT_OK(asking_room(&world, &holder, 1, 1, "", ROOM_DAY));
    EXPECT_OK(asking_room(&world, &waiting, 2, 1, "", ROOM_DAY));
    EXPECT_INT(waiting.ask.results[0].nursery, ABSENT_NOT_THERE);
    EXPECT_INT(read_back(&world, 2), 0);
    EXPECT_INT(asking_cancel(&world, 1, holder.ask.results[0].id, 0), 200);
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_INT(read_back(&world, 2), 1);
    EXPECT_INT(asking_count(&world, "SELECT account_id FROM absence WHERE child_id = 2"), 2);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_condition'"), 1);
    room_close(&world);
}

TEST("R-INF-06: a child in no nursery, one that came already, a day on which the nursery rests: nothing is reported")
{
    struct room_world world;
    struct asked asked;
    open_town(&world, 1, 6, 3);
    asking_change(&world,
                  "UPDATE child SET nursery_id = NULL WHERE id = 1;"
                  "INSERT INTO attendance_day (nursery_id, day, child_id, place, arrived_ms, left_ms, flags, version) "
                  "VALUES (91, 20514, 2, 1, 1, 0, 0, 1);"
                  "INSERT INTO site_day (site_id, day, open) VALUES (91, 20515, 0);");
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    EXPECT_INT(asked.ask.results[0].nursery, ABSENT_NOT_THERE);
    EXPECT_OK(asking_room(&world, &asked, 2, 1, "", ROOM_DAY));
    EXPECT_INT(asked.ask.results[0].nursery, ABSENT_NOT_THERE);
    EXPECT_OK(asking_room(&world, &asked, 3, 1, "", ROOM_DAY + 1));
    EXPECT_INT(asked.ask.results[0].nursery, ABSENT_NOT_THERE);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM absence"), 0);
    room_close(&world);
}
