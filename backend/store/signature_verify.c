/* See signature_verify.h. */
#include "store/signature_verify.h"

#include <string.h>

#include "base/json.h"
#include "base/secret.h"
#include "store/tap_store.h"
#include "wire/tap.h"
#include "wire/topics.h"

#include "base/banned.h"

struct touch {
    int64_t id;
    struct str gateway;
    int64_t gateway_id;
    int64_t epoch;
    struct str payload;
    struct str signature;
};

static bool signed_by(const struct touch *touch, const char *gateway, const struct query *key)
{
    char site[TOPICS_ID_BYTES];
    char topic[TOPICS_BYTES];
    unsigned char public_key[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct str bytes = query_col_blob(key, 1);
    query_col_copy(key, 0, site, sizeof site);
    if (bytes.n != sizeof public_key || touch->signature.n != sizeof signature ||
        topics_write(site, gateway, TOPICS_TAP, topic) != OK) {
        return false;
    }
    memcpy(public_key, bytes.p, sizeof public_key);
    memcpy(signature, touch->signature.p, sizeof signature);
    return secret_verify(public_key, str_of(topic), touch->payload, signature);
}

static enum err is_signed(struct db *db, const struct touch *touch, bool *ret)
{
    char gateway[TOPICS_ID_BYTES];
    *ret = false;
    if (str_copy(touch->gateway, gateway, sizeof gateway) != OK) {
        return OK;
    }
    QUERY(q, db, SQL_VERIFY_KEYS);
    query_int(&q, ":gateway_id", touch->gateway_id);
    query_int(&q, ":epoch", touch->epoch);
    while (!*ret && query_row(&q)) {
        *ret = signed_by(touch, gateway, &q);
    }
    return *ret ? OK : query_err(&q);
}

static bool same_card(const struct tap *tap, struct str hash)
{
    return hash.n == 0 || (hash.n == sizeof tap->card && memcmp(hash.p, tap->card, hash.n) == 0);
}

/* Does the row say what its signed bytes say? Bytes that could not be read when they came (a newer box's) are bound by their number alone. */
static bool says_the_same(const struct query *q, const struct touch *touch)
{
    struct tap tap;
    struct json_faults faults;
    enum err err = tap_decode(touch->payload, &tap, &faults);
    if (err == ERR_INVALID || tap.epoch != touch->epoch || tap.seq != query_col_int(q, 4) ||
        !str_is(touch->gateway, tap.gateway)) {
        return false;
    }
    if (err != OK || query_col_int(q, 5) == TAP_UNREADABLE) {
        return query_col_int(q, 5) == TAP_UNREADABLE;
    }
    return query_col_int(q, 6) == tap.time_ms && query_col_int(q, 7) == tap.direction &&
           query_col_int(q, 8) == tap.said && query_col_int(q, 9) == tap.clock_uncertainty_ms &&
           same_card(&tap, query_col_blob(q, 12));
}

enum err signature_verify(struct db *db, struct verify *verify)
{
    enum err err = OK;
    QUERY(q, db, SQL_VERIFY_TOUCHES);
    while (err == OK && query_row(&q)) {
        bool good = false;
        const struct touch touch = {.id = query_col_int(&q, 0),
                                    .gateway = query_col_text(&q, 1),
                                    .gateway_id = query_col_int(&q, 2),
                                    .epoch = query_col_int(&q, 3),
                                    .payload = query_col_blob(&q, 10),
                                    .signature = query_col_blob(&q, 11)};
        verify->looked_at++;
        err = is_signed(db, &touch, &good);
        if (err == OK && !good) {
            verify_found(verify, "touch %lld was not signed by entrance %.*s", (long long)touch.id,
                         (int)touch.gateway.n, touch.gateway.p);
        } else if (err == OK && !says_the_same(&q, &touch)) {
            verify_found(verify, "touch %lld says something else than entrance %.*s signed", (long long)touch.id,
                         (int)touch.gateway.n, touch.gateway.p);
        }
    }
    return err == OK ? query_err(&q) : err;
}
