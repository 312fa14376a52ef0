/* See harm.h. */
#include "support/harm.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "actions/anchor_attendance.h"
#include "actions/correct_attendance.h"
#include "actions/record_tap.h"
#include "actions/report_absence.h"
#include "actions/withdraw_absence.h"
#include "base/clock.h"
#include "store/chain_store.h"
#include "store/signature_verify.h"
#include "support/test.h"

#include "base/banned.h"

enum { CHILDREN = 12 };

/* --- the day ------------------------------------------------------------------------------------------------------------- */

struct call {
    struct caller caller;
    enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg);
    void *ask;
};

static enum err run(struct tx *tx, void *arg)
{
    struct call *call = arg;
    return call->verb(tx, &call->caller, call->ask);
}

static void act(struct nursery_world *world, struct caller caller,
                enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg), void *ask)
{
    struct call call = {caller, verb, ask};
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run, .arg = &call};
    EXPECT_OK(lane_do(world->lane, &job));
}

static void touch(struct nursery_world *world, int gateway, int64_t seq, int child, const char *when)
{
    struct record_tap out;
    struct tap tap = nursery_tap(world, gateway, seq, child, nursery_at(when));
    EXPECT_OK(nursery_record(world, gateway, &tap, tap.time_ms + 20, &out));
    EXPECT_INT(out.outcome, RECORD_TAP_NEW);
}

static void take_back(struct nursery_world *world, int64_t seq, int64_t undoes, int child)
{
    struct record_tap out;
    struct tap tap = nursery_tap(world, 1, seq, child, nursery_at("08:30"));
    tap.undoes = undoes;
    tap.direction = TAP_UNDO;
    EXPECT_OK(nursery_record(world, 1, &tap, tap.time_ms + 20, &out));
}

static void correct(struct nursery_world *world, const char *child, const char *when)
{
    struct correct_attendance ask = {.seen_version = CORRECT_ANY_VERSION,
                                     .site = STR("n1"),
                                     .child = str_of(child),
                                     .day = NURSERY_DAY,
                                     .kind = CORRECTION_ARRIVE,
                                     .at_ms = nursery_at(when),
                                     .reason = STR("forgot the card")};
    act(world, nursery_head(world, 1), correct_attendance, &ask);
    EXPECT_INT(ask.outcome, CORRECT_DONE);
}

static void report(struct nursery_world *world, int child, bool withdraw)
{
    char id[8];
    snprintf(id, sizeof id, "c%d", child);
    struct report_absence ask = {
        .child = str_of(id), .from_day = NURSERY_DAY, .to_day = NURSERY_DAY, .kind = ABSENCE_SICK};
    act(world, nursery_guardian(world, child), report_absence, &ask);
    EXPECT_INT(ask.outcome, REPORT_DONE);
    struct withdraw_absence back = {.child = str_of(id), .absence = str_of(ask.id)};
    if (withdraw) {
        act(world, nursery_guardian(world, child), withdraw_absence, &back);
    }
}

static void anchor(struct nursery_world *world)
{
    bool more = true;
    struct lane_job job = {.priority = LANE_REST, .run = anchor_attendance, .arg = &more};
    EXPECT_OK(lane_do(world->lane, &job));
    EXPECT(!more);
}

void harm_live_a_day(struct nursery_world *world)
{
    nursery_open(world, 2, CHILDREN);
    for (int child = 1; child <= CHILDREN - 2; child++) {
        touch(world, child % 2 == 1 ? 1 : 3, (child + 1) / 2, child, "08:12");
    }
    take_back(world, 6, 5, 9);
    clock_pin(nursery_at("09:30"));
    correct(world, "c9", "08:40");
    report(world, CHILDREN - 1, false);
    report(world, CHILDREN, true);
    anchor(world);
    clock_pin(nursery_at("18:00"));
    for (int child = 1; child <= CHILDREN - 4; child += 2) {
        touch(world, 2, (child + 1) / 2, child, "17:40");
    }
    correct(world, "c1", "08:10");
    correct(world, "c3", "08:11");
    report(world, 2, true);
}

/* --- looking ------------------------------------------------------------------------------------------------------------- */

static char first_found[256];

const char *harm_first_found(void)
{
    return first_found;
}

static void note(void *arg, const char *sentence)
{
    (void)arg;
    if (first_found[0] == '\0') {
        snprintf(first_found, sizeof first_found, "%s", sentence);
    }
}

int64_t harm_found(const char *path)
{
    static enum err (*const checks[])(struct db *, struct verify *) = {
        chain_verify,       signature_verify,        verify_store_file,
        verify_store_audit, verify_store_attendance, verify_store_receipts};
    struct db *db;
    struct verify verify = {.found = note};
    first_found[0] = '\0';
    EXPECT_OK(db_open(path, DB_READ, &db));
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        EXPECT_OK(checks[i](db, &verify));
    }
    db_close(db);
    return verify.wrong;
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[4 * 1024 * 1024];
    FILE *in = fopen(from, "rb");
    EXPECT_NOT_NULL(in);
    size_t n = fread(bytes, 1, sizeof bytes, in);
    EXPECT(n < sizeof bytes);
    EXPECT_INT(fclose(in), 0);
    FILE *out = fopen(to, "wb");
    EXPECT_NOT_NULL(out);
    EXPECT_INT(fwrite(bytes, 1, n, out), n);
    EXPECT_INT(fclose(out), 0);
}

void harm_say(sqlite3 *raw, const char *sql)
{
    char *problem = NULL;
    if (sqlite3_exec(raw, sql, NULL, NULL, &problem) != SQLITE_OK) {
        print_error("%s: %s\n", sql, problem);
        EXPECT(false);
    }
}

/* Made once: what a copy would otherwise do again each time. */
static void make_bare(const struct nursery_world *world, const char *path)
{
    sqlite3 *raw;
    copy_file(world->path, path);
    EXPECT_INT(sqlite3_open(path, &raw), SQLITE_OK);
    harm_say(raw,
             "PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE; BEGIN;"
             "DROP TRIGGER tap_fixed; DROP TRIGGER tap_kept; DROP TRIGGER tap_child_fixed; DROP TRIGGER tap_child_kept;"
             "DROP TRIGGER tap_undone_fixed; DROP TRIGGER tap_undone_kept; DROP TRIGGER correction_fixed;"
             "DROP TRIGGER correction_kept; DROP TRIGGER attendance_chain_fixed; DROP TRIGGER attendance_chain_kept;"
             "DROP TRIGGER audit_fixed; DROP TRIGGER audit_kept; COMMIT");
    EXPECT_INT(sqlite3_close(raw), SQLITE_OK);
}

sqlite3 *harm_open_copy(const struct nursery_world *world, const char *path)
{
    static bool made;
    char bare[256];
    sqlite3 *raw;
    snprintf(bare, sizeof bare, "%s.bare", world->path);
    if (!made) {
        make_bare(world, bare);
        made = true;
    }
    copy_file(bare, path);
    EXPECT_INT(sqlite3_open(path, &raw), SQLITE_OK);
    harm_say(raw, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;");
    return raw;
}
