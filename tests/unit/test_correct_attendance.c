/* actions/correct_attendance.c on a real lane: staff's word, who may say it, and what it may not say. */
#include "actions/correct_attendance.h"

#include <string.h>

#include "actions/record_tap.h"
#include "base/clock.h"
#include "store/account_store.h"
#include "store/audit_store.h"
#include "store/chain_store.h"
#include "store/register_store.h"
#include "store/tap_store.h"
#include "store/verify_store.h"
#include "support/nursery.h"
#include "support/test.h"

#include "base/banned.h"

struct call {
    struct caller caller;
    struct correct_attendance *ask;
};

static enum err run(struct tx *tx, void *arg)
{
    struct call *call = arg;
    return correct_attendance(tx, &call->caller, call->ask);
}

static struct correct_attendance word(enum correction_kind kind, const char *when)
{
    return (struct correct_attendance){.seen_version = CORRECT_ANY_VERSION,
                                       .site = STR("n1"),
                                       .child = STR("c1"),
                                       .day = NURSERY_DAY,
                                       .kind = kind,
                                       .at_ms = when == NULL ? 0 : nursery_at(when),
                                       .reason = STR("forgot the card")};
}

static enum err say(struct nursery_world *world, struct caller caller, struct correct_attendance *ask)
{
    struct call call = {caller, ask};
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run, .arg = &call};
    return lane_do(world->lane, &job);
}

static void touch(struct nursery_world *world, int64_t seq, const char *when)
{
    struct record_tap out;
    struct tap tap = nursery_tap(world, 1, seq, 1, nursery_at(when));
    EXPECT_OK(nursery_record(world, 1, &tap, tap.time_ms, &out));
    clock_pin(tap.time_ms);
}

static int64_t audit_lines(const struct nursery_world *world)
{
    struct db *db;
    int64_t lines = 0;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(audit_verify(db, &lines));
    db_close(db);
    return lines;
}

/* The public id of the newest tap of child 1. */
static struct str newest_tap(const struct nursery_world *world, char storage[SECRET_PUBLIC_ID_TEXT])
{
    struct db *db;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    {
        QUERY(q, db, SQL_TAP_SHOWN);
        query_int(&q, ":child_id", 1);
        query_int(&q, ":day", NURSERY_DAY);
        query_int(&q, ":n", 100);
        while (query_row(&q)) {
            query_col_copy(&q, 1, storage, SECRET_PUBLIC_ID_TEXT);
        }
    }
    db_close(db);
    return str_of(storage);
}

TEST("R-ATT-11: staff's arrival stands, is written down, and is told to board and family")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct correct_attendance ask = word(CORRECTION_ARRIVE, "07:55");
    EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
    EXPECT_INT(ask.outcome, CORRECT_DONE);
    EXPECT_INT(ask.after.place, PUNCH_PRESENT);
    EXPECT_INT(ask.after.arrived_ms, nursery_at("07:55"));
    EXPECT_INT(ask.after.flags, ATTENDANCE_CORRECTED);
    EXPECT_STR(ask.row.public_id, "c1");
    EXPECT_INT(audit_lines(&world), 1);
    struct change change[4];
    bool lost;
    EXPECT_INT(changes_wait(world.changes, 0, 0, change, 4, &lost), 2);
    EXPECT_INT(change[0].kind, CHANGE_ATTENDANCE);
    EXPECT_INT(change[1].kind, CHANGE_HOUSEHOLD);
    nursery_close(&world);
}

TEST("R-ATT-10: an offline tap delivered after staff's word does not overwrite it")
{
    struct nursery_world world;
    struct record_tap out;
    nursery_open(&world, 1, 1);
    clock_pin(nursery_at("08:20"));
    struct correct_attendance ask = word(CORRECTION_ARRIVE, "08:15");
    EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:10"));
    clock_pin(nursery_at("08:50"));
    EXPECT_OK(nursery_record(&world, 1, &tap, nursery_at("08:50"), &out));
    ask = word(CORRECTION_STEP_OUT, "08:45");
    EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
    EXPECT_INT(ask.after.arrived_ms, nursery_at("08:15"));
    nursery_close(&world);
}

