/* Telephones and what waits for them, on the real lane: R-REG-11, R-SEC-05. */
#include "actions/keep_push.h"

#include <stdio.h>
#include <string.h>

#include "actions/limit_guardian.h"
#include "actions/take_push.h"
#include "actions/tell_family.h"
#include "core/hidden.h"
#include "support/book.h"
#include "support/test.h"
#include "support/verb.h"

static struct nursery_world world;
static struct take_push taken;

static enum err act(int child, verb_fn *verb, void *arg)
{
    return verb_do(world.lane, nursery_guardian(&world, child), verb, arg);
}

static enum err lane(enum err (*verb)(struct tx *tx, void *arg), void *arg)
{
    struct lane_job job = {.priority = LANE_REST, .run = verb, .arg = arg};
    return lane_do(world.lane, &job);
}

static const char *add(int child, const char *endpoint)
{
    static struct add_push ask;
    static const unsigned char secret[P256_SECRET_BYTES] = {9};
    ask = (struct add_push){.endpoint = str_of(endpoint), .device = PUSH_IPHONE};
    EXPECT_OK(p256_public(secret, ask.reader.public_key));
    memset(ask.reader.auth, 7, sizeof ask.reader.auth);
    EXPECT_OK(act(child, add_push, &ask));
    return ask.too_many ? "" : ask.id;
}

static enum err tell(struct tx *tx, void *arg)
{
    const struct telling *telling = arg;
    return tell_family(tx, telling);
}

static int64_t household_of(int child)
{
    char sql[96];
    snprintf(sql, sizeof sql, "SELECT household_id FROM child WHERE id = %d", child);
    return book_count(&world, sql);
}

static size_t tell_and_take(int child)
{
    struct telling telling = {.household_id = household_of(child), .kind = MESSAGE_OFFER};
    EXPECT_OK(lane(tell, &telling));
    EXPECT_OK(lane(take_push, &taken));
    return taken.n;
}

TEST("R-SEC-05: an address stands sealed, is opened only to be sent to, and comes out as it went in")
{
    nursery_open(&world, 1, 2);
    add(1, "https://push.example/one");
    EXPECT_INT(
        book_count(&world, "SELECT count(*) FROM push_device WHERE instr(endpoint, CAST('push.example' AS BLOB)) > 0"),
        0);
    EXPECT_INT(tell_and_take(1), 1);
    EXPECT_STR(taken.list[0].endpoint, "https://push.example/one");
    EXPECT_INT(taken.list[0].kind, PUSH_OFFER);
    EXPECT_INT(taken.list[0].reader.auth[15], 7);
    EXPECT_INT(taken.list[0].reader.public_key[0], 4);
    nursery_close(&world);
}

TEST("R-REG-11: a household's telephones are told, but not the one of a guardian from whom it is hidden; another "
     "household's never")
{
    nursery_open(&world, 1, 2);
    add(1, "https://push.example/one");
    add(2, "https://push.example/two");
    EXPECT_INT(tell_and_take(1), 1);
    book_change(&world, "DELETE FROM push_message");
    book_change(&world, "UPDATE guardian_child SET hides = 8 WHERE account_id = 1");
    EXPECT_INT(tell_and_take(1), 0);
    nursery_close(&world);
}

static enum err tell_notice_to(struct tx *tx, void *arg)
{
    const bool *unread = arg;
    const struct push_new new = {PUSH_NOTICE, tx->now_ms, 0, tx->now_ms};
    return push_tell_notice(tx->db, &new, 1, *unread);
}

TEST("R-NTC-01: a notice is told to the telephones of those it went to, a reminder to those of the unread; what is "
     "hidden afterwards is not told")
{
    bool unread = false;
    nursery_open(&world, 1, 3);
    add(1, "https://push.example/one");
    add(2, "https://push.example/two");
    add(3, "https://push.example/three");
    book_change(&world,
                "INSERT INTO notice (public_id, site_id, state, emergency, title, detail, audience, needs_second, "
                "names_said, version, "
                "written_by, written_ms, answers, anonymous, due_ms, event_day, event_from_min, event_to_min) VALUES "
                "('e1', 1, 4, 0, 'Sports', x'00', 1, 0, 0, 2, 4, 0, 0, 0, 0, 0, -1, -1)");
    book_change(
        &world,
        "INSERT INTO notice_recipient (notice_id, account_id, child_id, household_id, class, opened_ms) "
        "SELECT 1, c.id, c.id, c.household_id, 'a', CASE c.id WHEN 1 THEN 5 ELSE 0 END FROM child c WHERE c.id < 3");
    EXPECT_OK(lane(tell_notice_to, &unread));
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM push_message"), 2);
    book_change(&world, "DELETE FROM push_message");
    unread = true;
    EXPECT_OK(lane(tell_notice_to, &unread));
    EXPECT_INT(book_count(&world, "SELECT d.account_id FROM push_message m JOIN push_device d ON d.id = m.device_id"),
               2);
    struct limit_guardian limit = {.account = STR("a2"), .child = STR("c2"), .hides = HIDDEN_TIMES, .version = 1};
    EXPECT_OK(verb_do(world.lane, nursery_head(&world, 1), limit_guardian, &limit));
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM push_message"), 0);
    nursery_close(&world);
}

