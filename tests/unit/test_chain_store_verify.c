/* store/chain_store_verify.c: random harms to the file, one at a time, each of which must be found. SEED=n and MUTATIONS=n choose others and more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/harm.h"
#include "support/test.h"

#include "base/banned.h"

enum { MUTATIONS = 500, PARTS = 10 };

static uint64_t dice = 1;

static uint64_t roll(uint64_t n)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return dice % n;
}

static const char *const tables[] = {"tap",     "tap_undone",       "correction",
                                     "absence", "attendance_chain", "attendance_day"};
static const char *const keys[] = {"id", "gateway_id, epoch, seq", "id",
                                   "id", "site_id, seq",           "nursery_id, day, child_id"};
enum { TABLES = sizeof tables / sizeof tables[0] };

static int64_t number_of(sqlite3 *raw, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    EXPECT_INT(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

/* The key of some row: "(id) = (7)". */
static void some_row(sqlite3 *raw, size_t table, char *where, size_t size)
{
    char sql[512];
    sqlite3_stmt *stmt = NULL;
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM %s", tables[table]);
    int64_t n = number_of(raw, sql);
    EXPECT(n > 0);
    snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %lld", keys[table], tables[table],
             keys[table], (long long)roll((uint64_t)n));
    EXPECT_INT(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    int at = snprintf(where, size, "(%s) = (", keys[table]);
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        at += snprintf(where + at, size - (size_t)at, "%s%lld", i > 0 ? ", " : "",
                       (long long)sqlite3_column_int64(stmt, i));
    }
    snprintf(where + at, size - (size_t)at, ")");
    sqlite3_finalize(stmt);
}

