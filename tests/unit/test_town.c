/* A town under a seed: whatever the network does to the order, number and time of the messages, the days end the same, byte for byte.
 * SEED=n chooses the first seed, SEEDS=n how many; a failure names its seed. */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions/record_tap.h"
#include "base/civil.h"
#include "base/clock.h"
#include "core/attendance.h"
#include "store/attendance_store.h"
#include "store/verify_store.h"
#include "support/nursery.h"

#include "base/banned.h"

enum { FOLD_SEEDS = 300, FOLD_CHILDREN = 40, TOWN_SEEDS = 6, DAY_TAPS = 24, DAY_CORRECTIONS = 4 };

/* splitmix64: the same numbers everywhere. */
static uint64_t state;

static uint64_t next(void)
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t below(int64_t n)
{
    return (int64_t)(next() % (uint64_t)n);
}

static int64_t number_of(const char *name, int64_t otherwise)
{
    const char *text = getenv(name);
    int64_t value = otherwise;
    if (text != NULL) {
        EXPECT_OK(str_int(str_of(text), 0, INT64_MAX, &value));
    }
    return value;
}

static int64_t day_ms(int64_t ms)
{
    return civil_ms_at(NURSERY_DAY, 0) + ms;
}

/* --- the fold alone ------------------------------------------------------------------------------------------------- */

struct child_day {
    struct attendance_tap taps[DAY_TAPS];
    struct attendance_correction corrections[DAY_CORRECTIONS];
    struct attendance_events events;
};

/* Touches of all sorts: bounces, a child playing with the card, buttons, two cards, two entrances, a doubtful clock. */
static void make_taps(struct child_day *day)
{
    int64_t ms = day_ms(7 * 3600000 + below(2 * 3600000));
    size_t n = (size_t)below(DAY_TAPS / 2);
    for (size_t i = 0; i < n; i++) {
        day->taps[i] = (struct attendance_tap){.id = (int64_t)i + 1,
                                               .gateway_id = 1 + below(2),
                                               .epoch = 1,
                                               .seq = (int64_t)i + 1,
                                               .card_id = 1 + below(2),
                                               .event_ms = ms,
                                               .wish = below(6) == 0 ? (enum punch_wish)(1 + below(2)) : PUNCH_AUTO,
                                               .said = (enum punch_meaning)below(PUNCH_MEANING_COUNT),
                                               .clock_doubt = below(20) == 0};
        ms += below(3) == 0 ? below(12000) : below(3 * 3600000);
    }
    day->events.taps_n = n;
}

/* Staff speak between the taps and know some of them. */
static void make_corrections(struct child_day *day)
{
    size_t n = (size_t)below(DAY_CORRECTIONS + 1);
    int64_t known = 0;
    for (size_t i = 0; i < n; i++) {
        known += below((int64_t)day->events.taps_n - known + 1);
        bool voids = known > 0 && below(4) == 0;
        day->corrections[i] = (struct attendance_correction){
            .id = (int64_t)i + 1,
            .kind = voids ? CORRECTION_VOID : (enum correction_kind)(1 + below(4)),
            .at_ms = voids ? 0 : day_ms(7 * 3600000 + below(12 * 3600000)),
            .tap_id = voids ? 1 + below(known) : 0,
            .recorded_ms = day_ms(8 * 3600000 + below(12 * 3600000)),
            .known_tap_id = known,
        };
    }
    day->events.corrections_n = n;
}

static void make_day(struct child_day *day)
{
    memset(day, 0, sizeof *day);
    day->events.policy = (struct punch_policy){
        .debounce_ms = 10000, .lock_ms = 30 * 60000, .late_first_ms = 60 * 60000, .closing_ms = day_ms(19 * 3600000)};
    make_taps(day);
    make_corrections(day);
}

/* The same events as the network may bring them: shuffled, some twice. */
static void disorder(const struct child_day *day, struct child_day *ret)
{
    *ret = *day;
    for (size_t i = day->events.taps_n; i > 0 && ret->events.taps_n < DAY_TAPS; i--) {
        if (below(3) == 0) {
            ret->taps[ret->events.taps_n++] = day->taps[i - 1];
        }
    }
    for (size_t i = ret->events.taps_n; i > 1; i--) {
        size_t other = (size_t)below((int64_t)i);
        struct attendance_tap tap = ret->taps[i - 1];
        ret->taps[i - 1] = ret->taps[other];
        ret->taps[other] = tap;
    }
}

static struct attendance_day fold(struct child_day *day)
{
    struct attendance_day result;
    memset(&result, 0, sizeof result);
    day->events.taps = day->taps;
    day->events.corrections = day->corrections;
    attendance_fold(&day->events, &result);
    return result;
}

static bool same(const struct attendance_day *a, const struct attendance_day *b)
{
    return a->place == b->place && a->arrived_ms == b->arrived_ms && a->left_ms == b->left_ms &&
           a->accepted_ms == b->accepted_ms && a->flags == b->flags;
}

TEST("R-ATT-01: shuffled and repeated taps fold to the same day as ordered ones")
{
    int64_t first = number_of("SEED", 1);
    int64_t seeds = number_of("SEEDS", FOLD_SEEDS);
    int64_t interesting = 0;
    for (int64_t seed = first; seed < first + seeds; seed++) {
        state = (uint64_t)seed;
        for (int child = 0; child < FOLD_CHILDREN; child++) {
            static struct child_day day;
            static struct child_day other;
            make_day(&day);
            disorder(&day, &other);
            struct attendance_day ordered = fold(&day);
            struct attendance_day disordered = fold(&other);
            if (!same(&ordered, &disordered)) {
                print_error("SEED=%d child %d\n", (int)seed, child);
                EXPECT(false);
            }
            struct attendance_day again = fold(&other); /* and folding what was folded changes nothing */
            EXPECT(same(&ordered, &again));
            interesting += ordered.place == PUNCH_LEFT && ordered.arrived_ms != 0 ? 1 : 0;
        }
    }
    EXPECT(interesting > seeds); /* the days are worth folding */
}

