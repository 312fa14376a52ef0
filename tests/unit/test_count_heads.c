/* Head counts on an outing: R-SAFE-01 and R-SAFE-02 through the real lane and agenda. */
#include "actions/count_heads.h"

#include "actions/close_alarm.h"
#include "support/guarding.h"
#include "support/test.h"

#include "base/banned.h"

static char outing[SECRET_PUBLIC_ID_TEXT];

/* Children 1 and 2 go out by bus. */
static void begin(struct guarding *g)
{
    struct str children[] = {STR("c1"), STR("c2")};
    struct begin_outing ask = {
        .site = STR("n1"), .what = STR("park"), .vehicle = true, .children = children, .children_n = 2};
    guarding_open(g, 2);
    guarding_arrive(g, 1, 1, "08:10");
    guarding_arrive(g, 2, 2, "08:11");
    guarding_at(g, "10:00");
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), begin_outing, &ask));
    EXPECT_OK(str_copy(str_of(ask.outing.public_id), outing, sizeof outing));
}

static struct count_heads count(struct guarding *g, struct caller who, enum head_scene scene, int32_t n)
{
    struct count_heads ask = {.id = str_of(outing), .scene = scene, .counted = n};
    EXPECT_OK(guarding_act(g, who, count_heads, &ask));
    return ask;
}

static struct end_outing end(struct guarding *g, bool over)
{
    struct end_outing ask = {.id = str_of(outing), .end = over};
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), end_outing, &ask));
    return ask;
}

TEST("R-SAFE-01: two different people count; the same one twice is refused and leaves no line")
{
    struct guarding g;
    begin(&g);
    struct caller head = nursery_head(&g.world, 1);
    EXPECT_INT(count(&g, head, HEAD_LEAVE, 2).verdict, HEAD_WAITS);
    EXPECT_INT(count(&g, head, HEAD_LEAVE, 2).verdict, HEAD_SAME_PERSON);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM head_count"), 1);
    EXPECT_INT(count(&g, nursery_teacher(&g.world, 1), HEAD_LEAVE, 2).verdict, HEAD_AGREED);
    EXPECT_INT(guarding_open_alarms(&g, ALARM_COUNT), 0);
    guarding_close(&g);
}

TEST("R-SAFE-01: a wrong number raises an alarm at once and stops the outing until a named person has closed it")
{
    struct guarding g;
    begin(&g);
    struct caller head = nursery_head(&g.world, 1);
    EXPECT_INT(count(&g, head, HEAD_ARRIVE, 1).verdict, HEAD_MISMATCH);
    EXPECT_INT(guarding_open_alarms(&g, ALARM_COUNT), 1);
    EXPECT_INT(guarding_count(&g, "SELECT step FROM alarm WHERE kind = 4"), ALARM_STEP_HEAD); /* the head's at once */
    EXPECT(count(&g, nursery_teacher(&g.world, 1), HEAD_ARRIVE, 2).stopped);
    EXPECT(end(&g, true).stopped);
    guarding_at(&g, "10:31");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_COUNT), 1); /* nothing ends it by itself */
    struct close_alarm found = {.id = guarding_newest(&g, ALARM_COUNT), .whereabouts = ALARM_ALL_FOUND};
    EXPECT_OK(guarding_act(&g, head, close_alarm, &found));
    EXPECT_INT(found.outcome, CLOSE_ALARM_DONE);
    EXPECT_INT(count(&g, head, HEAD_ARRIVE, 2).verdict, HEAD_WAITS); /* it is counted again, by two */
    EXPECT_INT(count(&g, nursery_teacher(&g.world, 1), HEAD_ARRIVE, 2).verdict, HEAD_AGREED);
    guarding_close(&g);
}

static void leave_bus(struct guarding *g)
{
    EXPECT_INT(count(g, nursery_head(&g->world, 1), HEAD_BUS_OFF, 2).verdict, HEAD_WAITS);
    EXPECT_INT(count(g, nursery_teacher(&g->world, 1), HEAD_BUS_OFF, 2).verdict, HEAD_AGREED);
}

TEST("R-SAFE-02: ten minutes after alighting without a look at the last seat are an alarm, also over a restart")
{
    struct guarding g;
    begin(&g);
    leave_bus(&g);
    EXPECT(end(&g, true).stopped);
    guarding_restart(&g);
    guarding_at(&g, "10:09:59");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_BUS), 0);
    guarding_at(&g, "10:10");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_BUS), 1);
    guarding_close(&g);
}

TEST("R-SAFE-02: who looked at the last seat in time raises nothing, and then the outing may end")
{
    struct guarding g;
    begin(&g);
    leave_bus(&g);
    EXPECT_NOT(end(&g, false).stopped);
    EXPECT(end(&g, false).stopped); /* nothing is due any more */
    guarding_at(&g, "10:11");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_BUS), 0);
    EXPECT_NOT(end(&g, true).stopped);
    EXPECT(end(&g, true).over);
    EXPECT(count(&g, nursery_head(&g.world, 1), HEAD_RETURN, 2).over);
    guarding_close(&g);
}
