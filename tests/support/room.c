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

void room_load(struct db *db, const char *room, const char *rules)
{
    struct site site;
    struct policy policy;
    struct policy_head head;
    struct json_faults faults;
    char document[POLICY_DOCUMENT_BYTES_MAX];
    int n = snprintf(document, sizeof document,
                     "{\"policy\":\"sick_room\",\"site\":\"%s\",\"valid_from\":\"1970-01-01\"%s%s}", room,
                     rules[0] == '\0' ? "" : ",", rules);
    EXPECT(n > 0 && n < (int)sizeof document);
    policy_init(&policy);
    faults.n = 0;
    enum err err = policy_decode(str_of(document), &policy, &head, &faults);
    if (err == OK) {
        policy_check(&policy, &faults);
    }
    if (faults.n > 0) {
        printf("%s %s\n", faults.list[0].pointer, faults.list[0].code);
    }
    EXPECT_INT(faults.n, 0);
    EXPECT_OK(site_by_public_id(db, str_of(room), &site));
    EXPECT_OK(policy_add(db, &(struct policy_new){.site_id = site.id, .document = str_of(document)}));
}

void room_rules(struct room_world *world, const char *room, const char *rules)
{
    struct db *db;
    char text[POLICY_DOCUMENT_BYTES_MAX];
    EXPECT_OK(str_copy(str_of(rules), text, sizeof text));
    for (char *p = text; *p != '\0'; p++) {
        *p = *p == '\'' ? '"' : *p;
    }
    EXPECT_OK(db_open(world->path, DB_WRITE, &db));
    EXPECT_OK(db_begin(db));
    room_load(db, room, text);
    EXPECT_OK(db_commit(db));
    db_close(db);
}

struct caller room_nurse(struct room_world *world, int room)
{
    struct db *db;
    struct site site;
    char id[33];
    struct caller caller = {.roles = ROLE_BIT(ROLE_NURSE)};
    struct account account = {.name = "Nurse", .language = "ja", .password_hash = "none"};
    snprintf(id, sizeof id, "r%d", room);
    snprintf(account.public_id, sizeof account.public_id, "nurse%d", room);
    snprintf(account.login, sizeof account.login, "nurse%d", room);
    EXPECT_OK(db_open(world->path, DB_WRITE, &db));
    EXPECT_OK(db_begin(db));
    EXPECT_OK(site_by_public_id(db, str_of(id), &site));
    EXPECT_OK(account_create(db, &account, &caller.account_id));
    EXPECT_OK(account_grant(db, caller.account_id, ROLE_NURSE, site.id, ""));
    EXPECT_OK(db_commit(db));
    db_close(db);
    caller.grants[0] = (struct access_grant){.role = ROLE_NURSE, .site_id = site.id};
    caller.grants_n = 1;
    return caller;
}

static void make_room(struct db *db, int number, int capacity)
{
    int64_t id;
    char rules[2048];
    struct site site = {.kind = SITE_SICKROOM, .sick_type = SICK_ACUTE, .name = "Room", .phone = "03-0000-0000"};
    snprintf(site.public_id, sizeof site.public_id, "r%d", number);
    snprintf(rules, sizeof rules,
             "\"registration\":{\"required\":false},\"places\":{\"licensed\":%d},"
             "\"staffing\":{\"children_per_nurse\":0,\"children_per_teacher\":0},"
             "\"rooms\":[{\"id\":\"g\",\"places\":%d},{\"id\":\"a\",\"places\":1,\"isolation\":true}],"
             "\"acceptance\":{\"diseases\":[{\"codes\":[\"MEA\",\"EKC\"],\"care\":\"refuse\"},"
             "{\"codes\":[\"FLU_A\",\"VAR\"],\"care\":\"isolate\"}]},"
             "\"booking\":{\"windows\":[{\"opens\":{\"basis\":\"always\",\"days\":14},\"closes\":{\"on\":\"day_of_"
             "use\",\"at\":\"08:00\"}}],"
             "\"max_days\":3,\"waiting_max\":2},\"note\":{\"needed\":\"none\"},\"waiting\":{\"offer_min\":0}",
             capacity, capacity);
    EXPECT_OK(site_create(db, &site, &id));
    room_load(db, site.public_id, rules);
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
    room_open_as(world, "town", rooms, capacity, children);
}

void room_open_as(struct room_world *world, const char *name, int rooms, int capacity, int children)
{
    char file[64];
    char keys[64];
    struct migrate_report report;
    struct db *db;
    secret_init();
    clock_pin(ROOM_NOON - 86400000);
    snprintf(file, sizeof file, "%s.db", name);
    snprintf(keys, sizeof keys, "%s.keys", name);
    world->path = test_path(file);
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
    EXPECT_OK(keys_create(test_path(keys)));
    EXPECT_OK(keys_load(test_path(keys), &world->keys));
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
