/* actions/record_tap.c on a real lane and file: once and only once, quarantine, receipts without gaps, and what it costs. */
#include "actions/record_tap.h"

#include <stdio.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "store/attendance_store.h"
#include "store/card_store.h"
#include "support/nursery.h"
#include "support/test.h"

#include "base/banned.h"

static int64_t number(const struct nursery_world *world, enum sql sql, void (*bind)(struct query *q))
{
    struct db *db;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    int64_t value = -1;
    {
        QUERY(q, db, sql);
        if (bind != NULL) {
            bind(&q);
        }
        EXPECT(query_row(&q));
        value = query_col_int(&q, 0);
    }
    db_close(db);
    return value;
}

static struct attendance_day kept(const struct nursery_world *world, int child)
{
    struct db *db;
    struct attendance_day day;
    struct attendance_key key = {(child - 1) % world->nurseries + 1, NURSERY_DAY, child};
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(attendance_store_get(db, &key, &day));
    db_close(db);
    return day;
}

static int64_t refused(const struct nursery_world *world, const char *gateway, enum tap_refusal why)
{
    struct db *db;
    int64_t times;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(tap_store_refused_times(db, str_of(gateway), why, &times));
    db_close(db);
    return times;
}

static int64_t taps(const struct nursery_world *world)
{
    return number(world, SQL_VERIFY_COUNTS, NULL);
}

static struct record_tap record(struct nursery_world *world, int gateway, const struct tap *tap)
{
    struct record_tap out;
    EXPECT_OK(nursery_record(world, gateway, tap, tap->time_ms + 40, &out));
    return out;
}

TEST("a tap is stored, folded, announced and receipted")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct tap tap = nursery_tap(&world, 1, 1, 2, nursery_at("08:12:03"));
    struct record_tap out = record(&world, 1, &tap);
    EXPECT_INT(out.outcome, RECORD_TAP_NEW);
    EXPECT_INT(out.verdict, TAP_OK);
    EXPECT_INT(out.through, 1);
    EXPECT_INT(kept(&world, 2).place, PUNCH_PRESENT);
    EXPECT_INT(kept(&world, 2).arrived_ms, nursery_at("08:12:03"));
    struct change change[4];
    bool lost;
    EXPECT_INT(changes_wait(world.changes, 0, 0, change, 4, &lost), 2);
    EXPECT_INT(change[0].kind, CHANGE_ATTENDANCE);
    EXPECT_INT(change[0].id, 1);
    EXPECT_INT(change[0].day, NURSERY_DAY);
    EXPECT_INT(change[1].kind, CHANGE_HOUSEHOLD);
    EXPECT_INT(change[1].id, 2);
    nursery_close(&world);
}

TEST("R-ATT-09: the same tap again changes nothing and is receipted again")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    record(&world, 1, &tap);
    int64_t last = changes_last(world.changes);
    for (int i = 0; i < 3; i++) {
        struct record_tap out = record(&world, 1, &tap);
        EXPECT_INT(out.outcome, RECORD_TAP_AGAIN);
        EXPECT_INT(out.through, 1);
    }
    EXPECT_INT(taps(&world), 1);
    EXPECT_INT(changes_last(world.changes), last);
    nursery_close(&world);
}

TEST("a used number with another content is recorded as refused, changes nothing and gets no receipt")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    record(&world, 1, &tap);
    tap = nursery_tap(&world, 1, 1, 2, nursery_at("08:13"));
    EXPECT_INT(record(&world, 1, &tap).outcome, RECORD_TAP_REFUSED);
    EXPECT_INT(record(&world, 1, &tap).outcome, RECORD_TAP_REFUSED);
    EXPECT_INT(taps(&world), 1);
    EXPECT_INT(kept(&world, 2).place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(refused(&world, "n1-a", TAP_REFUSED_REPLAY), 2);
    nursery_close(&world);
}

TEST("through is the highest number without a gap, and jumps when the gap is filled")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    static const struct {
        int64_t seq;
        int64_t through;
    } rows[] = {{1, 1}, {3, 1}, {4, 1}, {7, 1}, {2, 4}, {6, 4}, {5, 7}, {8, 8}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct tap tap = nursery_tap(&world, 1, rows[i].seq, 1, nursery_at("08:12"));
        EXPECT_INT(record(&world, 1, &tap).through, rows[i].through);
    }
    nursery_close(&world);
}

