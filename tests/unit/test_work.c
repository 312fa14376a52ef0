/* work/work.c: what happens by itself. */
#include "work/work.h"

#include "base/civil.h"
#include "base/clock.h"
#include "cli/data_dir.h"
#include "store/idempotency_store.h"
#include "store/session_store.h"
#include "support/database.h"
#include "support/test.h"

#include "base/banned.h"

#define NOW INT64_C(1795214030383)

static char failure[CLI_FAILURE_BYTES];

static void open_dir(struct data_dir *dir)
{
    secret_init();
    clock_pin(NOW);
    EXPECT(data_dir_create(dir, test_path("data"), failure));
    EXPECT(data_dir_start(dir, failure));
}

TEST("answers older than 48 hours and sessions that are over are forgotten, however many, and no others")
{
    struct data_dir dir;
    open_dir(&dir);
    database_change(
        dir.database,
        "INSERT INTO account (id, public_id, login, password_hash, name, language) VALUES (1, 'a', 'a', 'x', 'a', "
        "'ja');"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1700) INSERT INTO idempotency "
        "SELECT i, CAST(printf('%016d', i) AS BLOB), 1, 1, 'k' || i, x'00', 201, x'00', CASE WHEN i <= 1600 THEN "
        "1795041230382 ELSE 1795041230383 END "
        "FROM n;"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) INSERT INTO session "
        "SELECT CAST(printf('%032d', i) AS BLOB), 1, 0, 0, CASE WHEN i <= 1100 THEN 1795214030383 ELSE "
        "1795214030384 END FROM n;");
    EXPECT_OK(work_forget(dir.lane));
    EXPECT_INT(database_count(dir.database, "SELECT count(*) FROM idempotency"), 100);
    EXPECT_INT(database_count(dir.database, "SELECT count(*) FROM session"), 100);
    data_dir_close(&dir);
}

TEST("of what was refused only the newest hundred thousand stay")
{
    struct data_dir dir;
    open_dir(&dir);
    database_change(
        dir.database,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100050) INSERT INTO tap_refused "
        "SELECT i, i, 'g', 1, CAST(i AS BLOB), 1 FROM n");
    EXPECT_OK(work_forget(dir.lane));
    EXPECT_INT(database_count(dir.database, "SELECT count(*) FROM tap_refused"), 100000);
    EXPECT_INT(database_count(dir.database, "SELECT min(id) FROM tap_refused"), 51);
    data_dir_close(&dir);
}

TEST("the nightly count finds a waiting list whose number is wrong, and gives its reader back")
{
    struct data_dir dir;
    struct readers *readers;
    int64_t wrong = -1;
    open_dir(&dir);
    EXPECT_OK(readers_open(dir.database, 1, &readers));
    EXPECT_OK(work_self_check(readers, &wrong));
    EXPECT_INT(wrong, 0);
    database_change(dir.database,
                    "INSERT INTO site (id, public_id, kind, name) VALUES (2, 's01', 2, 's'); INSERT INTO sick_queue "
                    "VALUES (2, 20600, 'day', 0, 3)");
    EXPECT_OK(work_self_check(readers, &wrong));
    EXPECT_INT(wrong, 1);
    database_change(dir.database, "UPDATE sick_queue SET waiting = 0");
    EXPECT_OK(work_self_check(readers, &wrong));
    EXPECT_INT(wrong, 0);
    readers_close(readers);
    data_dir_close(&dir);
}

TEST("a night comes once: from half past three, not again on that day")
{
    int32_t day = civil_day_of_ms(NOW);
    EXPECT_NOT(work_night_due(civil_ms_at(day, 209), day - 1));
    EXPECT(work_night_due(civil_ms_at(day, 210), day - 1));
    EXPECT(work_night_due(civil_ms_at(day, 1439), day - 1));
    EXPECT_NOT(work_night_due(civil_ms_at(day, 1439), day));
}

TEST("the clock's thread ends at once when it is told to")
{
    struct data_dir dir;
    struct readers *readers;
    struct work *work;
    open_dir(&dir);
    EXPECT_OK(readers_open(dir.database, 1, &readers));
    EXPECT_OK(work_start(dir.lane, readers, &work));
    work_stop(work);
    EXPECT(test_ms() < 5000);
    readers_close(readers);
    data_dir_close(&dir);
}
