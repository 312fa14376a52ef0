/* actions/sign_month.c on a real lane: a month is signed step by step, linked, held by the audit; what it then refuses, and who opens it again. */
#include "actions/sign_month.h"

#include <string.h>

#include "actions/correct_attendance.h"
#include "actions/record_tap.h"
#include "actions/report_absence.h"
#include "base/civil.h"
#include "base/clock.h"
#include "store/account_store.h"
#include "store/chain_store.h"
#include "store/month_store.h"
#include "support/nursery.h"
#include "support/test.h"
#include "support/verb.h"

#include "base/banned.h"

enum { FIRST_OF_MONTH = NURSERY_DAY - 1, NEXT_MONTH = FIRST_OF_MONTH + 31, LEAD = 90 };

static enum err act(struct nursery_world *world, const struct caller *caller, verb_fn *verb, void *ask)
{
    return verb_do(world->lane, *caller, verb, ask);
}

static struct caller with(struct caller caller, enum access_role role, const char *class_name)
{
    caller.grants_n = 1;
    caller.grants[0] = (struct access_grant){.role = role, .site_id = 1};
    EXPECT_OK(str_copy(str_of(class_name), caller.grants[0].class_name, sizeof caller.grants[0].class_name));
    return caller;
}

static enum err make_lead(struct tx *tx, void *arg)
{
    int64_t *id = arg;
    struct account account = {
        .public_id = "lead", .login = "lead", .name = "Lead", .language = "ja", .password_hash = "none"};
    enum err err = account_create(tx->db, &account, id);
    return err == OK ? account_grant(tx->db, *id, ROLE_LEAD, 1, "") : err;
}

struct people {
    struct caller teacher; /* of class a */
    struct caller lead;
    struct caller head;
};

/* Two children of one nursery, one in each class; child 1 came and left on NURSERY_DAY; now it is the next month. */
static struct people live_a_month(struct nursery_world *world, bool leaves)
{
    int64_t lead_id = 0;
    struct record_tap out;
    nursery_open(world, 1, 2);
    struct lane_job job = {.priority = LANE_REST, .run = make_lead, .arg = &lead_id};
    EXPECT_OK(lane_do(world->lane, &job));
    struct tap tap = nursery_tap(world, 1, 1, 1, nursery_at("08:12"));
    EXPECT_OK(nursery_record(world, 1, &tap, tap.time_ms, &out));
    if (leaves) {
        tap = nursery_tap(world, 1, 2, 1, nursery_at("17:40"));
        EXPECT_OK(nursery_record(world, 1, &tap, tap.time_ms, &out));
    }
    clock_pin(civil_ms_at(NEXT_MONTH, 600));
    struct caller lead = {.account_id = lead_id, .roles = ROLE_BIT(ROLE_LEAD)};
    return (struct people){with(nursery_teacher(world, 1), ROLE_TEACHER, "a"), with(lead, ROLE_LEAD, ""),
                           with(nursery_head(world, 1), ROLE_HEAD, "")};
}

static struct sign_month sign(struct nursery_world *world, const struct caller *caller, enum month_step step,
                              const char *class_name)
{
    struct sign_month ask = {.site = STR("n1"),
                             .from_day = FIRST_OF_MONTH,
                             .step = step,
                             .class_name = str_of(class_name),
                             .reason = STR("a time was missing")};
    EXPECT_OK(act(world, caller, sign_month, &ask));
    return ask;
}

static void close_month(struct nursery_world *world, const struct people *people)
{
    EXPECT_INT(sign(world, &people->teacher, MONTH_TEACHER, "a").outcome, MONTH_DONE);
    EXPECT_INT(sign(world, &people->head, MONTH_TEACHER, "b").outcome, MONTH_DONE);
    EXPECT_INT(sign(world, &people->lead, MONTH_LEAD, "").outcome, MONTH_DONE);
    struct sign_month last = sign(world, &people->head, MONTH_HEAD, "");
    EXPECT_INT(last.outcome, MONTH_DONE);
    EXPECT(last.closed);
}

static struct correct_attendance correction(enum correction_kind kind, const char *when)
{
    return (struct correct_attendance){.seen_version = CORRECT_ANY_VERSION,
                                       .site = STR("n1"),
                                       .child = STR("c1"),
                                       .day = NURSERY_DAY,
                                       .kind = kind,
                                       .at_ms = nursery_at(when),
                                       .reason = STR("forgot the card")};
}

static void note(void *arg, const char *sentence)
{
    (void)arg;
    print_error("%s\n", sentence);
}

static struct month read_month(struct nursery_world *world, int64_t *ret_wrong)
{
    struct db *db;
    struct month month;
    struct verify verify = {.found = note};
    struct month_ask ask = {.site_id = 1, .from_day = FIRST_OF_MONTH, .now_ms = clock_now_ms()};
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(month_store_read(db, &ask, &month));
    EXPECT_OK(chain_verify(db, &verify));
    db_close(db);
    *ret_wrong = verify.wrong;
    return month;
}