TEST("two entrances count their numbers apart")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    EXPECT_INT(record(&world, 1, &tap).outcome, RECORD_TAP_NEW);
    tap = nursery_tap(&world, 2, 1, 2, nursery_at("08:12"));
    EXPECT_INT(record(&world, 2, &tap).outcome, RECORD_TAP_NEW);
    EXPECT_INT(taps(&world), 2);
    nursery_close(&world);
}

static void revoke_card(struct nursery_world *world, const char *public_id)
{
    lane_stop(world->lane);
    struct db *db;
    EXPECT_OK(db_open(world->path, DB_WRITE, &db));
    EXPECT_OK(card_revoke(db, str_of(public_id), clock_now_ms()));
    db_close(db);
    EXPECT_OK(lane_start(world->path, world->keys, world->changes, &world->lane));
}

static void expect_quarantined(struct nursery_world *world, struct tap *tap, enum tap_verdict verdict)
{
    struct record_tap out = record(world, 1, tap);
    print_message("%s\n", tap_store_verdict_word(verdict));
    EXPECT_INT(out.outcome, RECORD_TAP_NEW);
    EXPECT_INT(out.verdict, verdict);
    EXPECT_INT(out.through, tap->seq);
}

TEST("R-ATT-07: what cannot be used is stored and receipted, and nobody arrives by it")
{
    struct nursery_world world;
    nursery_open(&world, 2, 4);
    revoke_card(&world, "k3");
    struct tap tap = nursery_tap(&world, 1, 1, 99, nursery_at("08:12"));
    expect_quarantined(&world, &tap, TAP_UNKNOWN_CARD);
    tap = nursery_tap(&world, 1, 2, 2, nursery_at("08:12")); /* of the other nursery */
    expect_quarantined(&world, &tap, TAP_OTHER_SITE);
    tap = nursery_tap(&world, 1, 3, 3, nursery_at("08:12"));
    expect_quarantined(&world, &tap, TAP_REVOKED_CARD);
    tap = nursery_tap(&world, 1, 4, 1, nursery_at("08:12"));
    tap.children_n = 1;
    memcpy(tap.children[0], "c2", 3);
    expect_quarantined(&world, &tap, TAP_UNKNOWN_CHILD);
    for (int child = 1; child <= 4; child++) {
        EXPECT_INT(kept(&world, child).place, PUNCH_NOT_ARRIVED);
    }
    EXPECT_INT(changes_last(world.changes), 1); /* staff are told of the unknown card, nothing else moved */
    EXPECT_INT(taps(&world), 4);
    nursery_close(&world);
}

/* When this child's card was last in two places at once. */
static int64_t copied(const struct nursery_world *world, int child)
{
    struct db *db;
    char id[16];
    int64_t twice_ms = -1;
    snprintf(id, sizeof id, "c%d", child);
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    {
        QUERY(q, db, SQL_CARD_LIST);
        query_int(&q, ":account_id", nursery_head(world, 1).account_id);
        while (query_row(&q)) {
            twice_ms = str_is(query_col_text(&q, 2), id) ? query_col_int(&q, 6) : twice_ms;
        }
    }
    db_close(db);
    return twice_ms;
}

TEST("R-ATT-07: a card at two nurseries within a quarter of an hour may be a copy and is flagged; at two doors of one "
     "it is not")
{
    static const struct {
        int first;
        int second;
        const char *when;
        bool flagged;
    } rows[] = {{1, 2, "08:20", false}, {1, 3, "08:26:59", true}, {1, 3, "08:27", false}, {3, 1, "08:13", true}};
    struct nursery_world world;
    int64_t seq = 0;
    nursery_open(&world, 2, 7);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int child = 2 * (int)i + 1; /* of the first nursery */
        struct tap tap = nursery_tap(&world, rows[i].first, ++seq, child, nursery_at("08:12"));
        record(&world, rows[i].first, &tap);
        tap = nursery_tap(&world, rows[i].second, ++seq, child, nursery_at(rows[i].when));
        record(&world, rows[i].second, &tap);
        EXPECT_INT(copied(&world, child), rows[i].flagged ? nursery_at(rows[i].when) : 0);
    }
    nursery_close(&world);
}

