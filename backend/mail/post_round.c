/* See post_round.h. */
#include "mail/post_round.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/secret.h"

#include "base/banned.h"

enum {
    FAILED_WAIT_MS = 2000,
    READER_WAIT_MS = 2000,
    SETTLE_AGAIN_MS = 200,
};

uint32_t post_chance(void)
{
    uint32_t drawn = 0;
    secret_random(&drawn, sizeof drawn);
    return drawn;
}

bool post_is_stopping(struct post_round *post)
{
    return atomic_load(&post->ends_mono_ms) != 0;
}

static enum err on_lane(struct post_round *post, post_lane_run *run, void *arg)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = arg};
    return lane_do(post->options.lane, &job);
}

void post_settle(struct post_round *post, post_lane_run *run, void *arg)
{
    enum err err = ERR_BUSY;
    bool stopping = false;
    while (err != OK && !stopping) {
        err = on_lane(post, run, arg);
        stopping = err != OK && sleeper_rest(&post->sleeper, SETTLE_AGAIN_MS);
    }
}

static enum err is_due(struct post_round *post, bool *ret)
{
    struct worker *worker = readers_borrow(post->options.readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = post->options.is_due(worker->db, clock_now_ms(), ret);
    readers_return(post->options.readers, worker);
    return err;
}

/* Everything that is due, a batch at a time. */
static enum err look(struct post_round *post)
{
    bool due = false;
    enum err err = is_due(post, &due);
    while (err == OK && due && !post_is_stopping(post)) {
        err = on_lane(post, post->options.take, post->options.batch);
        due = err == OK && post->options.send(post->options.door);
    }
    return err;
}

static int64_t pause_ms(const struct post_round *post, enum err err)
{
    if (err != OK) {
        return FAILED_WAIT_MS;
    }
    return post->options.pause_ms == NULL ? POST_LOOK_EVERY_MS : post->options.pause_ms(post->options.door);
}

static void note(const struct post_round *post, enum err err, bool told)
{
    if (err != OK && !told && post->options.waits != NULL) {
        log_event(LOG_ERROR, post->options.waits, LOG_TEXT("why", err_word(err)),
                  LOG_TEXT("next", "messages wait until the database works again; see the log of the database"));
    }
}

static void *round_main(void *arg)
{
    struct post_round *post = arg;
    bool told = false;
    bool begun = false;
    int64_t wait_ms = 0;
    while (!sleeper_rest(&post->sleeper, wait_ms)) {
        enum err err = begun ? OK : on_lane(post, post->options.untake, NULL);
        begun = begun || err == OK;
        err = err == OK ? look(post) : err;
        note(post, err, told);
        told = err != OK;
        wait_ms = pause_ms(post, err);
    }
    return NULL;
}

void post_init(struct post_round *post, const struct post_options *options)
{
    post->options = *options;
    atomic_init(&post->ends_mono_ms, 0);
    sleeper_init(&post->sleeper);
}

enum err post_start(struct post_round *post)
{
    return sleeper_start(&post->sleeper, round_main, post);
}

void post_stop(struct post_round *post)
{
    atomic_store(&post->ends_mono_ms, clock_mono_ms() + post->options.ending_ms);
    sleeper_stop(&post->sleeper);
}
