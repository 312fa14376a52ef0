/* store/verify_store.c: a count that no longer agrees is found. */
#include "store/verify_store.h"

#include <sqlite3.h>
#include <string.h>

#include "store/migrate.h"
#include "support/test.h"

#include "base/banned.h"

static char last[256];

static void note(void *arg, const char *sentence)
{
    (void)arg;
    EXPECT_OK(str_copy(str_of(sentence), last, sizeof last));
}

/* One nursery, one room of two places, one child; one place taken, one tap receipted. All is well. */
static const char town[] =
    "INSERT INTO site (id, public_id, kind, name) VALUES (1, 'n01', 1, 'n'), (2, 's01', 2, 's');"
    "INSERT INTO nursery_policy (site_id, valid_from_day, weekday_mask, opens_min, closes_min, cutoff_min, "
    "debounce_ms, "
    "lock_min, late_first_min, grace_min) VALUES (1, 0, 127, 450, 1110, 540, 10000, 30, 60, 15);"
    "INSERT INTO household (id, public_id) VALUES (1, 'h');"
    "INSERT INTO account (id, public_id, login, password_hash, name, language) VALUES (1, 'a', 'a', 'x', 'a', 'ja');"
    "INSERT INTO child (id, public_id, household_id, name, kana, birth_day, nursery_id, enrolled_from_day, "
    "planned_arrive_min, "
    "planned_leave_min) VALUES (1, 'c', 1, 'c', 'c', 19000, 1, 20000, 480, 1000);"
    "INSERT INTO sick_day (site_id, day, capacity, version) VALUES (2, 20600, 2, 1);"
    "INSERT INTO reservation (id, public_id, child_id, site_id, day, slot, segments, state, account_id, channel, "
    "condition, version, "
    "created_ms, changed_ms) VALUES (1, 'r', 1, 2, 20600, 'day', 1, 2, 1, 1, x'00', 1, 0, 0);"
    "INSERT INTO reservation_event (id, reservation_id, at_ms, from_state, to_state, account_id) VALUES (1, 1, 0, 0, "
    "2, 1);"
    "INSERT INTO gateway (id, site_id, name, epoch, sign_public, box_public, enrolled_ms) VALUES (1, 1, 'g', 1, "
    "zeroblob(32), "
    "zeroblob(32), 0);"
    "INSERT INTO gateway_epoch VALUES (1, 1, 0);";

struct world {
    sqlite3 *raw;
    struct db *db;
};

static void change(struct world *world, const char *sql)
{
    char *problem = NULL;
    int rc = sqlite3_exec(world->raw, sql, NULL, NULL, &problem);
    if (rc != SQLITE_OK) {
        print_error("%s\n", problem);
    }
    EXPECT_INT(rc, SQLITE_OK);
}

static void open_world(struct world *world)
{
    struct migrate_report report;
    EXPECT_OK(migrate_up(test_path("db"), &report));
    EXPECT_INT(sqlite3_open(test_path("db"), &world->raw), SQLITE_OK);
    change(world, "PRAGMA foreign_keys = ON");
    change(world, town);
    EXPECT_OK(db_open(test_path("db"), DB_READ, &world->db));
}

static void close_world(struct world *world)
{
    db_close(world->db);
    sqlite3_close(world->raw);
}

static int64_t wrong_in(struct world *world, enum err (*check)(struct db *db, struct verify *verify))
{
    struct verify verify = {.found = note};
    last[0] = '\0';
    EXPECT_OK(check(world->db, &verify));
    return verify.wrong;
}

TEST("where everything agrees nothing is found")
{
    struct world world;
    open_world(&world);
    EXPECT_INT(wrong_in(&world, verify_store_attendance), 0);
    EXPECT_INT(wrong_in(&world, verify_store_slots), 0);
    EXPECT_INT(wrong_in(&world, verify_store_history), 0);
    EXPECT_INT(wrong_in(&world, verify_store_receipts), 0);
    EXPECT_INT(wrong_in(&world, verify_store_audit), 0);
    EXPECT_INT(wrong_in(&world, verify_store_file), 0);
    close_world(&world);
}

TEST("a waiting list whose number is wrong and a room that holds too many are found")
{
    struct world world;
    open_world(&world);
    change(&world, "INSERT INTO sick_queue VALUES (2, 20600, 'day', 0, 1)");
    EXPECT_INT(wrong_in(&world, verify_store_slots), 1);
    change(&world,
           "UPDATE sick_queue SET waiting = 0; DROP TRIGGER sick_day_overfill; UPDATE sick_day SET capacity = 0");
    EXPECT_INT(wrong_in(&world, verify_store_slots), 1);
    EXPECT_NOT_NULL(strstr(last, "capacity 0, held 1"));
    close_world(&world);
}

TEST("a reservation whose history ends in another state is found")
{
    struct world world;
    open_world(&world);
    change(&world, "UPDATE reservation SET state = 7");
    EXPECT_INT(wrong_in(&world, verify_store_history), 1);
    close_world(&world);
}

TEST("a derived day that nothing stands behind, and one that is missing, are found")
{
    struct world world;
    open_world(&world);
    change(&world, "INSERT INTO attendance_day VALUES (1, 20600, 1, 1, 1779926400000, 0, 0, 1)");
    EXPECT_INT(wrong_in(&world, verify_store_attendance), 1);
    change(&world, "DELETE FROM attendance_day");
    change(
        &world,
        "INSERT INTO correction (id, public_id, child_id, day, kind, at_ms, tap_id, reason, account_id, recorded_ms, "
        "known_tap_id) VALUES (1, 'k', 1, 20600, 1, 1779926400000, NULL, 'r', 1, 1779926400000, 0)");
    EXPECT_INT(wrong_in(&world, verify_store_attendance), 1);
    EXPECT_NOT_NULL(strstr(last, "no day is kept"));
    close_world(&world);
}

TEST("a receipt for more than is stored is found")
{
    struct world world;
    open_world(&world);
    change(&world, "UPDATE gateway_epoch SET through = 1");
    EXPECT_INT(wrong_in(&world, verify_store_receipts), 1);
    EXPECT_NOT_NULL(strstr(last, "receipted through 1, but 0 are stored"));
    close_world(&world);
}

TEST("an audit line that was slipped in is found")
{
    struct world world;
    open_world(&world);
    change(&world, "INSERT INTO audit VALUES (1, 0, 0, 'x', 'y', 'z', zeroblob(32))");
    EXPECT_INT(wrong_in(&world, verify_store_audit), 1);
    close_world(&world);
}