TEST("R-ATT-11: a void takes the tap out of the day, and the tap stays in the table")
{
    struct nursery_world world;
    char id[SECRET_PUBLIC_ID_TEXT];
    nursery_open(&world, 1, 1);
    touch(&world, 1, "08:12");
    touch(&world, 2, "09:12");
    struct correct_attendance ask = word(CORRECTION_VOID, NULL);
    ask.tap = newest_tap(&world, id);
    EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
    EXPECT_INT(ask.outcome, CORRECT_DONE);
    EXPECT_INT(ask.after.place, PUNCH_PRESENT);
    EXPECT_STR(newest_tap(&world, id).p, id);
    ask = word(CORRECTION_VOID, NULL);
    ask.tap = STR("ffffffffffffffffffffffffffffffff");
    EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
    EXPECT_INT(ask.outcome, CORRECT_NO_TAP);
    nursery_close(&world);
}

static int64_t wrong_in(const struct nursery_world *world)
{
    struct db *db;
    struct verify verify = {.found = NULL};
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(chain_verify(db, &verify));
    EXPECT_OK(verify_store_attendance(db, &verify));
    db_close(db);
    return verify.wrong;
}

/* What the register writes for child 1 on the day. */
static enum err take_child(void *arg, const struct register_child *child)
{
    struct attendance_day *day = arg;
    *day = child->id == 1 ? child->days[0] : *day;
    return OK;
}

static struct attendance_day registered(const struct nursery_world *world)
{
    static struct register_child room;
    struct db *db;
    struct attendance_day day = {.place = PUNCH_LEFT};
    struct register_ask ask = {
        .site_id = 1, .from_day = NURSERY_DAY, .to_day = NURSERY_DAY, .child = &room, .take = take_child, .arg = &day};
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(register_store_each(db, &ask));
    db_close(db);
    return day;
}

TEST("R-ATT-11: an arrival of the wrong child that was sent is taken out with a reason: the day and the register know "
     "nothing of it, the chain keeps both")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct correct_attendance ask = word(CORRECTION_ARRIVE, "07:55");
    EXPECT_OK(say(&world, nursery_teacher(&world, 1), &ask));
    EXPECT_INT(registered(&world).place, PUNCH_PRESENT);
    struct correct_attendance back = word(CORRECTION_VOID, NULL);
    back.word = str_of(ask.id);
    EXPECT_OK(say(&world, nursery_teacher(&world, 1), &back));
    EXPECT_INT(back.outcome, CORRECT_DONE);
    EXPECT_INT(back.after.place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(registered(&world).place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(registered(&world).arrived_ms, 0);
    EXPECT_INT(audit_lines(&world), 2);
    EXPECT_INT(wrong_in(&world), 0);
    struct correct_attendance again = word(CORRECTION_VOID, NULL);
    again.word = str_of(ask.id); /* taken out already */
    EXPECT_OK(say(&world, nursery_head(&world, 1), &again));
    EXPECT_INT(again.outcome, CORRECT_NO_TAP);
    again.word = str_of(back.id); /* a void is not taken out: the arrival is entered again */
    EXPECT_OK(say(&world, nursery_head(&world, 1), &again));
    EXPECT_INT(again.outcome, CORRECT_NO_TAP);
    again.word = str_of(ask.id);
    again.child = STR("c2"); /* another child's */
    EXPECT_OK(say(&world, nursery_head(&world, 1), &again));
    EXPECT_INT(again.outcome, CORRECT_NO_TAP);
    nursery_close(&world);
}

TEST("a leave before the arrival, a step-out of nobody and a time to come are refused and change nothing")
{
    static const struct {
        enum correction_kind kind;
        const char *when;
        enum correct_attendance_outcome outcome;
    } rows[] = {
        {CORRECTION_LEAVE, "08:00", CORRECT_NOT_ARRIVED},
        {CORRECTION_STEP_OUT, "08:11", CORRECT_NOT_ARRIVED},
        {CORRECTION_ARRIVE, "08:13", CORRECT_FUTURE},
    };
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    touch(&world, 1, "08:12");
    int64_t last = changes_last(world.changes);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct correct_attendance ask = word(rows[i].kind, rows[i].when);
        EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
        EXPECT_INT(ask.outcome, rows[i].outcome);
    }
    EXPECT_INT(changes_last(world.changes), last);
    EXPECT_INT(audit_lines(&world), 0);
    nursery_close(&world);
}

