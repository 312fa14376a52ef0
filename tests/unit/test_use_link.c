/* One-tap links: each does its one thing, once, in time, for whoever may. */
#include "actions/use_link.h"

#include <stdio.h>
#include <string.h>

#include "actions/link_token.h"
#include "base/clock.h"
#include "support/asking.h"
#include "support/test.h"

#define RULES                                                                                                        \
    "'registration':{'required':false},'places':{'licensed':1},'rooms':[{'id':'g','places':1}],'note':{'needed':"    \
    "'none'},'staffing':{'children_per_nurse':0,'children_per_teacher':0},'booking':{'windows':[{'opens':{'basis':"  \
    "'always','days':14},'closes':{'on':'day_of_use','at':'08:00'}}]},'cancel':{'deadline':{'on':'day_of_use','at':" \
    "'07:00'},'late_fee_yen':500},'waiting':{'offer_min':15,'quiet_from':'23:00','quiet_to':'06:00'}"

/* Links are rows of a message to contact k{account}, which is account's own. */
static int links_made;

static int64_t make_link(struct room_world *world, int account, enum link_what what, const char *expires)
{
    char sql[640];
    int64_t id = INT64_C(1000) + links_made++;
    snprintf(sql, sizeof sql,
             "INSERT INTO contact (public_id, household_id, account_id, channel, address, language, created_ms) SELECT "
             "'k%d', %d, %d, 1, x'00', 'ja', 0 WHERE NOT EXISTS (SELECT 1 FROM contact WHERE public_id = 'k%d')",
             account, account, account, account);
    asking_change(world, sql);
    snprintf(sql, sizeof sql,
             "INSERT INTO message (contact_id, kind, language, detail, created_ms, not_before_ms, ends_ms, next_ms) "
             "SELECT id, 9, 'ja', x'', 0, 0, 0, 0 FROM contact WHERE public_id = 'k%d'",
             account);
    asking_change(world, sql);
    snprintf(
        sql, sizeof sql,
        "INSERT INTO link (id, message_id, reservation_id, contact_id, what, expires_ms) SELECT %lld, (SELECT max(id) "
        "FROM "
        "message), (SELECT max(id) FROM reservation WHERE child_id = %d), id, %d, unixepoch('%s') * 1000 FROM contact "
        "WHERE public_id = 'k%d'",
        (long long)id, account, (int)what, expires, account);
    asking_change(world, sql);
    return id;
}

static enum err put(struct room_world *world, const char *token, bool use, struct use_link *ret)
{
    struct caller nobody = {.account_id = 0};
    *ret = (struct use_link){.token = str_of(token), .use = use};
    int status = asking_do(world, nobody, use_link, ret);
    return status == 200 ? OK : status == 404 ? ERR_NOT_FOUND : ERR_IO;
}

static enum err follow(struct room_world *world, int64_t id, bool use, struct use_link *ret)
{
    char token[LINK_TOKEN_TEXT];
    link_token_put(world->keys, id, token);
    return put(world, token, use, ret);
}

/* Family 1 holds the place, family 2 waits. */
static void open_with(struct room_world *world, struct asked asked[2])
{
    links_made = 0;
    room_open(world, 1, 1, 2);
    room_rules(world, "r1", RULES);
    asking_id_at(world, &asked[0], "2026-03-01T12:00:00.000+09:00", 1, 1);
    asking_id_at(world, &asked[1], "2026-03-01T12:00:01.000+09:00", 2, 1);
}

#define OPENING "2026-03-02T08:30:00+09:00"