/* One column of the row gets another value of its own type. The version of a derived day counts how often it was written, not what it says. */
static void alter(sqlite3 *raw, size_t table, const char *where, char *sql, size_t size)
{
    char query[512];
    sqlite3_stmt *stmt = NULL;
    snprintf(query, sizeof query, "SELECT * FROM %s WHERE %s", tables[table], where);
    EXPECT_INT(sqlite3_prepare_v2(raw, query, -1, &stmt, NULL), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    int columns = sqlite3_column_count(stmt) - (strcmp(tables[table], "attendance_day") == 0 ? 1 : 0);
    int column = (int)roll((uint64_t)columns);
    const char *name = sqlite3_column_name(stmt, column);
    int type = sqlite3_column_type(stmt, column);
    if (type == SQLITE_TEXT) {
        snprintf(sql, size, "UPDATE OR IGNORE %s SET %s = %s || 'x' WHERE %s", tables[table], name, name, where);
    } else if (type == SQLITE_BLOB) {
        int n = sqlite3_column_bytes(stmt, column);
        int at = (int)roll((uint64_t)n);
        unsigned byte = ((const unsigned char *)sqlite3_column_blob(stmt, column))[at] ^ (1u << roll(8));
        snprintf(sql, size,
                 "UPDATE OR IGNORE %s SET %s = CAST(substr(%s, 1, %d) || x'%02x' || substr(%s, %d) AS BLOB) WHERE %s",
                 tables[table], name, name, at, byte, name, at + 2, where);
    } else {
        snprintf(sql, size, "UPDATE OR IGNORE %s SET %s = COALESCE(%s, 0) + %lld WHERE %s", tables[table], name, name,
                 (long long)(roll(2) == 0 ? 1 : 1 + (int64_t)roll(100000)), where);
    }
    sqlite3_finalize(stmt);
}

static void swap_ids(size_t table, int64_t a, int64_t b, char *sql, size_t size)
{
    snprintf(sql, size,
             "UPDATE %s SET id = -1 WHERE id = %lld; UPDATE %s SET id = %lld WHERE id = %lld; UPDATE %s SET id = %lld "
             "WHERE id = -1",
             tables[table], (long long)a, tables[table], (long long)a, (long long)b, tables[table], (long long)b);
}

/* A row of the table again under a new name and number. */
static void add(size_t table, const char *where, char *sql, size_t size)
{
    static const char *const again[TABLES] = {
        "INSERT INTO tap SELECT 900, gateway_id, epoch, 900, 'forged', device_ms, received_ms, event_ms, clock_doubt, "
        "card_id, child_id, "
        "day, direction, said, verdict, payload, signature, uncertainty_ms FROM tap WHERE %s",
        "INSERT INTO tap_undone SELECT gateway_id, epoch, 901, 902 FROM tap_undone WHERE %s",
        "INSERT INTO correction SELECT 900, 'forged', child_id, day, kind, at_ms, tap_id, reason, account_id, "
        "recorded_ms, known_tap_id, voids_id "
        "FROM correction WHERE %s",
        "INSERT INTO absence SELECT 900, 'forged', child_id, from_day, to_day, kind, detail, expected_ms, account_id, "
        "created_ms, "
        "withdrawn_ms FROM absence WHERE %s",
        "INSERT INTO attendance_chain SELECT site_id, 900, 1, 900, hash FROM attendance_chain WHERE %s",
        "INSERT INTO attendance_day SELECT nursery_id, day - 7, child_id, place, arrived_ms, left_ms, flags, 1 FROM "
        "attendance_day WHERE %s "
        "AND place <> 0"};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(sql, size, again[table], where);
#pragma GCC diagnostic pop
}

/* Some harm, in words of SQL. */
static void harm(sqlite3 *raw, char *sql, size_t size)
{
    char where[256];
    size_t table = roll(TABLES);
    some_row(raw, table, where, sizeof where);
    switch (roll(5)) {
    case 0:
    case 1:
        alter(raw, table, where, sql, size);
        return;
    case 2:
        snprintf(sql, size, "DELETE FROM %s WHERE %s", tables[table], where);
        return;
    case 3:
        add(table, where, sql, size);
        return;
    case 4:
        table = roll(2) == 0 ? 0 : 2; /* touches or words of staff */
        swap_ids(table, 1 + (int64_t)roll(3), 1 + (int64_t)roll(3), sql, size);
        return;
    }
}

/* One of PARTS: a test has a minute, and under a sanitizer a harm takes a tenth of a second. */
static void harm_part(long part)
{
    struct nursery_world world;
    char sql[2048];
    const char *path = test_path("harmed.db");
    const char *times = getenv("MUTATIONS");
    const char *seed = getenv("SEED");
    long n = (times == NULL ? MUTATIONS : strtol(times, NULL, 10)) / PARTS;
    long done = 0;
    dice = seed == NULL ? 20261121 : (uint64_t)strtol(seed, NULL, 10) + 1;
    dice += (uint64_t)part * 1000003;
    harm_live_a_day(&world);
    nursery_close(&world);
    while (done < n) {
        sqlite3 *raw = harm_open_copy(&world, path);
        harm(raw, sql, sizeof sql);
        harm_say(raw, sql);
        int64_t changed = sqlite3_total_changes64(raw);
        sqlite3_close(raw);
        if (changed > 0 && strstr(sql, "SET id = 1 WHERE id = 1;") == NULL &&
            strstr(sql, "SET id = 2 WHERE id = 2;") == NULL &&
            strstr(sql, "SET id = 3 WHERE id = 3;") == NULL) { /* nothing was put in its own place */
            done++;
            if (harm_found(path) == 0) {
                print_error("not found: %s\n", sql);
                EXPECT(false);
            }
        }
        unlink(path);
    }
    print_message("%ld harms, all found\n", done);
}

TEST("random harms to attendance: every one is found, part 1 of 10")
{
    harm_part(0);
}

TEST("random harms to attendance: every one is found, part 2 of 10")
{
    harm_part(1);
}

TEST("random harms to attendance: every one is found, part 3 of 10")
{
    harm_part(2);
}

TEST("random harms to attendance: every one is found, part 4 of 10")
{
    harm_part(3);
}

TEST("random harms to attendance: every one is found, part 5 of 10")
{
    harm_part(4);
}

TEST("random harms to attendance: every one is found, part 6 of 10")
{
    harm_part(5);
}

TEST("random harms to attendance: every one is found, part 7 of 10")
{
    harm_part(6);
}

TEST("random harms to attendance: every one is found, part 8 of 10")
{
    harm_part(7);
}

TEST("random harms to attendance: every one is found, part 9 of 10")
{
    harm_part(8);
}

TEST("random harms to attendance: every one is found, part 10 of 10")
{
    harm_part(9);
}
