/* The course of a day, written down: R-CARE-02, R-SEC-01. */
#include "actions/care_course.h"

#include <stdio.h>

#include "support/care.h"
#include "support/test.h"

static int write(struct care_world *world, struct caller who, enum entry_kind kind, const char *detail,
                 struct add_entry *ask)
{
    *ask = (struct add_entry){.id = care_id(world, 1), .kind = kind, .family = -1, .detail = str_of(detail)};
    return asking_do(&world->town, who, add_entry, ask);
}

static struct caller second_nurse(struct care_world *world)
{
    struct caller caller = world->nurse;
    asking_change(&world->town,
                  "INSERT INTO account (id, public_id, login, password_hash, name, language, demo) VALUES "
                  "(901, 'second', 'second@test', '', 'Second', 'ja', 0)");
    asking_change(&world->town,
                  "INSERT INTO account_role (account_id, role, site_id, class) SELECT 901, role, site_id, "
                  "class FROM account_role WHERE account_id = (SELECT id FROM account WHERE login = 'nurse1')");
    caller.account_id = 901;
    return caller;
}

TEST("R-CARE-02: medicine waits for a second person; who gave it cannot be that person, and nobody looks twice")
{
    struct care_world world;
    struct add_entry ask;
    care_open(&world, 1);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    EXPECT_INT(write(&world, world.nurse, ENTRY_MEDICINE, "{\"drug\":\"A\",\"dose\":\"5 ml\"}", &ask), 200);
    struct check_entry check = {.entry = str_of(ask.entry)};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_entry, &check), 200);
    EXPECT(check.same_person);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM care_check"), 0);
    struct caller second = second_nurse(&world);
    check = (struct check_entry){.entry = str_of(ask.entry)};
    EXPECT_INT(asking_do(&world.town, second, check_entry, &check), 200);
    EXPECT_NOT(check.same_person);
    EXPECT_INT(asking_count(&world.town, "SELECT account_id FROM care_check"), 901);
    check = (struct check_entry){.entry = str_of(ask.entry)};
    EXPECT_INT(asking_do(&world.town, second, check_entry, &check), 200);
    EXPECT(check.already);
    EXPECT_INT(write(&world, world.nurse, ENTRY_MEAL, "{\"text\":\"half\"}", &ask), 200);
    check = (struct check_entry){.entry = str_of(ask.entry)};
    EXPECT_INT(asking_do(&world.town, second, check_entry, &check), 200);
    EXPECT(check.not_needed);
    care_close(&world);
}

TEST("R-CARE-02: at the giver's tablet the second person is whose password it was; the audit names both, and nobody of "
     "another room counts")
{
    struct care_world world;
    struct add_entry ask;
    care_open(&world, 1);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    EXPECT_INT(write(&world, world.nurse, ENTRY_MEDICINE, "{\"drug\":\"A\",\"dose\":\"5 ml\"}", &ask), 200);
    const int64_t elsewhere = room_nurse(&world.town, 2).account_id;
    struct check_entry check = {.entry = str_of(ask.entry), .second_id = elsewhere};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_entry, &check), 200);
    EXPECT(check.stranger);
    check = (struct check_entry){.entry = str_of(ask.entry), .second_id = 1};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_entry, &check), 200);
    EXPECT(check.stranger);
    check = (struct check_entry){.entry = str_of(ask.entry), .second_id = world.nurse.account_id};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_entry, &check), 200);
    EXPECT(check.same_person);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM care_check"), 0);
    struct caller second = second_nurse(&world);
    check = (struct check_entry){.entry = str_of(ask.entry), .second_id = second.account_id};
    EXPECT_INT(asking_do(&world.town, world.nurse, check_entry, &check), 200);
    EXPECT_INT(asking_count(&world.town, "SELECT account_id FROM care_check WHERE method = 2"), 901);
    EXPECT_INT(asking_count(&world.town, "SELECT actor FROM audit WHERE action = 'care_check'"), 901);
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM audit WHERE action = 'care_check' AND reason = 'second person at the tablet of "
             "account:%lld'",
             (long long)world.nurse.account_id);
    EXPECT_INT(asking_count(&world.town, sql), 1);
    care_close(&world);
}

