/* See guarding.h. */
#include "support/guarding.h"

#include <sqlite3.h>
#include <stdio.h>

#include "actions/record_tap.h"
#include "base/clock.h"
#include "store/message_store.h"
#include "support/test.h"
#include "work/agenda_watch.h"
#include "work/missing_watch.h"

#include "base/banned.h"

int64_t guarding_count(const struct guarding *g, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt = NULL;
    EXPECT_INT(sqlite3_open(g->world.path, &db), SQLITE_OK);
    EXPECT_INT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    int rc = sqlite3_step(stmt);
    EXPECT(rc == SQLITE_ROW || rc == SQLITE_DONE);
    int64_t n = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

static void guarding_begin(struct guarding *g)
{
    EXPECT_OK(readers_open(g->world.path, 2, &g->readers));
    EXPECT_OK(missing_watch_open(g->world.lane, g->readers, &g->watch));
}

static void guarding_end(struct guarding *g)
{
    missing_watch_stop(g->watch);
    readers_close(g->readers);
}

/* An address for the family of each child, sealed as the real ones are. */
static void add_address(const struct guarding *g, int child)
{
    char id[16];
    char storage[96];
    char sql[512];
    unsigned char sealed[32 + SECRET_SEAL_OVERHEAD];
    char hex[2 * sizeof sealed + 1];
    struct buf about;
    snprintf(id, sizeof id, "k%d", child);
    secret_seal(g->world.keys->column, message_about(&about, storage, sizeof storage, id), "a@b.example", 11, sealed);
    str_hex(sealed, 11 + SECRET_SEAL_OVERHEAD, hex);
    snprintf(sql, sizeof sql,
             "INSERT INTO contact (public_id, household_id, account_id, channel, address, language, created_ms) "
             "VALUES ('%s', %d, %d, 1, x'%s', 'ja', 0)",
             id, child, child, hex);
    (void)guarding_count(g, sql);
}

void guarding_open(struct guarding *g, int children)
{
    nursery_open(&g->world, 1, children);
    for (int i = 1; i <= children; i++) {
        add_address(g, i);
    }
    guarding_begin(g);
}

void guarding_close(struct guarding *g)
{
    guarding_end(g);
    nursery_close(&g->world);
}

/* Killed and started again: the lane, the watch and the agenda anew on the same file. */
void guarding_restart(struct guarding *g)
{
    guarding_end(g);
    lane_stop(g->world.lane);
    EXPECT_OK(lane_start(g->world.path, g->world.keys, g->world.changes, &g->world.lane));
    guarding_begin(g);
}

void guarding_at(struct guarding *g, const char *when)
{
    clock_pin(nursery_at(when));
    EXPECT_OK(agenda_watch_look(g->world.lane));
    EXPECT_OK(missing_watch_look(g->watch));
}

void guarding_arrive(struct guarding *g, int child, int64_t seq, const char *when)
{
    struct record_tap out;
    struct tap tap = nursery_tap(&g->world, 1, seq, child, nursery_at(when));
    EXPECT_OK(nursery_record(&g->world, 1, &tap, tap.time_ms, &out));
}

int64_t guarding_open_alarms(const struct guarding *g, int kind)
{
    char sql[96];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM alarm WHERE state = 1 AND kind = %d", kind);
    return guarding_count(g, sql);
}

int64_t guarding_step(const struct guarding *g, int child)
{
    char sql[96];
    snprintf(sql, sizeof sql, "SELECT step FROM alarm WHERE child_id = %d ORDER BY id DESC", child);
    return guarding_count(g, sql);
}

/* Verbs as the door runs them. */
struct doing {
    enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg);
    struct caller caller;
    void *arg;
};

static enum err run_doing(struct tx *tx, void *arg)
{
    struct doing *doing = arg;
    return doing->verb(tx, &doing->caller, doing->arg);
}

enum err guarding_act(struct guarding *g, struct caller caller,
                      enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg), void *arg)
{
    struct doing doing = {verb, caller, arg};
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run_doing, .arg = &doing};
    return lane_do(g->world.lane, &job);
}

static char the_id[SECRET_PUBLIC_ID_TEXT];

/* Public id of the newest alarm of a kind. */
struct str guarding_newest(const struct guarding *g, int kind)
{
    sqlite3 *db;
    sqlite3_stmt *stmt = NULL;
    EXPECT_INT(sqlite3_open(g->world.path, &db), SQLITE_OK);
    EXPECT_INT(sqlite3_prepare_v2(db, "SELECT public_id FROM alarm WHERE kind = ? ORDER BY id DESC", -1, &stmt, NULL),
               SQLITE_OK);
    EXPECT_INT(sqlite3_bind_int(stmt, 1, kind), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    snprintf(the_id, sizeof the_id, "%s", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return str_of(the_id);
}
