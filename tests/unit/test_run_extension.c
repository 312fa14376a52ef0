/* actions/run_extension.c with invoices and disputes on a real lane: a month priced, corrected, priced again, and what the family is told. */
#include "actions/run_extension.h"

#include <string.h>

#include "actions/agree_extension.h"
#include "actions/correct_attendance.h"
#include "actions/dispute_extension.h"
#include "actions/invoice_extension.h"
#include "actions/record_tap.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "support/nursery.h"
#include "support/test.h"
#include "support/verb.h"

#include "base/banned.h"

enum { FIRST_OF_MONTH = NURSERY_DAY - 1, NEXT_MONTH = FIRST_OF_MONTH + 31 };

/* After 18:00 100 yen for each started half hour; short hours end at 16:30, 50 yen a half hour until 18:00. */
static const char document[] = "{\"policy\":\"extension\",\"valid_from\":\"2026-01-01\",\"hours\":["
                               "{\"for\":[\"standard\"],\"from\":\"07:00\",\"to\":\"18:00\"},{\"for\":[\"short\"],"
                               "\"from\":\"08:30\",\"to\":\"16:30\"}],\"charges\":["
                               "{\"id\":\"evening\",\"spans\":[{\"from\":\"18:00\",\"to\":\"19:00\"}],\"price\":"
                               "\"unit\",\"unit_min\":30,\"yen\":100},"
                               "{\"id\":\"short\",\"for\":[\"short\"],\"spans\":[{\"from\":\"16:30\",\"to\":\"18:00\"}]"
                               ",\"price\":\"unit\",\"unit_min\":30,"
                               "\"yen\":50}]}";

static enum err act(struct nursery_world *world, struct caller caller, verb_fn *verb, void *ask)
{
    return verb_do(world->lane, caller, verb, ask);
}

static void touch(struct nursery_world *world, int64_t seq, int32_t day, const char *when)
{
    struct record_tap out;
    int64_t ms = nursery_at(when) + (day - NURSERY_DAY) * CIVIL_MS_PER_DAY;
    struct tap tap = nursery_tap(world, 1, seq, 1, ms);
    clock_pin(ms);
    EXPECT_OK(nursery_record(world, 1, &tap, ms, &out));
}

static void load_prices(struct nursery_world *world)
{
    static struct load_extension_prices ask;
    ask = (struct load_extension_prices){.document = str_of(document)};
    EXPECT_OK(act(world, nursery_head(world, 1), load_extension_prices, &ask));
    for (size_t i = 0; i < ask.faults.n; i++) {
        print_error("%s %s\n", ask.faults.list[i].pointer, ask.faults.list[i].code);
    }
    EXPECT_INT(ask.faults.n, 0);
}

/* Monday the 2nd until 18:31 (two half hours), Tuesday until 18:00 (nothing); now it is the next month. */
static void live_a_month(struct nursery_world *world)
{
    nursery_open(world, 1, 2);
    touch(world, 1, NURSERY_DAY, "08:40");
    touch(world, 2, NURSERY_DAY, "18:31");
    touch(world, 3, NURSERY_DAY + 1, "08:40");
    touch(world, 4, NURSERY_DAY + 1, "18:00");
    clock_pin(civil_ms_at(NEXT_MONTH, 600));
    load_prices(world);
}

static struct run_extension price(struct nursery_world *world)
{
    struct run_extension ask = {.site = STR("n1"), .month_day = FIRST_OF_MONTH};
    EXPECT_OK(act(world, nursery_head(world, 1), run_extension, &ask));
    return ask;
}

static struct invoice_extension invoice(struct nursery_world *world)
{
    struct invoice_extension ask = {.site = STR("n1"), .month_day = FIRST_OF_MONTH};
    EXPECT_OK(act(world, nursery_head(world, 1), invoice_extension, &ask));
    return ask;
}

static void leave_at(struct nursery_world *world, const char *when)
{
    struct correct_attendance ask = {.seen_version = CORRECT_ANY_VERSION,
                                     .site = STR("n1"),
                                     .child = STR("c1"),
                                     .day = NURSERY_DAY,
                                     .kind = CORRECTION_LEAVE,
                                     .at_ms = nursery_at(when),
                                     .reason = STR("was fetched earlier")};
    EXPECT_OK(act(world, nursery_head(world, 1), correct_attendance, &ask));
    EXPECT_INT(ask.outcome, CORRECT_DONE);
}

