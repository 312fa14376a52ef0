#include "work/missing_watch.h"

#include <assert.h>
#include <semaphore.h>
#include <stdlib.h>

#include "actions/watch_alarms.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "store/site_store.h"

#include "base/banned.h"

enum {
    SITES_MAX = 512,
    SITES_AT_ONCE = 8,
    TOGETHER = 8, /* nurseries whose alarms are raised in one commit */
    READER_WAIT_MS = 2000,
    ANNOUNCED_MAX = LANE_TX_CHANGES_MAX - 1,
    JUMP_MS = 60 * 1000,
    JUMP_REMEMBERED_MS = 60 * 60 * 1000,
};

/* What was last seen of a nursery. */
struct seen {
    int64_t site_id;
    int32_t day;
    int64_t unexplained;
};

struct missing_watch {
    struct lane *lane;
    struct readers *readers;
    struct sleeper sleeper;
    struct seen seen[SITES_MAX];
    size_t seen_n;
    int64_t changed[ANNOUNCED_MAX];
    size_t changed_n;
    int64_t wanted[SITES_MAX]; /* nurseries whose alarms are not as they should be */
    size_t wanted_n;
    int32_t day;
    struct alarm_watch since;
    int64_t looked_ms;      /* the clock at the last look, */
    int64_t looked_mono_ms; /* and the monotonic one */
    struct watch_alarms_plan plan;
};

/* The place of a nursery; NULL when there are more than fit. */
static struct seen *place_of(struct missing_watch *watch, int64_t site_id)
{
    for (size_t i = 0; i < watch->seen_n; i++) {
        if (watch->seen[i].site_id == site_id) {
            return &watch->seen[i];
        }
    }
    if (watch->seen_n == SITES_MAX) {
        return NULL;
    }
    watch->seen[watch->seen_n] = (struct seen){.site_id = site_id};
    return &watch->seen[watch->seen_n++];
}

static enum err look_at(struct missing_watch *watch, struct db *db, int64_t site_id, int64_t now_ms)
{
    struct watch_alarms_plan *plan = &watch->plan;
    struct seen *seen = place_of(watch, site_id);
    if (seen == NULL || watch->changed_n == ANNOUNCED_MAX) {
        return OK; /* at the next look */
    }
    plan->missing.site_id = site_id;
    plan->missing.day = watch->day;
    plan->missing.now_ms = now_ms;
    plan->watch = watch->since;
    enum err err = watch_alarms_look(db, plan);
    if (err != OK) {
        return err;
    }
    int64_t n = plan->missing.unexplained;
    if (seen->day != watch->day || seen->unexplained != n) {
        watch->changed[watch->changed_n++] = site_id;
    }
    if (watch_alarms_wanted(plan)) {
        watch->wanted[watch->wanted_n++] = site_id;
    }
    *seen = (struct seen){.site_id = site_id, .day = watch->day, .unexplained = n};
    return OK;
}

/* A clock that was set forward is no entrance's silence. */
static void mind_the_clock(struct missing_watch *watch, int64_t now_ms)
{
    int64_t mono_ms = clock_mono_ms();
    int64_t jump_ms = now_ms - watch->looked_ms - (mono_ms - watch->looked_mono_ms);
    if (jump_ms > JUMP_MS) {
        bool lately = now_ms - watch->since.jumped_at_ms < JUMP_REMEMBERED_MS + jump_ms;
        watch->since.jumped_ms = jump_ms + (lately ? watch->since.jumped_ms : 0);
        watch->since.jumped_at_ms = now_ms;
    }
    watch->looked_ms = now_ms;
    watch->looked_mono_ms = mono_ms;
}

static enum err look_at_all(struct missing_watch *watch, struct db *db)
{
    struct site list[SITES_AT_ONCE];
    int64_t now_ms = clock_now_ms();
    int64_t after = 0;
    size_t n = SITES_AT_ONCE;
    watch->day = civil_day_of_ms(now_ms);
    watch->changed_n = 0;
    watch->wanted_n = 0;
    mind_the_clock(watch, now_ms);
    while (n == SITES_AT_ONCE) {
        enum err err = site_list(db, SITE_NURSERY, after, list, SITES_AT_ONCE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            err = look_at(watch, db, list[i].id, now_ms);
            after = list[i].id;
        }
        if (err != OK) {
            return err;
        }
    }
    return OK;
}

static enum err announce(struct tx *tx, void *arg)
{
    const struct missing_watch *watch = arg;
    for (size_t i = 0; i < watch->changed_n; i++) {
        tx_change(tx, CHANGE_ATTENDANCE, watch->changed[i], watch->day);
    }
    return OK;
}

