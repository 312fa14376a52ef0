/* The credentials file of one gateway (contract 4, `tsubame gateway enrol`): who it is, where its broker is, and its keys. Pure: the
 * bytes of the file in, the bytes of the file out. Whoever holds one wipes it with credentials_wipe. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/str.h"
#include "wire/topics.h"

enum { CREDENTIALS_BYTES_MAX = 16 * 1024, CREDENTIALS_HOST_BYTES = 256, CREDENTIALS_TEXT_BYTES = 129 };

struct credentials {
    char host[CREDENTIALS_HOST_BYTES];
    int32_t port;
    bool tls; /* mqtts:// */
    char username[CREDENTIALS_TEXT_BYTES];
    char password[CREDENTIALS_TEXT_BYTES];
    char site[TOPICS_ID_BYTES];
    char gateway[TOPICS_ID_BYTES];
    int64_t epoch;
    unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char sign_seed[SECRET_SIGN_SEED_BYTES];     /* member sign_secret */
    unsigned char sign_secret[SECRET_SIGN_SECRET_BYTES]; /* made from the seed; not in the file */
    unsigned char box_public[SECRET_BOX_PUBLIC_BYTES];
    unsigned char box_secret[SECRET_BOX_SECRET_BYTES];
    unsigned char server_sign_public[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char card_key[SECRET_KEY_BYTES];
    bool test; /* made for tests: --clock-file is allowed */
};

/* Fresh keys and a fresh password at the broker, made where they stay; who, where and the epoch are left alone. */
void credentials_make(struct credentials *fresh);
/* Appends the JSON document with a line break at its end; `sign_secret` and `sign_public` are made from sign_seed when it is decoded. */
void credentials_encode(const struct credentials *credentials, struct buf *buf);
/* ERR_INVALID with every bad member in `faults`; a sign_public that does not belong to sign_secret is one. Members ca, certificate and
 * private_key (PEM) are read over: TLS is not built yet. */
enum err credentials_decode(struct str json, struct credentials *ret, struct json_faults *faults) NODISCARD;
/* "mqtt://HOST:PORT" or "mqtts://HOST:PORT" (ports 1883 and 8883 when left out). */
enum err credentials_broker(struct str url, struct credentials *ret) NODISCARD;
void credentials_wipe(struct credentials *credentials);
