/* The buckets: see limits.h. One table of small sets under 64 locks; a set that is full gives up the entry that was used least lately,
 * which at worst forgives somebody. Keys are hashed with a secret of this run, so that nobody can aim at another's set. */
#include "http/limits.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"

#include "base/banned.h"

enum { LOCKS = 64, SETS = 4096, WAYS = 4, MILLI = 1000, MS_PER_MIN = 60000 };

struct bucket {
    uint64_t key; /* 0: empty */
    int64_t at_ms;
    int64_t level; /* thousandths of a token, or failures in a row */
    int64_t until_ms;
};

struct limits {
    struct server_rate rates[RATE_COUNT];
    unsigned char secret[SECRET_KEY_BYTES];
    pthread_mutex_t locks[LOCKS];
    struct bucket buckets[SETS][WAYS];
};

struct limits *limits_open(const struct server_rate rates[RATE_COUNT])
{
    struct limits *limits = calloc(1, sizeof *limits);
    if (limits == NULL) {
        abort();
    }
    memcpy(limits->rates, rates, sizeof limits->rates);
    secret_random(limits->secret, sizeof limits->secret);
    for (size_t i = 0; i < LOCKS; i++) {
        pthread_mutex_init(&limits->locks[i], NULL);
    }
    return limits;
}

void limits_close(struct limits *limits)
{
    if (limits == NULL) {
        return;
    }
    for (size_t i = 0; i < LOCKS; i++) {
        pthread_mutex_destroy(&limits->locks[i]);
    }
    free(limits);
}

static uint64_t key_of(const struct limits *limits, char kind, struct str name)
{
    unsigned char hash[SECRET_HASH_BYTES];
    unsigned char text[SECRET_KEY_BYTES + 1 + 160];
    size_t n = name.n < 160 ? name.n : 160;
    uint64_t key;
    memcpy(text, limits->secret, SECRET_KEY_BYTES);
    text[SECRET_KEY_BYTES] = (unsigned char)kind;
    if (n > 0) {
        memcpy(text + SECRET_KEY_BYTES + 1, name.p, n);
    }
    secret_hash(text, SECRET_KEY_BYTES + 1 + n, hash);
    memcpy(&key, hash, sizeof key);
    return key == 0 ? 1 : key;
}

/* The key's bucket, its lock held; a new one has at_ms 0. */
static struct bucket *hold(struct limits *limits, uint64_t key, pthread_mutex_t **ret_lock)
{
    size_t at = key % SETS;
    struct bucket *set = limits->buckets[at];
    struct bucket *place = &set[0];
    *ret_lock = &limits->locks[at % LOCKS];
    pthread_mutex_lock(*ret_lock);
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].key == key) {
            return &set[i];
        }
        place = set[i].at_ms < place->at_ms ? &set[i] : place;
    }
    memset(place, 0, sizeof *place);
    place->key = key;
    return place;
}

int64_t limits_take(struct limits *limits, enum route_rate rate, int64_t account_id, struct str address)
{
    struct server_rate allowed = limits->rates[rate];
    char name[32];
    struct buf buf;
    pthread_mutex_t *lock;
    if (allowed.per_minute == 0) {
        return 0;
    }
    buf_init(&buf, name, sizeof name);
    buf_int(&buf, account_id);
    int64_t now_ms = clock_coarse_ms() + 1;
    int64_t full = (int64_t)allowed.burst * MILLI;
    uint64_t key = key_of(limits, (char)('a' + 2 * (int)rate + (account_id == 0 ? 1 : 0)),
                          account_id == 0 ? address : buf_view(&buf));
    struct bucket *bucket = hold(limits, key, &lock);
    int64_t gained = bucket->at_ms == 0 ? full : (now_ms - bucket->at_ms) * allowed.per_minute * MILLI / MS_PER_MIN;
    bucket->level = bucket->level + gained > full ? full : bucket->level + gained;
    bucket->at_ms = gained > 0 ? now_ms : bucket->at_ms;
    int64_t missing = bucket->level >= MILLI ? 0 : MILLI - bucket->level;
    bucket->level -= missing == 0 ? MILLI : 0;
    pthread_mutex_unlock(lock);
    int64_t wait_ms = missing * MS_PER_MIN / ((int64_t)allowed.per_minute * MILLI);
    return missing == 0 ? 0 : wait_ms < 1000 ? 1 : (wait_ms + 999) / 1000;
}

int64_t limits_sign_in_wait(struct limits *limits, struct str login)
{
    pthread_mutex_t *lock;
    struct bucket *bucket = hold(limits, key_of(limits, 'L', login), &lock);
    int64_t now_ms = clock_coarse_ms() + 1;
    int64_t wait_ms = bucket->until_ms - now_ms;
    bucket->at_ms = now_ms;
    pthread_mutex_unlock(lock);
    return wait_ms > 0 ? (wait_ms + 999) / 1000 : 0;
}

void limits_sign_in_failed(struct limits *limits, struct str login)
{
    pthread_mutex_t *lock;
    struct bucket *bucket = hold(limits, key_of(limits, 'L', login), &lock);
    int64_t now_ms = clock_coarse_ms() + 1;
    int64_t wait_s = 0;
    bucket->at_ms = now_ms;
    bucket->level++;
    if (bucket->level >= LIMITS_FREE_FAILURES) {
        int64_t doublings = bucket->level - LIMITS_FREE_FAILURES;
        wait_s = doublings > 11 ? LIMITS_WAIT_S_MAX : INT64_C(1) << doublings;
    }
    bucket->until_ms = now_ms + wait_s * 1000;
    pthread_mutex_unlock(lock);
}

void limits_sign_in_done(struct limits *limits, struct str login)
{
    pthread_mutex_t *lock;
    struct bucket *bucket = hold(limits, key_of(limits, 'L', login), &lock);
    bucket->level = 0;
    bucket->until_ms = 0;
    pthread_mutex_unlock(lock);
}