static char text[64 * 1024];

/* What this account is told of child 1. */
static const char *told(struct nursery_world *world, struct caller caller)
{
    struct buf buf;
    struct json_out out;
    struct read_extension ask = {.caller = &caller, .child = STR("c1"), .month_day = FIRST_OF_MONTH, .out = &out};
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    EXPECT_OK(read_extension(world->lane, &ask));
    json_out_close(&out, '}');
    return text;
}

static struct extension_line_shown shown;

static void keep(void *arg, const struct extension_line_shown *line)
{
    int *n = arg;
    *n += 1;
    shown = *line;
}

/* The one line of the nursery's month. */
static void read_line(struct nursery_world *world, int32_t version)
{
    struct db *db;
    int n = 0;
    struct extension_bills_ask ask = {
        .key = {1, FIRST_OF_MONTH}, .account_id = nursery_head(world, 1).account_id, .take = keep, .arg = &n};
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(extension_store_run_of(db, &ask.key, version, &ask.run_id));
    if (version > 1) {
        EXPECT_OK(extension_store_run_of(db, &ask.key, version - 1, &ask.before_id));
    }
    EXPECT_OK(extension_store_bills(db, &ask));
    EXPECT_INT(n, 1);
    db_close(db);
}

TEST(
    "R-EXT-06: a run after a correction is a new version and shows old, new and the difference; the same again is none")
{
    struct nursery_world world;
    live_a_month(&world);
    struct run_extension first = price(&world);
    EXPECT_INT(first.outcome, RUN_EXTENSION_DONE);
    EXPECT_INT(first.version, 1);
    EXPECT_INT(first.sum.yen, 200);
    EXPECT_INT(price(&world).outcome, RUN_EXTENSION_SAME);
    leave_at(&world, "18:25");
    struct run_extension second = price(&world);
    EXPECT_INT(second.outcome, RUN_EXTENSION_DONE);
    EXPECT_INT(second.version, 2);
    EXPECT_INT(second.sum.yen, 100);
    read_line(&world, 2);
    EXPECT(shown.had_before);
    EXPECT_INT(shown.before_yen, 200);
    EXPECT_INT(shown.yen, 100);
    nursery_close(&world);
}

TEST("R-EXT-06: what was invoiced gets a line of adjustment, once")
{
    struct nursery_world world;
    live_a_month(&world);
    EXPECT_INT(invoice(&world).outcome, INVOICE_EXTENSION_NO_RUN);
    price(&world);
    EXPECT_INT(invoice(&world).lines, 1);
    EXPECT_INT(invoice(&world).lines, 0);
    leave_at(&world, "18:25");
    price(&world);
    read_line(&world, 2);
    EXPECT_INT(shown.invoiced_yen, 200);
    EXPECT_INT(invoice(&world).lines, 1);
    read_line(&world, 2);
    EXPECT_INT(shown.invoiced_yen, 100);
    EXPECT_NOT_NULL(strstr(told(&world, nursery_guardian(&world, 1)), "\"yen\":-100"));
    nursery_close(&world);
}

TEST("R-ATT-16: a month with a missing time is priced without it, says so, and is not invoiced")
{
    struct nursery_world world;
    live_a_month(&world);
    touch(&world, 5, NURSERY_DAY + 2, "08:40");
    clock_pin(civil_ms_at(NEXT_MONTH, 600));
    EXPECT_INT(price(&world).sum.unresolved, 1);
    EXPECT_INT(invoice(&world).outcome, INVOICE_EXTENSION_UNRESOLVED);
    nursery_close(&world);
}

TEST("R-EXT-05: short hours from the 3rd on concern the days from the 3rd on")
{
    struct nursery_world world;
    live_a_month(&world);
    struct agree_extension ask = {.child = STR("c1"),
                                  .agreement = {.from_day = NURSERY_DAY + 1, .hours_class = HOURS_SHORT, .sibling = 1}};
    EXPECT_OK(act(&world, nursery_head(&world, 1), agree_extension, &ask));
    EXPECT_INT(price(&world).sum.yen, 200 + 150); /* the 3rd: 16:30 to 18:00 in three half hours */
    nursery_close(&world);
}

