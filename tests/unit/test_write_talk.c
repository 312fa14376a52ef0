/* Words between one family and its nursery on a real lane: who has a part in them, what is kept, who is told. R-NTC-01, R-REG-11, R-SEC-01, R-SEC-05. */
#include "actions/write_talk.h"

#include <stdio.h>

#include <sqlite3.h>

#include "actions/read_talk.h"
#include "store/message_store.h"
#include "support/asking.h"
#include "support/test.h"

#define HAT "帽子が見つかりました 🧢"

enum { ANNA = 950, HEAD, LEAD, OTHER_CLASS, FAR, WARD, FATHER, SECOND };

static struct caller as(int account)
{
    return (struct caller){.account_id = account};
}

/* c1 is in class a of n1, c2 in class b; two guardians of c1 have accounts and addresses, and so has whoever fetches it. */
static void open_nursery(struct room_world *world)
{
    room_open(world, 1, 1, 2);
    asking_change(
        world,
        "INSERT INTO site (id, public_id, kind, name, phone) VALUES (91, 'n1', 1, 'Nursery', '03-1'), (92, 'n2', 1, "
        "'Other', '');"
        "INSERT INTO nursery_policy (site_id, valid_from_day, weekday_mask, opens_min, closes_min, cutoff_min, "
        "debounce_ms, lock_min, late_first_min, "
        "grace_min) VALUES (91, 0, 63, 420, 1140, 570, 3000, 5, 60, 0);"
        "INSERT INTO account (id, public_id, login, password_hash, name, language, demo) VALUES "
        "(950, 'anna', 'anna@test', '', 'Anna', 'ja', 0), (951, 'head', 'head@test', '', 'Head', 'ja', 0),"
        "(952, 'lead', 'lead@test', '', 'Lead', 'ja', 0), (953, 'oc', 'oc@test', '', 'Oc', 'ja', 0),"
        "(954, 'far', 'far@test', '', 'Far', 'ja', 0), (955, 'ward', 'ward@test', '', 'Ward', 'ja', 0),"
        "(956, 'father', 'father@test', '', 'Father', 'ja', 0), (957, 'second', 'second@test', '', 'Second', 'ja', 0);"
        "INSERT INTO account_role (account_id, role, site_id, class) VALUES (950, 3, 91, 'a'), (951, 5, 91, ''), (952, "
        "4, 91, ''),"
        "(953, 3, 91, 'b'), (954, 5, 92, ''), (957, 3, 91, 'a'), (955, 8, 91, '');"
        "UPDATE child SET nursery_id = 91, class = CASE id WHEN 1 THEN 'a' ELSE 'b' END;"
        "INSERT INTO guardian_child (account_id, child_id, rights) VALUES (956, 1, 1);"
        "INSERT INTO contact (public_id, household_id, account_id, channel, address, language, created_ms) VALUES "
        "('k1', 1, 1, 1, x'00', 'ja', 0), ('k2', 1, 956, 1, x'00', 'vi', 0);"
        "INSERT INTO push_device (public_id, account_id, endpoint_mac, endpoint, keys, device, created_ms) VALUES "
        "('d1', 956, zeroblob(32), x'00', x'00', 1, 0)");
}

static int say(struct room_world *world, int account, const char *text, struct write_talk *ask)
{
    *ask = (struct write_talk){.child = STR("c1"), .text = str_of(text)};
    return asking_do(world, as(account), write_talk, ask);
}

static int mark(struct room_world *world, int account, const char *through)
{
    struct mark_talk ask = {.child = STR("c1"), .through = str_of(through)};
    return asking_do(world, as(account), mark_talk, &ask);
}

struct seen {
    int n;
    bool family;
    bool mine;
    bool can_write;
    int32_t opens_min;
    int64_t read_ms;
    char first[64];
    char first_id[SECRET_PUBLIC_ID_TEXT];
    char text[64];
    char from[32];
};

