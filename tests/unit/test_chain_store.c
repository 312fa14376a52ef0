/* store/chain_store.c: what is done to attendance behind the program's back is found and said in words. */
#include "store/chain_store.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/signature_verify.h"
#include "support/harm.h"
#include "support/test.h"

#include "base/banned.h"

static int64_t wrong_after(const struct nursery_world *world, const char *sql)
{
    const char *path = test_path("copy.db");
    sqlite3 *raw = harm_open_copy(world, path);
    harm_say(raw, sql);
    sqlite3_close(raw);
    int64_t wrong = harm_found(path);
    unlink(path);
    return wrong;
}

static const struct {
    const char *what;
    const char *sql;
    const char *says;
} harms[] = {
    {"a touch's time", "UPDATE tap SET event_ms = event_ms + 60000 WHERE id = 3", "touch 3 was altered"},
    {"a touch is gone", "DELETE FROM tap WHERE id = 3", "touch 3 is missing"},
    {"a touch and its entry are gone",
     "DELETE FROM tap WHERE id = 3; DELETE FROM attendance_chain WHERE kind = 1 AND row_id = 3",
     "entries 2 to 2 of its attendance are missing"},
    {"two touches change places",
     "UPDATE tap SET id = 1003 WHERE id = 3; UPDATE tap SET id = 3 WHERE id = 5; UPDATE tap SET id = 5 WHERE id = 1003",
     "reordered; touch 3 stands where 5 belongs"},
    {"two entries change places",
     "UPDATE attendance_chain SET row_id = 1003 WHERE kind = 1 AND row_id = 3; UPDATE attendance_chain SET row_id = 3 "
     "WHERE kind = 1 "
     "AND row_id = 5; UPDATE attendance_chain SET row_id = 5 WHERE kind = 1 AND row_id = 1003",
     "reordered; touch 5 stands where 3 belongs"},
    {"a touch is put in",
     "INSERT INTO tap SELECT 900, gateway_id, epoch, 900, 'forged', device_ms, received_ms, event_ms, clock_doubt, "
     "card_id, child_id, day, "
     "direction, said, verdict, payload, signature, uncertainty_ms FROM tap WHERE id = 1",
     "touch 900 was added"},
    {"a correction's reason", "UPDATE correction SET reason = 'another' WHERE id = 1", "correction 1 was altered"},
    {"a report's kind", "UPDATE absence SET kind = 3 WHERE id = 1", "report 1 was altered"},
    {"a withdrawal is taken back", "UPDATE absence SET withdrawn_ms = NULL WHERE id = 2", "withdrawal 2 is missing"},
    {"a report is withdrawn", "UPDATE absence SET withdrawn_ms = 5 WHERE id = 1", "withdrawal 1 was added"},
    {"a touch taken back counts again", "DELETE FROM tap_undone", "touch taken back"},
    {"a second child of a touch", "INSERT INTO tap_child VALUES (3, 20514, 1)", "touch 1 was altered"},
    {"the end is cut off behind the last anchor",
     "DELETE FROM correction WHERE id = 3; DELETE FROM attendance_chain WHERE kind = 3 AND row_id = 3", "is missing"},
    {"the end is cut off before the last anchor",
     "DELETE FROM attendance_chain WHERE site_id = 1 AND seq >= (SELECT MAX(seq) - 9 FROM attendance_chain WHERE "
     "site_id = 1)",
     "its end is missing"},
    {"the audit no longer holds a head", "DELETE FROM audit WHERE action = 'anchor_attendance'",
     "does not fit the chain"},
};

TEST("R-ATT-01, R-ATT-11: what was done to attendance behind the program's back is found and named")
{
    struct nursery_world world;
    char said[4096];
    harm_live_a_day(&world);
    nursery_close(&world);
    EXPECT_INT(wrong_after(&world, "SELECT 1"), 0);
    for (size_t i = 0; i < sizeof harms / sizeof harms[0]; i++) {
        int64_t wrong = wrong_after(&world, harms[i].sql);
        snprintf(said, sizeof said, "%s: %s", harms[i].what, harm_first_found());
        print_message("%s\n", said);
        EXPECT(wrong > 0);
        EXPECT_NOT_NULL(strstr(said, harms[i].says));
    }
}

