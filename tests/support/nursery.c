/* See nursery.h. */
#include "support/nursery.h"

#include <stdio.h>
#include <string.h>

#include "actions/record_tap.h"
#include "base/civil.h"
#include "base/clock.h"
#include "store/account_store.h"
#include "store/card_store.h"
#include "store/child_store.h"
#include "store/gateway_store.h"
#include "store/household_store.h"
#include "store/migrate.h"
#include "store/policy_store.h"
#include "store/site_store.h"
#include "support/test.h"

int64_t nursery_at(const char *text)
{
    int32_t minute = 0;
    int64_t second = 0;
    EXPECT_OK(civil_parse_minute((struct str){text, 5}, &minute));
    if (text[5] != '\0') {
        EXPECT_OK(str_int((struct str){text + 6, 2}, 0, 59, &second));
    }
    return civil_ms_at(NURSERY_DAY, minute) + second * 1000;
}

void nursery_card(int child, unsigned char hash[SECRET_CARD_HASH_BYTES])
{
    memset(hash, 0xC0, SECRET_CARD_HASH_BYTES);
    memcpy(hash, &child, sizeof child);
}

void nursery_gateway_seed(int gateway, unsigned char seed[SECRET_SIGN_SEED_BYTES])
{
    memset(seed, 0x5E, SECRET_SIGN_SEED_BYTES);
    memcpy(seed, &gateway, sizeof gateway);
}

static void make_gateway(struct nursery_world *world, struct db *db, int nursery, int number)
{
    unsigned char seed[SECRET_SIGN_SEED_BYTES];
    unsigned char secret[SECRET_SIGN_SECRET_BYTES];
    unsigned char box_secret[SECRET_BOX_SECRET_BYTES];
    int id = (nursery - 1) * NURSERY_ENTRANCES + number;
    struct gateway gateway = {.site_id = nursery, .enrolled_ms = 1};
    snprintf(gateway.name, sizeof gateway.name, "n%d-%c", nursery, 'a' + number - 1);
    nursery_gateway_seed(id, seed);
    secret_sign_keys(seed, gateway.sign_public, secret);
    secret_box_keys(gateway.box_public, box_secret);
    EXPECT_OK(gateway_enrol(db, &gateway));
    EXPECT_INT(gateway.id, id);
    if (id <= NURSERY_GATEWAYS_MAX) {
        memcpy(world->box_public[id - 1], gateway.box_public, sizeof gateway.box_public);
        memcpy(world->box_secret[id - 1], box_secret, sizeof box_secret);
    }
}

static void make_nursery(struct nursery_world *world, struct db *db, int number)
{
    struct site site = {.kind = SITE_NURSERY, .name = "Nursery"};
    struct house_rules rules;
    int64_t site_id;
    house_rules_init(&rules);
    snprintf(site.public_id, sizeof site.public_id, "n%d", number);
    EXPECT_OK(site_create(db, &site, &site_id));
    EXPECT_INT(site_id, number);
    EXPECT_OK(policy_nursery_create(db, site_id, 0, &rules));
    for (int i = 1; i <= NURSERY_ENTRANCES; i++) {
        make_gateway(world, db, number, i);
    }
}

static int64_t make_account(struct db *db, int number, int64_t household_id)
{
    int64_t id;
    struct account account = {
        .name = "Somebody", .language = "ja", .password_hash = "none", .household_id = household_id};
    snprintf(account.public_id, sizeof account.public_id, "a%d", number);
    snprintf(account.login, sizeof account.login, "login%d", number);
    EXPECT_OK(account_create(db, &account, &id));
    EXPECT_INT(id, number);
    return id;
}

static void make_child(struct db *db, int number, int nurseries)
{
    char id[33];
    int64_t child_id;
    int64_t card_id;
    struct card card = {.issued_ms = 1};
    struct child child = {.name = "Child", .birth_day = 19509, .planned_arrive_min = 510, .planned_leave_min = 1020};
    snprintf(id, sizeof id, "h%d", number);
    EXPECT_OK(household_create(db, id, &child.household_id));
    child.nursery_id = (number - 1) % nurseries + 1;
    snprintf(child.public_id, sizeof child.public_id, "c%d", number);
    snprintf(child.kana, sizeof child.kana, "kana%05d", number);
    snprintf(child.class_name, sizeof child.class_name, "%s", (number - 1) / nurseries % 2 == 0 ? "a" : "b");
    EXPECT_OK(child_create(db, &child, &child_id));
    EXPECT_INT(child_id, number);
    EXPECT_OK(account_grant(db, make_account(db, number, child.household_id), ROLE_GUARDIAN, 0, ""));
    EXPECT_OK(account_guard(db, number, child_id, RIGHTS_EVERYTHING));
    card.child_id = child_id;
    nursery_card(number, card.hash);
    snprintf(card.public_id, sizeof card.public_id, "k%d", number);
    EXPECT_OK(card_create(db, &card, &card_id));
}

