/* See care.h. */
#include "support/care.h"

#include <stdio.h>

#include "support/test.h"

#define RULES                                                                                                   \
    "'registration':{'required':false},'places':{'licensed':4},'note':{'needed':'entry','valid_days':7},"       \
    "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':4}],"             \
    "'booking':{'windows':[{'opens':{'basis':'always','days':14},'closes':{'on':'day_of_use','at':'12:00'}}]}," \
    "'acceptance':{'max_temp_c':38.5},'waiting':{'offer_min':0},"                                               \
    "'cancel':{'deadline':{'on':'day_of_use','at':'07:00'},'late_fee_yen':500},"                                \
    "'fees':{'basis':'hours_tier','rows':[{'tiers':['A'],'yen':0},{'hours_up_to':6,'yen':1000},"                \
    "{'hours_up_to':8,'yen':1500},{'yen':2000}],'options':[{'id':'meal','name':'Meal','yen':300}],"             \
    "'exempt':[{'proof':'welfare'}]}"

void care_open(struct care_world *world, int children)
{
    char sql[256];
    room_open(&world->town, 2, 4, 6);
    room_rules(&world->town, "r1", RULES);
    world->nurse = room_nurse(&world->town, 1);
    for (int i = 0; i < children; i++) {
        asking_fill(&world->asked[i], i + 1, 1, ROOM_DAY);
        world->asked[i].ask.planned_min = 9 * 60;
        EXPECT_OK(asking_send(&world->town, &world->asked[i], ""));
        EXPECT_INT(world->asked[i].answer.status, 201);
        snprintf(sql, sizeof sql,
                 "INSERT INTO doctor_note (public_id, child_id, issued_day, detail, account_id, created_ms) VALUES "
                 "('note%d', %d, %d, x'00', %d, 1)",
                 i + 1, i + 1, ROOM_DAY - 1, i + 1);
        asking_change(&world->town, sql);
    }
    asking_at(&world->town, "2026-03-02T09:00:00.000+09:00");
}

void care_close(struct care_world *world)
{
    room_close(&world->town);
}

struct str care_id(const struct care_world *world, int child)
{
    return str_of(world->asked[child - 1].ask.results[0].id);
}

struct check_in care_arrival(const struct care_world *world, int child)
{
    return (struct check_in){.id = care_id(world, child),
                             .identity = true,
                             .note_seen = true,
                             .sheet_signed = true,
                             .belongings = true,
                             .tenths = 370};
}

struct check_out care_leaving(const struct care_world *world, int child)
{
    return (struct check_out){.id = care_id(world, child), .name = STR("Aunt"), .shown = STR("driving licence")};
}

void care_come(struct care_world *world, int child, const char *instant)
{
    struct check_in ask = care_arrival(world, child);
    asking_at(&world->town, instant);
    EXPECT_INT(asking_do(&world->town, world->nurse, check_in, &ask), 200);
    EXPECT_INT(ask.state, RESERVATION_CHECKED_IN);
}

void care_go(struct care_world *world, int child, const char *instant)
{
    struct check_out ask = care_leaving(world, child);
    asking_at(&world->town, instant);
    EXPECT_INT(asking_do(&world->town, world->nurse, check_out, &ask), 200);
    EXPECT_INT(ask.state, RESERVATION_CHECKED_OUT);
}
