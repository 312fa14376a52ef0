/* The write lane: one thread, one connection, one fsync for everybody who waits. See lane.h and the decision note on it. */
#include "store/lane.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/audit_store.h"

#include "base/banned.h"

/* The log is copied back in small pieces: a long checkpoint would be everybody's waiting time. */
enum { CHECKPOINT_PAGES = 4000, ANNOUNCE_MAX = 4096, REOPEN_WAIT_MS = 200, PATH_BYTES = 512, AUDIT_OBJECT_BYTES = 96 };

_Static_assert((int)LANE_TX_CHANGES_MAX < (int)ANNOUNCE_MAX, "one action's announcements fit a batch");

/* How full the queue may be for a priority to be taken, and how many of it one batch takes: nobody starves anybody. */
static const size_t admitted[LANE_PRIORITY_COUNT] = {LANE_QUEUE_MAX, LANE_QUEUE_MAX * 3 / 4, LANE_QUEUE_MAX / 2,
                                                     LANE_QUEUE_MAX / 4};
static const size_t batch_share[LANE_PRIORITY_COUNT] = {192, 32, 256, 32};

struct queue {
    struct lane_job *first;
    struct lane_job *last;
};

struct lane {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct queue queues[LANE_PRIORITY_COUNT];
    size_t waiting;
    bool stopping;
    struct lane_figures figures;
    /* The thread's own. */
    pthread_t thread;
    struct db *db;
    const struct keys *keys;
    struct changes *changes;
    char path[PATH_BYTES];
    struct audit_head head;
    struct change announce[ANNOUNCE_MAX];
    size_t announce_n;
    size_t announce_from;                     /* of the action that runs */
    struct lane_job *waiters[LANE_BATCH_MAX]; /* of the batch being answered */
    int64_t commit_us;                        /* of the last commit */
    int fail_commits;
    int checkpoint_at;
    max_align_t scratch[LANE_SCRATCH_BYTES / sizeof(max_align_t)];
};

void tx_change(struct tx *tx, enum change_kind kind, int64_t id, int32_t day)
{
    struct lane *lane = tx->lane;
    for (size_t i = lane->announce_n; i > lane->announce_from; i--) {
        struct change *said = &lane->announce[i - 1];
        bool same = said->kind == kind && said->id == id;
        if (same && kind == CHANGE_HOUSEHOLD && said->day != day) {
            said->day = 0; /* several days of a family are one word: look at everything again */
            return;
        }
        if (same && said->day == day) {
            return;
        }
    }
    /* A decision over thousands of families is one word to all of them. */
    bool crowded = kind == CHANGE_HOUSEHOLD && lane->announce_n - lane->announce_from >= LANE_TX_CHANGES_MAX - 16;
    if (crowded && id != 0) {
        tx_change(tx, CHANGE_HOUSEHOLD, 0, 0);
        return;
    }
    assert(lane->announce_n < ANNOUNCE_MAX);
    lane->announce[lane->announce_n++] = (struct change){.kind = kind, .id = id, .day = day};
}

enum err tx_audit(struct tx *tx, int64_t actor, const char *action, struct str object, struct str reason)
{
    struct audit_line line = {
        .at_ms = tx->now_ms, .actor = actor, .action = str_of(action), .object = object, .reason = reason};
    return audit_append(tx->db, &tx->lane->head, &line);
}

enum err tx_audit_of(struct tx *tx, int64_t actor, const char *action, const char *kind, struct str id,
                     struct str reason)
{
    char storage[AUDIT_OBJECT_BYTES];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, kind);
    buf_char(&object, ':');
    buf_str(&object, id);
    return tx_audit(tx, actor, action, buf_view(&object), reason);
}

/* Moves jobs that wait into one list, urgent ones first. Called with the lock held. */
static struct lane_job *take_batch(struct lane *lane)
{
    struct lane_job *first = NULL;
    struct lane_job **end = &first;
    for (int priority = 0; priority < LANE_PRIORITY_COUNT; priority++) {
        struct queue *queue = &lane->queues[priority];
        for (size_t n = 0; n < batch_share[priority] && queue->first != NULL; n++) {
            struct lane_job *job = queue->first;
            queue->first = job->next;
            job->next = NULL;
            *end = job;
            end = &job->next;
            lane->waiting--;
        }
        if (queue->first == NULL) {
            queue->last = NULL;
        }
    }
    return first;
}

