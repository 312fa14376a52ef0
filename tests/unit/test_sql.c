/* Every statement of the program: prepares against the migrated schema, names all its parameters, and scans no table that grows. */
#include "sql.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "store/migrate.h"
#include "support/test.h"

/* Small by nature (a municipality's sites, rules, holidays), or read from end to end on purpose by an operator's command. */
static const char *const may_scan[] = {"site", "policy", "nursery_policy", "holiday", "site_day", "gateway",
                                       "gateway_epoch", "meta", "account_role",
                                       /* lists that a statement makes of rows it found by an index, with a bound */
                                       "wide_reading", "any_reading"};
static const char *const whole_on_purpose[] = {
    "audit_last",         /* one row, from the end of the primary key */
    "idempotency_forget", /* five hundred rows, from its front */
    "session_walk",       /* bounded, once at the start */
    "agenda_next",        /* one row, from the front of the primary key */
    "audit_walk",         "chain_walk",          "chain_unlinked",    "chain_anchors",      "chain_spoken",
    "chain_said",         "reservation_recount", "reservation_count", "sick_queue_recount",
};

static sqlite3 *open_schema(void)
{
    struct migrate_report report;
    sqlite3 *db;
    EXPECT_OK(migrate_up(test_path("schema.db"), &report));
    EXPECT_INT(sqlite3_open(test_path("schema.db"), &db), SQLITE_OK);
    return db;
}

static bool in(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* The statement's own name: "file:line name" without the place. */
static const char *name_of(int i)
{
    const char *space = strrchr(sql_name[i], ' ');
    return space == NULL ? sql_name[i] : space + 1;
}

TEST("every statement prepares and names its parameters")
{
    sqlite3 *db = open_schema();
    for (int i = 0; i < SQL_COUNT; i++) {
        sqlite3_stmt *stmt = NULL;
        if (sqlite3_prepare_v2(db, sql_text[i], -1, &stmt, NULL) != SQLITE_OK) {
            print_error("%s: %s\n", sql_name[i], sqlite3_errmsg(db));
            EXPECT(false);
        }
        for (int p = 1; p <= sqlite3_bind_parameter_count(stmt); p++) {
            const char *parameter = sqlite3_bind_parameter_name(stmt, p);
            if (parameter == NULL || parameter[0] != ':') {
                print_error("%s: parameter %d has no name\n", sql_name[i], p);
                EXPECT(false);
            }
        }
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
}

/* "SCAN x" or "SCAN x USING …": the table or alias read from end to end; empty otherwise. */
static bool scans(const char *detail, char table[64])
{
    if (strncmp(detail, "SCAN ", 5) != 0) {
        return false;
    }
    size_t n = strcspn(detail + 5, " ");
    n = n < 63 ? n : 63;
    memcpy(table, detail + 5, n);
    table[n] = '\0';
    return strcmp(table, "CONSTANT") != 0;
}

/* The table an alias stands for: the word before it in the statement. */
static bool alias_of(const char *text, const char *alias, const char *table)
{
    char pair[160];
    snprintf(pair, sizeof pair, "%s %s", table, alias);
    return strstr(text, pair) != NULL;
}

static bool allowed(const char *text, const char *scanned)
{
    for (size_t i = 0; i < sizeof may_scan / sizeof may_scan[0]; i++) {
        if (strcmp(scanned, may_scan[i]) == 0 || alias_of(text, scanned, may_scan[i])) {
            return true;
        }
    }
    return false;
}

static int check_plan(sqlite3 *db, int i)
{
    char explain[8192];
    char table[64];
    int faults = 0;
    sqlite3_stmt *stmt = NULL;
    snprintf(explain, sizeof explain, "EXPLAIN QUERY PLAN %s", sql_text[i]);
    EXPECT_INT(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(stmt, 3);
        if (scans(detail, table) && !allowed(sql_text[i], table)) {
            print_error("%s: %s\n", sql_name[i], detail);
            faults++;
        }
    }
    sqlite3_finalize(stmt);
    return faults;
}

TEST("no statement scans a table that grows")
{
    sqlite3 *db = open_schema();
    int faults = 0;
    for (int i = 0; i < SQL_COUNT; i++) {
        bool verify = strncmp(name_of(i), "verify_", 7) ==
                      0; /* `tsubame verify` and the nightly self-check read everything */
        if (!verify && !in(name_of(i), whole_on_purpose, sizeof whole_on_purpose / sizeof whole_on_purpose[0])) {
            faults += check_plan(db, i);
        }
    }
    EXPECT_INT(faults, 0);
    sqlite3_close(db);
}

TEST("the walk over the plans sees a scan: a child found by its name is one")
{
    sqlite3 *db = open_schema();
    sqlite3_stmt *stmt = NULL;
    char table[64];
    bool found = false;
    EXPECT_INT(
        sqlite3_prepare_v2(db, "EXPLAIN QUERY PLAN SELECT id FROM child c WHERE c.name = :name", -1, &stmt, NULL),
        SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        found = found ||
                (scans((const char *)sqlite3_column_text(stmt, 3), table) && !allowed("SELECT id FROM child c", table));
    }
    EXPECT(found);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}
