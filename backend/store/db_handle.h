/* What db.c, query.c and policy_store.c share of a connection; nobody else includes this. */
#pragma once

#include <sqlite3.h>

#include "store/db.h"

struct db_policies; /* decoded policy documents: policy_store.c */

struct db {
    sqlite3 *handle;
    enum db_mode mode;
    int64_t fail_in; /* steps until the injected failure; 0 = never */
    int log_pages;
    sqlite3_stmt *statements[SQL_COUNT];
    sqlite3_stmt *begin;
    sqlite3_stmt *commit;
    sqlite3_stmt *savepoint;
    sqlite3_stmt *release;
    sqlite3_stmt *undo;
    struct db_policies *policies; /* NULL until one is asked for */
};

/* ERR_IO when SQLite refuses the text. */
enum err db_prepare(struct db *db, const char *text, sqlite3_stmt **ret) NODISCARD;
/* NULL is fine. */
void db_policies_close(struct db_policies *policies);
/* The injected failure of db_fail_step: true exactly once, when its count is reached. */
bool db_fails_now(struct db *db);
