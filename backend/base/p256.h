/* The elliptic curve of web push: P-256, with SHA-256 and AES-128-GCM about it (RFC 8291, RFC 8292). Thin over OpenSSL, which only p256.c knows; what
 * else is secret stands in secret.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum {
    P256_SECRET_BYTES = 32,
    P256_PUBLIC_BYTES = 65, /* uncompressed: 0x04, x, y */
    P256_SIGNATURE_BYTES = 64,
    P256_AUTH_BYTES = 16,
    P256_SALT_BYTES = 16,
    P256_SEAL_HEADER_BYTES = P256_SALT_BYTES + 4 + 1 + P256_PUBLIC_BYTES,
    P256_SEAL_OVERHEAD = P256_SEAL_HEADER_BYTES + 1 + 16, /* header, the mark of the last record, tag */
};

/* The public key of a secret number. ERR_INVALID: it is none of the curve's (one in four thousand million is not). */
enum err p256_public(const unsigned char secret[P256_SECRET_BYTES], unsigned char out[P256_PUBLIC_BYTES]) NODISCARD;
/* Is it a point of the curve? */
bool p256_is_public(const unsigned char public_key[P256_PUBLIC_BYTES]);
/* ECDSA with SHA-256: r and s after one another, as JSON Web Signatures have it. */
enum err p256_sign(const unsigned char secret[P256_SECRET_BYTES], struct str text,
                   unsigned char signature[P256_SIGNATURE_BYTES]) NODISCARD;

/* To whom a message is sealed. */
struct p256_reader {
    unsigned char public_key[P256_PUBLIC_BYTES];
    unsigned char auth[P256_AUTH_BYTES];
};
/* One message as one record of aes128gcm (RFC 8188) under keys of RFC 8291; out holds plain.n + P256_SEAL_OVERHEAD. `secret` and `salt` are new for
 * each message. ERR_INVALID: the reader's key is no point of the curve. */
enum err p256_seal(const struct p256_reader *reader, const unsigned char secret[P256_SECRET_BYTES],
                   const unsigned char salt[P256_SALT_BYTES], struct str plain, unsigned char *out) NODISCARD;
