/* The bare write lane: the rows of one reservation (on the waiting list, as most of the load's are), written by a group-commit loop over SQLite with nothing around it: no HTTP,
 * no session, no decision, no JSON. What the disk and the library can do on this machine; beside it the disk's own fsync.
 *
 *   baseline_lane MIGRATIONS FOLDER THREADS SECONDS      MIGRATIONS: the schema as one .sql file. Prints one line of JSON, microseconds. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/answers.h"

#include "base/banned.h"

enum { THREADS_MAX = 256, CHECKPOINT_PAGES = 2000, FSYNCS = 400, DAYS = 10, CHILDREN = 13000 };
enum statement { SLOT, WAITING, RESERVATION, EVENT, IDEMPOTENCY, AUDIT, SAVEPOINT, RELEASE, BEGIN, COMMIT, STATEMENTS };

struct job {
    int64_t number;
    sem_t answered;
    struct job *next;
};

struct lane {
    sqlite3 *handle;
    sqlite3_stmt *statement[STATEMENTS];
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct job *first;
    struct job **end;
    int64_t numbers;
    int64_t stop_us;
    int64_t commits;
    int waiting_threads;
    int log_pages;
};

struct client {
    struct lane *lane;
    pthread_t thread;
    uint32_t *latency_us;
    size_t n;
    size_t max;
};

static void must(bool fine, const struct lane *lane, const char *what)
{
    if (!fine) {
        fprintf(stderr, "baseline_lane: %s: %s\n", what, lane->handle == NULL ? "" : sqlite3_errmsg(lane->handle));
        exit(1);
    }
}

static const char *const texts[STATEMENTS] = {
    [SLOT] =
        "INSERT INTO sick_day (site_id, day, capacity, version) VALUES (1, ?1, 6, 1) ON CONFLICT (site_id, day) DO "
        "NOTHING",
    [WAITING] = "INSERT INTO sick_queue (site_id, day, slot, class, waiting) VALUES (1, ?1, 'day', 0, 1) ON CONFLICT "
                "(site_id, day, slot, class) DO UPDATE SET waiting = waiting + 1",
    [RESERVATION] =
        "INSERT INTO reservation (public_id, child_id, site_id, day, slot, segments, state, reason, account_id, "
        "channel, "
        "condition, need, queue_ms, version, created_ms, changed_ms) VALUES (?1, ?2, 1, ?3, 'day', 1, 3, 1, 1, 1, "
        "zeroblob(190), zeroblob(88), ?4, 1, ?4, ?4)",
    [EVENT] = "INSERT INTO reservation_event (reservation_id, at_ms, from_state, to_state, account_id) VALUES (?1, ?2, "
              "0, 3, 1)",
    [IDEMPOTENCY] = "INSERT INTO idempotency (digest, account_id, key, route, body_hash, status, answer, created_ms)"
                    " VALUES (?4, ?3, ?1, 5, zeroblob(32), 201, zeroblob(190), ?2)",
    [AUDIT] = "INSERT INTO audit (at_ms, actor, action, object, reason, hash) VALUES (?1, 1, 'reserve', ?2, "
              "'waitlisted', zeroblob(32))",
    [SAVEPOINT] = "SAVEPOINT action",
    [RELEASE] = "RELEASE action",
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
};

static void step(struct lane *lane, enum statement which)
{
    must(sqlite3_step(lane->statement[which]) == SQLITE_DONE, lane, texts[which]);
    sqlite3_reset(lane->statement[which]);
}

static void bind_text(struct lane *lane, enum statement which, int at, const char *text)
{
    must(sqlite3_bind_text(lane->statement[which], at, text, -1, SQLITE_STATIC) == SQLITE_OK, lane, "bind");
}

static void bind_int(struct lane *lane, enum statement which, int at, int64_t value)
{
    must(sqlite3_bind_int64(lane->statement[which], at, value) == SQLITE_OK, lane, "bind");
}

/* Every job another child and day. */
static void write_rows(struct lane *lane, int64_t number)
{
    char id[40];
    char object[64];
    int64_t day = 20000 + number / CHILDREN % DAYS;
    /* As the server's: they begin with the time and end at random. */
    (void)snprintf(id, sizeof id, "%016" PRIx64 "%016" PRIx64, (uint64_t)number,
                   (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15));
    (void)snprintf(object, sizeof object, "reservation:%s", id);
    step(lane, SAVEPOINT);
    bind_int(lane, SLOT, 1, day);
    step(lane, SLOT);
    bind_int(lane, WAITING, 1, day);
    step(lane, WAITING);
    bind_text(lane, RESERVATION, 1, id);
    bind_int(lane, RESERVATION, 2, number % CHILDREN + 1);
    bind_int(lane, RESERVATION, 3, day);
    bind_int(lane, RESERVATION, 4, number);
    step(lane, RESERVATION);
    bind_int(lane, EVENT, 1, sqlite3_last_insert_rowid(lane->handle));
    bind_int(lane, EVENT, 2, number);
    step(lane, EVENT);
    bind_text(lane, IDEMPOTENCY, 1, id);
    bind_int(lane, IDEMPOTENCY, 2, number);
    bind_int(lane, IDEMPOTENCY, 3, number % CHILDREN + 1);
    uint64_t digest[2] = {(uint64_t)number * UINT64_C(0x9E3779B97F4A7C15), (uint64_t)number}; /* as if at random */
    must(sqlite3_bind_blob(lane->statement[IDEMPOTENCY], 4, digest, sizeof digest, SQLITE_STATIC) == SQLITE_OK, lane,
         "bind");
    step(lane, IDEMPOTENCY);
    bind_int(lane, AUDIT, 1, number);
    bind_text(lane, AUDIT, 2, object);
    step(lane, AUDIT);
    step(lane, RELEASE);
}

