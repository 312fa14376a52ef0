/* A box becomes an entrance: code, offer, number, confirmation, and its end. R-SEC-04. */
#include "actions/offer_pairing.h"

#include <stdio.h>
#include <string.h>

#include "actions/confirm_pairing.h"
#include "actions/make_pairing.h"
#include "actions/revoke_gateway.h"
#include "base/clock.h"
#include "store/gateway_store.h"
#include "support/nursery.h"
#include "support/test.h"

typedef enum err verb_of_an_act(struct tx *tx, const struct caller *caller, void *arg);

struct doing {
    verb_of_an_act *verb;
    struct caller caller;
    void *arg;
};

static struct nursery_world world;

static enum err run(struct tx *tx, void *arg)
{
    const struct doing *doing = arg;
    return doing->verb(tx, &doing->caller, doing->arg);
}

static enum err act(struct caller caller, verb_of_an_act *verb, void *arg)
{
    struct doing doing = {verb, caller, arg};
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = &doing};
    return lane_do(world.lane, &job);
}

static const struct caller nobody;

static void begin(void)
{
    nursery_open(&world, 2, 2);
}

static struct make_pairing made(const char *gateway)
{
    struct make_pairing ask = {.site = STR("n1"), .gateway = str_of(gateway)};
    EXPECT_OK(act(nursery_head(&world, 1), make_pairing, &ask));
    return ask;
}

/* A box's offer: its keys are its number again and again. */
static struct pairing_asked box(const char *pairing_id, unsigned char number)
{
    static const unsigned char salt[BROKER_PASSWORD_SALT_BYTES];
    struct pairing_code code;
    struct pairing_asked asked;
    struct pairing_offer offer;
    struct json_faults faults;
    char text[PAIRING_BODY_BYTES];
    unsigned char seed[SECRET_SIGN_SEED_BYTES];
    unsigned char secret[SECRET_SIGN_SECRET_BYTES];
    struct buf buf;
    memset(&offer, number, sizeof offer);
    memset(seed, number, sizeof seed);
    secret_sign_keys(seed, offer.sign_public, secret);
    memcpy(offer.box_public, world.box_public[0], sizeof offer.box_public);
    broker_password_hash(STR("secret"), salt, offer.password_hash);
    make_pairing_code(world.keys, pairing_id, &code);
    buf_init(&buf, text, sizeof text);
    pairing_offer_encode(&offer, &code, &buf);
    EXPECT_OK(pairing_offer_decode(buf_view(&buf), &asked, &faults));
    return asked;
}

static struct offer_pairing offered(const struct pairing_asked *asked)
{
    struct offer_pairing ask = {.asked = asked, .broker = "mqtt://10.0.0.1:1884"};
    EXPECT_OK(act(nobody, offer_pairing, &ask));
    return ask;
}

static enum confirm_pairing_outcome confirmed(const char *id, const char *number)
{
    struct confirm_pairing ask = {.pairing = str_of(id), .number = str_of(number)};
    EXPECT_OK(act(nursery_head(&world, 1), confirm_pairing, &ask));
    return ask.outcome;
}

static struct gateway stored(const char *name)
{
    struct gateway gateway;
    struct db *db;
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(gateway_by_name(db, str_of(name), &gateway));
    db_close(db);
    return gateway;
}

TEST("R-SEC-04: code, offer, number, confirmation: then the box's own public keys are the entrance's, and the letter "
     "holds what it needs, sealed")
{
    char number[PAIRING_CHECK_TEXT];
    unsigned char card[SECRET_KEY_BYTES];
    begin();
    struct make_pairing pairing = made("new-box");
    EXPECT_INT(confirmed(pairing.id, "000000"), CONFIRM_PAIRING_WAITS);
    struct pairing_asked asked = box(pairing.id, 1);
    struct offer_pairing first = offered(&asked);
    EXPECT_NOT(first.unknown);
    EXPECT_NOT(first.letter.confirmed);
    pairing_check(&asked.offer, first.letter.server_sign_public, number);
    EXPECT_INT(confirmed(pairing.id, number), CONFIRM_PAIRING_DONE);
    struct offer_pairing then = offered(&asked);
    EXPECT(then.letter.confirmed);
    EXPECT_STR(then.letter.site, "n1");
    EXPECT_STR(then.letter.gateway, "new-box");
    EXPECT_STR(then.letter.broker, "mqtt://10.0.0.1:1884");
    EXPECT_INT(then.letter.epoch, 1);
    EXPECT_OK(secret_box_open(world.box_public[0], world.box_secret[0], then.letter.sealed_card_key,
                              sizeof then.letter.sealed_card_key, card));
    EXPECT_MEM(card, world.keys->card, sizeof card);
    struct gateway gateway = stored("new-box");
    EXPECT_MEM(gateway.sign_public, asked.offer.sign_public, sizeof gateway.sign_public);
    EXPECT_STR(gateway.broker_hash, asked.offer.password_hash);
    EXPECT_INT(confirmed(pairing.id, number), CONFIRM_PAIRING_OVER);
    nursery_close(&world);
}

