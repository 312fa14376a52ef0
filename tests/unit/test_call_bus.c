/* The roll call at the bus through the real lane and agenda (R-SAFE-02). */
#include "actions/call_bus.h"

#include "actions/close_alarm.h"
#include "actions/count_heads.h"
#include "support/guarding.h"
#include "support/test.h"

#include "base/banned.h"

static char outing[SECRET_PUBLIC_ID_TEXT];

/* Children 1 and 2 go out by bus at ten. */
static void begin(struct guarding *g)
{
    struct str children[] = {STR("c1"), STR("c2")};
    struct begin_outing ask = {
        .site = STR("n1"), .what = STR("park"), .vehicle = true, .children = children, .children_n = 2};
    guarding_open(g, 3);
    guarding_arrive(g, 1, 1, "08:10");
    guarding_arrive(g, 2, 2, "08:11");
    guarding_at(g, "10:00");
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), begin_outing, &ask));
    EXPECT_OK(str_copy(str_of(ask.outing.public_id), outing, sizeof outing));
}

static struct call_bus call(struct guarding *g, const char *child, enum bus_call what, const char *at)
{
    struct call_bus ask = {.id = str_of(outing), .child = str_of(child), .call = what};
    ask.at_ms = at == NULL ? 0 : nursery_at(at);
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), call_bus, &ask));
    return ask;
}

static struct end_outing end(struct guarding *g, bool over)
{
    struct end_outing ask = {.id = str_of(outing), .end = over};
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), end_outing, &ask));
    return ask;
}

TEST("R-SAFE-02: who boarded and has not alighted keeps the last seat and the end open, and is an alarm ten minutes "
     "after the "
     "first has alighted, also over a restart")
{
    struct guarding g;
    begin(&g);
    EXPECT_INT(call(&g, "c1", BUS_BOARDED, NULL).place, BUS_ABOARD);
    EXPECT_INT(call(&g, "c2", BUS_BOARDED, NULL).place, BUS_ABOARD);
    EXPECT(end(&g, true).aboard);
    guarding_at(&g, "10:20");
    EXPECT_INT(call(&g, "c1", BUS_ALIGHTED, NULL).place, BUS_OFF);
    EXPECT(end(&g, false).aboard);
    guarding_restart(&g);
    guarding_at(&g, "10:29:59");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_BUS), 0);
    guarding_at(&g, "10:30");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_BUS), 1);
    EXPECT_INT(call(&g, "c2", BUS_ALIGHTED, NULL).place, BUS_OFF); /* found: calling goes on while the alarm stands */
    struct close_alarm found = {.id = guarding_newest(&g, ALARM_BUS), .whereabouts = ALARM_ALL_FOUND};
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), close_alarm, &found));
    struct end_outing seat = end(&g, false);
    EXPECT_NOT(seat.aboard);
    EXPECT_NOT(seat.stopped);
    EXPECT_NOT(end(&g, true).aboard);
    guarding_close(&g);
}

TEST("R-SAFE-02: all alighted and the last seat looked at in time raise nothing; the way back is another ride")
{
    struct guarding g;
    begin(&g);
    for (int i = 0; i < 2; i++) {
        (void)call(&g, i == 0 ? "c1" : "c2", BUS_BOARDED, NULL);
        (void)call(&g, i == 0 ? "c1" : "c2", BUS_ALIGHTED, NULL);
    }
    EXPECT_NOT(end(&g, false).stopped);
    guarding_at(&g, "10:11");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_BUS), 0);
    EXPECT_INT(call(&g, "c1", BUS_BOARDED, NULL).place, BUS_ABOARD);
    EXPECT_INT(guarding_count(&g, "SELECT max(ride) FROM bus_roll"), 2);
    guarding_close(&g);
}

TEST("R-SAFE-02: two tablets that were without network make one call; a mistake is taken back; strangers, the future "
     "and "
     "another's outing are refused")
{
    struct guarding g;
    begin(&g);
    guarding_at(&g, "10:05");
    EXPECT_INT(call(&g, "c1", BUS_BOARDED, "10:02").place, BUS_ABOARD);
    EXPECT_INT(call(&g, "c1", BUS_BOARDED, "10:03").place, BUS_ABOARD);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM bus_roll"), 1);
    EXPECT_INT(guarding_count(&g, "SELECT (entered_ms - at_ms) / 60000 FROM bus_roll"), 3);
    EXPECT_INT(call(&g, "c1", BUS_BACK, NULL).place, BUS_EXPECTED);
    EXPECT(call(&g, "c3", BUS_BOARDED, NULL).unknown);
    EXPECT(call(&g, "c2", BUS_BOARDED, "10:06").wrong_time);
    struct call_bus other = {.id = str_of(outing), .child = STR("c1"), .call = BUS_BOARDED};
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 1), call_bus, &other), ERR_NOT_FOUND);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM bus_roll"), 2);
    guarding_close(&g);
}
