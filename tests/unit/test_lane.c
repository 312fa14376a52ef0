/* The write lane: group commit, savepoints, bounds, and a disk that refuses. */
#include "store/lane.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "store/audit_store.h"
#include "store/site_store.h"
#include "support/room.h"
#include "support/test.h"

struct note {
    const char *key;
    enum err result;
};

static enum err write_note(struct tx *tx, void *arg)
{
    const struct note *note = arg;
    enum err err = site_meta_put(tx->db, note->key, STR("written"));
    tx_change(tx, CHANGE_VACANCY, 7, 1);
    err = err == OK ? tx_audit(tx, 1, "note", str_of(note->key), STR("")) : err;
    return err == OK ? note->result : err;
}

static enum err do_note(struct lane *lane, const char *key, enum err result)
{
    struct note note = {key, result};
    struct lane_job job = {.priority = LANE_REST, .run = write_note, .arg = &note};
    return lane_do(lane, &job);
}

static bool stands(const struct room_world *world, const char *key)
{
    struct db *db;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    bool found = site_meta_is(db, key, "written");
    db_close(db);
    return found;
}

TEST("an action that fails leaves no row, no audit line and no announcement")
{
    struct room_world world;
    struct db *db;
    int64_t lines;
    room_open(&world, 1, 6, 1);
    EXPECT_INT(do_note(world.lane, "good", OK), OK);
    EXPECT_INT(do_note(world.lane, "bad", ERR_DENIED), ERR_DENIED);
    EXPECT(stands(&world, "good"));
    EXPECT_NOT(stands(&world, "bad"));
    EXPECT_INT(changes_last(world.changes), 1);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(audit_verify(db, &lines));
    EXPECT_INT(lines, 1);
    db_close(db);
    room_close(&world);
}

TEST("after a failed commit nothing is confirmed, nothing stands, and the lane works again")
{
    struct room_world world;
    struct lane_figures figures;
    struct db *db;
    int64_t lines;
    room_open(&world, 1, 6, 1);
    EXPECT_OK(do_note(world.lane, "before", OK));
    lane_fail_commits(world.lane, 1);
    EXPECT_INT(do_note(world.lane, "lost", OK), ERR_IO);
    EXPECT_INT(changes_last(world.changes), 1);
    EXPECT_NOT(stands(&world, "lost"));
    EXPECT_OK(do_note(world.lane, "after", OK));
    EXPECT(stands(&world, "after"));
    lane_figures(world.lane, &figures);
    EXPECT_INT(figures.failed, 1);
    EXPECT_NOT(figures.broken);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(audit_verify(db, &lines));
    EXPECT_INT(lines, 2);
    db_close(db);
    room_close(&world);
}

static sem_t entered;
static sem_t leave;

static enum err block(struct tx *tx, void *arg)
{
    (void)tx;
    (void)arg;
    sem_post(&entered);
    while (sem_wait(&leave) != 0) {
    }
    return OK;
}

static atomic_int answered;

static void count_answer(void *arg, enum err err)
{
    (void)arg;
    EXPECT_OK(err);
    atomic_fetch_add(&answered, 1);
}

static enum err nothing(struct tx *tx, void *arg)
{
    (void)tx;
    (void)arg;
    return OK;
}

TEST("a full queue refuses the rest before bookings, bookings before absences and taps last, and answers all it took")
{
    static struct lane_job jobs[LANE_QUEUE_MAX + 8];
    struct room_world world;
    struct lane_job blocker = {.priority = LANE_TAP, .run = block, .done = count_answer};
    static const struct {
        enum lane_priority priority;
        size_t bound;
    } steps[] = {{LANE_REST, LANE_QUEUE_MAX / 4},
                 {LANE_BOOKING, LANE_QUEUE_MAX / 2},
                 {LANE_ABSENCE, LANE_QUEUE_MAX * 3 / 4},
                 {LANE_TAP, LANE_QUEUE_MAX}};
    size_t n = 0;
    sem_init(&entered, 0, 0);
    sem_init(&leave, 0, 0);
    room_open(&world, 1, 6, 1);
    EXPECT_OK(lane_post(world.lane, &blocker));
    while (sem_wait(&entered) != 0) {
    }
    for (size_t step = 0; step < sizeof steps / sizeof steps[0]; step++) {
        for (; n < steps[step].bound; n++) {
            jobs[n] = (struct lane_job){.priority = steps[step].priority, .run = nothing, .done = count_answer};
            EXPECT_OK(lane_post(world.lane, &jobs[n]));
        }
        jobs[n] = (struct lane_job){.priority = steps[step].priority, .run = nothing, .done = count_answer};
        EXPECT_INT(lane_post(world.lane, &jobs[n]), ERR_BUSY);
    }
    sem_post(&leave);
    room_close(&world); /* finishes what waits */
    EXPECT_INT(answered, LANE_QUEUE_MAX + 1);
}

static void *notes_of_thread(void *arg)
{
    struct lane *lane = arg;
    for (int i = 0; i < 50; i++) {
        struct lane_job job = {.priority = LANE_BOOKING, .run = nothing};
        EXPECT_OK(lane_do(lane, &job));
    }
    return NULL;
}

TEST("sixteen threads that wait are committed together")
{
    struct room_world world;
    struct lane_figures figures;
    pthread_t threads[16];
    room_open(&world, 1, 6, 1);
    for (size_t i = 0; i < 16; i++) {
        EXPECT_INT(pthread_create(&threads[i], NULL, notes_of_thread, world.lane), 0);
    }
    for (size_t i = 0; i < 16; i++) {
        pthread_join(threads[i], NULL);
    }
    lane_figures(world.lane, &figures);
    EXPECT_INT(figures.jobs, 16 * 50);
    EXPECT(figures.commits < figures.jobs);
    room_close(&world);
}
