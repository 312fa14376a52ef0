/* See vacancy_snapshot.h. Cells are read without the lock, applied under it; finished views are counted references. */
#include "http/vacancy_snapshot.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "core/reservation.h"
#include "http/vacancy_board.h"
#include "http/vacancy_page.h"
#include "store/vacancy_store.h"

#include "base/banned.h"

enum { VIEWS_MAX = 16, SCRATCH_BYTES = 4 * 1024 * 1024, BORROW_MS = 2000, REREAD_MS = 600000 };

struct vacancy_snapshot {
    pthread_mutex_t lock;
    struct readers *readers;
    struct vacancy_board board;  /* what requests see; under the lock */
    struct vacancy_board *fresh; /* the refresher's own copy */
    int64_t next_edge_ms;        /* under the lock */
    int64_t reread_ms;
    struct vacancy_view *views[VIEWS_MAX];
    size_t views_n;
    char *scratch;
};

static void view_unref(struct vacancy_view *view)
{
    if (--view->refs == 0) {
        free(view);
    }
}

static void drop_views(struct vacancy_snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->views_n; i++) {
        view_unref(snapshot->views[i]);
    }
    snapshot->views_n = 0;
}

/* What somebody wants to see. */
struct wanted {
    int32_t from_day;
    int32_t days; /* 0: a page of this form */
    int form;
};

/* Serialises; the memory is one block: the view and its bytes. */
static struct vacancy_view *view_open(struct vacancy_snapshot *snapshot, const struct wanted *wanted)
{
    struct buf buf;
    buf_init(&buf, snapshot->scratch, SCRATCH_BYTES);
    if (wanted->days == 0) {
        vacancy_page_write(&snapshot->board, wanted->from_day, (enum request_language)wanted->form, &buf);
    } else {
        vacancy_board_write(&snapshot->board, wanted->from_day, wanted->days, &buf);
    }
    assert(!buf.overflow);
    struct vacancy_view *view = malloc(sizeof *view + buf.n + 1);
    if (view == NULL) {
        return NULL;
    }
    char *bytes = (char *)(view + 1);
    memcpy(bytes, buf.p, buf.n + 1);
    *view = (struct vacancy_view){.json = {bytes, buf.n},
                                  .from_day = wanted->from_day,
                                  .days = wanted->days,
                                  .form = wanted->form,
                                  .refs = 1,
                                  .snapshot = snapshot};
    unsigned char hash[SECRET_HASH_BYTES];
    secret_hash(buf.p, buf.n, hash);
    view->tag[0] = '"';
    str_hex(hash, 8, view->tag + 1);
    memcpy(view->tag + 17, "\"", 2);
    return view;
}

static struct vacancy_view *find_view(const struct vacancy_snapshot *snapshot, const struct wanted *wanted)
{
    for (size_t i = 0; i < snapshot->views_n; i++) {
        struct vacancy_view *view = snapshot->views[i];
        if (view->from_day == wanted->from_day && view->days == wanted->days && view->form == wanted->form) {
            return view;
        }
    }
    return NULL;
}

/* Under the lock. */
static struct vacancy_view *take(struct vacancy_snapshot *snapshot, const struct wanted *wanted)
{
    struct vacancy_view *view = find_view(snapshot, wanted);
    if (view == NULL) {
        view = view_open(snapshot, wanted);
        if (view != NULL) {
            if (snapshot->views_n == VIEWS_MAX) {
                view_unref(snapshot->views[--snapshot->views_n]);
            }
            snapshot->views[snapshot->views_n++] = view;
        }
    }
    if (view != NULL) {
        view->refs++;
    }
    return view;
}

struct vacancy_view *vacancy_snapshot_take(struct vacancy_snapshot *snapshot, int32_t from_day, int32_t days)
{
    assert(days >= 1);
    assert(days <= VACANCY_DAYS_MAX);
    pthread_mutex_lock(&snapshot->lock);
    struct vacancy_view *view = take(snapshot, &(struct wanted){.from_day = from_day, .days = days});
    pthread_mutex_unlock(&snapshot->lock);
    return view;
}

/* From the board's own today on: the page never asks for a day that the board has left behind. */
struct vacancy_view *vacancy_snapshot_page(struct vacancy_snapshot *snapshot, int language)
{
    pthread_mutex_lock(&snapshot->lock);
    const struct wanted wanted = {.from_day = snapshot->board.first_day + VACANCY_PAST_DAYS, .form = language};
    struct vacancy_view *view = take(snapshot, &wanted);
    pthread_mutex_unlock(&snapshot->lock);
    return view;
}