TEST("R-EXT-06: a month that was priced before it was over is not invoiced; without prices nothing is priced")
{
    struct nursery_world world;
    live_a_month(&world);
    clock_pin(civil_ms_at(NEXT_MONTH - 1, 600));
    price(&world);
    EXPECT_INT(invoice(&world).outcome, INVOICE_EXTENSION_NOT_OVER);
    struct run_extension before = {.site = STR("n1"), .month_day = FIRST_OF_MONTH - 365};
    EXPECT_OK(act(&world, nursery_head(&world, 1), run_extension, &before));
    EXPECT_INT(before.outcome, RUN_EXTENSION_NO_PRICES);
    nursery_close(&world);
}

TEST("R-EXT-06, R-ATT-11: a dispute holds the touches and the corrections of its days; the answer closes it")
{
    struct nursery_world world;
    live_a_month(&world);
    struct dispute_extension ask = {.child = STR("c1"), .month_day = FIRST_OF_MONTH, .text = STR("we left at six")};
    EXPECT_OK(act(&world, nursery_guardian(&world, 1), dispute_extension, &ask));
    EXPECT(ask.wrong_state); /* nothing is billed yet */
    leave_at(&world, "18:25");
    price(&world);
    ask.wrong_state = false;
    EXPECT_OK(act(&world, nursery_guardian(&world, 1), dispute_extension, &ask));
    EXPECT(!ask.wrong_state);
    const char *family = told(&world, nursery_guardian(&world, 1));
    EXPECT_NOT_NULL(strstr(family, "\"text\":\"we left at six\""));
    EXPECT_NOT_NULL(strstr(family, "\"reason\":\"was fetched earlier\""));
    EXPECT_NOT_NULL(strstr(family, "2026-03-02T18:31:00"));
    EXPECT_NOT_NULL(strstr(family, "\"uncertainty_ms\":0,\"clock_doubt\":false"));
    EXPECT_INT(act(&world, nursery_guardian(&world, 2), dispute_extension, &ask), ERR_NOT_FOUND);
    struct answer_dispute answer = {.dispute = str_of(ask.id), .text = STR("the list says so too")};
    EXPECT_INT(act(&world, nursery_teacher(&world, 1), answer_dispute, &answer), ERR_NOT_FOUND);
    EXPECT_OK(act(&world, nursery_head(&world, 1), answer_dispute, &answer));
    EXPECT_NOT_NULL(strstr(told(&world, nursery_guardian(&world, 1)), "\"answer\":\"the list says so too\""));
    EXPECT_OK(act(&world, nursery_head(&world, 1), answer_dispute, &answer));
    EXPECT(answer.wrong_state);
    nursery_close(&world);
}

static int64_t fail_at;

static enum err run_on_a_broken_disk(struct tx *tx, const struct caller *caller, void *arg)
{
    db_fail_step(tx->db, fail_at);
    enum err err = run_extension(tx, caller, arg);
    db_fail_step(tx->db, 0);
    return err;
}

TEST("R-EXT-05: what a family has agreed and cannot be read ends the run: nothing is priced as if it were not there")
{
    struct nursery_world world;
    live_a_month(&world);
    struct agree_extension agree = {
        .child = STR("c1"), .agreement = {.from_day = NURSERY_DAY + 1, .hours_class = HOURS_SHORT, .sibling = 1}};
    EXPECT_OK(act(&world, nursery_head(&world, 1), agree_extension, &agree));
    enum err err = ERR_IO;
    struct run_extension ask = {.month_day = 0};
    for (fail_at = 1; err != OK;
         fail_at += 4) { /* each fourth step: there are hundreds, and every kind of read comes often */
        ask = (struct run_extension){.site = STR("n1"), .month_day = FIRST_OF_MONTH};
        err = act(&world, nursery_head(&world, 1), run_on_a_broken_disk, &ask);
        EXPECT(err == OK || err == ERR_IO);
    }
    EXPECT_INT(ask.sum.yen, 200 + 150);
    EXPECT(fail_at > 100); /* days were read in between */
    nursery_close(&world);
}