TEST("R-ATT-08: a tap from the far future is quarantined, one from a doubtful clock counts when it came")
{
    struct nursery_world world;
    struct record_tap out;
    nursery_open(&world, 1, 2);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("09:00"));
    EXPECT_OK(nursery_record(&world, 1, &tap, nursery_at("08:12"), &out));
    EXPECT_INT(out.verdict, TAP_FAR_FUTURE);
    tap = nursery_tap(&world, 1, 2, 2, nursery_at("03:00"));
    tap.clock_synced = false;
    EXPECT_OK(nursery_record(&world, 1, &tap, nursery_at("08:12"), &out));
    EXPECT_INT(out.verdict, TAP_OK);
    EXPECT_INT(kept(&world, 2).arrived_ms, nursery_at("08:12"));
    EXPECT_INT(kept(&world, 2).flags, ATTENDANCE_CLOCK_DOUBT);
    nursery_close(&world);
}

TEST("a message that only its number can be read of is kept and receipted")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    struct record_tap in = {
        .gateway_id = 1, .site_id = 1, .received_ms = nursery_at("08:12"), .payload = STR("{\"from\":\"later\"}")};
    in.tap = (struct tap){.epoch = 1, .seq = 1, .site = "n1", .gateway = "n1-a"};
    struct lane_job job = {.priority = LANE_TAP, .run = record_tap, .arg = &in};
    EXPECT_OK(lane_do(world.lane, &job));
    EXPECT_INT(in.verdict, TAP_UNREADABLE);
    EXPECT_INT(in.through, 1);
    nursery_close(&world);
}

TEST("a commit that fails stores nothing, and the same tap is new when it comes again")
{
    struct nursery_world world;
    struct record_tap out;
    nursery_open(&world, 1, 1);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    lane_fail_commits(world.lane, 1);
    EXPECT_INT(nursery_record(&world, 1, &tap, tap.time_ms, &out), ERR_IO);
    EXPECT_INT(taps(&world), 0);
    EXPECT_INT(record(&world, 1, &tap).outcome, RECORD_TAP_NEW);
    EXPECT_INT(taps(&world), 1);
    nursery_close(&world);
}

TEST("what was folded and rolled back is never built upon")
{
    struct nursery_world world;
    struct record_tap out;
    nursery_open(&world, 1, 1);
    struct tap arrive = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    struct tap leave = nursery_tap(&world, 1, 2, 1, nursery_at("12:00"));
    struct tap after = nursery_tap(&world, 2, 1, 1, nursery_at("12:00:05"));
    record(&world, 1, &arrive);
    lane_fail_commits(world.lane, 1);
    EXPECT_INT(nursery_record(&world, 1, &leave, leave.time_ms, &out), ERR_IO);
    EXPECT_INT(kept(&world, 1).place, PUNCH_PRESENT);
    record(&world, 2, &after); /* gets the row id that the lost one had; after it, it would be a bounce */
    EXPECT_INT(kept(&world, 1).place, PUNCH_LEFT);
    EXPECT_INT(kept(&world, 1).left_ms, nursery_at("12:00:05"));
    record(&world, 1, &leave);
    EXPECT_INT(kept(&world, 1).left_ms, nursery_at("12:00"));
    nursery_close(&world);
}

TEST("a child that plays with its card all day costs no more and changes nothing after the bound")
{
    enum { TOUCHES = ATTENDANCE_TAPS_MAX + 40 };
    struct nursery_world world;
    struct db *db;
    struct attendance_key key = {1, NURSERY_DAY, 1};
    struct attendance_day whole;
    static struct attendance_work work;
    nursery_open(&world, 1, 1);
    for (int64_t seq = 1; seq <= TOUCHES; seq++) {
        struct tap tap = nursery_tap(&world, 1, seq, 1, nursery_at("08:00") + seq * 11000);
        record(&world, 1, &tap);
    }
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(attendance_store_derive(db, &key, &work, &whole));
    db_close(db);
    EXPECT_INT(kept(&world, 1).place, whole.place);
    EXPECT_INT(kept(&world, 1).arrived_ms, whole.arrived_ms);
    EXPECT_INT(kept(&world, 1).left_ms, whole.left_ms);
    EXPECT_INT(kept(&world, 1).flags, whole.flags);
    EXPECT_INT(taps(&world), TOUCHES);
    nursery_close(&world);
}
