/* actions/tap_people.c and what is taken back: one touch for several children, for none, without a card, and not any more. */
#include "actions/tap_people.h"

#include <string.h>

#include "store/attendance_store.h"
#include "store/card_store.h"
#include "support/nursery.h"
#include "support/test.h"

#include "base/banned.h"

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

static int64_t taps(const struct nursery_world *world)
{
    struct db *db;
    int64_t value = -1;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    {
        QUERY(q, db, SQL_VERIFY_COUNTS);
        EXPECT(query_row(&q));
        value = query_col_int(&q, 0);
    }
    db_close(db);
    return value;
}

static struct record_tap record(struct nursery_world *world, int gateway, const struct tap *tap)
{
    struct record_tap out;
    EXPECT_OK(nursery_record(world, gateway, tap, tap->time_ms + 40, &out));
    return out;
}

static void expect_quarantined(struct nursery_world *world, struct tap *tap, enum tap_verdict verdict)
{
    struct record_tap out = record(world, 1, tap);
    print_message("%s\n", tap_store_verdict_word(verdict));
    EXPECT_INT(out.outcome, RECORD_TAP_NEW);
    EXPECT_INT(out.verdict, verdict);
    EXPECT_INT(out.through, tap->seq);
}

static void on_file(struct nursery_world *world, void (*change)(struct db *db))
{
    struct db *db;
    lane_stop(world->lane);
    EXPECT_OK(db_open(world->path, DB_WRITE, &db));
    change(db);
    db_close(db);
    EXPECT_OK(lane_start(world->path, world->keys, world->changes, &world->lane));
}

/* Card 1 is the family card of the children 1, 3 and 5 of nursery 1; child 2 is of the other nursery. */
static void make_family(struct db *db)
{
    EXPECT_OK(card_stands_for(db, 1, 3));
    EXPECT_OK(card_stands_for(db, 1, 5));
    EXPECT_OK(card_stands_for(db, 1, 3));
}

static void name(struct tap *tap, size_t n, const char *const *children)
{
    tap->children_n = n;
    for (size_t i = 0; i < n; i++) {
        EXPECT_OK(str_copy(str_of(children[i]), tap->children[i], sizeof tap->children[i]));
    }
}

