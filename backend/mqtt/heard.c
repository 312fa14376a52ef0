#include "mqtt/heard.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/gateway_store.h"

#include "base/banned.h"

struct heard {
    struct lane *lane;
    pthread_mutex_t lock;
    pthread_cond_t back;
    bool under_way;
    struct lane_job job;
    int64_t noted_ms; /* monotonic */
    int64_t at_ms;
    size_t n;
    struct heard_gateway list[HEARD_AT_ONCE];
};

static enum err run(struct tx *tx, void *arg)
{
    const struct heard *heard = arg;
    enum err err = OK;
    for (size_t i = 0; i < heard->n && err == OK; i++) {
        const struct heard_gateway *one = &heard->list[i];
        err = gateway_seen(tx->db, one->id, heard->at_ms);
        err = err == OK && one->said ? gateway_said(tx->db, one->id, heard->at_ms, &one->state) : err;
    }
    return err;
}

static void back(struct heard *heard)
{
    pthread_mutex_lock(&heard->lock);
    heard->under_way = false;
    pthread_cond_signal(&heard->back);
    pthread_mutex_unlock(&heard->lock);
}

static void done(void *arg, enum err err)
{
    (void)err; /* it is noted again in a minute */
    back(arg);
}

enum err heard_open(struct lane *lane, struct heard **ret)
{
    struct heard *heard = calloc(1, sizeof *heard);
    if (heard == NULL) {
        return ERR_IO;
    }
    heard->lane = lane;
    heard->noted_ms = clock_mono_ms();
    pthread_mutex_init(&heard->lock, NULL);
    pthread_cond_init(&heard->back, NULL);
    *ret = heard;
    return OK;
}

void heard_close(struct heard *heard)
{
    if (heard == NULL) {
        return;
    }
    pthread_mutex_lock(&heard->lock);
    while (heard->under_way) {
        pthread_cond_wait(&heard->back, &heard->lock);
    }
    pthread_mutex_unlock(&heard->lock);
    pthread_cond_destroy(&heard->back);
    pthread_mutex_destroy(&heard->lock);
    free(heard);
}

bool heard_due(struct heard *heard, bool news, int64_t mono_ms)
{
    pthread_mutex_lock(&heard->lock);
    bool due = !heard->under_way && mono_ms - heard->noted_ms >= (news ? HEARD_NEWS_MS : HEARD_EVERY_MS);
    pthread_mutex_unlock(&heard->lock);
    return due;
}

void heard_note(struct heard *heard, const struct heard_gateway *list, size_t n, int64_t mono_ms)
{
    assert(n <= HEARD_AT_ONCE);
    pthread_mutex_lock(&heard->lock);
    assert(!heard->under_way);
    heard->noted_ms = mono_ms;
    heard->at_ms = clock_now_ms();
    heard->n = n;
    memcpy(heard->list, list, n * sizeof list[0]);
    heard->under_way = n > 0;
    pthread_mutex_unlock(&heard->lock);
    heard->job = (struct lane_job){.priority = LANE_REST, .run = run, .done = done, .arg = heard};
    if (n > 0 && lane_post(heard->lane, &heard->job) != OK) {
        back(heard);
    }
}
