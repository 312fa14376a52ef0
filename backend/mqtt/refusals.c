#include "mqtt/refusals.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

#include "base/banned.h"

enum { MINUTE_MS = 60000, LOG_EVERY_MS = 1000 };

struct note {
    struct lane_job job;
    struct tap_refused refused;
    struct refusals *home;
    struct note *next;
};

struct refusals {
    struct lane *lane;
    pthread_mutex_t lock;
    pthread_cond_t back;
    struct note notes[REFUSALS_WAITING_MAX];
    struct note *unused;
    size_t under_way;
    atomic_int_least64_t total;
    /* The caller's thread alone. */
    int64_t minute_began_ms;
    int in_minute;
    int64_t logged_ms;
    int64_t to_log;
    int64_t together; /* refused while no note was free: counted with the next one */
    enum tap_refusal last_why;
};

static enum err run(struct tx *tx, void *arg)
{
    const struct note *note = arg;
    return tap_store_refused(tx->db, &note->refused);
}

static void put_back(struct note *note)
{
    struct refusals *refusals = note->home;
    pthread_mutex_lock(&refusals->lock);
    note->next = refusals->unused;
    refusals->unused = note;
    refusals->under_way--;
    pthread_cond_signal(&refusals->back);
    pthread_mutex_unlock(&refusals->lock);
}

static void done(void *arg, enum err err)
{
    (void)err; /* nothing was promised to anybody */
    put_back(arg);
}

static struct note *take(struct refusals *refusals)
{
    pthread_mutex_lock(&refusals->lock);
    struct note *note = refusals->unused;
    if (note != NULL) {
        refusals->unused = note->next;
        refusals->under_way++;
    }
    pthread_mutex_unlock(&refusals->lock);
    return note;
}

enum err refusals_open(struct lane *lane, struct refusals **ret)
{
    struct refusals *refusals = calloc(1, sizeof *refusals);
    if (refusals == NULL) {
        return ERR_IO;
    }
    refusals->lane = lane;
    pthread_mutex_init(&refusals->lock, NULL);
    pthread_cond_init(&refusals->back, NULL);
    for (size_t i = 0; i < REFUSALS_WAITING_MAX; i++) {
        refusals->notes[i].home = refusals;
        refusals->notes[i].next = refusals->unused;
        refusals->unused = &refusals->notes[i];
    }
    *ret = refusals;
    return OK;
}

void refusals_close(struct refusals *refusals)
{
    if (refusals == NULL) {
        return;
    }
    pthread_mutex_lock(&refusals->lock);
    while (refusals->under_way > 0) {
        pthread_cond_wait(&refusals->back, &refusals->lock);
    }
    pthread_mutex_unlock(&refusals->lock);
    pthread_cond_destroy(&refusals->back);
    pthread_mutex_destroy(&refusals->lock);
    free(refusals);
}

/* Beyond the minute's share the row is the one of "many others". */
static bool own_row(struct refusals *refusals, int64_t now_ms)
{
    if (now_ms - refusals->minute_began_ms >= MINUTE_MS || refusals->minute_began_ms == 0) {
        refusals->minute_began_ms = now_ms;
        refusals->in_minute = 0;
    }
    return refusals->in_minute++ < REFUSALS_NEW_PER_MIN;
}

void refusals_note(struct refusals *refusals, const char *gateway, enum tap_refusal why, struct str payload)
{
    int64_t now_ms = clock_mono_ms();
    refusals->total++;
    refusals->to_log++;
    refusals->last_why = why;
    struct note *note = take(refusals);
    if (note == NULL) {
        refusals->together++;
        return;
    }
    note->refused = (struct tap_refused){.at_ms = clock_now_ms(), .why = why, .times = 1};
    if (own_row(refusals, now_ms)) {
        enum err err = str_copy(str_of(gateway), note->refused.gateway, sizeof note->refused.gateway);
        (void)err; /* a name that is too long stays empty */
        secret_hash(payload.p, payload.n, note->refused.payload_hash);
    } else {
        note->refused.times += refusals->together;
        refusals->together = 0;
    }
    note->job = (struct lane_job){.priority = LANE_REST, .run = run, .done = done, .arg = note};
    if (lane_post(refusals->lane, &note->job) != OK) {
        refusals->together++;
        put_back(note);
    }
}

void refusals_turn(struct refusals *refusals)
{
    int64_t now_ms = clock_mono_ms();
    if (refusals->to_log == 0 || now_ms - refusals->logged_ms < LOG_EVERY_MS) {
        return;
    }
    log_event(
        LOG_WARN, "taps_refused", LOG_INT("times", refusals->to_log),
        LOG_TEXT("last_why", tap_store_refusal_word(refusals->last_why)),
        LOG_TEXT("next", "see table tap_refused; an entrance that was enrolled again needs its new credentials file"));
    refusals->to_log = 0;
    refusals->logged_ms = now_ms;
}