TEST("R-ATT-05: one touch of a family card is an event for each child that was chosen, and only for them")
{
    struct nursery_world world;
    nursery_open(&world, 2, 6);
    on_file(&world, make_family);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    name(&tap, 2, (const char *const[]){"c3", "c1"});
    tap.said = PUNCH_ARRIVE;
    EXPECT_INT(record(&world, 1, &tap).verdict, TAP_OK);
    EXPECT_INT(kept(&world, 1).place, PUNCH_PRESENT);
    EXPECT_INT(kept(&world, 3).arrived_ms, nursery_at("08:12"));
    EXPECT_INT(kept(&world, 5).place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(taps(&world), 1); /* the touch is what groups them */
    EXPECT_INT(record(&world, 1, &tap).outcome, RECORD_TAP_AGAIN);
    tap = nursery_tap(&world, 1, 2, 3, nursery_at("17:00")); /* the other child's own card goes on from there */
    record(&world, 1, &tap);
    EXPECT_INT(kept(&world, 3).left_ms, nursery_at("17:00"));
    EXPECT_INT(kept(&world, 1).place, PUNCH_PRESENT);
    nursery_close(&world);
}

TEST("R-ATT-05: a family card with an open question counts for nobody, one that no box could ask for all that are "
     "expected")
{
    struct nursery_world world;
    nursery_open(&world, 2, 6);
    on_file(&world, make_family);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    tap.said = PUNCH_ASK_WHO;
    expect_quarantined(&world, &tap, TAP_WHICH_CHILD);
    EXPECT_INT(kept(&world, 1).place, PUNCH_NOT_ARRIVED);
    tap = nursery_tap(&world, 1, 2, 1, nursery_at("08:20"));
    EXPECT_INT(record(&world, 1, &tap).verdict, TAP_OK);
    for (int child = 1; child <= 5; child += 2) {
        EXPECT_INT(kept(&world, child).place, PUNCH_PRESENT);
    }
    tap = nursery_tap(&world, 1, 3, 1, nursery_at("17:00"));
    name(&tap, 1, (const char *const[]){"c2"});
    expect_quarantined(&world, &tap, TAP_UNKNOWN_CHILD);
    nursery_close(&world);
}

TEST("R-ATT-17: a touched name counts for a child of this nursery and for no other")
{
    struct nursery_world world;
    nursery_open(&world, 2, 6);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    memset(tap.card, 0, sizeof tap.card);
    tap.method = TAP_BY_TOUCH;
    name(&tap, 1, (const char *const[]){"c3"});
    EXPECT_INT(record(&world, 1, &tap).verdict, TAP_OK);
    EXPECT_INT(kept(&world, 3).place, PUNCH_PRESENT);
    tap.seq = 2;
    name(&tap, 1, (const char *const[]){"c2"});
    expect_quarantined(&world, &tap, TAP_OTHER_SITE);
    tap.seq = 3;
    name(&tap, 1, (const char *const[]){"c77"});
    expect_quarantined(&world, &tap, TAP_UNKNOWN_CHILD);
    nursery_close(&world);
}

static struct tap undo_of(const struct nursery_world *world, int64_t seq, int64_t undoes, const char *when)
{
    struct tap tap = nursery_tap(world, 1, seq, 1, nursery_at(when));
    memset(tap.card, 0, sizeof tap.card);
    tap.direction = TAP_UNDO;
    tap.undoes = undoes;
    tap.said = PUNCH_UNDONE;
    return tap;
}

static void take_back(bool undo_first)
{
    struct nursery_world world;
    nursery_open(&world, 2, 6);
    on_file(&world, make_family);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:12"));
    name(&tap, 2, (const char *const[]){"c1", "c3"});
    struct tap undo = undo_of(&world, 2, 1, "08:12:04");
    struct tap *first = undo_first ? &undo : &tap;
    EXPECT_INT(record(&world, 1, first).outcome, RECORD_TAP_NEW);
    EXPECT_INT(record(&world, 1, first == &tap ? &undo : &tap).through, 2);
    EXPECT_INT(kept(&world, 1).place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(kept(&world, 3).place, PUNCH_NOT_ARRIVED);
    EXPECT_INT(taps(&world), 2);
    struct tap again = nursery_tap(&world, 1, 3, 1, nursery_at("08:12:06"));
    name(&again, 1, (const char *const[]){"c1"});
    again.said = PUNCH_ARRIVE;
    record(&world, 1, &again);
    EXPECT_INT(kept(&world, 1).arrived_ms, nursery_at("08:12:06"));
    EXPECT_INT(kept(&world, 1).flags, 0);
    EXPECT_INT(kept(&world, 3).place, PUNCH_NOT_ARRIVED);
    nursery_close(&world);
}

TEST("R-ATT-01: what the family takes back is stored and counts for nobody")
{
    take_back(false);
}

TEST("R-ATT-01: a touch that comes after the word that takes it back counts for nobody either")
{
    take_back(true);
}

TEST("R-ATT-04: an answer takes back the question's touch and stands in its place")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("18:30"));
    tap.said = PUNCH_ASK_LATE;
    record(&world, 1, &tap);
    EXPECT_INT(kept(&world, 1).flags, ATTENDANCE_UNRESOLVED);
    tap = nursery_tap(&world, 1, 2, 1, nursery_at("18:30:07"));
    tap.said = PUNCH_ARRIVE;
    tap.direction = TAP_ARRIVE;
    tap.undoes = 1;
    record(&world, 1, &tap);
    EXPECT_INT(kept(&world, 1).place, PUNCH_PRESENT);
    EXPECT_INT(kept(&world, 1).arrived_ms, nursery_at("18:30:07"));
    EXPECT_INT(kept(&world, 1).flags, 0);
    nursery_close(&world);
}

static int64_t copied_ms;

static void take_card(void *arg, const struct card_line *line)
{
    (void)arg;
    if (str_is(line->card, "k1")) {
        copied_ms = line->twice_ms;
    }
}

/* What the head of nursery 1 is shown of card 1. */
static int64_t copied(const struct nursery_world *world)
{
    struct db *db;
    copied_ms = -1;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(card_list(db, nursery_head(world, 1).account_id, take_card, NULL));
    db_close(db);
    return copied_ms;
}

TEST("a card in two nurseries within a quarter of an hour is shown to the head as a copy, and counts where it belongs")
{
    struct nursery_world world;
    nursery_open(&world, 2, 2);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:00"));
    EXPECT_INT(record(&world, 1, &tap).verdict, TAP_OK);
    tap = nursery_tap(&world, 2, 1, 1, nursery_at("08:14")); /* the other door of the same nursery */
    record(&world, 2, &tap);
    tap = nursery_tap(&world, 3, 1, 1, nursery_at("08:29")); /* the other nursery, fifteen minutes later */
    EXPECT_INT(record(&world, 3, &tap).verdict, TAP_OTHER_SITE);
    EXPECT_INT(copied(&world), 0);
    tap = nursery_tap(&world, 1, 2, 1, nursery_at("08:43:59"));
    record(&world, 1, &tap);
    EXPECT_INT(copied(&world), nursery_at("08:43:59"));
    EXPECT_INT(kept(&world, 1).place, PUNCH_LEFT);
    nursery_close(&world);
}

TEST("a copy is seen whichever of the two touches comes first")
{
    struct nursery_world world;
    nursery_open(&world, 2, 2);
    struct tap tap = nursery_tap(&world, 1, 1, 1, nursery_at("08:10"));
    record(&world, 1, &tap);
    tap = nursery_tap(&world, 3, 1, 1, nursery_at("08:00")); /* was offline */
    record(&world, 3, &tap);
    EXPECT_INT(copied(&world), nursery_at("08:00"));
    nursery_close(&world);
}