static int note_pages(void *arg, sqlite3 *handle, const char *name, int pages)
{
    (void)handle;
    (void)name;
    ((struct lane *)arg)->log_pages = pages;
    return SQLITE_OK;
}

static void commit_batch(struct lane *lane, struct job *batch)
{
    step(lane, BEGIN);
    for (struct job *job = batch; job != NULL; job = job->next) {
        write_rows(lane, job->number);
    }
    step(lane, COMMIT);
    lane->commits++;
    while (batch != NULL) {
        struct job *next = batch->next;
        sem_post(&batch->answered);
        batch = next;
    }
    if (lane->log_pages >= CHECKPOINT_PAGES) {
        lane->log_pages = 0;
        sqlite3_wal_checkpoint_v2(lane->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }
}

static void *write_main(void *arg)
{
    struct lane *lane = arg;
    for (;;) {
        pthread_mutex_lock(&lane->lock);
        while (lane->first == NULL && lane->waiting_threads > 0) {
            pthread_cond_wait(&lane->more, &lane->lock);
        }
        struct job *batch = lane->first;
        lane->first = NULL;
        lane->end = &lane->first;
        pthread_mutex_unlock(&lane->lock);
        if (batch == NULL) {
            return NULL;
        }
        commit_batch(lane, batch);
    }
}

static void *client_main(void *arg)
{
    struct client *client = arg;
    struct lane *lane = client->lane;
    struct job job;
    sem_init(&job.answered, 0, 0);
    while (answers_now_us() < lane->stop_us && client->n < client->max) {
        int64_t began_us = answers_now_us();
        job.next = NULL;
        pthread_mutex_lock(&lane->lock);
        job.number = ++lane->numbers;
        *lane->end = &job;
        lane->end = &job.next;
        pthread_cond_signal(&lane->more);
        pthread_mutex_unlock(&lane->lock);
        while (sem_wait(&job.answered) != 0) {
            assert(errno == EINTR);
        }
        client->latency_us[client->n++] = (uint32_t)(answers_now_us() - began_us);
    }
    pthread_mutex_lock(&lane->lock);
    lane->waiting_threads--;
    pthread_cond_signal(&lane->more);
    pthread_mutex_unlock(&lane->lock);
    sem_destroy(&job.answered);
    return NULL;
}

static void run_sql(struct lane *lane, const char *text)
{
    must(sqlite3_exec(lane->handle, text, NULL, NULL, NULL) == SQLITE_OK, lane, "schema");
}

static void open_lane(struct lane *lane, const char *schema, const char *folder)
{
    char path[1024];
    size_t n;
    (void)snprintf(path, sizeof path, "%s/baseline.db", folder);
    unlink(path);
    must(sqlite3_open(path, &lane->handle) == SQLITE_OK, lane, path);
    run_sql(
        lane,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;"
        "PRAGMA cache_size = -65536; PRAGMA mmap_size = 0;");
    char *text = answers_read_file(schema, &n);
    run_sql(lane, text);
    free(text);
    run_sql(
        lane,
        "INSERT INTO site (id, public_id, kind, name) VALUES (1, 's01', 2, 's01');"
        "INSERT INTO household (id, public_id) VALUES (1, 'h');"
        "INSERT INTO account (id, public_id, login, password_hash, name, language) VALUES (1, 'a', 'a', '', 'a', 'ja');"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 13000)"
        "INSERT INTO child (id, public_id, household_id, name, kana, birth_day, enrolled_from_day, planned_arrive_min,"
        " planned_leave_min) SELECT i, 'c' || i, 1, 'c', 'c', 18000, 19000, 480, 1080 FROM n;");
    sqlite3_wal_hook(lane->handle, note_pages, lane);
    for (int i = 0; i < STATEMENTS; i++) {
        must(sqlite3_prepare_v3(lane->handle, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &lane->statement[i], NULL) ==
                 SQLITE_OK,
             lane, texts[i]);
    }
}

