/* Forward-only migrations. */
#include "store/migrate.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/disease.h"
#include "sql.h"
#include "store/policy_store.h"
#include "support/test.h"

static void execute(const char *path, const char *statement)
{
    sqlite3 *db;
    EXPECT_INT(sqlite3_open(path, &db), SQLITE_OK);
    EXPECT_INT(sqlite3_exec(db, statement, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

TEST("an empty file becomes today's version, a second run changes nothing")
{
    struct migrate_report report;
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
    EXPECT_INT(report.from, 0);
    EXPECT_INT(report.to, sql_migration[sql_migration_count - 1].number);
    EXPECT_STR(report.backup, "");
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
    EXPECT_INT(report.from, report.to);
}

TEST("a newer database is refused and left as it is")
{
    struct migrate_report report;
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
    execute(test_path("a.db"), "PRAGMA user_version = 9999");
    EXPECT_INT(migrate_up(test_path("a.db"), &report), ERR_CONFLICT);
    EXPECT_INT(report.from, 9999);
    EXPECT_INT(report.to, 9999);
}

TEST("a migration that fails leaves nothing of itself behind and says what SQLite said")
{
    struct migrate_report report;
    execute(test_path("a.db"), "CREATE TABLE site (id INTEGER)"); /* in the way of the first migration */
    EXPECT_INT(migrate_up(test_path("a.db"), &report), ERR_IO);
    EXPECT_INT(report.to, 0);
    EXPECT_NOT_NULL(strstr(report.failure, "site"));
    execute(test_path("a.db"), "DROP TABLE site");
    EXPECT_OK(migrate_up(test_path("a.db"), &report));
}

TEST("migrations are numbered without a gap")
{
    for (int i = 0; i < sql_migration_count; i++) {
        EXPECT_INT(sql_migration[i].number, i + 1);
    }
}

/* --- 0002: a town of the foundation keeps everything it had ---------------------------------------------------------- */

static int64_t ask(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    EXPECT_INT(sqlite3_open(path, &db), SQLITE_OK);
    EXPECT_INT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    EXPECT_INT(sqlite3_step(stmt), SQLITE_ROW);
    int64_t answer = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return answer;
}

/* A room with places, a waiting list and a past; the rules in columns. */
static const char foundation[] =
    "INSERT INTO site (id, public_id, kind, name) VALUES (1, 's01', 2, 'room');"
    "INSERT INTO sickroom_policy (site_id, valid_from_day, capacity, weekday_mask, opens_min, closes_min, open_basis, "
    "window_open_min, window_close_before, window_close_min, days_ahead, age_low_months, age_high, refused, max_days, "
    "waiting_max) "
    "VALUES (1, 18000, 4, 31, 510, 1080, 3, 1080, 0, 480, 0, 6, 2, 'MEA EKC', 7, 2);"
    "INSERT INTO household (id, public_id) VALUES (1, 'h');"
    "INSERT INTO account (id, public_id, login, password_hash, name, language) VALUES (1, 'a', 'a', 'x', 'a', 'ja');"
    "INSERT INTO child (id, public_id, household_id, name, kana, birth_day, enrolled_from_day, planned_arrive_min, "
    "planned_leave_min) VALUES (1, 'c', 1, 'c', 'c', 19000, 0, 500, 1000), (2, 'd', 1, 'd', 'd', 19000, 0, 500, 1000);"
    "INSERT INTO slot_day (site_id, day, slot, capacity, waiting) VALUES (1, 20600, 'day', 4, 1);"
    "INSERT INTO reservation (id, public_id, child_id, site_id, day, slot, state, reason, account_id, channel, "
    "condition, "
    "version, created_ms, changed_ms) VALUES (7, 'r7', 1, 1, 20600, 'day', 2, 0, 1, 1, x'01', 1, 11, 11), "
    "(8, 'r8', 2, 1, 20600, 'day', 3, 1, 1, 2, x'02', 3, 12, 13);"
    "INSERT INTO reservation_event (reservation_id, at_ms, from_state, to_state, account_id) VALUES (7, 11, 0, 2, 1), "
    "(8, 12, 0, 3, 1);";

TEST("0002 keeps every reservation, its history, its rank and the room's rules as a document")
{
    struct migrate_report report;
    const char *path = test_path("town.db");
    execute(path, sql_migration[0].text);
    execute(path, "PRAGMA user_version = 1");
    execute(path, foundation);
    EXPECT_OK(migrate_up(path, &report));
    EXPECT_INT(report.from, 1);
    EXPECT_INT(ask(path,
                   "SELECT count(*) FROM reservation WHERE (id, public_id, child_id, state, version, channel, "
                   "created_ms, queue_ms) IN (VALUES (7, 'r7', 1, 2, 1, 1, 11, 11), (8, 'r8', 2, 3, 3, 2, 12, 12))"),
               2);
    EXPECT_INT(ask(path, "SELECT hex(condition) FROM reservation WHERE id = 8"), 2);
    EXPECT_INT(ask(path, "SELECT count(*) FROM reservation_event"), 2);
    EXPECT_INT(ask(path, "SELECT capacity FROM sick_day WHERE site_id = 1 AND day = 20600"), 4);
    EXPECT_INT(ask(path, "SELECT sum(waiting) FROM sick_queue"), 1);
    EXPECT_INT(ask(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    EXPECT_INT(ask(path, "SELECT document ->> '$.places.licensed' FROM policy WHERE site_id = 1"), 4);
    EXPECT_INT(ask(path, "SELECT document ->> '$.registration.required' FROM policy WHERE site_id IS NULL"), 0);
}

TEST("0002: the rules that were columns are read as the same rules")
{
    struct migrate_report report;
    struct db *db;
    const struct policy *policy = NULL;
    const char *path = test_path("town.db");
    execute(path, sql_migration[0].text);
    execute(path, "PRAGMA user_version = 1");
    execute(path, foundation);
    EXPECT_OK(migrate_up(path, &report));
    EXPECT_OK(db_open(path, DB_READ, &db));
    EXPECT_OK(policy_on(db, 1, 20600, &policy));
    EXPECT_INT(policy->places.licensed, 4);
    EXPECT_INT(policy->hours[4].opens_min, 510);
    EXPECT_INT(policy->hours[5].opens_min, POLICY_NONE);
    EXPECT_INT(policy->eligibility.age_low_months, 6);
    EXPECT_INT(policy->acceptance.diseases[disease_find(STR("EKC"))].care, CARE_REFUSE);
    EXPECT_INT(policy->acceptance.diseases[disease_find(STR("COLD"))].care, CARE_ACCEPT);
    EXPECT_INT(policy->booking.windows[0].open_min, 1080);
    EXPECT_INT(policy->booking.max_days, 7);
    EXPECT_NOT(policy->registration.required);
    db_close(db);
}