static enum err tell_boards(struct missing_watch *watch)
{
    struct lane_job job = {.priority = LANE_ABSENCE, .run = announce, .arg = watch};
    enum err err = watch->changed_n == 0 ? OK : lane_do(watch->lane, &job);
    if (err != OK) {
        watch->seen_n = 0; /* announced again at the next look */
    }
    return err;
}

/* One nursery's alarms on their way through the lane. */
struct raising {
    struct watch_alarms in; /* first: the job's argument */
    struct lane_job job;
    enum err err;
    sem_t *answered;
};

static void take_answer(void *arg, enum err err)
{
    struct raising *raising = arg;
    raising->err = err;
    (void)sem_post(raising->answered);
}

/* Each nursery is an action of its own, and a few of them share a commit: waiting for the disk after each was most of a town's morning. */
static enum err raise_together(struct missing_watch *watch, struct raising *list, size_t n)
{
    enum err err = OK;
    size_t posted = 0;
    sem_t answered;
    if (sem_init(&answered, 0, 0) != 0) {
        return ERR_IO;
    }
    for (size_t i = 0; err == OK && i < n; i++) {
        list[i].answered = &answered;
        list[i].job = (struct lane_job){
            .priority = LANE_ABSENCE, .run = watch_alarms, .done = take_answer, .arg = &list[i].in};
        err = lane_post(watch->lane, &list[i].job);
        posted += err == OK ? 1 : 0;
    }
    for (size_t i = 0; i < posted; i++) {
        while (sem_wait(&answered) != 0) {
        }
    }
    (void)sem_destroy(&answered);
    for (size_t i = 0; err == OK && i < posted; i++) {
        err = list[i].err;
    }
    return err;
}

/* A few nurseries and a few dozen alarms of each at a time, so that touches and reports never wait long behind them. */
static enum err see_to_alarms(struct missing_watch *watch)
{
    struct raising list[TOGETHER];
    enum err err = OK;
    size_t next = 0;
    size_t n = 0;
    while (err == OK && (next < watch->wanted_n || n > 0)) {
        while (n < TOGETHER && next < watch->wanted_n) {
            list[n++].in = (struct watch_alarms){.site_id = watch->wanted[next++], .watch = watch->since};
        }
        err = raise_together(watch, list, n);
        size_t left = 0;
        for (size_t i = 0; err == OK && i < n; i++) {
            if (list[i].in.more) {
                list[left++].in = list[i].in;
            }
        }
        n = left;
    }
    return err;
}

enum err missing_watch_look(struct missing_watch *watch)
{
    struct worker *worker = readers_borrow(watch->readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = look_at_all(watch, worker->db);
    readers_return(watch->readers, worker);
    err = err == OK ? tell_boards(watch) : err;
    return err == OK ? see_to_alarms(watch) : err;
}

static void *watch_main(void *arg)
{
    struct missing_watch *watch = arg;
    bool told = false;
    while (!sleeper_rest(&watch->sleeper, MISSING_WATCH_EVERY_MS)) {
        enum err err = missing_watch_look(watch);
        if (err != OK && !told) {
            log_event(LOG_ERROR, "missing_watch_failed", LOG_TEXT("why", err_word(err)),
                      LOG_TEXT("next", "boards turn red only when somebody reads them, and no alarm is raised; see the "
                                       "log of the database"));
        }
        told = err != OK;
    }
    return NULL;
}

enum err missing_watch_open(struct lane *lane, struct readers *readers, struct missing_watch **ret)
{
    struct missing_watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL) {
        return ERR_IO;
    }
    watch->lane = lane;
    watch->readers = readers;
    watch->looked_ms = clock_now_ms();
    watch->looked_mono_ms = clock_mono_ms();
    watch->since.since_ms = watch->looked_ms;
    sleeper_init(&watch->sleeper);
    *ret = watch;
    return OK;
}

enum err missing_watch_start(struct lane *lane, struct readers *readers, struct missing_watch **ret)
{
    struct missing_watch *watch;
    enum err err = missing_watch_open(lane, readers, &watch);
    if (err != OK) {
        return err;
    }
    err = sleeper_start(&watch->sleeper, watch_main, watch);
    if (err != OK) {
        missing_watch_stop(watch);
        return err;
    }
    *ret = watch;
    return OK;
}

void missing_watch_stop(struct missing_watch *watch)
{
    if (watch == NULL) {
        return;
    }
    sleeper_stop(&watch->sleeper);
    free(watch);
}
