/* actions/load_nursery_rules.c on a real lane: what is loaded holds from its day, and what cannot be changes nothing. */
#include "actions/load_nursery_rules.h"

#include <stdio.h>
#include <string.h>

#include "actions/record_tap.h"
#include "base/clock.h"
#include "core/return_date.h"
#include "store/alarm_store.h"
#include "store/attendance_store.h"
#include "store/audit_store.h"
#include "store/incident_store.h"
#include "store/notice_store.h"
#include "store/return_store.h"
#include "store/staff_store.h"
#include "support/nursery.h"
#include "support/rules.h"
#include "support/test.h"

#include "base/banned.h"

static struct load_nursery_rules load;

static enum err run(struct tx *tx, void *arg)
{
    (void)arg;
    enum err err = load_nursery_rules(tx, &load);
    return err == OK && load.outcome != LOAD_NURSERY_DONE ? ERR_CONFLICT
                                                          : err; /* as the command does: nothing is kept */
}

/* In simple quotes for double ones. */
static enum load_nursery_outcome loaded(struct nursery_world *world, const char *document)
{
    static char text[2048];
    struct lane_job job = {.priority = LANE_REST, .run = run};
    snprintf(text, sizeof text, "%s", document);
    for (char *at = strchr(text, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    load = (struct load_nursery_rules){.document = str_of(text)};
    enum err err = lane_do(world->lane, &job);
    EXPECT_INT(err, load.outcome == LOAD_NURSERY_DONE ? OK : ERR_CONFLICT);
    return load.outcome;
}

/* Minutes from the threshold to the head of nursery 1, and its lock, on a day. */
static void expect_rules(const struct nursery_world *world, int64_t site_id, int32_t day, int32_t head_min,
                         int32_t lock_min)
{
    struct db *db;
    struct alarm_rules alarm;
    struct attendance_rules rules;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(alarm_store_rules(db, site_id, day, &alarm));
    EXPECT_OK(attendance_store_rules(db, site_id, day, &rules));
    EXPECT_INT(alarm.after_min[ALARM_STEP_HEAD], head_min);
    EXPECT_INT(rules.policy.lock_ms, (int64_t)lock_min * 60000);
    db_close(db);
}

#define DOCUMENT(site, day)                                              \
    "{'policy':'nursery'," site "'valid_from':'" day                     \
    "','open':{'days':['mon','tue','wed'],'from':'07:00','to':'19:00'}," \
    "'entrance':{'lock_min':45},'alarm':{'head_min':12}}"

TEST("R-ABS-04, R-ATT-03: the rules of one nursery hold from their day on, those without a site for every nursery")
{
    struct nursery_world world;
    nursery_open(&world, 2, 2);
    EXPECT_INT(loaded(&world, DOCUMENT("'site':'n2',", "2026-03-09")), LOAD_NURSERY_DONE);
    EXPECT_INT(load.nurseries, 1);
    expect_rules(&world, 2, rules_day("2026-03-08"), 15, 30);
    expect_rules(&world, 2, rules_day("2026-03-09"), 12, 45);
    expect_rules(&world, 1, rules_day("2026-03-09"), 15, 30);
    EXPECT_INT(loaded(&world, DOCUMENT("", "2026-03-16")), LOAD_NURSERY_DONE);
    EXPECT_INT(load.nurseries, 2);
    expect_rules(&world, 1, rules_day("2026-03-16"), 12, 45);
    nursery_close(&world);
}

TEST("rules of days that have begun, of a nursery that is none, or twice from one day are refused and change nothing")
{
    struct nursery_world world;
    struct record_tap done;
    nursery_open(&world, 2, 2);
    struct tap tap = nursery_tap(&world, 3, 1, 2, nursery_at("08:10"));
    EXPECT_OK(nursery_record(&world, 3, &tap, tap.time_ms, &done));
    EXPECT_INT(loaded(&world, DOCUMENT("'site':'n2',", "2026-03-02")), LOAD_NURSERY_DAYS_BEGUN);
    EXPECT_INT(loaded(&world, DOCUMENT("", "2026-03-02")), LOAD_NURSERY_DAYS_BEGUN);
    expect_rules(&world, 1, NURSERY_DAY, 15, 30); /* for one nursery it would have done */
    EXPECT_INT(loaded(&world, DOCUMENT("'site':'n2',", "2026-03-03")), LOAD_NURSERY_DONE);
    EXPECT_INT(loaded(&world, DOCUMENT("'site':'n2',", "2026-03-03")), LOAD_NURSERY_TWICE);
    EXPECT_INT(loaded(&world, DOCUMENT("'site':'n9',", "2026-03-03")), LOAD_NURSERY_UNKNOWN_SITE);
    EXPECT_INT(loaded(&world, "{'policy':'nursery','valid_from':'2026-03-04'}"), LOAD_NURSERY_FAULTS);
    EXPECT_STR(load.faults.list[0].pointer, "/open");
    EXPECT_INT(loaded(&world, "{'policy':'staffing'}"), LOAD_NURSERY_NOT_LOADED);
    nursery_close(&world);
}

TEST("R-SHEET-01, R-SAFE-03, R-NTC-01: ratios, limits of reports and quiet hours are loaded, and hold from their day")
{
    struct nursery_world world;
    struct db *db;
    struct staffing_role role;
    struct incident_rules incident;
    int32_t from_min = 0;
    int32_t to_min = 0;
    nursery_open(&world, 1, 1);
    EXPECT_INT(
        loaded(&world,
               "{'policy':'nursery','valid_from':'2026-03-09','open':{'days':['mon'],'from':'07:00','to':'19:00'},"
               "'staffing':{'ratios':'old','teachers_min':3},'incident':{'serious_days':14,'remind_days':2},"
               "'notice':{'quiet_from':'20:00','quiet_to':'06:00'}}"),
        LOAD_NURSERY_DONE);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(staff_store_ratios(db, 1, rules_day("2026-03-08"), &role, &to_min));
    EXPECT_INT(role.minimum, 2);
    EXPECT_OK(staff_store_ratios(db, 1, rules_day("2026-03-09"), &role, &to_min));
    EXPECT_INT(role.minimum, 3);
    EXPECT_INT(role.bands[2].children, 20);
    EXPECT_OK(incident_store_rules(db, 1, rules_day("2026-03-08"), &incident));
    EXPECT_INT(incident.serious_days, 30);
    EXPECT_OK(incident_store_rules(db, 1, rules_day("2026-03-09"), &incident));
    EXPECT_INT(incident.serious_days, 14);
    EXPECT_INT(incident.remind_days, 2);
    EXPECT_OK(notice_quiet(db, 1, rules_day("2026-03-09"), &from_min, &to_min));
    EXPECT_INT(from_min, 1200);
    EXPECT_INT(to_min, 360);
    db_close(db);
    nursery_close(&world);
}

static struct return_rules table;

TEST("R-EXT-05, R-INF-01: prices and the table of returns are loaded by the same command, and written in the audit")
{
    struct nursery_world world;
    struct db *db;
    int64_t lines = 0;
    nursery_open(&world, 1, 1);
    EXPECT_INT(loaded(&world,
                      "{'policy':'extension','valid_from':'2026-03-01','charges':[{'id':'evening','spans':[{'from':"
                      "'18:00','to':'19:00'}],'price':'unit','unit_min':30,'yen':100}]}"),
               LOAD_NURSERY_DONE);
    EXPECT_INT(loaded(&world,
                      "{'policy':'extension','valid_from':'2026-03-01','site':'n9','charges':[{'id':'evening','spans':"
                      "[{'from':'18:00','to':'19:00'}],'price':'unit','unit_min':30,'yen':100}]}"),
               LOAD_NURSERY_UNKNOWN_SITE);
    EXPECT_INT(
        loaded(&world,
               "{'policy':'return','valid_from':'2026-03-05','diseases':[{'codes':['MEA'],'paper':'doctor','after':"
               "[{'event':'fever_ended','full_days':4}]}]}"),
        LOAD_NURSERY_DONE);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(return_policy_on(db, rules_day("2026-03-05"), &table));
    EXPECT_INT(table.rules_n, 1);
    EXPECT_OK(return_policy_on(db, rules_day("2026-03-04"), &table));
    EXPECT(table.rules_n > 1);
    EXPECT_OK(audit_verify(db, &lines));
    EXPECT_INT(lines, 2);
    db_close(db);
    nursery_close(&world);
}
