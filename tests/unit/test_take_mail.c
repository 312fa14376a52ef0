/* The outbox's other end: what is due is taken once, comes back after a crash, and ends for good. */
#include "actions/take_mail.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "support/asking.h"
#include "support/test.h"

#define RULES                                                                                                          \
    "'registration':{'required':false},'places':{'licensed':1},'rooms':[{'id':'g','places':1}],'note':{'needed':"      \
    "'none'},'staffing':{'children_per_nurse':0,'children_per_teacher':0},'booking':{'windows':[{'opens':{'basis':"    \
    "'always','days':14},'closes':{'on':'day_of_use','at':'08:00'}}]},'waiting':{'offer_min':15,'quiet_from':'23:00'," \
    "'quiet_to':'06:00'}"

static struct take_mail take;

/* Contact k{account} of household `account`, of that account. */
static void add_contact(struct room_world *world, int account)
{
    char address[64];
    char storage[96];
    unsigned char sealed[64 + SECRET_SEAL_OVERHEAD];
    char hex[2 * sizeof sealed + 1];
    char id[16];
    char sql[512];
    struct buf about;
    snprintf(address, sizeof address, "a%d@b.example", account);
    snprintf(id, sizeof id, "k%d", account);
    secret_seal(world->keys->column, message_about(&about, storage, sizeof storage, id), address, strlen(address),
                sealed);
    str_hex(sealed, strlen(address) + SECRET_SEAL_OVERHEAD, hex);
    snprintf(sql, sizeof sql,
             "INSERT INTO contact (public_id, household_id, account_id, channel, address, language, created_ms) VALUES "
             "('%s', %d, %d, 1, x'%s', 'ja', 0)",
             id, account, account, hex);
    asking_change(world, sql);
}

/* Family 1 holds the place of room r1, family 2 waits; both have an address. */
static void open_with(struct room_world *world, struct asked asked[2])
{
    room_open(world, 1, 1, 2);
    room_rules(world, "r1", RULES);
    add_contact(world, 1);
    add_contact(world, 2);
    asking_id_at(world, &asked[0], "2026-03-01T12:00:00.000+09:00", 1, 1);
    asking_id_at(world, &asked[1], "2026-03-01T12:00:01.000+09:00", 2, 1);
}

static size_t take_now(struct room_world *world)
{
    struct lane_job job = {.priority = LANE_REST, .run = take_mail, .arg = &take};
    EXPECT_OK(lane_do(world->lane, &job));
    return take.n;
}

static void settle(struct room_world *world, int64_t id, enum settle_mail_outcome outcome, int64_t wait_ms)
{
    struct settle_mail settled = {id, outcome, wait_ms};
    struct lane_job job = {.priority = LANE_REST, .run = settle_mail, .arg = &settled};
    EXPECT_OK(lane_do(world->lane, &job));
}

static int64_t count_state(struct room_world *world, int state)
{
    char sql[80];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM message WHERE state = %d", state);
    return asking_count(world, sql);
}

TEST("what is due is taken with its address opened, once; when whoever took it is gone, again with the same name")
{
    struct room_world world;
    struct asked asked[2];
    char ident[TAKE_MAIL_IDENT_TEXT];
    open_with(&world, asked);
    EXPECT_INT(take_now(&world), 2);
    EXPECT_STR(take.letters[0].address, "a1@b.example");
    EXPECT_INT(take.letters[0].kind, MESSAGE_CONFIRMED);
    EXPECT_INT(take.letters[1].kind, MESSAGE_WAITLISTED);
    EXPECT_INT(take.letters[1].rank, 1);
    EXPECT_INT(take.letters[0].tries, 1);
    memcpy(ident, take.letters[0].ident, sizeof ident);
    EXPECT_INT(take_now(&world), 0); /* leased */
    struct lane_job job = {.priority = LANE_REST, .run = untake_mail};
    EXPECT_OK(lane_do(world.lane, &job));
    EXPECT_INT(take_now(&world), 2);
    EXPECT_STR(take.letters[0].ident, ident);
    EXPECT_INT(take.letters[0].tries, 2);
    settle(&world, take.letters[0].id, SETTLE_SENT, 0);
    settle(&world, take.letters[1].id, SETTLE_GIVEN_UP, 0);
    EXPECT_INT(count_state(&world, MESSAGE_SENT), 1);
    EXPECT_INT(count_state(&world, MESSAGE_GIVEN_UP), 1);
    EXPECT_INT(asking_count(&world, "SELECT sum(messages) FROM message_end"), 2);
    EXPECT_INT(take_now(&world), 0);
    room_close(&world);
}

