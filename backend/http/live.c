/* The hub of the live streams: see live.h. */
#include "http/live.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/live_stream.h"
#include "http/server.h"
#include "http/session.h"
#include "http/vacancy_snapshot.h"

#include "base/banned.h"

enum { BATCH_MAX = 4096, SAME_LOOK = 256, WAIT_MS = 200, IDS_PER_START_BITS = 22 };

struct live {
    struct server *server;
    int streams_max;
    pthread_t hub;
    atomic_bool stop;
    struct live_ring *ring;
    pthread_mutex_t lock; /* the list of streams */
    struct live_stream *first;
    _Atomic int64_t count;
    struct change batch[BATCH_MAX];
    size_t batch_n;
    int64_t after; /* the last change taken in */
};

static void wake(struct live_stream *stream, bool over)
{
    pthread_mutex_lock(&stream->lock);
    stream->pending = true;
    stream->over = stream->over || over;
    pthread_cond_signal(&stream->woken);
    pthread_mutex_unlock(&stream->lock);
}

static void end_streams_of(struct live *live, int64_t account_id)
{
    pthread_mutex_lock(&live->lock);
    for (struct live_stream *stream = live->first; stream != NULL; stream = stream->next) {
        if (stream->account_id != 0 && stream->account_id == account_id) {
            wake(stream, true);
        }
    }
    pthread_mutex_unlock(&live->lock);
}

/* Wakes everyone whom one of the events since `from` concerns. */
static void wake_concerned(struct live *live, int64_t from)
{
    struct live_event event;
    pthread_mutex_lock(&live->lock);
    for (struct live_stream *stream = live->first; stream != NULL; stream = stream->next) {
        int64_t cursor = from;
        if (live_ring_next(live->ring, &stream->wish, &cursor, &event)) {
            live_ring_done(live->ring, event.frame);
            wake(stream, false);
        }
    }
    pthread_mutex_unlock(&live->lock);
}

/* Does a later change of the batch say the same? Looks a little ahead only: a repeated event does no harm. */
static bool said_again(const struct live *live, size_t i)
{
    const struct change *change = &live->batch[i];
    for (size_t j = i + 1; j < live->batch_n && j < i + SAME_LOOK; j++) {
        const struct change *later = &live->batch[j];
        if (later->kind == change->kind && later->id == change->id && later->day == change->day) {
            return true;
        }
    }
    return false;
}

static void announce(struct live *live, size_t i)
{
    const struct change *change = &live->batch[i];
    struct live_event event = {.subject = change->id, .day = change->day};
    switch (change->kind) {
    case CHANGE_ATTENDANCE:
        event.topic = LIVE_ATTENDANCE;
        break;
    case CHANGE_HOUSEHOLD:
        event.topic = LIVE_HOUSEHOLD;
        break;
    case CHANGE_ACCOUNT:
        sessions_account_changed(live->server->sessions, change->id);
        end_streams_of(live, change->id);
        return;
    case CHANGE_VACANCY:
        event.topic = LIVE_SICKROOM; /* what the public sees of it is made in refresh_vacancies */
        break;
    case CHANGE_ALARM:
        event.topic = LIVE_ALARMS;
        break;
    case CHANGE_ROSTER:
    case CHANGE_GATEWAY:
    case CHANGE_POLICY:
        return;
    }
    if (!said_again(live, i)) {
        live_ring_push(live->ring, &event);
    }
}

/* Reads the snapshot afresh where it changed and makes one event of it. */
static void refresh_vacancies(struct live *live, bool everything)
{
    struct live_event event = {.topic = LIVE_VACANCIES};
    struct live_frame *frame = live_ring_frame(live->ring);
    char spare[64];
    struct buf text;
    struct buf fragment;
    bool changed = false;
    int64_t id = live_ring_last(live->ring) + 1;
    buf_init(&text, frame == NULL ? spare : frame->text, frame == NULL ? sizeof spare : sizeof frame->text);
    buf_puts(&text, "event: vacancies\nid: ");
    buf_int(&text, id);
    buf_puts(&text, "\ndata: ");
    buf_init(&fragment, text.p + text.n, text.max - text.n - 2);
    struct vacancy_news news = {live->batch, live->batch_n, everything, id};
    enum err err = vacancy_snapshot_refresh(live->server->vacancies, &news, &fragment, &changed);
    if (err != OK) {
        log_event(LOG_ERROR, "vacancies_not_refreshed", LOG_TEXT("err", err_word(err)));
        return;
    }
    if (!changed) {
        return;
    }
    if (frame != NULL && !fragment.overflow) {
        text.n += fragment.n;
        buf_add(&text, "\n\n", 2);
        frame->n = text.n;
        event.frame = frame;
    }
    live_ring_push(live->ring, &event);
}