TEST("R-UX-05: opening a cancel link changes nothing; using it gives the place back once, and the next family is asked")
{
    struct room_world world;
    struct asked asked[2];
    struct use_link ask;
    open_with(&world, asked);
    int64_t id = make_link(&world, 1, LINK_CANCEL, OPENING);
    for (int i = 0; i < 3; i++) {
        EXPECT_OK(follow(&world, id, false, &ask));
        EXPECT_INT(ask.outcome, USE_LINK_DONE);
        EXPECT_INT(ask.what, LINK_CANCEL);
        EXPECT_INT(ask.state, RESERVATION_CONFIRMED);
        EXPECT_INT(ask.day, ROOM_DAY);
    }
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    EXPECT_OK(follow(&world, id, true, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_DONE);
    EXPECT_INT(ask.state, RESERVATION_CANCELLED);
    EXPECT_STR(asking_states(&world, 1), "cancelled");
    EXPECT_STR(asking_states(&world, 2), "offered");
    EXPECT_OK(follow(&world, id, true, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_WAS);
    EXPECT_OK(follow(&world, id, false, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_WAS);
    room_close(&world);
}

TEST("R-CAN-02: after the deadline the link still cancels, and says late and what it costs beforehand")
{
    struct room_world world;
    struct asked asked[2];
    struct use_link ask;
    open_with(&world, asked);
    int64_t id = make_link(&world, 1, LINK_CANCEL, OPENING);
    asking_clock("2026-03-02T07:30:00.000+09:00");
    EXPECT_OK(follow(&world, id, false, &ask));
    EXPECT(ask.view.late);
    EXPECT_INT(ask.view.fee_yen, 500);
    EXPECT_OK(follow(&world, id, true, &ask));
    EXPECT(ask.view.late);
    EXPECT_STR(asking_states(&world, 1), "cancelled");
    room_close(&world);
}

TEST("R-CAN-03: \"use\" keeps the place as it is and is noted once; afterwards it can still be cancelled")
{
    struct room_world world;
    struct asked asked[2];
    struct use_link ask;
    open_with(&world, asked);
    int64_t use = make_link(&world, 1, LINK_USE, OPENING);
    int64_t cancel = make_link(&world, 1, LINK_CANCEL, OPENING);
    EXPECT_OK(follow(&world, use, true, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_DONE);
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    EXPECT(asking_count(&world, "SELECT coming_ms FROM reservation WHERE child_id = 1") > 0);
    EXPECT_OK(follow(&world, use, true, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_WAS);
    EXPECT_OK(follow(&world, cancel, true, &ask));
    EXPECT_STR(asking_states(&world, 1), "cancelled");
    room_close(&world);
}

TEST("R-WL-08: of the links of an offer the first answer wins, in the name of whose address it is")
{
    struct room_world world;
    struct asked asked[2];
    struct use_link ask;
    open_with(&world, asked);
    EXPECT_INT(asking_cancel(&world, 1, asked[0].ask.results[0].id, 0), 200);
    int64_t accept = make_link(&world, 2, LINK_ACCEPT, "2026-03-01T12:15:01+09:00");
    int64_t decline = make_link(&world, 2, LINK_DECLINE, "2026-03-01T12:15:01+09:00");
    EXPECT_OK(follow(&world, accept, true, &ask));
    EXPECT_INT(ask.state, RESERVATION_CONFIRMED);
    EXPECT_INT(asking_count(&world, "SELECT account_id FROM offer"), 2);
    EXPECT_OK(follow(&world, decline, false, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_REFUSED);
    EXPECT_OK(follow(&world, decline, true, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_REFUSED);
    EXPECT_INT(ask.reason, REASON_WRONG_STATE);
    EXPECT_STR(asking_states(&world, 2), "confirmed");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM link WHERE used_ms > 0"), 1);
    room_close(&world);
}

TEST("a link works until its end, which still counts, and not a millisecond longer")
{
    struct room_world world;
    struct asked asked[2];
    struct use_link ask;
    open_with(&world, asked);
    int64_t id = make_link(&world, 1, LINK_CANCEL, OPENING);
    asking_clock("2026-03-02T08:30:00.001+09:00");
    EXPECT_OK(follow(&world, id, true, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_EXPIRED);
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    asking_clock("2026-03-02T08:30:00.000+09:00");
    EXPECT_OK(follow(&world, id, false, &ask));
    EXPECT_INT(ask.outcome, USE_LINK_DONE);
    room_close(&world);
}

TEST("R-SEC-05: a link that is forged, of no row, of a removed address or of a guardian from whom bookings are hidden "
     "opens nothing")
{
    struct room_world world;
    struct asked asked[2];
    struct use_link ask;
    open_with(&world, asked);
    int64_t id = make_link(&world, 1, LINK_CANCEL, OPENING);
    EXPECT_INT(put(&world, "AAAAAAAAA-gAAAAAAAAAAAAAAAAAAAAA", true, &ask), ERR_NOT_FOUND);
    EXPECT_INT(put(&world, "", true, &ask), ERR_NOT_FOUND);
    EXPECT_INT(follow(&world, 4711, true, &ask), ERR_NOT_FOUND);
    asking_change(&world, "UPDATE guardian_child SET hides = 8 WHERE account_id = 1");
    EXPECT_INT(follow(&world, id, true, &ask), ERR_NOT_FOUND);
    asking_change(&world, "UPDATE guardian_child SET hides = 0 WHERE account_id = 1");
    asking_change(&world, "UPDATE contact SET removed_ms = 1");
    EXPECT_INT(follow(&world, id, true, &ask), ERR_NOT_FOUND);
    asking_change(&world, "UPDATE contact SET removed_ms = NULL");
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    EXPECT_OK(follow(&world, id, true, &ask));
    EXPECT_STR(asking_states(&world, 1), "cancelled");
    room_close(&world);
}

TEST("a link to an address confirms it, and it gets what it is told from then on")
{
    struct room_world world;
    struct asked asked[2];
    struct use_link ask;
    open_with(&world, asked);
    int64_t id = make_link(&world, 1, LINK_CONFIRM, OPENING);
    asking_change(&world, "UPDATE link SET reservation_id = NULL; UPDATE contact SET unconfirmed = 1");
    EXPECT_OK(follow(&world, id, false, &ask));
    EXPECT_NOT(ask.about);
    EXPECT_INT(asking_count(&world, "SELECT unconfirmed FROM contact"), 1);
    EXPECT_OK(follow(&world, id, true, &ask));
    EXPECT_INT(asking_count(&world, "SELECT unconfirmed FROM contact"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'confirm_contact'"), 1);
    room_close(&world);
}
