/* See room.h. */
#include "support/room.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "store/account_store.h"
#include "store/child_store.h"
#include "store/household_store.h"
#include "store/migrate.h"
#include "store/policy_store.h"
#include "store/site_store.h"
#include "support/test.h"

static void make_room(struct db *db, int number, int capacity)
{
    struct site site = {.kind = SITE_SICKROOM, .sick_type = SICK_ACUTE, .name = "Room", .phone = "03-0000-0000"};
    struct policy_sickroom policy = {
        .valid_from_day = 0,
        .capacity = capacity,
        .weekday_mask = 0x1F,
        .opens_min = 510,
        .closes_min = 1080,
        .open_basis = BASIS_ALWAYS,
        .window_close_min = 480,
        .days_ahead = 14,
        .age_low_months = 6,
        .age_high = LIMIT_SCHOOL_ENTRY,
        .refused = "MEA EKC",
        .max_days = 3,
        .waiting_max = 2,
    };
    snprintf(site.public_id, sizeof site.public_id, "r%d", number);
    EXPECT_OK(site_create(db, &site, &policy.site_id));
    EXPECT_OK(policy_sickroom_create(db, &policy));
}

static void make_child(struct db *db, int number)
{
    char id[33];
    int64_t account_id;
    int64_t child_id;
    struct account account = {.name = "Guardian", .language = "ja", .password_hash = "none"};
    struct child child = {.name = "Child", .kana = "child", .birth_day = 19509, .enrolled_from_day = 0};
    snprintf(id, sizeof id, "h%d", number);
    EXPECT_OK(household_create(db, id, &child.household_id));
    account.household_id = child.household_id;
    snprintf(account.public_id, sizeof account.public_id, "a%d", number);
    snprintf(account.login, sizeof account.login, "parent%d", number);
    EXPECT_OK(account_create(db, &account, &account_id));
    EXPECT_INT(account_id, number);
    EXPECT_OK(account_grant(db, account_id, ROLE_GUARDIAN, 0, ""));
    snprintf(child.public_id, sizeof child.public_id, "c%d", number);
    EXPECT_OK(child_create(db, &child, &child_id));
    EXPECT_OK(account_guard(db, account_id, child_id, RIGHTS_EVERYTHING));
}

void room_open(struct room_world *world, int rooms, int capacity, int children)
{
    struct migrate_report report;
    struct db *db;
    secret_init();
    clock_pin(ROOM_NOON - 86400000);
    world->path = test_path("town.db");
    EXPECT_OK(migrate_up(world->path, &report));
    EXPECT_OK(db_open(world->path, DB_WRITE, &db));
    EXPECT_OK(db_begin(db));
    for (int i = 1; i <= rooms; i++) {
        make_room(db, i, capacity);
    }
    for (int i = 1; i <= children; i++) {
        make_child(db, i);
    }
    EXPECT_OK(db_commit(db));
    db_close(db);
    EXPECT_OK(keys_create(test_path("keys")));
    EXPECT_OK(keys_load(test_path("keys"), &world->keys));
    world->changes = changes_open();
    EXPECT_OK(lane_start(world->path, world->keys, world->changes, &world->lane));
}

void room_close(struct room_world *world)
{
    lane_stop(world->lane);
    changes_close(world->changes);
    keys_close(world->keys);
}

struct caller room_caller(int i)
{
    return (struct caller){.account_id = i, .household_id = i, .roles = ROLE_BIT(ROLE_GUARDIAN)};
}