/* One action in its savepoint. What it announced and audited is forgotten with it. */
static enum err run_job(struct lane *lane, struct lane_job *job)
{
    struct audit_head head = lane->head;
    size_t announce_n = lane->announce_n;
    lane->announce_from = announce_n;
    enum err err = db_savepoint(lane->db);
    if (err != OK) {
        return err;
    }
    struct tx tx = {
        .db = lane->db, .keys = lane->keys, .lane = lane, .now_ms = clock_now_ms(), .scratch = lane->scratch};
    err = job->run(&tx, job->arg);
    assert(lane->announce_n - announce_n <= LANE_TX_CHANGES_MAX);
    err = err == OK ? db_release(lane->db) : err;
    if (err != OK) {
        db_undo(lane->db);
        lane->head = head;
        lane->announce_n = announce_n;
    }
    return err;
}

/* A connection whose commit failed is never used again: what its pages hold is not known to be on disk. */
static void reopen(struct lane *lane)
{
    db_rollback(lane->db);
    db_close(lane->db);
    lane->db = NULL;
    struct db *db = NULL;
    if (db_open(lane->path, DB_WRITE, &db) == OK) {
        if (audit_head_read(db, &lane->head) == OK) {
            db_lock_schema(db);
            lane->db = db;
        } else {
            db_close(db);
        }
    }
}

static bool commit_fails_now(struct lane *lane)
{
    if (__atomic_load_n(&lane->fail_commits, __ATOMIC_RELAXED) <= 0) {
        return false;
    }
    __atomic_sub_fetch(&lane->fail_commits, 1, __ATOMIC_RELAXED);
    return true;
}

/* Runs the jobs of `first` up to (not including) the returned one in one transaction; their errors are set. */
static struct lane_job *run_batch(struct lane *lane, struct lane_job *first, enum err *ret_commit)
{
    struct lane_job *job = first;
    lane->announce_n = 0;
    enum err err = lane->db == NULL ? ERR_IO : db_begin(lane->db);
    for (; job != NULL && lane->announce_n + LANE_TX_CHANGES_MAX <= (size_t)ANNOUNCE_MAX; job = job->next) {
        job->err = err == OK ? run_job(lane, job) : ERR_IO;
    }
    int64_t started_us = clock_mono_us();
    err = err == OK && commit_fails_now(lane) ? ERR_IO : err;
    err = err == OK ? db_commit(lane->db) : err;
    lane->commit_us = clock_mono_us() - started_us;
    *ret_commit = err;
    return job;
}

/* Waking a thread costs the lane as much as a small action: it wakes one, who wakes two, and so on, while the lane goes on. Nothing of a job
 * may be touched once its turn to wake has come. */
static void wake_all(struct lane *lane, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct lane_job *job = lane->waiters[i];
        job->wake[0] = 2 * i + 1 < n ? lane->waiters[2 * i + 1] : NULL;
        job->wake[1] = 2 * i + 2 < n ? lane->waiters[2 * i + 2] : NULL;
    }
    if (n > 0) {
        sem_post(&lane->waiters[0]->answered);
    }
}

static void answer_all(struct lane *lane, struct lane_job *first, const struct lane_job *end, enum err commit)
{
    size_t waiters_n = 0;
    while (first != end) {
        struct lane_job *next = first->next;
        if (commit != OK) {
            first->err = ERR_IO;
        }
        if (first->done != NULL) {
            first->done(first->arg, first->err); /* the job's memory may be gone afterwards */
        } else {
            assert(waiters_n < LANE_BATCH_MAX);
            lane->waiters[waiters_n++] = first;
        }
        first = next;
    }
    wake_all(lane, waiters_n);
}

static void count(struct lane *lane, int64_t jobs, enum err commit)
{
    pthread_mutex_lock(&lane->lock);
    lane->figures.jobs += jobs;
    lane->figures.commits += commit == OK ? 1 : 0;
    lane->figures.failed += commit == OK ? 0 : 1;
    lane->figures.broken = commit != OK;
    lane->figures.fsync_us_last = lane->commit_us;
    pthread_mutex_unlock(&lane->lock);
}

/* Copies the log back when it has grown by another piece; when it could not be emptied (a reader stands in it) it tries again later. */
static void checkpoint_when_due(struct lane *lane)
{
    int pages = db_log_pages(lane->db);
    if (pages < lane->checkpoint_at) {
        lane->checkpoint_at = pages < CHECKPOINT_PAGES ? CHECKPOINT_PAGES : lane->checkpoint_at;
        return;
    }
    enum err ignored = db_checkpoint(lane->db, false);
    (void)ignored; /* a failed checkpoint loses nothing: the log still holds everything */
    lane->checkpoint_at = pages + CHECKPOINT_PAGES;
}

