/* The server's half of the wire contract for tests of the box: keys, credentials, and sealed, signed rosters. */
#ifndef SUPPORT_SERVER_HALF_H
#define SUPPORT_SERVER_HALF_H

#include <assert.h>
#include <string.h>

#include "wire/credentials.h"
#include "wire/roster.h"

struct server_half {
    unsigned char sign_secret[SECRET_SIGN_SECRET_BYTES];
    struct credentials credentials; /* of the one gateway, n01/n01-door */
};

static inline struct server_half server_half_make(int32_t port)
{
    struct server_half half;
    unsigned char seed[SECRET_SIGN_SEED_BYTES];
    memset(&half, 0, sizeof half);
    secret_init();
    struct credentials *c = &half.credentials;
    secret_random(seed, sizeof seed);
    secret_sign_keys(seed, c->server_sign_public, half.sign_secret);
    secret_random(c->sign_seed, sizeof c->sign_seed);
    secret_sign_keys(c->sign_seed, c->sign_public, c->sign_secret);
    secret_box_keys(c->box_public, c->box_secret);
    secret_random(c->card_key, sizeof c->card_key);
    memcpy(c->host, "127.0.0.1", sizeof "127.0.0.1");
    memcpy(c->username, "n01-door", sizeof "n01-door");
    memcpy(c->password, "secret", sizeof "secret");
    memcpy(c->site, "n01", sizeof "n01");
    memcpy(c->gateway, "n01-door", sizeof "n01-door");
    c->port = port;
    c->epoch = 1;
    c->test = true;
    return half;
}

/* The payload (in a static buffer) and its signature, as the server would publish them. */
static inline struct str server_half_roster(const struct server_half *half, const struct roster *roster,
                                            unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    static char clear[ROSTER_BYTES_MAX];
    static char payload[ROSTER_BYTES_MAX];
    static unsigned char work[ROSTER_BYTES_MAX];
    static struct buf clear_buf;
    static struct buf payload_buf;
    char topic[TOPICS_BYTES];
    buf_init(&clear_buf, clear, sizeof clear);
    buf_init(&payload_buf, payload, sizeof payload);
    roster_encode(roster, &clear_buf);
    enum err err = roster_seal(half->credentials.box_public, buf_view(&clear_buf), work, sizeof work, &payload_buf);
    assert(err == OK);
    err = topics_write(half->credentials.site, half->credentials.gateway, TOPICS_ROSTER, topic);
    assert(err == OK);
    secret_sign(half->sign_secret, str_of(topic), buf_view(&payload_buf), signature);
    return buf_view(&payload_buf);
}

#endif