/* One page appended and synced, as a commit of the log does. */
static uint32_t fsync_p50_us(const char *folder)
{
    char path[1024];
    static char page[4096];
    uint32_t took[FSYNCS];
    (void)snprintf(path, sizeof path, "%s/fsync", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (size_t i = 0; i < FSYNCS; i++) {
        int64_t began_us = answers_now_us();
        if (write(fd, page, sizeof page) != (ssize_t)sizeof page || fdatasync(fd) != 0) {
            fprintf(stderr, "baseline_lane: %s: %s\n", path, strerror(errno));
            exit(1);
        }
        took[i] = (uint32_t)(answers_now_us() - began_us);
    }
    close(fd);
    unlink(path);
    answers_sort(took, FSYNCS);
    return answers_quantile(took, FSYNCS, 500);
}

static void report(struct lane *lane, struct client *clients, size_t n, int64_t took_us, uint32_t fsync_us)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        total += clients[i].n;
    }
    uint32_t *all = calloc(total + 1, sizeof *all);
    must(all != NULL, lane, "memory");
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        memcpy(all + at, clients[i].latency_us, clients[i].n * sizeof *all);
        at += clients[i].n;
    }
    answers_sort(all, total);
    printf("{\"requests\":%zu,\"per_second\":%" PRId64 ",\"p50_us\":%u,\"p99_us\":%u,\"commits\":%" PRId64
           ",\"fsync_p50_us\":%u}\n",
           total, (int64_t)total * 1000000 / took_us, answers_quantile(all, total, 500),
           answers_quantile(all, total, 990), lane->commits, fsync_us);
    free(all);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: baseline_lane MIGRATIONS FOLDER THREADS SECONDS\n");
        return 2;
    }
    size_t threads = strtoul(argv[3], NULL, 10);
    static struct lane lane = {.lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER};
    static struct client clients[THREADS_MAX];
    must(threads > 0 && threads <= THREADS_MAX, &lane, "THREADS must be 1 to 256");
    uint32_t fsync_us = fsync_p50_us(argv[2]);
    open_lane(&lane, argv[1], argv[2]);
    lane.end = &lane.first;
    lane.waiting_threads = (int)threads;
    int64_t began_us = answers_now_us();
    lane.stop_us = began_us + strtol(argv[4], NULL, 10) * 1000000;
    pthread_t writer;
    must(pthread_create(&writer, NULL, write_main, &lane) == 0, &lane, "thread");
    for (size_t i = 0; i < threads; i++) {
        clients[i] = (struct client){.lane = &lane, .max = 1 << 20, .latency_us = malloc((1 << 20) * sizeof(uint32_t))};
        must(clients[i].latency_us != NULL && pthread_create(&clients[i].thread, NULL, client_main, &clients[i]) == 0,
             &lane, "thread");
    }
    for (size_t i = 0; i < threads; i++) {
        pthread_join(clients[i].thread, NULL);
    }
    pthread_join(writer, NULL);
    report(&lane, clients, threads, answers_now_us() - began_us, fsync_us);
    return 0;
}