static void work_off(struct lane *lane, struct lane_job *first)
{
    while (first != NULL) {
        enum err commit;
        int64_t jobs = 0;
        struct lane_job *end = run_batch(lane, first, &commit);
        for (struct lane_job *job = first; job != end; job = job->next) {
            jobs++;
        }
        if (commit == OK) {
            changes_push(lane->changes, lane->announce, lane->announce_n);
        } else if (lane->db != NULL) {
            reopen(lane);
        } else {
            struct timespec pause = {0, REOPEN_WAIT_MS * 1000000};
            nanosleep(&pause, NULL); /* the disk is away: do not spin on it */
            reopen(lane);
        }
        count(lane, jobs, commit);
        answer_all(lane, first, end, commit);
        if (commit == OK) {
            checkpoint_when_due(lane);
        }
        first = end;
    }
}

static void *lane_main(void *arg)
{
    struct lane *lane = arg;
    for (;;) {
        pthread_mutex_lock(&lane->lock);
        while (lane->waiting == 0 && !lane->stopping) {
            pthread_cond_wait(&lane->more, &lane->lock);
        }
        struct lane_job *batch = take_batch(lane);
        bool over = batch == NULL && lane->stopping;
        pthread_mutex_unlock(&lane->lock);
        if (over) {
            return NULL;
        }
        work_off(lane, batch);
    }
}

enum err lane_start(const char *path, const struct keys *keys, struct changes *changes, struct lane **ret)
{
    struct lane *lane = calloc(1, sizeof *lane);
    if (lane == NULL) {
        return ERR_IO;
    }
    lane->keys = keys;
    lane->changes = changes;
    lane->checkpoint_at = CHECKPOINT_PAGES;
    pthread_mutex_init(&lane->lock, NULL);
    pthread_cond_init(&lane->more, NULL);
    enum err err = str_copy(str_of(path), lane->path, sizeof lane->path);
    err = err == OK ? db_open(path, DB_WRITE, &lane->db) : err;
    err = err == OK ? audit_head_read(lane->db, &lane->head) : err;
    if (err == OK) {
        db_lock_schema(lane->db);
        err = pthread_create(&lane->thread, NULL, lane_main, lane) == 0 ? OK : ERR_IO;
    }
    if (err != OK) {
        db_close(lane->db);
        free(lane);
        return err;
    }
    *ret = lane;
    return OK;
}

void lane_stop(struct lane *lane)
{
    if (lane == NULL) {
        return;
    }
    pthread_mutex_lock(&lane->lock);
    lane->stopping = true;
    pthread_cond_signal(&lane->more);
    pthread_mutex_unlock(&lane->lock);
    pthread_join(lane->thread, NULL);
    if (lane->db != NULL) {
        enum err ignored = db_checkpoint(lane->db, true);
        (void)ignored;
    }
    db_close(lane->db);
    pthread_cond_destroy(&lane->more);
    pthread_mutex_destroy(&lane->lock);
    free(lane);
}

/* Puts the job into its queue, unless the queue is too full for its priority. */
static enum err enqueue(struct lane *lane, struct lane_job *job)
{
    assert((size_t)job->priority < LANE_PRIORITY_COUNT);
    assert(job->run != NULL);
    pthread_mutex_lock(&lane->lock);
    bool taken = !lane->stopping && lane->waiting < admitted[job->priority];
    if (taken) {
        struct queue *queue = &lane->queues[job->priority];
        job->next = NULL;
        if (queue->last == NULL) {
            queue->first = job;
        } else {
            queue->last->next = job;
        }
        queue->last = job;
        if (lane->waiting++ == 0) {
            pthread_cond_signal(&lane->more);
        }
    } else {
        lane->figures.refused++;
    }
    pthread_mutex_unlock(&lane->lock);
    return taken ? OK : ERR_BUSY;
}

enum err lane_do(struct lane *lane, struct lane_job *job)
{
    assert(job->done == NULL);
    sem_init(&job->answered, 0, 0);
    enum err err = enqueue(lane, job);
    if (err == OK) {
        while (sem_wait(&job->answered) != 0) {
            assert(errno == EINTR);
        }
        err = job->err;
        for (size_t i = 0; i < 2; i++) {
            if (job->wake[i] != NULL) {
                sem_post(&job->wake[i]->answered);
            }
        }
    }
    sem_destroy(&job->answered);
    return err;
}

enum err lane_post(struct lane *lane, struct lane_job *job)
{
    assert(job->done != NULL);
    return enqueue(lane, job);
}

void lane_figures(struct lane *lane, struct lane_figures *ret)
{
    pthread_mutex_lock(&lane->lock);
    *ret = lane->figures;
    ret->waiting = (int64_t)lane->waiting;
    pthread_mutex_unlock(&lane->lock);
}

void lane_fail_commits(struct lane *lane, int n)
{
    __atomic_store_n(&lane->fail_commits, n, __ATOMIC_RELAXED);
}
