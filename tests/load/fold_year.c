/* What folding a child's year costs, in processor time: every day of it from touches at hand, beside reading them and beside both together. The answer
 * is JSON. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "answers.h"
#include "store/attendance_store.h"
#include "store/tap_store.h"

enum { ROUNDS = 200, DAYS = 366, TAPS_MAX = 16 };

static struct attendance_work work;

/* The year as it stands in memory. */
static struct {
    struct attendance_tap taps[TAPS_MAX];
    size_t taps_n;
    struct punch_policy policy;
} year[DAYS];

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static uint32_t as_us(int64_t ns)
{
    return (uint32_t)(ns / 1000);
}

/* Nanoseconds for the whole year; *taps: how many touches it has. */
static int64_t read_year(struct db *db, struct attendance_key key, size_t *taps)
{
    int64_t began = now_ns();
    *taps = 0;
    for (int day = 0; day < DAYS; day++, key.day++) {
        size_t n = 0;
        if (tap_store_of_day(db, key.child_id, key.day, work.taps, &n) != OK) {
            return -1;
        }
        *taps += n;
    }
    return now_ns() - began;
}

/* Keeps the year for fold_year; also what deriving it from the file costs. */
static int64_t derive_year(struct db *db, struct attendance_key key)
{
    struct attendance_day day;
    int64_t began = now_ns();
    for (int i = 0; i < DAYS; i++, key.day++) {
        if (attendance_store_derive(db, &key, &work, &day) != OK || work.events.taps_n > TAPS_MAX) {
            return -1;
        }
        memcpy(year[i].taps, work.taps, work.events.taps_n * sizeof work.taps[0]);
        year[i].taps_n = work.events.taps_n;
        year[i].policy = work.events.policy;
    }
    return now_ns() - began;
}

static int64_t fold_year(void)
{
    struct attendance_day day;
    int64_t began = now_ns();
    for (int i = 0; i < DAYS; i++) {
        struct attendance_events events = {.policy = year[i].policy,
                                           .taps = year[i].taps,
                                           .taps_n = year[i].taps_n,
                                           .corrections = work.corrections,
                                           .corrections_n = 0};
        attendance_fold(&events, &day);
    }
    return now_ns() - began;
}

int main(int argc, char **argv)
{
    static uint32_t ours[ROUNDS];
    static uint32_t bare[ROUNDS];
    static uint32_t both[ROUNDS];
    struct db *db = NULL;
    size_t taps = 0;
    bool good = true;
    if (argc != 5) {
        fprintf(stderr, "usage: fold_year DATABASE NURSERY CHILD FIRST-DAY\n");
        return 2;
    }
    const struct attendance_key key = {strtoll(argv[2], NULL, 10), (int32_t)strtol(argv[4], NULL, 10),
                                       strtoll(argv[3], NULL, 10)};
    if (db_open(argv[1], DB_READ, &db) != OK) {
        fprintf(stderr, "fold_year: %s cannot be opened\n", argv[1]);
        return 1;
    }
    for (int i = 0; i < ROUNDS && good; i++) { /* in turns: the machine's moods meet both */
        int64_t read_ns = read_year(db, key, &taps);
        int64_t both_ns = derive_year(db, key);
        good = read_ns >= 0 && both_ns >= 0;
        int64_t fold_ns = good ? fold_year() : 0;
        both[i] = as_us(both_ns);
        bare[i] = as_us(read_ns);
        ours[i] = as_us(fold_ns);
    }
    db_close(db);
    answers_sort(ours, ROUNDS);
    answers_sort(bare, ROUNDS);
    answers_sort(both, ROUNDS);
    printf("{\"taps\":%zu,\"p50_us\":%u,\"p99_us\":%u,\"bare_p50_us\":%u,\"both_p50_us\":%u}\n", taps,
           answers_quantile(ours, ROUNDS, 500), answers_quantile(ours, ROUNDS, 990),
           answers_quantile(bare, ROUNDS, 500), answers_quantile(both, ROUNDS, 500));
    return good ? 0 : 1;
}
