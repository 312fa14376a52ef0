/* A nursery of nursery.h that is watched: the real watch, agenda and lane, looked at when a test says so. Every family has an address. */
#ifndef SUPPORT_GUARDING_H
#define SUPPORT_GUARDING_H

#include "store/readers.h"
#include "support/nursery.h"

struct missing_watch;

struct guarding {
    struct nursery_world world;
    struct readers *readers;
    struct missing_watch *watch;
};

/* One nursery. */
void guarding_open(struct guarding *g, int children);
void guarding_close(struct guarding *g);
/* Killed and started again: the lane, the watch and the agenda anew on the same file. */
void guarding_restart(struct guarding *g);
/* The clock stands there ("09:00:05"), and the agenda and the watch look once. */
void guarding_at(struct guarding *g, const char *when);
/* Child's card at entrance 1. */
void guarding_arrive(struct guarding *g, int child, int64_t seq, const char *when);
/* The first number of the first row of any statement. */
int64_t guarding_count(const struct guarding *g, const char *sql);
int64_t guarding_open_alarms(const struct guarding *g, int kind);
/* Of the newest alarm about a child. */
int64_t guarding_step(const struct guarding *g, int child);
/* Public id of the newest alarm of a kind; until the next call. */
struct str guarding_newest(const struct guarding *g, int kind);
/* A verb as the door runs it. */
enum err guarding_act(struct guarding *g, struct caller caller,
                      enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg), void *arg);

#endif