static void take_head(void *arg, const struct talk_head *head)
{
    struct seen *seen = arg;
    seen->family = head->place->family;
    seen->can_write = !head->place->over;
    seen->opens_min = head->opens_min;
}

static void take_said(void *arg, const struct talk_row *talk, struct str text)
{
    struct seen *seen = arg;
    if (seen->n++ == 0) {
        EXPECT_OK(str_copy(text, seen->first, sizeof seen->first));
        EXPECT_OK(str_copy(talk->public_id, seen->first_id, sizeof seen->first_id));
    }
    EXPECT_OK(str_copy(text, seen->text, sizeof seen->text));
    EXPECT_OK(str_copy(talk->name, seen->from, sizeof seen->from));
    seen->read_ms = talk->read_ms;
    seen->mine = talk->mine;
}

static enum err look_before(struct room_world *world, int account, struct str before, struct seen *ret)
{
    struct caller caller = as(account);
    *ret = (struct seen){0};
    struct read_talk ask = {
        .caller = &caller, .child = STR("c1"), .before = before, .begin = take_head, .said = take_said, .arg = ret};
    return read_talk(world->lane, &ask);
}

static struct seen look(struct room_world *world, int account)
{
    struct seen seen;
    EXPECT_OK(look_before(world, account, STR(""), &seen));
    return seen;
}

static void take_unread(void *arg, const struct talk_child *child)
{
    int64_t *unread = arg;
    if (str_is(child->child, "c1")) {
        *unread = child->unread;
    }
}

static int64_t unread_of(struct room_world *world, int account, bool family)
{
    int64_t unread = -1;
    struct db *db = NULL;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(family ? talk_own(db, account, take_unread, &unread)
                     : talk_children(db, account, STR("n1"), ROOM_DAY, take_unread, &unread));
    db_close(db);
    return unread;
}

TEST("R-NTC-01: both sides write about a child, the newest last, with name and hour; emoji and any script stay")
{
    struct room_world world;
    struct write_talk ask;
    open_nursery(&world);
    EXPECT_INT(say(&world, ANNA, HAT, &ask), 200);
    EXPECT_INT(ask.outcome, TALK_FINE);
    EXPECT_INT(say(&world, 1, "धन्यवाद", &ask), 200);
    struct seen seen = look(&world, FATHER);
    EXPECT_INT(seen.n, 2);
    EXPECT(seen.family);
    EXPECT(seen.can_write);
    EXPECT_INT(seen.opens_min, 420);
    EXPECT_STR(seen.first, HAT);
    EXPECT_STR(seen.text, "धन्यवाद");
    EXPECT_NOT(seen.mine);
    EXPECT(look(&world, 1).mine);
    EXPECT_NOT(look(&world, HEAD).family);
    room_close(&world);
}

TEST("R-SEC-05: what is written is sealed; R-SEC-01: every reading stands in the audit")
{
    struct room_world world;
    struct write_talk ask;
    open_nursery(&world);
    EXPECT_INT(say(&world, ANNA, "hat", &ask), 200);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM talk WHERE instr(text, x'686174') > 0"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_talk'"), 0);
    look(&world, 1);
    look(&world, HEAD);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_talk' AND object = 'child:c1'"),
               2);
    room_close(&world);
}

TEST("R-SEC-02: neither the ward, nor another nursery, nor another class, nor another family, nor who fetches has a "
     "part in it")
{
    static const int strangers[] = {OTHER_CLASS, FAR, WARD, 2, SECOND};
    struct room_world world;
    struct write_talk ask;
    struct seen seen;
    open_nursery(&world);
    /* Who may fetch c1 is no guardian, nor one of the staff for it. */
    asking_change(&world, "INSERT INTO guardian_child (account_id, child_id, rights) VALUES (957, 1, 2)");
    EXPECT_INT(say(&world, ANNA, HAT, &ask), 200);
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        EXPECT_INT(look_before(&world, strangers[i], STR(""), &seen), ERR_NOT_FOUND);
        EXPECT_INT(say(&world, strangers[i], "a", &ask), 404);
    }
    EXPECT_INT(look(&world, LEAD).n, 1);
    room_close(&world);
}

