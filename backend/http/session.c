/* The sessions in memory: see session.h. 64 shards, each a table of small sets; a set's least recently used entry makes room. An entry
 * carries the generation of its account's slot, so that a change of the account makes all its entries stale at once. */
#include "http/session.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "store/session_store.h"

#include "base/banned.h"

enum {
    SHARDS = 64,
    SETS = 128,
    WAYS = 8,
    GENERATIONS = 65536,
    SEEN_JOBS = 64,
    READER_WAIT_MS = 1000,
    WARM_ROWS = 32768
};

struct entry {
    unsigned char token_hash[SECRET_HASH_BYTES];
    int64_t seen_ms;
    int64_t expires_ms; /* 0: empty */
    uint64_t used;
    uint32_t generation;
    struct caller caller;
};

struct shard {
    pthread_mutex_t lock;
    uint64_t uses;
    struct entry entries[SETS][WAYS];
};

struct sessions {
    struct readers *readers;
    struct lane *lane;
    _Atomic uint32_t generations[GENERATIONS];
    _Atomic uint32_t all;     /* part of every generation */
    _Atomic uint64_t changes; /* how often any generation moved */
    struct shard shards[SHARDS];
};

/* "seen" is written without waiting, so its job outlives the request; static, because the lane may finish it after the door closed. */
struct seen_job {
    struct lane_job job;
    unsigned char token_hash[SECRET_HASH_BYTES];
    int64_t seen_ms;
    atomic_flag taken;
};
static struct seen_job seen_jobs[SEEN_JOBS];

struct sessions *sessions_open(struct readers *readers, struct lane *lane)
{
    struct sessions *sessions = calloc(1, sizeof *sessions);
    if (sessions == NULL) {
        abort();
    }
    sessions->readers = readers;
    sessions->lane = lane;
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_init(&sessions->shards[i].lock, NULL);
    }
    return sessions;
}

void sessions_close(struct sessions *sessions)
{
    if (sessions == NULL) {
        return;
    }
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_destroy(&sessions->shards[i].lock);
    }
    free(sessions);
}

static struct shard *shard_of(struct sessions *sessions, const unsigned char *token_hash)
{
    return &sessions->shards[token_hash[0] % SHARDS];
}

static struct entry *set_of(struct shard *shard, const unsigned char *token_hash)
{
    return shard->entries[token_hash[1] % SETS];
}

static uint32_t generation_of(struct sessions *sessions, int64_t account_id)
{
    return sessions->generations[(uint64_t)account_id % GENERATIONS] + sessions->all;
}

static bool is_staff(const struct caller *caller)
{
    return (caller->roles & ~(ROLE_BIT(ROLE_GUARDIAN) | ROLE_BIT(ROLE_PICKUP_ONLY))) != 0;
}

static bool is_over(const struct caller *caller, int64_t seen_ms, int64_t expires_ms, int64_t now_ms)
{
    int64_t idle_ms = is_staff(caller) ? SESSION_STAFF_IDLE_MS : SESSION_GUARDIAN_IDLE_MS;
    return now_ms >= expires_ms || now_ms - seen_ms >= idle_ms;
}

static enum err run_seen(struct tx *tx, void *arg)
{
    const struct seen_job *seen = arg;
    return session_seen(tx->db, seen->token_hash, seen->seen_ms);
}

static void seen_done(void *arg, enum err err)
{
    struct seen_job *seen = arg;
    (void)err; /* the next request of a later hour tries again */
    atomic_flag_clear(&seen->taken);
}

/* Tells the lane, without waiting, that the session lives. When all jobs are out the hour is noted by a later request. */
static void post_seen(struct sessions *sessions, const unsigned char *token_hash, int64_t now_ms)
{
    for (size_t i = 0; i < SEEN_JOBS; i++) {
        struct seen_job *seen = &seen_jobs[i];
        if (atomic_flag_test_and_set(&seen->taken)) {
            continue;
        }
        memcpy(seen->token_hash, token_hash, SECRET_HASH_BYTES);
        seen->seen_ms = now_ms - now_ms % SESSION_SEEN_MS;
        seen->job = (struct lane_job){.priority = LANE_REST, .run = run_seen, .done = seen_done, .arg = seen};
        if (lane_post(sessions->lane, &seen->job) != OK) {
            atomic_flag_clear(&seen->taken);
        }
        return;
    }
}

/* From memory: true when it stands there and is fresh. */
static bool recall(struct sessions *sessions, const unsigned char *token_hash, int64_t now_ms, struct caller *ret,
                   bool *ret_note)
{
    struct shard *shard = shard_of(sessions, token_hash);
    bool found = false;
    pthread_mutex_lock(&shard->lock);
    struct entry *set = set_of(shard, token_hash);
    for (size_t i = 0; i < WAYS && !found; i++) {
        struct entry *entry = &set[i];
        if (entry->expires_ms == 0 || memcmp(entry->token_hash, token_hash, SECRET_HASH_BYTES) != 0) {
            continue;
        }
        if (entry->generation != generation_of(sessions, entry->caller.account_id) ||
            is_over(&entry->caller, entry->seen_ms, entry->expires_ms, now_ms)) {
            entry->expires_ms = 0;
            break;
        }
        found = true;
        entry->used = ++shard->uses;
        *ret_note = now_ms - entry->seen_ms >= SESSION_SEEN_MS;
        entry->seen_ms = *ret_note ? now_ms - now_ms % SESSION_SEEN_MS : entry->seen_ms;
        *ret = entry->caller;
    }
    pthread_mutex_unlock(&shard->lock);
    return found;
}

