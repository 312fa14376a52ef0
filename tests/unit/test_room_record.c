/* One record between the room and the nursery: the card at the room, the agreement, and who read what. */
#include "actions/room_record.h"

#include <stdio.h>
#include <string.h>

#include "actions/care_course.h"
#include "actions/find_by_card.h"
#include "actions/read_readings.h"
#include "base/civil.h"
#include "support/care.h"
#include "support/test.h"
#include "wire/app_code.h"

static const unsigned char card[7] = {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6};

/* Children of nursery n1 with its head, account 950; card 04a1… is the first child's. */
static struct caller open_nursery(struct care_world *world)
{
    char sql[512];
    char hex[2 * SECRET_CARD_HASH_BYTES + 1];
    unsigned char hash[SECRET_CARD_HASH_BYTES];
    secret_card_hash(world->town.keys->card, card, sizeof card, hash);
    for (size_t i = 0; i < sizeof hash; i++) {
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    }
    asking_change(&world->town,
                  "INSERT INTO site (id, public_id, kind, name) VALUES (91, 'n1', 1, 'Nursery');"
                  "INSERT INTO account (id, public_id, login, password_hash, name, language, demo) VALUES "
                  "(950, 'head', 'head@test', '', 'Head', 'ja', 0);"
                  "INSERT INTO account_role (account_id, role, site_id, class) VALUES (950, 5, 91, '');"
                  "UPDATE child SET nursery_id = 91, class = 'a'");
    snprintf(sql, sizeof sql, "INSERT INTO card (public_id, hash, child_id, issued_ms) VALUES ('k1', x'%s', 1, 1)",
             hex);
    asking_change(&world->town, sql);
    struct caller head = {.account_id = 950, .roles = ROLE_BIT(ROLE_HEAD), .grants_n = 1};
    head.grants[0] = (struct access_grant){.role = ROLE_HEAD, .site_id = 91};
    return head;
}

static enum err hold(struct care_world *world, const struct caller *who, const char *code, struct find_by_card *ask)
{
    *ask = (struct find_by_card){.caller = who, .room = STR("r1"), .code = str_of(code)};
    return find_by_card(world->town.lane, ask);
}

TEST("the card of the nursery finds the child's place in the room, also as a code on the phone; nothing else is told, "
     "and "
     "each search is recorded")
{
    struct care_world world;
    struct find_by_card ask;
    char text[APP_CODE_TEXT_MAX];
    care_open(&world, 2);
    open_nursery(&world);
    EXPECT_OK(hold(&world, &world.nurse, "04a1b2c3d4e5f6", &ask));
    EXPECT_INT(ask.list_n, 1);
    EXPECT_STR(ask.list[0].reservation, world.asked[0].ask.results[0].id);
    EXPECT_INT(ask.list[0].state, RESERVATION_CONFIRMED);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'find_by_card'"), 1);
    /* Another card, another's room, a card of the past: one answer. */
    EXPECT_INT(hold(&world, &world.nurse, "04ffffffffffff", &ask), ERR_NOT_FOUND);
    struct caller stranger = room_nurse(&world.town, 2);
    EXPECT_INT(hold(&world, &stranger, "04a1b2c3d4e5f6", &ask), ERR_NOT_FOUND);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'find_by_card'"), 2);
    struct app_code code = {.issued_ms = civil_ms_at(ROOM_DAY, 540), .children_n = 1};
    app_code_child("c2", code.children[0]);
    app_code_write(&code, world.town.keys->sign_secret, text);
    EXPECT_OK(hold(&world, &world.nurse, text, &ask));
    EXPECT_STR(ask.list[0].reservation, world.asked[1].ask.results[0].id);
    asking_clock("2026-03-02T09:01:01.000+09:00");
    EXPECT_INT(hold(&world, &world.nurse, text, &ask), ERR_NOT_FOUND);
    asking_change(&world.town, "UPDATE card SET revoked_ms = 1");
    EXPECT_INT(hold(&world, &world.nurse, "04a1b2c3d4e5f6", &ask), ERR_NOT_FOUND);
    care_close(&world);
}

struct reading_back {
    int visits;
    int lines;
    char text[64];
};

static void take_visit(void *arg, const struct room_visit *visit)
{
    EXPECT(str_is(visit->room, "Room"));
    ((struct reading_back *)arg)->visits++;
}

static void take_line(void *arg, const struct care_entry_row *entry, struct str detail)
{
    struct reading_back *back = arg;
    (void)entry;
    back->lines++;
    EXPECT_OK(str_copy(detail, back->text, sizeof back->text));
}

static struct reading_back look(struct care_world *world, const struct caller *who, enum err expected)
{
    struct reading_back back = {0};
    struct read_record ask = {
        .caller = who, .child = STR("c1"), .day = ROOM_DAY, .visit = take_visit, .line = take_line, .arg = &back};
    EXPECT_INT(read_record(world->town.lane, &ask), expected);
    return back;
}

static int agree(struct care_world *world, struct caller who, bool agreed)
{
    struct agree_record ask = {.child = STR("c1"), .agreed = agreed};
    return asking_do(&world->town, who, agree_record, &ask);
}

static void take_reading(void *arg, const struct reading *reading)
{
    int *n = arg;
    (*n)++;
    EXPECT(reading->role == ROLE_HEAD || reading->role == ROLE_NURSE);
}

TEST("the nursery reads the room's record only while a guardian agrees, what is meant for the family alone, and the "
     "guardians "
     "see who read it (R-SEC-01)")
{
    struct care_world world;
    care_open(&world, 2);
    struct caller head = open_nursery(&world);
    struct caller mother = room_caller(1);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    struct add_entry meal = {
        .id = care_id(&world, 1), .kind = ENTRY_MEAL, .family = -1, .detail = STR("{\"text\":\"half\"}")};
    EXPECT_INT(asking_do(&world.town, world.nurse, add_entry, &meal), 200);
    struct add_entry note = {
        .id = care_id(&world, 1), .kind = ENTRY_OTHER, .family = 0, .detail = STR("{\"text\":\"ours\"}")};
    EXPECT_INT(asking_do(&world.town, world.nurse, add_entry, &note), 200);
    EXPECT_INT(look(&world, &head, OK).visits, 0);
    EXPECT_INT(agree(&world, room_caller(2), true), 404);
    EXPECT_INT(agree(&world, head, true), 404);
    EXPECT_INT(agree(&world, mother, true), 200);
    EXPECT_INT(agree(&world, mother, true), 200); /* said twice is said */
    struct reading_back back = look(&world, &head, OK);
    EXPECT_INT(back.visits, 1);
    EXPECT_INT(back.lines, 1);
    EXPECT_STR(back.text, "{\"text\":\"half\"}");
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'read_record'"), 1);
    EXPECT_INT(look(&world, &mother, OK).visits, 0); /* her own page has it */
    struct caller other = room_caller(2);
    look(&world, &other, ERR_NOT_FOUND);
    int n = 0;
    struct read_readings readings = {.caller = &mother, .child = STR("c1"), .take = take_reading, .arg = &n};
    EXPECT_OK(read_readings(world.town.lane, &readings));
    EXPECT(n >= 2); /* the head's reading, the nurse's look at the condition; none of a guardian's */
    readings.caller = &other;
    EXPECT_INT(read_readings(world.town.lane, &readings), ERR_NOT_FOUND);
    EXPECT_INT(agree(&world, mother, false), 200);
    EXPECT_INT(look(&world, &head, OK).visits, 0);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM record_agreement WHERE ended_ms IS NOT NULL"), 1);
    care_close(&world);
}