TEST(
    "R-REG-11: from whom pick-up, addresses or times are hidden there is nothing: no words, no count, no mail, no push")
{
    static const int hides[] = {HIDDEN_PICKUP, HIDDEN_ADDRESSES, HIDDEN_TIMES | HIDDEN_BOOKING};
    struct room_world world;
    struct write_talk ask;
    struct seen seen;
    char sql[120];
    open_nursery(&world);
    asking_clock("2026-03-02T10:00:00.000+09:00");
    for (size_t i = 0; i < sizeof hides / sizeof hides[0]; i++) {
        snprintf(sql, sizeof sql, "UPDATE guardian_child SET hides = %d WHERE account_id = 956", hides[i]);
        asking_change(&world, sql);
        asking_change(&world, "DELETE FROM message");
        EXPECT_INT(say(&world, ANNA, HAT, &ask), 200);
        EXPECT_INT(look_before(&world, FATHER, STR(""), &seen), ERR_NOT_FOUND);
        EXPECT_INT(say(&world, FATHER, "a", &ask), 404);
        EXPECT_INT(mark(&world, FATHER, ask.id), 404);
        EXPECT_INT(unread_of(&world, FATHER, true), -1);
        EXPECT_INT(asking_count(&world, "SELECT count(*) FROM push_message"), 0);
        EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE contact_id = 2"), 0);
        EXPECT_INT(mark(&world, 1, look(&world, 1).first_id), 200);
        asking_clock(i == 0 ? "2026-03-02T11:00:00.000+09:00" : "2026-03-02T12:00:00.000+09:00");
    }
    /* Booking alone hides nothing of it. */
    asking_change(&world, "UPDATE guardian_child SET hides = 8 WHERE account_id = 956");
    EXPECT_INT(look(&world, FATHER).n, 3);
    room_close(&world);
}

TEST("a mark stands when somebody of the other side has read it; for the nursery one is enough, a guardian has its own "
     "count")
{
    struct room_world world;
    struct write_talk ask;
    struct write_talk answer;
    open_nursery(&world);
    asking_clock("2026-03-02T14:00:00.000+09:00");
    EXPECT_INT(say(&world, 1, "a", &ask), 200);
    EXPECT_INT(unread_of(&world, LEAD, false), 1);
    EXPECT_INT(unread_of(&world, 1, true), 0);
    EXPECT_INT(mark(&world, FATHER, ask.id), 200);
    EXPECT_INT(look(&world, 1).read_ms, 0);
    asking_clock("2026-03-02T14:03:00.000+09:00");
    EXPECT_INT(mark(&world, ANNA, ask.id), 200);
    int64_t read_ms = look(&world, 1).read_ms;
    EXPECT(read_ms > 0);
    EXPECT_INT(unread_of(&world, LEAD, false), 0);
    asking_clock("2026-03-02T18:00:00.000+09:00");
    EXPECT_INT(mark(&world, HEAD, ask.id), 200);
    EXPECT_INT(mark(&world, ANNA, ask.id), 200);
    EXPECT_INT(look(&world, 1).read_ms, read_ms);
    EXPECT_INT(say(&world, HEAD, "b", &answer), 200);
    EXPECT_INT(unread_of(&world, 1, true), 1);
    EXPECT_INT(mark(&world, 1, answer.id), 200);
    EXPECT_INT(unread_of(&world, 1, true), 0);
    EXPECT_INT(unread_of(&world, FATHER, true), 1);
    EXPECT_INT(mark(&world, 1, "none"), 404);
    room_close(&world);
}