TEST("a mistake is struck once by a later line, and nothing is written before the child has come or ahead of time")
{
    struct care_world world;
    struct add_entry ask;
    struct add_entry strike;
    care_open(&world, 2);
    EXPECT_INT(write(&world, world.nurse, ENTRY_MEAL, "{}", &ask), 200);
    EXPECT_INT(ask.reason, REASON_WRONG_STATE);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    EXPECT_INT(write(&world, world.nurse, ENTRY_TEMPERATURE, "{\"temperature_c\":38.1}", &ask), 200);
    strike = (struct add_entry){.id = care_id(&world, 1),
                                .kind = ENTRY_STRIKE,
                                .family = -1,
                                .strikes = str_of(ask.entry),
                                .detail = STR("{\"text\":\"another child\"}")};
    struct add_entry again = strike;
    EXPECT_INT(asking_do(&world.town, world.nurse, add_entry, &strike), 200);
    EXPECT_NOT(strike.unknown_entry);
    EXPECT_INT(asking_do(&world.town, world.nurse, add_entry, &again), 200);
    EXPECT(again.unknown_entry);
    ask = (struct add_entry){.id = care_id(&world, 1),
                             .kind = ENTRY_DRINK,
                             .family = -1,
                             .detail = STR("{}"),
                             .at_ms = INT64_C(1772413200001)};
    EXPECT_INT(asking_do(&world.town, world.nurse, add_entry, &ask), 200);
    EXPECT(ask.wrong_time);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM care_entry"), 2);
    care_close(&world);
}

struct reading {
    int lines;
    char last[64];
};

static void keep(void *arg, const struct care_entry_row *entry, struct str detail)
{
    struct reading *reading = arg;
    reading->lines++;
    (void)entry;
    EXPECT_OK(str_copy(detail, reading->last, sizeof reading->last));
}

static int read(struct care_world *world, struct caller who, struct reading *reading)
{
    *reading = (struct reading){0};
    struct read_course in = {.caller = &who, .id = care_id(world, 1), .line = keep, .arg = reading};
    enum err err = read_course(world->town.lane, &in);
    return err == OK ? 200 : err == ERR_NOT_FOUND ? 404 : -1;
}

TEST("R-SEC-01 R-CARE-02: staff read all of it, the family what is meant for it and of medicine what two have seen; "
     "each reading is recorded")
{
    struct care_world world;
    struct add_entry ask;
    struct reading reading;
    care_open(&world, 2);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    EXPECT_INT(write(&world, world.nurse, ENTRY_ROUND, "{\"text\":\"sleeps\"}", &ask), 200);
    EXPECT_INT(write(&world, world.nurse, ENTRY_MEAL, "{\"text\":\"half\"}", &ask), 200);
    EXPECT_INT(write(&world, world.nurse, ENTRY_MEDICINE, "{\"drug\":\"A\",\"dose\":\"5 ml\"}", &ask), 200);
    EXPECT_INT(read(&world, world.nurse, &reading), 200);
    EXPECT_INT(reading.lines, 3);
    EXPECT_INT(read(&world, room_caller(1), &reading), 200);
    EXPECT_INT(reading.lines, 1);
    EXPECT_STR(reading.last, "{\"text\":\"half\"}");
    EXPECT_INT(read(&world, room_caller(2), &reading), 404);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'read_course'"), 2);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM care_entry WHERE instr(detail, 'half') > 0"), 0);
    struct check_entry check = {.entry = str_of(ask.entry)};
    EXPECT_INT(asking_do(&world.town, second_nurse(&world), check_entry, &check), 200);
    EXPECT_INT(read(&world, room_caller(1), &reading), 200);
    EXPECT_INT(reading.lines, 2);
    care_close(&world);
}