TEST("a lease that ran out is taken anew; a failed try waits as long as it was told to; one that was none is not "
     "counted")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked);
    EXPECT_INT(take_now(&world), 2);
    clock_pin(clock_now_ms() + TAKE_MAIL_LEASE_MS - 1);
    EXPECT_INT(take_now(&world), 0);
    clock_pin(clock_now_ms() + 1);
    EXPECT_INT(take_now(&world), 2);
    settle(&world, take.letters[0].id, SETTLE_AGAIN, 10000);
    settle(&world, take.letters[1].id, SETTLE_UNTRIED, 0);
    EXPECT_INT(take_now(&world), 1);
    EXPECT_INT(take.letters[0].tries, 2);
    clock_pin(clock_now_ms() + 10000);
    EXPECT_INT(take_now(&world), 1);
    EXPECT_INT(take.letters[0].tries, 3);
    room_close(&world);
}

TEST("nothing is tried for longer than a day, and what tells of something over is not told")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200); /* family 2 is offered the place */
    EXPECT_STR(asking_answer(&world, 2, asked[1].ask.results[0].id, true, false), "");
    clock_pin(clock_now_ms() + INT64_C(1));
    EXPECT_INT(take_now(&world), 4); /* confirmed, waitlisted, cancelled, confirmed */
    EXPECT_INT(count_state(&world, MESSAGE_TOO_OLD), 1);
    EXPECT_INT(asking_count(&world, "SELECT kind FROM message WHERE state = 4"), MESSAGE_OFFER);
    clock_pin(clock_now_ms() + MESSAGE_TRIED_MS);
    EXPECT_INT(take_now(&world), 0);
    EXPECT_INT(count_state(&world, MESSAGE_GIVEN_UP), 4);
    room_close(&world);
}

TEST("an offer carries two links that stay the same at each try, a confirmation none")
{
    struct room_world world;
    struct asked asked[2];
    char token[LINK_TOKEN_TEXT];
    open_with(&world, asked);
    EXPECT_INT(take_now(&world), 2);
    EXPECT_INT(take.letters[0].links_n, 0);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    EXPECT_INT(take_now(&world), 2);
    size_t offer = take.letters[0].kind == MESSAGE_OFFER ? 0 : 1;
    EXPECT_INT(take.letters[offer].links_n, 2);
    EXPECT_INT(take.letters[offer].links[0].what, LINK_ACCEPT);
    memcpy(token, take.letters[offer].links[0].token, sizeof token);
    settle(&world, take.letters[offer].id, SETTLE_AGAIN, 0);
    EXPECT_INT(take_now(&world), 1);
    EXPECT_STR(take.letters[0].links[0].token, token);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM link"), 2);
    EXPECT_INT(asking_count(&world,
                            "SELECT count(*) FROM link WHERE expires_ms <> (SELECT offer_ends_ms FROM reservation "
                            "WHERE child_id = 2)"),
               0);
    room_close(&world);
}

TEST("R-REG-11: an address that was removed, or from whose owner bookings are hidden since, is told nothing")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked);
    asking_change(&world, "UPDATE contact SET removed_ms = 1 WHERE public_id = 'k1'");
    asking_change(&world, "UPDATE guardian_child SET hides = 8 WHERE account_id = 2");
    EXPECT_INT(take_now(&world), 0);
    EXPECT_INT(count_state(&world, MESSAGE_TOO_OLD), 2);
    room_close(&world);
}

TEST("an address that cannot be opened stops no other")
{
    struct room_world world;
    struct asked asked[2];
    open_with(&world, asked);
    asking_change(&world, "UPDATE contact SET address = zeroblob(60) WHERE public_id = 'k1'");
    EXPECT_INT(take_now(&world), 1);
    EXPECT_STR(take.letters[0].address, "a2@b.example");
    EXPECT_INT(count_state(&world, MESSAGE_GIVEN_UP), 1);
    room_close(&world);
}