static void remember(struct sessions *sessions, const unsigned char *token_hash, const struct session *session,
                     uint32_t generation)
{
    struct shard *shard = shard_of(sessions, token_hash);
    pthread_mutex_lock(&shard->lock);
    struct entry *set = set_of(shard, token_hash);
    struct entry *place = &set[0];
    for (size_t i = 0; i < WAYS; i++) {
        bool same = memcmp(set[i].token_hash, token_hash, SECRET_HASH_BYTES) == 0;
        if (same || set[i].expires_ms == 0) {
            place = &set[i];
            break;
        }
        place = set[i].used < place->used ? &set[i] : place;
    }
    memcpy(place->token_hash, token_hash, SECRET_HASH_BYTES);
    place->seen_ms = session->seen_ms;
    place->expires_ms = session->expires_ms;
    place->generation = generation;
    place->used = ++shard->uses;
    place->caller = session->caller;
    pthread_mutex_unlock(&shard->lock);
}

/* From the store. What was read is remembered only when no account changed meanwhile: it belongs to the generation it is filed under. */
static enum err read_session(struct sessions *sessions, const unsigned char *token_hash, int64_t now_ms,
                             struct caller *ret)
{
    struct session session;
    struct worker *worker = readers_borrow(sessions->readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    uint64_t changes = sessions->changes;
    enum err err = session_find(worker->db, token_hash, now_ms, &session);
    readers_return(sessions->readers, worker);
    if (err == OK && is_over(&session.caller, session.seen_ms, session.expires_ms, now_ms)) {
        err = ERR_NOT_FOUND;
    }
    if (err == OK) {
        uint32_t generation = generation_of(sessions, session.caller.account_id);
        if (changes == sessions->changes) {
            remember(sessions, token_hash, &session, generation);
        }
        *ret = session.caller;
    }
    return err;
}

struct warming {
    struct sessions *sessions;
    int64_t now_ms;
};

static void warm_one(void *arg, const unsigned char token_hash[SECRET_HASH_BYTES], const struct session *session)
{
    const struct warming *warming = arg;
    uint32_t generation = generation_of(warming->sessions, session->caller.account_id);
    if (!is_over(&session->caller, session->seen_ms, session->expires_ms, warming->now_ms)) {
        remember(warming->sessions, token_hash, session, generation);
    }
}

enum err sessions_warm(struct sessions *sessions)
{
    struct warming warming = {sessions, clock_now_ms()};
    struct worker *worker = readers_borrow(sessions->readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = session_walk(worker->db, warming.now_ms, WARM_ROWS, warm_one, &warming);
    readers_return(sessions->readers, worker);
    return err;
}

enum err sessions_find(struct sessions *sessions, struct str cookie, struct caller *ret)
{
    unsigned char token_hash[SECRET_HASH_BYTES];
    bool note = false;
    if (cookie.n != SESSION_COOKIE_TEXT - 1) {
        return ERR_NOT_FOUND;
    }
    int64_t now_ms = clock_now_ms();
    session_hash(cookie, token_hash);
    bool found = recall(sessions, token_hash, now_ms, ret, &note);
    enum err err = found ? OK : read_session(sessions, token_hash, now_ms, ret);
    if (err == OK && !found) {
        (void)recall(sessions, token_hash, now_ms, ret, &note); /* the hour that the store held may be long ago */
    }
    if (note) {
        post_seen(sessions, token_hash, now_ms);
    }
    return err;
}

void sessions_drop(struct sessions *sessions, const unsigned char token_hash[SECRET_HASH_BYTES])
{
    struct shard *shard = shard_of(sessions, token_hash);
    pthread_mutex_lock(&shard->lock);
    struct entry *set = set_of(shard, token_hash);
    for (size_t i = 0; i < WAYS; i++) {
        if (memcmp(set[i].token_hash, token_hash, SECRET_HASH_BYTES) == 0) {
            set[i].expires_ms = 0;
        }
    }
    pthread_mutex_unlock(&shard->lock);
}

void sessions_account_changed(struct sessions *sessions, int64_t account_id)
{
    sessions->changes++; /* first: whoever files under the new generation must have seen this */
    sessions->generations[(uint64_t)account_id % GENERATIONS]++;
}

void sessions_forget_all(struct sessions *sessions)
{
    sessions->changes++;
    sessions->all++;
}

void session_hash(struct str cookie, unsigned char token_hash[SECRET_HASH_BYTES])
{
    secret_hash(cookie.p, cookie.n, token_hash);
}

void session_new_cookie(char cookie[SESSION_COOKIE_TEXT], unsigned char token_hash[SECRET_HASH_BYTES])
{
    unsigned char token[SECRET_TOKEN_BYTES];
    secret_random(token, sizeof token);
    enum err err = str_base64(token, sizeof token, cookie, SESSION_COOKIE_TEXT);
    assert(err == OK);
    secret_wipe(token, sizeof token);
    session_hash((struct str){cookie, SESSION_COOKIE_TEXT - 1}, token_hash);
}

const char *session_cookie_name(bool behind_tls)
{
    return behind_tls ? "__Host-session" : "session";
}
