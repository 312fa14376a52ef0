/* work/missing_watch.c: boards turn red when a cut-off passes, though nobody did anything. R-ABS-03. */
#include "work/missing_watch.h"

#include "actions/record_tap.h"
#include "base/clock.h"
#include "store/missing_store.h"
#include "support/nursery.h"
#include "support/test.h"

#include "base/banned.h"

struct watching {
    struct nursery_world world;
    struct readers *readers;
    struct missing_watch *watch;
    int64_t after;
};

static void open_watching(struct watching *w, int nurseries, int children)
{
    nursery_open(&w->world, nurseries, children);
    EXPECT_OK(readers_open(w->world.path, 2, &w->readers));
    EXPECT_OK(missing_watch_open(w->world.lane, w->readers, &w->watch));
    EXPECT_OK(missing_watch_look(w->watch)); /* the first look announces what it found */
    w->after = changes_last(w->world.changes);
}

static void close_watching(struct watching *w)
{
    missing_watch_stop(w->watch);
    readers_close(w->readers);
    nursery_close(&w->world);
}

/* How many nurseries the look announced; the first one in *id. */
static size_t announced(struct watching *w, const char *when, int64_t *id)
{
    struct change list[32];
    bool lost;
    clock_pin(nursery_at(when));
    EXPECT_OK(missing_watch_look(w->watch));
    size_t n = changes_wait(w->world.changes, w->after, 0, list, 32, &lost);
    w->after = changes_last(w->world.changes);
    size_t boards = 0;
    *id = 0;
    for (size_t i = 0; i < n; i++) {
        EXPECT_INT(list[i].day, NURSERY_DAY);
        if (list[i].kind == CHANGE_ATTENDANCE) {
            *id = list[i].id;
            boards++;
        }
    }
    return boards;
}

static int64_t unexplained(const struct watching *w, int64_t site_id, const char *when)
{
    static struct missing missing;
    struct db *db;
    missing = (struct missing){.site_id = site_id, .day = NURSERY_DAY, .now_ms = nursery_at(when)};
    EXPECT_OK(db_open(w->world.path, DB_READ, &db));
    EXPECT_OK(missing_store_read(db, &missing));
    db_close(db);
    return missing.unexplained;
}

TEST("R-ABS-03: when the cut-off passes every nursery with a missing child is announced, once")
{
    struct watching w;
    struct record_tap out;
    int64_t id;
    open_watching(&w, 2, 2);
    struct tap tap = nursery_tap(&w.world, 1, 1, 1,
                                 nursery_at("08:12")); /* child 1 of n1 is here, child 2 of n2 is not */
    EXPECT_OK(nursery_record(&w.world, 1, &tap, tap.time_ms, &out));
    w.after = changes_last(w.world.changes);
    EXPECT_INT(announced(&w, "08:59:59", &id), 0);
    EXPECT_INT(announced(&w, "09:00", &id), 1);
    EXPECT_INT(id, 2);
    EXPECT_INT(announced(&w, "09:01", &id), 0);
    close_watching(&w);
}

TEST("R-ABS-03: who is counted as unexplained")
{
    struct watching w;
    open_watching(&w, 1, 3);
    EXPECT_INT(unexplained(&w, 1, "08:59:59"), 0);
    EXPECT_INT(unexplained(&w, 1, "09:00"), 3);
    EXPECT_INT(unexplained(&w, 99, "09:00"), 0); /* no such nursery: no rules */
    close_watching(&w);
}
