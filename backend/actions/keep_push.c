/* See keep_push.h. */
#include "actions/keep_push.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { ABOUT_BYTES = 128 };

/* One number in four thousand million is none of the curve's: then the next. */
void push_key(const struct keys *keys, unsigned char secret[P256_SECRET_BYTES],
              unsigned char public_key[P256_PUBLIC_BYTES])
{
    char purpose[] = "tsubame web push 0";
    enum err err = ERR_INVALID;
    _Static_assert((int)P256_SECRET_BYTES == (int)SECRET_HASH_BYTES, "a hash is a number of the curve, nearly always");
    while (err != OK) {
        purpose[sizeof purpose - 2]++;
        assert(purpose[sizeof purpose - 2] <= '9');
        secret_mac(keys->column, purpose, sizeof purpose - 1, secret);
        err = p256_public(secret, public_key);
    }
}

struct str push_about(struct buf *buf, char *storage, size_t bytes, const char *column,
                      const unsigned char endpoint_mac[SECRET_HASH_BYTES])
{
    char hex[2 * SECRET_HASH_BYTES + 1];
    str_hex(endpoint_mac, SECRET_HASH_BYTES, hex);
    buf_init(buf, storage, bytes);
    buf_puts(buf, "push_device|");
    buf_puts(buf, column);
    buf_char(buf, '|');
    buf_puts(buf, hex);
    return buf_view(buf);
}

static void mac_of(const struct keys *keys, struct str endpoint, unsigned char mac[SECRET_HASH_BYTES])
{
    static const char purpose[] = "tsubame push endpoint 1";
    unsigned char key[SECRET_HASH_BYTES];
    secret_mac(keys->column, purpose, sizeof purpose - 1, key);
    secret_mac(key, endpoint.p, endpoint.n, mac);
    secret_wipe(key, sizeof key);
}

static struct str seal(const struct keys *keys, const char *column, const unsigned char mac[SECRET_HASH_BYTES],
                       struct str plain, unsigned char *out)
{
    char storage[ABOUT_BYTES];
    struct buf about;
    secret_seal(keys->column, push_about(&about, storage, sizeof storage, column, mac), plain.p, plain.n, out);
    return (struct str){(const char *)out, plain.n + SECRET_SEAL_OVERHEAD};
}

static enum err put(struct tx *tx, const struct caller *caller, struct add_push *ask,
                    const unsigned char mac[SECRET_HASH_BYTES])
{
    unsigned char endpoint[PUSH_SEALED_ENDPOINT_BYTES];
    unsigned char keys[PUSH_SEALED_KEYS_BYTES];
    unsigned char plain[PUSH_KEYS_BYTES];
    struct push_device_new new = {.account_id = caller->account_id, .device = ask->device, .now_ms = tx->now_ms};
    secret_public_id(tx->now_ms, new.public_id);
    memcpy(new.endpoint_mac, mac, sizeof new.endpoint_mac);
    memcpy(plain, ask->reader.public_key, P256_PUBLIC_BYTES);
    memcpy(plain + P256_PUBLIC_BYTES, ask->reader.auth, P256_AUTH_BYTES);
    new.endpoint = seal(tx->keys, "endpoint", mac, ask->endpoint, endpoint);
    new.keys = seal(tx->keys, "keys", mac, (struct str){(const char *)plain, sizeof plain}, keys);
    secret_wipe(plain, sizeof plain);
    return push_device_put(tx->db, &new, ask->id);
}

enum err add_push(struct tx *tx, const struct caller *caller, void *arg)
{
    struct add_push *ask = arg;
    unsigned char mac[SECRET_HASH_BYTES];
    int64_t n = 0;
    bool known = false;
    assert(ask->endpoint.n <= PUSH_ENDPOINT_BYTES_MAX);
    mac_of(tx->keys, ask->endpoint, mac);
    enum err err = push_device_known(tx->db, caller->account_id, mac, &known);
    err = err == OK ? push_device_count(tx->db, caller->account_id, &n) : err;
    ask->too_many = err == OK && !known && n >= PUSH_DEVICES_MAX;
    if (err != OK || ask->too_many) {
        return err;
    }
    err = put(tx, caller, ask, mac);
    return err == OK ? tx_audit_of(tx, caller->account_id, "add_push", "push", str_of(ask->id), STR("")) : err;
}

enum err remove_push(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct of_push *ask = arg;
    enum err err = push_device_remove(tx->db, ask->id, caller->account_id);
    return err == OK ? tx_audit_of(tx, caller->account_id, "remove_push", "push", ask->id, STR("")) : err;
}

struct looking {
    struct str id;
    bool found;
};

static void look_at(void *arg, const struct push_device_row *device)
{
    struct looking *looking = arg;
    looking->found = looking->found || str_equal(device->public_id, looking->id);
}

enum err try_push(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct of_push *ask = arg;
    struct looking looking = {.id = ask->id};
    const struct push_new new = {
        .kind = PUSH_TEST, .ends_ms = tx->now_ms + push_ttl_s(PUSH_TEST, 0, tx->now_ms) * 1000, .now_ms = tx->now_ms};
    enum err err = push_device_each(tx->db, caller->account_id, look_at, &looking);
    if (err != OK || !looking.found) {
        return err == OK ? ERR_NOT_FOUND : err;
    }
    err = push_tell_device(tx->db, &new, ask->id, caller->account_id);
    return err == ERR_NOT_FOUND ? OK : err;
}