/* --- through the write lane ----------------------------------------------------------------------------------------- */

enum { TOWN_NURSERIES = 3, TOWN_CHILDREN = 60, TOWN_GATEWAYS = TOWN_NURSERIES * NURSERY_ENTRANCES, TOWN_TAPS = 400 };

struct message {
    int gateway;
    struct tap tap;
};

static struct message messages[TOWN_TAPS];
static int64_t order_key[2 * TOWN_TAPS];
static int delivery[2 * TOWN_TAPS];

/* A day of the town as its entrances saw it, in the order of their clocks. */
static void make_town(const struct nursery_world *world)
{
    int64_t seq[TOWN_GATEWAYS + 1] = {0};
    int64_t ms = day_ms(7 * 3600000);
    for (int i = 0; i < TOWN_TAPS; i++) {
        int child = 1 + (int)below(TOWN_CHILDREN);
        int nursery = (child - 1) % TOWN_NURSERIES + 1;
        int gateway = (nursery - 1) * NURSERY_ENTRANCES + 1 + (int)below(NURSERY_ENTRANCES);
        int card = below(50) == 0 ? 9999 : child;
        struct tap tap = nursery_tap(world, gateway, ++seq[gateway], card, ms);
        tap.direction = below(10) == 0 ? (enum tap_direction)(1 + below(2)) : TAP_AUTO;
        tap.said = (enum punch_meaning)below(PUNCH_MEANING_COUNT);
        messages[i] = (struct message){gateway, tap};
        ms += below(2 * 12 * 3600000 / TOWN_TAPS);
    }
}

static int by_key(const void *a, const void *b)
{
    int64_t x = order_key[*(const int *)a];
    int64_t y = order_key[*(const int *)b];
    return (x > y) - (x < y);
}

/* Every message at least once, a third of them twice, any of them up to hours late. */
static int make_delivery(void)
{
    int n = 0;
    for (int i = 0; i < 2 * TOWN_TAPS; i++) {
        if (i < TOWN_TAPS || below(3) == 0) {
            order_key[i] = i % TOWN_TAPS + (below(4) == 0 ? below(TOWN_TAPS) : below(5));
            delivery[n++] = i;
        }
    }
    qsort(delivery, (size_t)n, sizeof delivery[0], by_key);
    return n;
}

static void deliver(struct nursery_world *world, const int *list, int n)
{
    for (int i = 0; i < n; i++) {
        struct record_tap out;
        const struct message *message = &messages[list[i] % TOWN_TAPS];
        EXPECT_OK(nursery_record(world, message->gateway, &message->tap, day_ms(20 * 3600000) + i, &out));
        EXPECT(out.outcome != RECORD_TAP_REFUSED);
    }
}

static void report(void *arg, const char *sentence)
{
    (void)arg;
    print_error("%s\n", sentence);
}

/* All derived days and how far each entrance is stored, as bytes; and the database agrees with itself. */
static struct str town_bytes(const struct nursery_world *world, char *storage, size_t bytes)
{
    struct db *db;
    struct buf buf;
    struct attendance_key key = {0, 0, 0};
    struct attendance_day day;
    struct verify verify = {.found = report};
    buf_init(&buf, storage, bytes);
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    while (attendance_store_next(db, &key, &day) == OK) {
        const int64_t numbers[] = {key.nursery_id, key.day,     key.child_id, day.place,
                                   day.arrived_ms, day.left_ms, day.flags};
        buf_add(&buf, numbers, sizeof numbers);
    }
    EXPECT_OK(verify_store_attendance(db, &verify));
    EXPECT_OK(verify_store_receipts(db, &verify));
    EXPECT_INT(verify.wrong, 0);
    db_close(db);
    EXPECT_NOT(buf.overflow);
    return buf_view(&buf);
}

/* Two towns in two folders: what each ends as. */
static struct str live_through(bool ordered, char *storage, size_t bytes)
{
    struct nursery_world world;
    nursery_open(&world, TOWN_NURSERIES, TOWN_CHILDREN);
    make_town(&world);
    int n = make_delivery();
    if (ordered) {
        n = TOWN_TAPS;
        for (int i = 0; i < n; i++) {
            delivery[i] = i;
        }
    }
    deliver(&world, delivery, n);
    struct str result = town_bytes(&world, storage, bytes);
    nursery_close(&world);
    EXPECT_INT(remove(world.path), 0);
    EXPECT_INT(remove(test_path("keys")), 0);
    return result;
}

TEST("R-ATT-09: a town whose messages come shuffled, twice and hours late ends as the town that heard them in order")
{
    static char a[64 * 1024];
    static char b[64 * 1024];
    int64_t first = number_of("SEED", 1);
    int64_t seeds = number_of("SEEDS", TOWN_SEEDS);
    for (int64_t seed = first; seed < first + seeds; seed++) {
        state = (uint64_t)seed;
        struct str ordered = live_through(true, a, sizeof a);
        state = (uint64_t)seed;
        struct str disordered = live_through(false, b, sizeof b);
        EXPECT(ordered.n > 0);
        if (!str_equal(ordered, disordered)) {
            print_error("SEED=%d\n", (int)seed);
            EXPECT(false);
        }
    }
}
