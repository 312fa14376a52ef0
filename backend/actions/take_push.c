/* See take_push.h. */
#include "actions/take_push.h"

#include <string.h>

#include "actions/keep_push.h"
#include "base/secret.h"

#include "base/banned.h"

enum { ABOUT_BYTES = 128, LEASE_MS = 15 * 60 * 1000 };

static enum err unseal(const struct keys *keys, const struct push_due *due, struct take_push_one *one)
{
    unsigned char plain[PUSH_KEYS_BYTES];
    char storage[ABOUT_BYTES];
    struct buf about;
    if (due->endpoint_n <= SECRET_SEAL_OVERHEAD || due->keys_n != PUSH_SEALED_KEYS_BYTES) {
        return ERR_INVALID;
    }
    struct str name = push_about(&about, storage, sizeof storage, "endpoint", due->endpoint_mac);
    enum err err = secret_unseal(keys->column, name, due->endpoint, due->endpoint_n, (unsigned char *)one->endpoint);
    name = push_about(&about, storage, sizeof storage, "keys", due->endpoint_mac);
    err = err == OK ? secret_unseal(keys->column, name, due->keys, due->keys_n, plain) : err;
    if (err == OK) {
        memcpy(one->reader.public_key, plain, P256_PUBLIC_BYTES);
        memcpy(one->reader.auth, plain + P256_PUBLIC_BYTES, P256_AUTH_BYTES);
    }
    secret_wipe(plain, sizeof plain);
    return err;
}

static bool is_over(const struct push_due *due, int64_t now_ms)
{
    return !due->wanted || (due->ends_ms != 0 && now_ms > due->ends_ms) || now_ms > due->created_ms + MESSAGE_TRIED_MS;
}

enum err take_push(struct tx *tx, void *arg)
{
    struct take_push *take = arg;
    struct push_due *list = tx->scratch;
    size_t n = 0;
    _Static_assert(TAKE_PUSH_MAX * sizeof *list <= LANE_SCRATCH_BYTES, "a batch fits into the scratch memory");
    take->n = 0;
    enum err err = push_due(tx->db, tx->now_ms, list, TAKE_PUSH_MAX, &n);
    take->more = n > 0;
    for (size_t i = 0; err == OK && i < n; i++) {
        struct take_push_one *one = &take->list[take->n];
        memset(one, 0, sizeof *one);
        one->id = list[i].id;
        one->device_id = list[i].device_id;
        one->kind = list[i].kind;
        one->tries = list[i].tries + 1;
        one->ttl_s = push_ttl_s(list[i].kind, list[i].ends_ms, tx->now_ms);
        if (is_over(&list[i], tx->now_ms) || unseal(tx->keys, &list[i], one) != OK) {
            err = push_end(tx->db, list[i].id);
        } else {
            take->n++;
            err = push_take(tx->db, list[i].id, tx->now_ms, tx->now_ms + LEASE_MS);
        }
    }
    return err;
}

enum err settle_push(struct tx *tx, void *arg)
{
    const struct settle_push *settle = arg;
    enum err err = OK;
    switch (settle->outcome) {
    case PUSH_AGAIN:
        return push_again(tx->db, settle->id, tx->now_ms + settle->wait_ms, !settle->untried);
    case PUSH_GONE:
        return push_gone(tx->db, settle->device_id); /* what waits for it goes with it */
    case PUSH_SENT:
        err = push_reached(tx->db, settle->device_id, tx->now_ms);
        break;
    case PUSH_GIVEN_UP:
        break;
    }
    return err == OK ? push_end(tx->db, settle->id) : err;
}

enum err untake_push(struct tx *tx, void *arg)
{
    (void)arg;
    return push_untake(tx->db, tx->now_ms);
}