void vacancy_snapshot_release(void *arg)
{
    struct vacancy_view *view = arg;
    struct vacancy_snapshot *snapshot = view->snapshot;
    pthread_mutex_lock(&snapshot->lock);
    view_unref(view);
    pthread_mutex_unlock(&snapshot->lock);
}

void vacancy_snapshot_range(struct vacancy_snapshot *snapshot, int32_t *ret_first_day, int32_t *ret_today)
{
    pthread_mutex_lock(&snapshot->lock);
    *ret_first_day = snapshot->board.first_day;
    pthread_mutex_unlock(&snapshot->lock);
    *ret_today = civil_day_of_ms(clock_now_ms());
}

bool vacancy_snapshot_due(struct vacancy_snapshot *snapshot)
{
    int64_t now_ms = clock_now_ms();
    pthread_mutex_lock(&snapshot->lock);
    bool due = now_ms >= snapshot->next_edge_ms ||
               civil_day_of_ms(now_ms) != snapshot->board.first_day + VACANCY_PAST_DAYS;
    pthread_mutex_unlock(&snapshot->lock);
    return due || clock_mono_ms() >= snapshot->reread_ms;
}

static bool other_rules(const struct vacancy_news *news)
{
    for (size_t i = 0; i < news->n; i++) {
        if (news->list[i].kind == CHANGE_POLICY) {
            return true;
        }
    }
    return false;
}

/* Brings `fresh` up to date from the database. */
static enum err read_fresh(struct vacancy_snapshot *snapshot, const struct vacancy_news *news, int64_t now_ms)
{
    struct vacancy_board *fresh = snapshot->fresh;
    int32_t first_day = civil_day_of_ms(now_ms) - VACANCY_PAST_DAYS;
    bool everything = news->everything || other_rules(news) || first_day != fresh->first_day ||
                      clock_mono_ms() >= snapshot->reread_ms;
    struct worker *worker = readers_borrow(snapshot->readers, BORROW_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = OK;
    if (everything) {
        err = vacancy_board_read(worker->db, first_day, fresh);
        snapshot->reread_ms = err == OK ? clock_mono_ms() + REREAD_MS : snapshot->reread_ms;
    }
    for (size_t i = 0; err == OK && !everything && i < news->n; i++) {
        if (news->list[i].kind == CHANGE_VACANCY) {
            err = vacancy_board_reread(worker->db, fresh, news->list[i].id, news->list[i].day);
        }
    }
    readers_return(snapshot->readers, worker);
    return err;
}

enum err vacancy_snapshot_refresh(struct vacancy_snapshot *snapshot, const struct vacancy_news *news,
                                  struct buf *fragment, bool *ret_changed)
{
    int64_t now_ms = clock_now_ms();
    enum err err = read_fresh(snapshot, news, now_ms);
    if (err != OK) {
        return err;
    }
    int64_t next_edge_ms = vacancy_board_mark(snapshot->fresh, now_ms);
    pthread_mutex_lock(&snapshot->lock);
    *ret_changed = vacancy_board_differs(&snapshot->board, snapshot->fresh);
    if (*ret_changed) {
        snapshot->fresh->as_of_ms = now_ms;
        vacancy_board_write_changes(&snapshot->board, snapshot->fresh, news->version, fragment);
        vacancy_board_copy(&snapshot->board, snapshot->fresh);
        drop_views(snapshot);
    }
    snapshot->next_edge_ms = next_edge_ms;
    pthread_mutex_unlock(&snapshot->lock);
    return OK;
}

enum err vacancy_snapshot_open(struct readers *readers, struct vacancy_snapshot **ret)
{
    char storage[64];
    struct buf unused;
    bool changed;
    const struct vacancy_news all = {.everything = true};
    struct vacancy_snapshot *snapshot = calloc(1, sizeof *snapshot);
    buf_init(&unused, storage, sizeof storage);
    if (snapshot == NULL) {
        return ERR_IO;
    }
    pthread_mutex_init(&snapshot->lock, NULL);
    snapshot->readers = readers;
    snapshot->fresh = vacancy_board_open(&snapshot->board);
    snapshot->scratch = malloc(SCRATCH_BYTES);
    enum err err = snapshot->fresh == NULL || snapshot->scratch == NULL ? ERR_IO : OK;
    err = err == OK ? vacancy_snapshot_refresh(snapshot, &all, &unused, &changed) : err;
    if (err != OK) {
        vacancy_snapshot_close(snapshot);
        return err;
    }
    *ret = snapshot;
    return OK;
}

void vacancy_snapshot_close(struct vacancy_snapshot *snapshot)
{
    if (snapshot == NULL) {
        return;
    }
    drop_views(snapshot);
    vacancy_board_close(&snapshot->board, snapshot->fresh);
    free(snapshot->scratch);
    pthread_mutex_destroy(&snapshot->lock);
    free(snapshot);
}
