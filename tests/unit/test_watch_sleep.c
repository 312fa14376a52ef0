/* Staff watch children who sleep: R-NAP-01 to 04 through the real lane. */
#include "actions/watch_sleep.h"

#include "base/clock.h"
#include "support/guarding.h"
#include "support/test.h"

#include "base/banned.h"

static char session[SECRET_PUBLIC_ID_TEXT];

/* Children 1 (at its age every 10 minutes) and 2 (not quite well) sleep from 13:00 on. */
static void open_room(struct guarding *g)
{
    struct watch_sleep_child children[] = {{STR("c1"), false}, {STR("c2"), true}};
    struct open_nap ask = {.site = STR("n1"), .room = STR("a"), .children = children, .children_n = 2};
    guarding_open(g, 2);
    EXPECT_INT(guarding_count(g, "UPDATE child SET enrolled_from_day = 20000"), 0);
    clock_pin(nursery_at("13:00"));
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), open_nap, &ask));
    EXPECT_INT(ask.watched, 2);
    EXPECT_OK(str_copy(str_of(ask.session.public_id), session, sizeof session));
}

static struct check_nap look(struct guarding *g, const char *now, const char *at)
{
    struct check_nap ask = {.id = str_of(session),
                            .child = STR("c1"),
                            .checked_ms = at == NULL ? 0 : nursery_at(at),
                            .posture = NAP_SUPINE,
                            .breathing = true,
                            .colour = true};
    clock_pin(nursery_at(now));
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), check_nap, &ask));
    return ask;
}

TEST("R-NAP-01: how often a child is looked at follows from its class age and from how it is")
{
    struct guarding g;
    open_room(&g);
    EXPECT_INT(guarding_count(&g, "SELECT interval_min FROM nap_child WHERE child_id = 1"), 10);
    EXPECT_INT(guarding_count(&g, "SELECT interval_min FROM nap_child WHERE child_id = 2"), 5);
    EXPECT_INT(guarding_count(&g, "SELECT careful FROM nap_child WHERE child_id = 1"), 0);
    guarding_close(&g);
}

TEST("R-NAP-03: a look is one child, timed by the server; who is not in the room has none")
{
    struct guarding g;
    open_room(&g);
    struct check_nap done = look(&g, "13:09", NULL);
    EXPECT_INT(done.at_ms, nursery_at("13:09"));
    EXPECT_INT(done.due_ms, nursery_at("13:19"));
    EXPECT_NOT(done.late);
    struct check_nap strange = {.id = str_of(session), .child = STR("nobody"), .posture = NAP_SIDE};
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), check_nap, &strange));
    EXPECT(strange.not_here);
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 1), check_nap, &strange), ERR_NOT_FOUND);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM nap_check"), 1);
    guarding_close(&g);
}

TEST("R-NAP-04: an entry for a past time says when it was entered, lies within the sleep, and nothing is changed or "
     "deleted")
{
    struct guarding g;
    open_room(&g);
    EXPECT(look(&g, "13:40", "13:10").late);
    EXPECT(look(&g, "13:40", "12:59").wrong_time);
    EXPECT(look(&g, "13:40", "13:41").wrong_time);
    EXPECT_INT(guarding_count(&g, "SELECT entered_ms - checked_ms FROM nap_check"), 30 * 60000);
    struct db *db;
    EXPECT_OK(db_open(g.world.path, DB_READ, &db));
    db_close(db);
    struct end_nap wake = {.id = str_of(session), .child = STR("c1")};
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), end_nap, &wake));
    EXPECT(look(&g, "13:50", NULL).over);
    EXPECT_NOT(look(&g, "13:50", "13:20").over); /* late, and visibly so */
    guarding_close(&g);
}

TEST("a room has one session at a time, and who still sleeps when it ends is no longer watched")
{
    struct guarding g;
    struct watch_sleep_child child = {STR("c1"), false};
    struct open_nap again = {.site = STR("n1"), .room = STR("a"), .children = &child, .children_n = 1};
    open_room(&g);
    EXPECT_OK(guarding_act(&g, nursery_teacher(&g.world, 1), open_nap, &again));
    EXPECT(again.open_already);
    struct end_nap end = {.id = str_of(session)};
    EXPECT_OK(guarding_act(&g, nursery_teacher(&g.world, 1), end_nap, &end));
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM nap_child WHERE to_ms = 0"), 0);
    EXPECT_OK(guarding_act(&g, nursery_teacher(&g.world, 1), open_nap, &again));
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM nap_session"), 2);
    guarding_close(&g);
}
