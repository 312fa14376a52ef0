/* store/gateway_store.c, site_store.c, card_store.c: rows that the doors rely on. */
#include "store/gateway_store.h"

#include <string.h>

#include "store/card_store.h"
#include "store/child_store.h"
#include "store/household_store.h"
#include "store/migrate.h"
#include "store/site_store.h"
#include "support/test.h"

#include "base/banned.h"

static struct db *open_db(void)
{
    struct migrate_report report;
    struct db *db;
    struct site site = {.public_id = "n01", .kind = SITE_NURSERY, .name = "a nursery"};
    int64_t id = 0;
    EXPECT_OK(migrate_up(test_path("db"), &report));
    EXPECT_OK(db_open(test_path("db"), DB_WRITE, &db));
    EXPECT_OK(site_create(db, &site, &id));
    EXPECT_INT(id, 1);
    return db;
}

TEST("an entrance enrolled again keeps its row, gets new keys and the next epoch, and is in use again")
{
    struct db *db = open_db();
    struct gateway first = {.site_id = 1, .name = "g-n01", .sign_public = {1}, .box_public = {2}, .enrolled_ms = 10};
    struct gateway second = {.site_id = 1, .name = "g-n01", .sign_public = {3}, .box_public = {4}, .enrolled_ms = 20};
    struct gateway found;
    EXPECT_OK(gateway_enrol(db, &first));
    EXPECT_INT(first.epoch, 1);
    EXPECT_OK(gateway_revoke(db, first.id, 15));
    EXPECT_INT(gateway_revoke(db, first.id, 16), ERR_CONFLICT);
    EXPECT_OK(gateway_enrol(db, &second));
    EXPECT_INT(second.id, first.id);
    EXPECT_INT(second.epoch, 2);
    EXPECT_OK(gateway_by_name(db, STR("g-n01"), &found));
    EXPECT_INT(found.revoked_ms, 0);
    EXPECT_INT(found.sign_public[0], 3);
    EXPECT_STR(found.site, "n01");
    EXPECT_INT(gateway_by_name(db, STR("g-n02"), &found), ERR_NOT_FOUND);
    db_close(db);
}

TEST("how far an epoch is stored never goes back")
{
    struct db *db = open_db();
    struct gateway gateway = {.site_id = 1, .name = "g-n01"};
    int64_t through = -1;
    EXPECT_OK(gateway_enrol(db, &gateway));
    EXPECT_OK(gateway_through(db, gateway.id, 1, &through));
    EXPECT_INT(through, 0);
    EXPECT_OK(gateway_through_put(db, gateway.id, 1, 5));
    EXPECT_OK(gateway_through_put(db, gateway.id, 1, 3));
    EXPECT_OK(gateway_through(db, gateway.id, 1, &through));
    EXPECT_INT(through, 5);
    db_close(db);
}

TEST("a card is one child's while it is in use, and may be given again once it is revoked")
{
    struct db *db = open_db();
    struct child child = {.public_id = "c1", .name = "c", .kana = "c", .nursery_id = 1};
    struct card card = {.public_id = "k1", .hash = {9}};
    int64_t id = 0;
    int64_t child_id = 0;
    EXPECT_OK(household_create(db, "h1", &child.household_id));
    EXPECT_OK(child_create(db, &child, &card.child_id));
    EXPECT_OK(card_create(db, &card, &id));
    EXPECT_OK(card_child(db, card.hash, &child_id));
    EXPECT_INT(child_id, card.child_id);
    memcpy(card.public_id, "k2", 3);
    EXPECT_INT(card_create(db, &card, &id), ERR_CONFLICT);
    EXPECT_OK(card_revoke(db, STR("k1"), 50));
    EXPECT_INT(card_revoke(db, STR("k1"), 51), ERR_NOT_FOUND);
    EXPECT_INT(card_child(db, card.hash, &child_id), ERR_NOT_FOUND);
    EXPECT_OK(card_create(db, &card, &id));
    db_close(db);
}

TEST("a fact about the data is what was said last, and nothing is not a fact")
{
    struct db *db = open_db();
    char value[16];
    EXPECT_INT(site_meta_get(db, "kind", value, sizeof value), ERR_NOT_FOUND);
    EXPECT_OK(site_meta_put(db, "kind", STR("municipal")));
    EXPECT_OK(site_meta_put(db, "kind", STR("demo")));
    EXPECT(site_meta_is(db, "kind", "demo"));
    EXPECT_NOT(site_meta_is(db, "kind", "municipal"));
    db_close(db);
}
