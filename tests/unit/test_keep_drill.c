/* Drills: planned ahead, held in the past. */
#include "actions/keep_drill.h"

#include "support/guarding.h"
#include "support/test.h"

#include "base/banned.h"

static struct keep_drill keep(struct guarding *g, int32_t day, bool held)
{
    struct keep_drill ask = {
        .site = STR("n1"), .drill = {.day = day, .kind = DRILL_FIRE, .held = held, .start_min = 600, .note = STR("")}};
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), keep_drill, &ask));
    return ask;
}

static void count(void *arg, const struct drill *drill)
{
    int *n = arg;
    *n += drill->held ? 10 : 1;
}

TEST("R-SAFE-05: a drill is planned for a day to come, and written down on its day or after it")
{
    struct guarding g;
    int n = 0;
    guarding_open(&g, 1);
    guarding_at(&g, "10:00");
    EXPECT(keep(&g, NURSERY_DAY + 1, true).wrong_day);
    EXPECT(keep(&g, NURSERY_DAY - 1, false).wrong_day);
    EXPECT_NOT(keep(&g, NURSERY_DAY, true).wrong_day);
    EXPECT_NOT(keep(&g, NURSERY_DAY + 20, false).wrong_day);
    struct worker *worker = readers_borrow(g.readers, 1000);
    EXPECT_OK(drill_store_list(worker->db, 1, NURSERY_DAY - 1, NURSERY_DAY + 30, count, &n));
    readers_return(g.readers, worker);
    EXPECT_INT(n, 11);
    struct keep_drill other = {.site = STR("n1"), .drill = {.day = NURSERY_DAY, .kind = DRILL_FIRE, .note = STR("")}};
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 1), keep_drill, &other), ERR_NOT_FOUND);
    guarding_close(&g);
}