TEST("a family is told by mail and push that something came, once for what comes at once, and not in the nursery's "
     "quiet hours; the nursery is not mailed")
{
    struct room_world world;
    struct write_talk ask;
    open_nursery(&world);
    asking_clock("2026-03-02T22:00:00.000+09:00");
    EXPECT_INT(say(&world, 1, "a", &ask), 200);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message"), 0);
    EXPECT_INT(say(&world, ANNA, "b", &ask), 200);
    EXPECT_INT(say(&world, ANNA, "c", &ask), 200);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 25 AND site_id = 91"), 2);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM push_message WHERE kind = 7"), 1);
    /* Seven in the morning of the third. */
    EXPECT_INT(asking_count(&world, "SELECT count(DISTINCT not_before_ms) FROM message"), 1);
    EXPECT_INT(asking_count(&world, "SELECT (not_before_ms + 32400000) / 3600000 % 24 FROM message LIMIT 1"), 7);
    EXPECT_INT(mark(&world, 1, ask.id), 200);
    EXPECT_INT(say(&world, ANNA, "d", &ask), 200);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message"), 4);
    room_close(&world);
}

TEST("R-REG-11: a mail that waited for the morning does not go to whom the words were hidden from meanwhile")
{
    struct room_world world;
    struct write_talk ask;
    struct message_due due[8];
    size_t n = 0;
    open_nursery(&world);
    asking_clock("2026-03-02T22:00:00.000+09:00");
    EXPECT_INT(say(&world, ANNA, "b", &ask), 200);
    asking_change(&world, "UPDATE guardian_child SET hides = 1 WHERE account_id = 956");
    struct db *db = NULL;
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(message_due(db, ROOM_NOON + 86400000, due, 8, &n));
    db_close(db);
    EXPECT_INT(n, 2);
    EXPECT(due[0].wanted);
    EXPECT_NOT(due[1].wanted);
    room_close(&world);
}

TEST("too many in an hour are refused, a while later more are taken; of a child that has left nothing is added and all "
     "is read")
{
    struct room_world world;
    struct write_talk ask;
    struct seen seen;
    struct seen older;
    open_nursery(&world);
    asking_clock("2026-03-02T10:00:00.000+09:00");
    for (int i = 0; i < TALK_FAMILY_HOUR_MAX; i++) {
        EXPECT_INT(say(&world, 1, i == 0 ? "first" : "more", &ask), 200);
        EXPECT_INT(ask.outcome, TALK_FINE);
    }
    EXPECT_INT(say(&world, 1, "more", &ask), 200);
    EXPECT_INT(ask.outcome, TALK_OFTEN);
    EXPECT_INT(say(&world, FATHER, "other", &ask), 200);
    EXPECT_INT(ask.outcome, TALK_FINE);
    asking_clock("2026-03-02T11:01:00.000+09:00");
    EXPECT_INT(say(&world, 1, "last", &ask), 200);
    EXPECT_INT(ask.outcome, TALK_FINE);
    /* The newest page, and what stands before it. */
    seen = look(&world, 1);
    EXPECT_INT(seen.n, TALK_PAGE);
    EXPECT_STR(seen.text, "last");
    EXPECT_OK(look_before(&world, 1, str_of(seen.first_id), &older));
    EXPECT_INT(older.n, 2);
    EXPECT_STR(older.first, "first");
    asking_change(&world, "UPDATE child SET enrolled_to_day = 20513 WHERE id = 1");
    EXPECT_INT(say(&world, ANNA, "late", &ask), 200);
    EXPECT_INT(ask.outcome, TALK_OVER);
    EXPECT_NOT(look(&world, ANNA).can_write);
    room_close(&world);
}

TEST("what was written is neither changed nor deleted")
{
    struct room_world world;
    struct write_talk ask;
    open_nursery(&world);
    EXPECT_INT(say(&world, ANNA, HAT, &ask), 200);
    EXPECT_INT(mark(&world, 1, ask.id), 200);
    static const char *const tries[] = {"UPDATE talk SET sent_ms = 1", "DELETE FROM talk",
                                        "UPDATE talk_read SET read_ms = 1", "DELETE FROM talk_read"};
    sqlite3 *db = NULL;
    EXPECT_INT(sqlite3_open(world.path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        EXPECT_INT(sqlite3_exec(db, tries[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
    }
    sqlite3_close(db);
    room_close(&world);
}