TEST("R-SHEET-04: closed by teacher, lead and head; then no correction and no report is taken")
{
    struct nursery_world world;
    int64_t wrong = 0;
    struct people people = live_a_month(&world, true);
    close_month(&world, &people);
    struct correct_attendance late = correction(CORRECTION_ARRIVE, "08:00");
    EXPECT_OK(act(&world, &people.head, correct_attendance, &late));
    EXPECT_INT(late.outcome, CORRECT_CLOSED);
    struct report_absence report = {
        .child = STR("c2"), .from_day = NURSERY_DAY - 3, .to_day = NURSERY_DAY, .kind = ABSENCE_SICK};
    EXPECT_OK(act(&world, &people.head, report_absence, &report));
    EXPECT_INT(report.outcome, REPORT_CLOSED);
    struct month month = read_month(&world, &wrong);
    EXPECT(month.closed);
    EXPECT(!month.changed);
    EXPECT_INT(wrong, 0);
    nursery_close(&world);
}

TEST("R-SHEET-04: the head re-opens with a reason, the correction is taken, and all sign version 2")
{
    struct nursery_world world;
    int64_t wrong = 0;
    struct people people = live_a_month(&world, true);
    close_month(&world, &people);
    struct sign_month ask = {
        .site = STR("n1"), .from_day = FIRST_OF_MONTH, .step = MONTH_REOPEN, .reason = STR("late")};
    EXPECT_INT(act(&world, &people.lead, sign_month, &ask), ERR_DENIED);
    EXPECT_INT(sign(&world, &people.head, MONTH_REOPEN, "").version, 2);
    struct correct_attendance word = correction(CORRECTION_ARRIVE, "08:00");
    EXPECT_OK(act(&world, &people.head, correct_attendance, &word));
    EXPECT_INT(word.outcome, CORRECT_DONE);
    close_month(&world, &people);
    struct month month = read_month(&world, &wrong);
    EXPECT_INT(month.version, 2);
    EXPECT(month.closed);
    EXPECT_INT(wrong, 0);
    nursery_close(&world);
}

TEST("R-ATT-16: a leave that is missing stands in the way until staff say when it was")
{
    struct nursery_world world;
    int64_t wrong = 0;
    struct people people = live_a_month(&world, false);
    EXPECT_INT(sign(&world, &people.teacher, MONTH_TEACHER, "a").outcome, MONTH_UNRESOLVED);
    EXPECT_INT(sign(&world, &people.head, MONTH_TEACHER, "b").outcome, MONTH_DONE);
    EXPECT_INT(read_month(&world, &wrong).classes[0].unresolved, 1);
    struct correct_attendance word = correction(CORRECTION_LEAVE, "17:40");
    EXPECT_OK(act(&world, &people.head, correct_attendance, &word));
    EXPECT_INT(word.outcome, CORRECT_DONE);
    EXPECT_INT(sign(&world, &people.teacher, MONTH_TEACHER, "a").outcome, MONTH_DONE);
    nursery_close(&world);
}

TEST("R-SHEET-04: a correction takes back the signature of its class and of the lead, not of the other class")
{
    struct nursery_world world;
    int64_t wrong = 0;
    struct people people = live_a_month(&world, true);
    EXPECT_INT(sign(&world, &people.teacher, MONTH_TEACHER, "a").outcome, MONTH_DONE);
    EXPECT_INT(sign(&world, &people.head, MONTH_TEACHER, "b").outcome, MONTH_DONE);
    EXPECT_INT(sign(&world, &people.lead, MONTH_LEAD, "").outcome, MONTH_DONE);
    struct correct_attendance word = correction(CORRECTION_LEAVE, "18:05");
    EXPECT_OK(act(&world, &people.head, correct_attendance, &word));
    struct month month = read_month(&world, &wrong);
    EXPECT_INT(month.classes[0].signature.account_id, 0);
    EXPECT(month.classes[1].signature.account_id != 0);
    EXPECT_INT(month.lead.account_id, 0);
    EXPECT_INT(sign(&world, &people.head, MONTH_HEAD, "").outcome, MONTH_WRONG_STEP);
    nursery_close(&world);
}

TEST(
    "R-ATT-10, R-SHEET-04: a touch that comes late into a closed month is kept, and the month says that it has changed")
{
    struct nursery_world world;
    int64_t wrong = 0;
    struct record_tap out;
    struct people people = live_a_month(&world, true);
    close_month(&world, &people);
    struct tap tap = nursery_tap(&world, 2, 1, 2, nursery_at("08:20"));
    EXPECT_OK(nursery_record(&world, 2, &tap, clock_now_ms(), &out));
    EXPECT_INT(out.verdict, TAP_OK);
    struct month month = read_month(&world, &wrong);
    EXPECT(month.closed);
    EXPECT(month.changed);
    EXPECT_INT(wrong, 0);
    nursery_close(&world);
}