TEST("R-SEC-04: one code is for one box; the same box may ask again, another is told nothing")
{
    begin();
    struct make_pairing pairing = made("new-box");
    struct pairing_asked mine = box(pairing.id, 1);
    struct pairing_asked other = box(pairing.id, 2);
    EXPECT_NOT(offered(&mine).unknown);
    EXPECT_NOT(offered(&mine).unknown);
    EXPECT(offered(&other).unknown);
    nursery_close(&world);
}

TEST("R-SEC-04: a code is over after a quarter of an hour, after five offers that do not know it, and when a newer one "
     "is made")
{
    begin();
    struct make_pairing pairing = made("new-box");
    struct pairing_asked asked = box(pairing.id, 1);
    clock_pin(nursery_at("08:15"));
    EXPECT(offered(&asked).unknown);
    pairing = made("new-box");
    asked = box(pairing.id, 1);
    struct pairing_asked guess = asked;
    guess.proof[0] ^= 1;
    for (int i = 0; i < PAIRING_WRONG_MAX; i++) {
        EXPECT(offered(&guess).unknown);
    }
    EXPECT(offered(&asked).unknown);
    pairing = made("new-box");
    asked = box(pairing.id, 1);
    EXPECT_NOT(offered(&asked).unknown);
    (void)made("new-box");
    EXPECT(offered(&asked).unknown);
    nursery_close(&world);
}

TEST("R-SEC-04: another number ends the code, and nothing is enrolled")
{
    char number[PAIRING_CHECK_TEXT];
    begin();
    struct make_pairing pairing = made("new-box");
    struct pairing_asked asked = box(pairing.id, 1);
    struct offer_pairing first = offered(&asked);
    pairing_check(&asked.offer, first.letter.server_sign_public, number);
    number[0] = number[0] == '9' ? '0' : (char)(number[0] + 1);
    EXPECT_INT(confirmed(pairing.id, number), CONFIRM_PAIRING_DIFFERS);
    EXPECT(offered(&asked).unknown);
    nursery_close(&world);
}

TEST("R-SEC-04: paired again, an entrance gets the next epoch and the new keys; revoked, it is none; an entrance of "
     "another nursery is not the head's to pair or revoke")
{
    char number[PAIRING_CHECK_TEXT];
    begin();
    EXPECT_INT(stored("n1-a").epoch, 1);
    struct make_pairing pairing = made("n1-a");
    struct pairing_asked asked = box(pairing.id, 1);
    struct offer_pairing first = offered(&asked);
    pairing_check(&asked.offer, first.letter.server_sign_public, number);
    EXPECT_INT(confirmed(pairing.id, number), CONFIRM_PAIRING_DONE);
    EXPECT_INT(stored("n1-a").epoch, 2);
    struct revoke_gateway end = {.name = STR("n1-a")};
    EXPECT_OK(act(nursery_head(&world, 1), revoke_gateway, &end));
    EXPECT_NOT(end.already);
    EXPECT(stored("n1-a").revoked_ms != 0);
    EXPECT_OK(act(nursery_head(&world, 1), revoke_gateway, &end));
    EXPECT(end.already);
    struct make_pairing other = {.site = STR("n2"), .gateway = STR("new-box")};
    EXPECT_INT(act(nursery_head(&world, 1), make_pairing, &other), ERR_NOT_FOUND);
    other = (struct make_pairing){.site = STR("n1"), .gateway = STR("n2-a")};
    EXPECT_OK(act(nursery_head(&world, 1), make_pairing, &other));
    EXPECT(other.taken);
    end.name = STR("n2-a");
    EXPECT_INT(act(nursery_head(&world, 1), revoke_gateway, &end), ERR_NOT_FOUND);
    nursery_close(&world);
}