static void fill(struct nursery_world *world)
{
    struct db *db;
    EXPECT_OK(db_open(world->path, DB_WRITE, &db));
    EXPECT_OK(db_begin(db));
    for (int i = 1; i <= world->nurseries; i++) {
        make_nursery(world, db, i);
    }
    for (int i = 1; i <= world->children; i++) {
        make_child(db, i, world->nurseries);
    }
    for (int i = 1; i <= world->nurseries; i++) {
        int teacher = world->children + 2 * i - 1;
        EXPECT_OK(account_grant(db, make_account(db, teacher, 0), ROLE_TEACHER, i, "a"));
        EXPECT_OK(account_grant(db, make_account(db, teacher + 1, 0), ROLE_HEAD, i, ""));
    }
    EXPECT_OK(db_commit(db));
    db_close(db);
}

void nursery_open(struct nursery_world *world, int nurseries, int children)
{
    struct migrate_report report;
    secret_init();
    *world = (struct nursery_world){.path = test_path("town.db"), .nurseries = nurseries, .children = children};
    clock_pin(nursery_at("08:00"));
    EXPECT_OK(migrate_up(world->path, &report));
    fill(world);
    EXPECT_OK(keys_create(test_path("keys")));
    EXPECT_OK(keys_load(test_path("keys"), &world->keys));
    world->changes = changes_open();
    EXPECT_OK(lane_start(world->path, world->keys, world->changes, &world->lane));
}

void nursery_close(struct nursery_world *world)
{
    lane_stop(world->lane);
    changes_close(world->changes);
    keys_close(world->keys);
}

struct caller nursery_guardian(const struct nursery_world *world, int child)
{
    (void)world;
    return (struct caller){.account_id = child, .household_id = child, .roles = ROLE_BIT(ROLE_GUARDIAN)};
}

struct caller nursery_teacher(const struct nursery_world *world, int nursery)
{
    return (struct caller){.account_id = world->children + 2 * nursery - 1, .roles = ROLE_BIT(ROLE_TEACHER)};
}

struct caller nursery_head(const struct nursery_world *world, int nursery)
{
    return (struct caller){.account_id = world->children + 2 * nursery, .roles = ROLE_BIT(ROLE_HEAD)};
}

struct tap nursery_tap(const struct nursery_world *world, int gateway, int64_t seq, int child, int64_t time_ms)
{
    struct tap tap = {
        .epoch = 1, .seq = seq, .time_ms = time_ms, .reader = "r", .said = PUNCH_KEPT, .clock_synced = true};
    int nursery = (gateway - 1) / NURSERY_ENTRANCES + 1;
    EXPECT(nursery <= world->nurseries);
    snprintf(tap.site, sizeof tap.site, "n%d", nursery);
    snprintf(tap.gateway, sizeof tap.gateway, "n%d-%c", nursery, 'a' + (gateway - 1) % NURSERY_ENTRANCES);
    nursery_card(child, tap.card);
    return tap;
}

/* As the entrance would. */
static void sign(int gateway, const struct tap *tap, struct str payload,
                 unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    unsigned char seed[SECRET_SIGN_SEED_BYTES];
    unsigned char public_key[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char secret_key[SECRET_SIGN_SECRET_BYTES];
    char topic[TOPICS_BYTES];
    nursery_gateway_seed(gateway, seed);
    secret_sign_keys(seed, public_key, secret_key);
    EXPECT_OK(topics_write(tap->site, tap->gateway, TOPICS_TAP, topic));
    secret_sign(secret_key, str_of(topic), payload, signature);
}

enum err nursery_record(struct nursery_world *world, int gateway, const struct tap *tap, int64_t received_ms,
                        struct record_tap *ret)
{
    char text[TAP_BYTES_MAX];
    struct buf buf;
    struct lane_job job = {.priority = LANE_TAP, .run = record_tap, .arg = ret};
    buf_init(&buf, text, sizeof text);
    tap_encode(tap, &buf);
    *ret = (struct record_tap){.gateway_id = gateway,
                               .site_id = (gateway - 1) / NURSERY_ENTRANCES + 1,
                               .received_ms = received_ms,
                               .tap = *tap,
                               .readable = true,
                               .payload = buf_view(&buf)};
    sign(gateway, tap, ret->payload, ret->signature);
    enum err err = lane_do(world->lane, &job);
    ret->payload = (struct str){NULL, 0}; /* ends with this call */
    return err;
}