/* Whoever knows the rule can write the whole chain anew; the audit holds the heads as they were. */
TEST("a chain that was written anew after a row was altered is found by the head that the audit holds")
{
    struct nursery_world world;
    struct db *db;
    const char *path = test_path("anew.db");
    harm_live_a_day(&world);
    nursery_close(&world);
    sqlite3 *raw = harm_open_copy(&world, path);
    harm_say(raw, "CREATE TABLE old AS SELECT kind, row_id FROM attendance_chain ORDER BY site_id, seq; DELETE FROM "
                  "attendance_chain;"
                  "UPDATE correction SET at_ms = at_ms - 60000 WHERE id = 1");
    sqlite3_stmt *stmt = NULL;
    EXPECT_OK(db_open(path, DB_WRITE, &db));
    EXPECT_INT(sqlite3_prepare_v2(raw, "SELECT kind, row_id FROM old", -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        EXPECT_OK(chain_append(db, (enum chain_kind)sqlite3_column_int(stmt, 0), sqlite3_column_int64(stmt, 1)));
    }
    sqlite3_finalize(stmt);
    sqlite3_close(raw);
    db_close(db);
    EXPECT(harm_found(path) > 0);
    EXPECT_NOT_NULL(strstr(harm_first_found(), "another than the one that the audit holds"));
}

static char first_found[256];

static void note(void *arg, const char *sentence)
{
    (void)arg;
    if (first_found[0] == '\0') {
        snprintf(first_found, sizeof first_found, "%s", sentence);
    }
}

/* The whole chain again, and the audit says nothing of heads: whoever owns the file can do that. */
static int64_t rebuilt_after(const struct nursery_world *world, const char *sql)
{
    struct db *db;
    const char *path = test_path("forged.db");
    sqlite3 *raw = harm_open_copy(world, path);
    harm_say(raw, sql);
    harm_say(raw, "CREATE TABLE old AS SELECT kind, row_id FROM attendance_chain ORDER BY site_id, seq; DELETE FROM "
                  "attendance_chain; DELETE FROM audit WHERE action = 'anchor_attendance'; DELETE FROM attendance_day");
    sqlite3_stmt *stmt = NULL;
    struct verify verify = {.found = note};
    first_found[0] = '\0';
    EXPECT_OK(db_open(path, DB_WRITE, &db));
    EXPECT_INT(sqlite3_prepare_v2(raw, "SELECT kind, row_id FROM old", -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        EXPECT_OK(chain_append(db, (enum chain_kind)sqlite3_column_int(stmt, 0), sqlite3_column_int64(stmt, 1)));
    }
    sqlite3_finalize(stmt);
    sqlite3_close(raw);
    EXPECT_OK(chain_verify(db, &verify));
    EXPECT_INT(verify.wrong, 0); /* the chain alone is right */
    EXPECT_OK(signature_verify(db, &verify));
    db_close(db);
    unlink(path);
    return verify.wrong;
}

TEST("R-ATT-01: a forged touch with a right chain is found by the entrance's signature, also under a key that is over")
{
    static const struct {
        const char *what;
        const char *sql;
        int64_t wrong;
        const char *says;
    } rows[] = {
        {"nothing was done", "SELECT 1", 0, ""},
        {"an hour earlier in row and bytes",
         "UPDATE tap SET payload = CAST(replace(CAST(payload AS TEXT), 'T08:12', 'T07:12') AS BLOB), event_ms = "
         "event_ms - 3600000, device_ms = device_ms - 3600000 WHERE id = 1",
         1, "touch 1 was not signed by entrance n1-a"},
        {"an hour earlier in the row alone", "UPDATE tap SET device_ms = device_ms - 3600000 WHERE id = 2", 1,
         "touch 2 says something else"},
        {"a leave instead of a touch", "UPDATE tap SET direction = 2 WHERE id = 2", 1, "touch 2 says something else"},
        {"another's card", "UPDATE tap SET card_id = 5 WHERE id = 2", 1, "touch 2 says something else"},
        {"more doubt than the box said", "UPDATE tap SET uncertainty_ms = 60000 WHERE id = 3", 1,
         "touch 3 says something else"},
        {"another entrance's touch", "UPDATE tap SET gateway_id = 4 WHERE id = 2", 1, "touch 2 was not signed by"},
        {"signed with a key of one's own", "UPDATE tap SET signature = zeroblob(64) WHERE id = 4", 1,
         "touch 4 was not signed by"},
        {"the entrance was revoked since", "UPDATE gateway SET revoked_ms = 5", 0, ""},
        {"it was enrolled again with another key",
         "UPDATE gateway SET epoch = 2, sign_public = zeroblob(32); INSERT INTO gateway_key SELECT id, 2, site_id, "
         "zeroblob(32) FROM gateway",
         0, ""},
        {"its key is not known any more", "DROP TRIGGER gateway_key_kept; DELETE FROM gateway_key WHERE gateway_id = 3",
         5, "was not signed by entrance n2-a"},
    };
    struct nursery_world world;
    harm_live_a_day(&world);
    nursery_close(&world);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("%s\n", rows[i].what);
        EXPECT_INT(rebuilt_after(&world, rows[i].sql), rows[i].wrong);
        EXPECT_NOT_NULL(strstr(first_found, rows[i].says));
    }
}