TEST("only the nursery's own staff may correct, a teacher only in the own class")
{
    struct nursery_world world;
    nursery_open(&world, 2, 8); /* n1: c1 (a), c3 (b), c5 (a), c7 (b) */
    struct correct_attendance ask = word(CORRECTION_ARRIVE, "07:55");
    EXPECT_INT(say(&world, nursery_guardian(&world, 1), &ask), ERR_NOT_FOUND);
    EXPECT_INT(say(&world, nursery_head(&world, 2), &ask), ERR_NOT_FOUND);
    ask.child = STR("c2"); /* of n2 */
    EXPECT_INT(say(&world, nursery_head(&world, 1), &ask), ERR_NOT_FOUND);
    ask.child = STR("c3");
    EXPECT_INT(say(&world, nursery_teacher(&world, 1), &ask), ERR_NOT_FOUND);
    EXPECT_INT(audit_lines(&world), 0);
    ask.child = STR("c5");
    EXPECT_OK(say(&world, nursery_teacher(&world, 1), &ask));
    EXPECT_INT(ask.outcome, CORRECT_DONE);
    nursery_close(&world);
}

static enum err make_guardian(struct tx *tx, void *arg)
{
    const struct caller *head = arg;
    enum err err = account_guard(tx->db, head->account_id, 2, RIGHTS_EVERYTHING);
    return err == OK ? account_guard(tx->db, head->account_id - 1, 3, RIGHTS_EVERYTHING) : err;
}

TEST("staff whose own child is in another nursery or class see it as parents, and do not correct it")
{
    struct nursery_world world;
    nursery_open(&world, 2, 4);
    struct caller head = nursery_head(&world, 1);
    struct lane_job job = {.priority = LANE_REST, .run = make_guardian, .arg = &head};
    EXPECT_OK(lane_do(world.lane, &job));
    struct correct_attendance ask = word(CORRECTION_ARRIVE, "07:55");
    ask.child = STR("c2"); /* of n2 */
    EXPECT_INT(say(&world, head, &ask), ERR_NOT_FOUND);
    ask.child = STR("c3"); /* of class b */
    EXPECT_INT(say(&world, nursery_teacher(&world, 1), &ask), ERR_NOT_FOUND);
    EXPECT_OK(say(&world, head, &ask));
    nursery_close(&world);
}

TEST("R-ATT-10: a word that was said of a day which has moved since is not written, and brings the day as it is")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct correct_attendance ask = word(CORRECTION_ARRIVE, "07:50");
    ask.seen_version = 0;
    touch(&world, 1, "08:02:00");
    int64_t lines = audit_lines(&world);
    EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
    EXPECT_INT(ask.outcome, CORRECT_CHANGED);
    EXPECT_INT(ask.version, 1);
    EXPECT_INT(ask.after.arrived_ms, nursery_at("08:02:00"));
    EXPECT_INT(audit_lines(&world), lines);
    ask.seen_version = ask.version;
    EXPECT_OK(say(&world, nursery_head(&world, 1), &ask));
    EXPECT_INT(ask.outcome, CORRECT_DONE);
    EXPECT_INT(ask.version, 2);
    EXPECT_INT(ask.after.arrived_ms, nursery_at("07:50"));
    nursery_close(&world);
}
