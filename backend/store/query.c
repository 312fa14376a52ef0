/* One statement at a time: bind by name, step, read. See db.h. */
#include <assert.h>
#include <sqlite3.h>

#include "store/db.h"
#include "store/db_handle.h"

#include "base/banned.h"

struct query query_begin(struct db *db, enum sql sql)
{
    assert((size_t)sql < SQL_COUNT);
    struct query q = {.db = db, .sql = sql, .err = OK};
    if (db->statements[sql] == NULL) {
        q.err = db_prepare(db, sql_text[sql], &db->statements[sql]);
    }
    q.stmt = db->statements[sql];
    return q;
}

void query_end(struct query *q)
{
    if (q->stmt != NULL) {
        sqlite3_reset(q->stmt);
        sqlite3_clear_bindings(q->stmt);
        q->stmt = NULL;
    }
}

/* The parameter's number; a name the statement does not have is a broken program. 0 when it could not be prepared. */
static int parameter(struct query *q, const char *name)
{
    if (q->stmt == NULL) {
        return 0;
    }
    int index = sqlite3_bind_parameter_index(q->stmt, name);
    assert(index > 0);
    return index;
}

static void bound(struct query *q, int rc)
{
    if (rc != SQLITE_OK && q->err == OK) {
        q->err = ERR_IO;
    }
}

void query_int(struct query *q, const char *name, int64_t value)
{
    int index = parameter(q, name);
    if (index > 0) {
        bound(q, sqlite3_bind_int64(q->stmt, index, value));
    }
}

void query_null(struct query *q, const char *name)
{
    int index = parameter(q, name);
    if (index > 0) {
        bound(q, sqlite3_bind_null(q->stmt, index));
    }
}

void query_int_or_null(struct query *q, const char *name, int64_t value)
{
    if (value != 0) {
        query_int(q, name, value);
    } else {
        query_null(q, name);
    }
}

void query_text(struct query *q, const char *name, struct str text)
{
    int index = parameter(q, name);
    if (index > 0) {
        bound(q, sqlite3_bind_text64(q->stmt, index, text.p, text.n, SQLITE_STATIC, SQLITE_UTF8));
    }
}

void query_blob(struct query *q, const char *name, const void *bytes, size_t n)
{
    int index = parameter(q, name);
    if (index > 0) {
        bound(q, sqlite3_bind_blob64(q->stmt, index, bytes, n, SQLITE_STATIC));
    }
}

bool query_row(struct query *q)
{
    if (q->err != OK) {
        return false;
    }
    if (db_fails_now(q->db)) {
        q->err = ERR_IO;
        return false;
    }
    int rc = sqlite3_step(q->stmt);
    if (rc == SQLITE_ROW) {
        return true;
    }
    if (rc != SQLITE_DONE) {
        q->err = (rc & 0xFF) == SQLITE_CONSTRAINT ? ERR_CONFLICT : ERR_IO;
    }
    return false;
}

enum err query_run(struct query *q)
{
    while (query_row(q)) {
    }
    return q->err;
}

enum err query_err(const struct query *q)
{
    return q->err;
}

enum err query_no_row(const struct query *q)
{
    return q->err != OK ? q->err : ERR_NOT_FOUND;
}

enum err query_run_one(struct query *q)
{
    enum err err = query_run(q);
    return err == OK && db_changed(q->db) != 1 ? ERR_CONFLICT : err;
}

int64_t query_col_int(const struct query *q, int column)
{
    assert(column < sqlite3_column_count(q->stmt));
    return sqlite3_column_int64(q->stmt, column);
}

struct str query_col_text(const struct query *q, int column)
{
    assert(column < sqlite3_column_count(q->stmt));
    const char *text = (const char *)sqlite3_column_text(q->stmt, column);
    return (struct str){text == NULL ? "" : text, (size_t)sqlite3_column_bytes(q->stmt, column)};
}

struct str query_col_blob(const struct query *q, int column)
{
    assert(column < sqlite3_column_count(q->stmt));
    const char *bytes = sqlite3_column_blob(q->stmt, column);
    return (struct str){bytes == NULL ? "" : bytes, (size_t)sqlite3_column_bytes(q->stmt, column)};
}

void query_col_copy(const struct query *q, int column, char *out, size_t max)
{
    enum err err = str_copy(query_col_text(q, column), out, max);
    assert(err == OK);
}
