/* The life of a door outwards (mail_door.c, push_door.c): a thread that takes what is due out of its outbox a batch at a time, has it sent, and sees
 * that the outbox learns what became of each. What it had taken before a crash is put back first. */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/wait.h"
#include "store/lane.h"
#include "store/readers.h"

enum { POST_LOOK_EVERY_MS = 250 };

typedef enum err post_lane_run(struct tx *tx, void *arg);

struct post_options {
    struct lane *lane;
    struct readers *readers;
    const char *
        waits; /* the log's word for "what is to go out waits: the database does not work"; NULL: another door says so */
    int64_t ending_ms; /* so long what is under way may go on after post_stop */
    enum err (*is_due)(struct db *db, int64_t now_ms, bool *ret);
    post_lane_run *untake; /* arg NULL */
    post_lane_run *take;   /* arg .batch */
    void *batch;
    bool (*send)(void *door);              /* the batch that was taken; true: more is due and may be tried at once */
    int64_t (*pause_ms)(const void *door); /* until the next look after one that went well; NULL: POST_LOOK_EVERY_MS */
    void *door;
};

/* Part of its door; every field is the round's own. */
struct post_round {
    struct post_options options;
    struct sleeper sleeper;
    _Atomic int64_t ends_mono_ms; /* 0: not stopping; whoever waits on the network ends then */
};

/* Before everything else; ends with post_stop, whether it was started or not. */
void post_init(struct post_round *post, const struct post_options *options);
enum err post_start(struct post_round *post) NODISCARD;
/* Waits until the thread has ended. */
void post_stop(struct post_round *post);

/* On the thread, from .send: */
bool post_is_stopping(struct post_round *post);
/* What became of a message must reach the outbox: one that was sent and is not known to be would be sent again. Tries until it has, or it is time to
 * stop. */
void post_settle(struct post_round *post, post_lane_run *run, void *arg);
/* For waits that are not to fall together. */
uint32_t post_chance(void);