TEST("the same telephone stands once; whose it is now has nothing of whoever had it before; ten are enough")
{
    char endpoint[64];
    char first[SECRET_PUBLIC_ID_TEXT];
    struct telling telling;
    nursery_open(&world, 1, 2);
    snprintf(first, sizeof first, "%s", add(1, "https://push.example/one"));
    EXPECT_STR(add(1, "https://push.example/one"), first);
    telling = (struct telling){.household_id = household_of(1), .kind = MESSAGE_OFFER};
    EXPECT_OK(lane(tell, &telling));
    EXPECT_STR(add(2, "https://push.example/one"), first);
    EXPECT_OK(lane(take_push, &taken));
    EXPECT_INT(taken.n, 0);
    struct of_push ask = {str_of(first)};
    EXPECT_INT(act(1, remove_push, &ask), ERR_NOT_FOUND);
    EXPECT_INT(act(1, try_push, &ask), ERR_NOT_FOUND);
    EXPECT_OK(act(2, remove_push, &ask));
    for (int i = 0; i < PUSH_DEVICES_MAX; i++) {
        snprintf(endpoint, sizeof endpoint, "https://push.example/%d", i);
        EXPECT(add(1, endpoint)[0] != '\0');
    }
    EXPECT_STR(add(1, "https://push.example/more"), "");
    EXPECT(add(1, "https://push.example/0")[0] != '\0');
    nursery_close(&world);
}

TEST("what became of it: sent is forgotten, later waits, gone takes the telephone with it; a kill in between sends it "
     "again")
{
    nursery_open(&world, 1, 2);
    struct of_push ask = {str_of(add(1, "https://push.example/one"))};
    EXPECT_OK(act(1, try_push, &ask));
    EXPECT_OK(act(1, try_push, &ask)); /* one that waits is enough */
    EXPECT_OK(lane(take_push, &taken));
    EXPECT_INT(taken.n, 1);
    struct settle_push settle = {
        .id = taken.list[0].id, .device_id = taken.list[0].device_id, .outcome = PUSH_AGAIN, .wait_ms = 60000};
    EXPECT_OK(lane(settle_push, &settle));
    EXPECT_OK(lane(take_push, &taken));
    EXPECT_INT(taken.n, 0);
    EXPECT_INT(book_count(&world, "SELECT tries FROM push_message"), 1);
    book_change(&world, "UPDATE push_message SET next_ms = 0");
    EXPECT_OK(lane(take_push, &taken));
    EXPECT_INT(taken.n, 1);
    EXPECT_OK(lane(untake_push, NULL)); /* the program was killed and began again */
    EXPECT_OK(lane(take_push, &taken));
    EXPECT_INT(taken.n, 1);
    settle.outcome = PUSH_SENT;
    EXPECT_OK(lane(settle_push, &settle));
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM push_message"), 0);
    EXPECT(book_count(&world, "SELECT sent_ms FROM push_device") > 0);
    EXPECT_INT(tell_and_take(1), 1);
    settle.id = taken.list[0].id;
    settle.outcome = PUSH_GONE;
    EXPECT_OK(lane(settle_push, &settle));
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM push_device"), 0);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM push_message"), 0);
    nursery_close(&world);
}

TEST("the town's key is the same as long as its keys are, and another town's is another")
{
    unsigned char secret[P256_SECRET_BYTES];
    unsigned char one[P256_PUBLIC_BYTES];
    unsigned char again[P256_PUBLIC_BYTES];
    nursery_open(&world, 1, 1);
    push_key(world.keys, secret, one);
    push_key(world.keys, secret, again);
    EXPECT_MEM(one, again, sizeof one);
    EXPECT(memcmp(secret, world.keys->column, sizeof secret) != 0);
    world.keys->column[0] ^= 1;
    push_key(world.keys, secret, again);
    EXPECT(memcmp(one, again, sizeof one) != 0);
    nursery_close(&world);
}
