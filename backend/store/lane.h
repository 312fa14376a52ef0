/* The one write lane (design: group commit). One thread owns the only read-write connection. An action is a function it runs inside
 * a savepoint; everything that waits is committed together with one fsync, then all are answered. Bounded queue, four priorities. */
#pragma once

#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/changes.h"
#include "store/db.h"
#include "store/keys.h"

enum lane_priority { LANE_TAP, LANE_ABSENCE, LANE_BOOKING, LANE_REST, LANE_PRIORITY_COUNT };

enum { LANE_QUEUE_MAX = 4096, LANE_BATCH_MAX = 512, LANE_TX_CHANGES_MAX = 256, LANE_SCRATCH_BYTES = 128 * 1024 };

struct lane;

/* What a running action may use. Valid only inside run(). */
struct tx {
    struct db *db;
    const struct keys *keys;
    struct lane *lane;
    int64_t now_ms; /* one instant for the action */
    void *scratch;  /* LANE_SCRATCH_BYTES of whatever the action before left there, aligned for any type */
};

struct lane_job {
    enum lane_priority priority;
    /* Runs on the lane's thread inside a savepoint. Anything but OK rolls the savepoint back; the job is answered with it. */
    enum err (*run)(struct tx *tx, void *arg);
    /* After the commit (or its failure) on the lane's thread; must be short and must not wait. NULL with lane_do. */
    void (*done)(void *arg, enum err err);
    void *arg;
    /* The lane's own. */
    struct lane_job *next;
    enum err err;
    sem_t answered;
    struct lane_job *wake[2]; /* whom the one who waits here wakes next */
};

/* Opens the database at path for writing (migrated already) and starts the thread. */
enum err lane_start(const char *path, const struct keys *keys, struct changes *changes, struct lane **ret) NODISCARD;
/* Finishes what waits, checkpoints, closes. NULL is fine. */
void lane_stop(struct lane *lane);
/* Waits until the job is committed. ERR_BUSY when its queue is full, ERR_IO when the commit failed (nothing is confirmed that is not
 * on disk), else what run() returned. */
enum err lane_do(struct lane *lane, struct lane_job *job) NODISCARD;
/* Does not wait; the job's memory belongs to the lane until done() is called. ERR_BUSY: not taken. */
enum err lane_post(struct lane *lane, struct lane_job *job) NODISCARD;

/* Announces a change after the commit of this action (dropped when it is rolled back); at most LANE_TX_CHANGES_MAX per action. */
void tx_change(struct tx *tx, enum change_kind kind, int64_t id, int32_t day);
/* Appends the audit line of this action; ids and words only. actor: account id, 0 the system, −id a gateway. */
enum err tx_audit(struct tx *tx, int64_t actor, const char *action, struct str object, struct str reason) NODISCARD;
/* The same about "kind:id", such as "child" and its public id. */
enum err tx_audit_of(struct tx *tx, int64_t actor, const char *action, const char *kind, struct str id,
                     struct str reason) NODISCARD;

struct lane_figures {
    int64_t jobs;
    int64_t commits;
    int64_t refused; /* queue full */
    int64_t failed;  /* commits that failed */
    int64_t waiting; /* now */
    int64_t fsync_us_last;
    bool broken; /* the disk refuses: nothing is taken until it works again */
};
void lane_figures(struct lane *lane, struct lane_figures *ret);
/* Tests only: the next n commits fail as a failed fsync does. */
void lane_fail_commits(struct lane *lane, int n);
