/* See agenda_watch.h. */
#include "work/agenda_watch.h"

#include <stdlib.h>

#include "actions/do_agenda.h"
#include "actions/draw_opening.h"
#include "actions/draw_spots.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "store/agenda_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { READER_WAIT_MS = 2000, SITES_AT_ONCE = 8, COMMIT_EVERY_MS = 600000, FAILED_WAIT_MS = 2000 };

struct agenda_watch {
    struct lane *lane;
    struct readers *readers;
    struct sleeper sleeper;
    int64_t commit_at_ms;  /* monotonic: when to look for draws to commit to again */
    int32_t committed_day; /* the day on which that was last done */
};

enum err agenda_watch_look(struct lane *lane)
{
    bool did = true;
    enum err err = OK;
    enum err first = OK;
    while (err == OK && did) {
        struct lane_job job = {.priority = LANE_BOOKING, .run = do_agenda, .arg = &did};
        err = lane_do(lane, &job);
        if (err != OK && err != ERR_IO && err != ERR_BUSY) {
            first = first == OK ? err : first;
            struct lane_job later = {.priority = LANE_BOOKING, .run = postpone_agenda};
            err = lane_do(lane, &later);
        }
    }
    return err == OK ? first : err;
}

static enum err next_due(struct readers *readers, int64_t *ret_at_ms)
{
    struct worker *worker = readers_borrow(readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = agenda_next(worker->db, ret_at_ms);
    readers_return(readers, worker);
    return err;
}

struct committing {
    struct site site;
    int32_t from_day;
};

static enum err run_commit(struct tx *tx, void *arg)
{
    const struct committing *committing = arg;
    struct site_id site = {committing->site.id};
    for (int32_t day = committing->from_day; day < committing->from_day + AGENDA_WATCH_AHEAD_DAYS; day++) {
        enum err err = commit_draw(tx, site, str_of(committing->site.public_id), day);
        if (err != OK && err != ERR_NOT_FOUND) {
            return err;
        }
    }
    return OK;
}

/* A nursery draws by the month: the one that runs, and the next (R-EXT-07). */
static enum err run_commit_spots(struct tx *tx, void *arg)
{
    const struct committing *committing = arg;
    enum err err = OK;
    for (int32_t i = 0; err == OK && i < SPOT_AHEAD_MONTHS; i++) {
        err = commit_spots(tx, &committing->site, spot_month_after(committing->from_day, i));
    }
    return err;
}

static enum err list_sites(struct readers *readers, enum site_kind kind, int64_t after, struct site *list,
                           size_t *ret_n)
{
    struct worker *worker = readers_borrow(readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = site_list(worker->db, kind, after, list, SITES_AT_ONCE, ret_n);
    readers_return(readers, worker);
    return err;
}

static enum err commit_all(struct lane *lane, struct readers *readers, enum site_kind kind)
{
    struct site list[SITES_AT_ONCE];
    int64_t after = 0;
    size_t n = SITES_AT_ONCE;
    enum err err = OK;
    while (err == OK && n == SITES_AT_ONCE) {
        err = list_sites(readers, kind, after, list, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            struct committing committing = {list[i], civil_day_of_ms(clock_now_ms())};
            struct lane_job job = {
                .priority = LANE_REST, .run = kind == SITE_NURSERY ? run_commit_spots : run_commit, .arg = &committing};
            err = lane_do(lane, &job);
            after = list[i].id;
        }
    }
    return err;
}

enum err agenda_watch_commit(struct lane *lane, struct readers *readers)
{
    enum err err = commit_all(lane, readers, SITE_SICKROOM);
    return err == OK ? commit_all(lane, readers, SITE_NURSERY) : err;
}

static enum err look(struct agenda_watch *watch)
{
    int64_t at_ms = INT64_MAX;
    enum err err = next_due(watch->readers, &at_ms);
    return err == OK && at_ms <= clock_now_ms() ? agenda_watch_look(watch->lane) : err;
}

/* The commitments of the coming days: at a new day, and every now and then. */
static enum err commit_when_due(struct agenda_watch *watch)
{
    int32_t today = civil_day_of_ms(clock_now_ms());
    if (clock_mono_ms() < watch->commit_at_ms && today == watch->committed_day) {
        return OK;
    }
    enum err err = agenda_watch_commit(watch->lane, watch->readers);
    watch->committed_day = err == OK ? today : watch->committed_day;
    watch->commit_at_ms = clock_mono_ms() + (err == OK ? COMMIT_EVERY_MS : FAILED_WAIT_MS);
    return err;
}

static void *watch_main(void *arg)
{
    struct agenda_watch *watch = arg;
    bool told = false;
    int64_t wait_ms = 0;
    while (!sleeper_rest(&watch->sleeper, wait_ms)) {
        enum err err = look(watch);
        err = err == OK ? commit_when_due(watch) : err;
        if (err != OK && !told) {
            log_event(LOG_ERROR, "agenda_failed", LOG_TEXT("why", err_word(err)),
                      LOG_TEXT("next", "offers and decisions wait until it works again; see the log of the database"));
        }
        told = err != OK;
        wait_ms = err == OK ? AGENDA_WATCH_EVERY_MS : FAILED_WAIT_MS;
    }
    return NULL;
}

enum err agenda_watch_start(struct lane *lane, struct readers *readers, struct agenda_watch **ret)
{
    struct agenda_watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL) {
        return ERR_IO;
    }
    watch->lane = lane;
    watch->readers = readers;
    sleeper_init(&watch->sleeper);
    enum err err = sleeper_start(&watch->sleeper, watch_main, watch);
    if (err != OK) {
        agenda_watch_stop(watch);
        return err;
    }
    *ret = watch;
    return OK;
}

void agenda_watch_stop(struct agenda_watch *watch)
{
    if (watch == NULL) {
        return;
    }
    sleeper_stop(&watch->sleeper);
    free(watch);
}
