/* What desk.c, desk_commit.c and desk_look.c share. Nobody else includes it. Everything but wake is behind the lock. */
#pragma once

#include <pthread.h>

#include "app_codes.h"
#include "desk.h"

struct moment {
    int64_t ticket;
    enum desk_kind kind;
    enum choice_question question;
    enum punch_meaning said;
    bool throwaway;
    bool stale;
    int64_t names_until_ms; /* monotonic */
    int64_t undo_until_ms;
    struct tap first; /* the touch itself; as it was committed, when one answer may stand in its place */
    struct entrance_family family;
    int64_t undo[CHOICE_CHILDREN_MAX]; /* numbers that may be taken back */
    size_t undo_n;
};

struct desk {
    struct desk_options options;
    struct entrance *entrance;
    void (*wake)(void *arg);
    void *wake_arg;
    char topic[TOPICS_BYTES];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int64_t version;
    struct moment moment;
    struct app_codes codes;
    int screens;
    bool reader;
    bool disk;
    bool linked;
    int64_t unlinked_ms; /* monotonic: since when the server is not heard of; 0: it is there */
    size_t missed;       /* as last said */
    bool stopping;
};

/* A touch of now, with the next number not yet given. */
struct tap desk_tap(const struct desk *desk, enum tap_method method, const char *reader);
/* The same card, reader and instant once more, in another direction: an answer speaks of the moment of the touch. */
struct tap desk_tap_again(const struct desk *desk, const struct tap *first, enum tap_direction direction);
/* Commits, then chimes and counts it to the day; sets tap->seq. ERR_IO: nothing was kept. */
enum err desk_commit(struct desk *desk, struct tap *tap) NODISCARD;
/* One touch for all of the chosen that it means the same for, so that what was said stands beside each; notes what may be taken back, and
 * in moment.first the last one. */
enum err desk_commit_groups(struct desk *desk, struct tap *tap, const struct entrance_family *family,
                            const bool chosen[CHOICE_CHILDREN_MAX]) NODISCARD;
