/* How long one look of the watch takes over a whole town at the threshold, when nobody has come yet: every nursery read, every child judged; then
 * how long it takes until each of them has its alarm, with the attempts and messages of the first step. Beside it the bare statement that reads the
 * same rows, on the same file: what the judging costs.
 *
 *   sweep DATABASE KEYS INSTANT_MS      Prints one line of JSON, microseconds. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "actions/watch_alarms.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/secret.h"
#include "load/answers.h"
#include "sql.h"
#include "store/site_store.h"
#include "work/missing_watch.h"

#include "base/banned.h"

enum { SITES_MAX = 512, ROUNDS = 9, QUARTERS = 500 };

static struct watch_alarms_plan plan;
static struct site sites[SITES_MAX];
static size_t sites_n;

static void need(enum err err, const char *what)
{
    if (err != OK) {
        fprintf(stderr, "sweep: %s: %s\n", what, err_word(err));
        exit(1);
    }
}

/* The median of a few rounds. */
static uint32_t median(uint32_t rounds[ROUNDS])
{
    answers_sort(rounds, ROUNDS);
    return answers_quantile(rounds, ROUNDS, QUARTERS);
}

static int64_t look(struct db *db, int64_t now_ms)
{
    int64_t unexplained = 0;
    for (size_t i = 0; i < sites_n; i++) {
        plan.missing.site_id = sites[i].id;
        plan.missing.day = civil_day_of_ms(now_ms);
        plan.missing.now_ms = now_ms;
        need(watch_alarms_look(db, &plan), "look");
        unexplained += plan.missing.unexplained;
    }
    return unexplained;
}

static int64_t read_bare(sqlite3_stmt *stmt, int32_t day)
{
    int64_t rows = 0;
    for (size_t i = 0; i < sites_n; i++) {
        sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, ":site_id"), sites[i].id);
        sqlite3_bind_int(stmt, sqlite3_bind_parameter_index(stmt, ":day"), day);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            rows++;
        }
        sqlite3_reset(stmt);
    }
    return rows;
}

static uint32_t time_bare(const char *path, int32_t day)
{
    uint32_t rounds[ROUNDS];
    sqlite3 *db;
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, sql_text[SQL_ATTENDANCE_MISSING], -1, &stmt, NULL) != SQLITE_OK) {
        need(ERR_IO, "bare");
    }
    for (int i = 0; i < ROUNDS; i++) {
        int64_t began_us = answers_now_us();
        (void)read_bare(stmt, day);
        rounds[i] = (uint32_t)(answers_now_us() - began_us);
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return median(rounds);
}

/* The watch itself, until it finds nothing more to do. */
static int64_t time_raise(const char *path, const char *keys_path)
{
    struct keys *keys;
    struct changes *changes = changes_open();
    struct lane *lane;
    struct readers *readers;
    struct missing_watch *watch;
    need(keys_load(keys_path, &keys), "keys");
    need(lane_start(path, keys, changes, &lane), "lane");
    need(readers_open(path, 2, &readers), "readers");
    need(missing_watch_open(lane, readers, &watch), "watch");
    int64_t began_us = answers_now_us();
    need(missing_watch_look(watch), "raise");
    int64_t took_us = answers_now_us() - began_us;
    missing_watch_stop(watch);
    readers_close(readers);
    lane_stop(lane);
    changes_close(changes);
    keys_close(keys);
    return took_us;
}

int main(int argc, char **argv)
{
    uint32_t rounds[ROUNDS];
    struct db *db;
    int64_t now_ms = 0;
    int64_t unexplained = 0;
    if (argc != 4 || str_int(str_of(argv[3]), 1, INT64_MAX, &now_ms) != OK) {
        fprintf(stderr, "sweep DATABASE KEYS INSTANT_MS\n");
        return 2;
    }
    secret_init();
    clock_pin(now_ms);
    need(db_open(argv[1], DB_READ, &db), "open");
    need(site_list(db, SITE_NURSERY, 0, sites, SITES_MAX, &sites_n), "sites");
    uint32_t bare_us = time_bare(argv[1], civil_day_of_ms(now_ms));
    for (int i = 0; i < ROUNDS; i++) {
        int64_t began_us = answers_now_us();
        unexplained = look(db, now_ms);
        rounds[i] = (uint32_t)(answers_now_us() - began_us);
    }
    uint32_t look_us = median(rounds);
    db_close(db);
    int64_t raise_us = time_raise(argv[1], argv[2]);
    printf("{\"children\":%" PRId64 ",\"nurseries\":%zu,\"look_us\":%" PRIu32 ",\"bare_us\":%" PRIu32
           ",\"raise_us\":%" PRId64 "}\n",
           unexplained, sites_n, look_us, bare_us, raise_us);
    return 0;
}