static bool touches_vacancies(const struct live *live)
{
    for (size_t i = 0; i < live->batch_n; i++) {
        if (live->batch[i].kind == CHANGE_VACANCY || live->batch[i].kind == CHANGE_POLICY) {
            return true;
        }
    }
    return false;
}

/* Takes what is there into the batch; *ret_lost when the ring of changes was overrun. */
static void take(struct live *live, int64_t wait_ms, bool *ret_lost)
{
    bool lost = false;
    size_t n = changes_wait(live->server->changes, live->after, wait_ms, live->batch + live->batch_n,
                            BATCH_MAX - live->batch_n, &lost);
    if (n > 0) {
        live->batch_n += n;
        live->after = live->batch[live->batch_n - 1].seq;
    }
    if (lost) {
        live->after = changes_last(live->server->changes);
        *ret_lost = true;
    }
}

static void tell(struct live *live, bool lost)
{
    int64_t from = live_ring_last(live->ring);
    for (size_t i = 0; i < live->batch_n; i++) {
        announce(live, i);
    }
    if (lost) {
        struct live_event event = {.topic = LIVE_RESYNC};
        sessions_forget_all(live->server->sessions);
        live_ring_push(live->ring, &event);
    }
    if (live->server->vacancies != NULL &&
        (lost || touches_vacancies(live) || vacancy_snapshot_due(live->server->vacancies))) {
        refresh_vacancies(live, lost);
    }
    live->batch_n = 0;
    if (live_ring_last(live->ring) != from) {
        wake_concerned(live, from);
    }
}

static void pause_ms(int64_t ms)
{
    struct timespec rest = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&rest, NULL);
}

/* The first change goes out at once; what follows is gathered, so that a rush is told at most every LIVE_GATHER_MS. */
static void *run_hub(void *arg)
{
    struct live *live = arg;
    int64_t told_ms = clock_mono_ms() - LIVE_GATHER_MS;
    bool lost = true; /* whatever was committed between the opening of the snapshot and now */
    while (!live->stop) {
        tell(live, lost);
        lost = false;
        take(live, WAIT_MS, &lost);
        int64_t since_ms = clock_mono_ms() - told_ms;
        if (live->batch_n > 0 && since_ms < LIVE_GATHER_MS) {
            pause_ms(LIVE_GATHER_MS - since_ms);
            take(live, 0, &lost);
        }
        told_ms = live->batch_n > 0 ? clock_mono_ms() : told_ms;
        if (changes_stopped(live->server->changes)) {
            pause_ms(LIVE_GATHER_MS); /* the program ends: live_stop() is on its way */
        }
    }
    return NULL;
}

enum err live_open(struct server *server, int streams_max, struct live **ret)
{
    struct live *live = calloc(1, sizeof *live);
    if (live == NULL) {
        return ERR_IO;
    }
    live->server = server;
    live->streams_max = streams_max;
    pthread_mutex_init(&live->lock, NULL);
    /* Tenths of a second since the machine's start, so that ids of an earlier run of the program are recognised as such. */
    live->ring = live_ring_open((clock_mono_ms() / 100) << IDS_PER_START_BITS);
    live->after = changes_last(server->changes);
    if (pthread_create(&live->hub, NULL, run_hub, live) != 0) {
        live_ring_close(live->ring);
        pthread_mutex_destroy(&live->lock);
        free(live);
        return ERR_IO;
    }
    *ret = live;
    return OK;
}

void live_stop(struct live *live)
{
    if (live == NULL) {
        return;
    }
    live->stop = true;
    pthread_mutex_lock(&live->lock);
    for (struct live_stream *stream = live->first; stream != NULL; stream = stream->next) {
        wake(stream, true);
    }
    pthread_mutex_unlock(&live->lock);
    pthread_join(live->hub, NULL);
}

void live_close(struct live *live)
{
    if (live == NULL) {
        return;
    }
    assert(live->first == NULL);
    live_ring_close(live->ring);
    pthread_mutex_destroy(&live->lock);
    free(live);
}

int64_t live_count(const struct live *live)
{
    return live == NULL ? 0 : live->count;
}

struct live_ring *live_events(struct live *live)
{
    return live->ring;
}

bool live_join(struct live *live, struct live_stream *stream)
{
    bool joined = false;
    pthread_mutex_lock(&live->lock);
    if (!live->stop && live->count < live->streams_max) {
        stream->next = live->first;
        stream->previous = NULL;
        if (live->first != NULL) {
            live->first->previous = stream;
        }
        live->first = stream;
        live->count++;
        joined = true;
    }
    pthread_mutex_unlock(&live->lock);
    return joined;
}

void live_leave(struct live *live, struct live_stream *stream)
{
    pthread_mutex_lock(&live->lock);
    if (stream->previous != NULL) {
        stream->previous->next = stream->next;
    } else {
        live->first = stream->next;
    }
    if (stream->next != NULL) {
        stream->next->previous = stream->previous;
    }
    live->count--;
    pthread_mutex_unlock(&live->lock);
}
