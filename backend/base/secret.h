/* Randomness, keys, hashes, sealed columns: everything that must not end in an arena or a log. Thin over libsodium. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
    SECRET_KEY_BYTES = 32,
    SECRET_SIGN_SEED_BYTES = 32,
    SECRET_SIGN_PUBLIC_BYTES = 32,
    SECRET_SIGN_SECRET_BYTES = 64,
    SECRET_SIGNATURE_BYTES = 64,
    SECRET_HASH_BYTES = 32,
    SECRET_CARD_HASH_BYTES = 16,
    SECRET_TOKEN_BYTES = 32,
    SECRET_PUBLIC_ID_TEXT = 33, /* 32 lower-case hex digits and NUL */
    SECRET_PASSWORD_HASH_TEXT = 128,
    SECRET_SEAL_OVERHEAD = 40, /* nonce and tag of a sealed column */
};

/* Must be called first in every program; aborts when the library cannot start. */
void secret_init(void);
void secret_random(void *out, size_t n);
/* Simulations only: from now on secret_random repeats for the same seed. */
void secret_random_seed(uint64_t seed);
/* A new id for the outside: 48 bits of now_ms, so that rows made together stand together in their index (measured: half the pages a
 * commit writes), then 80 random bits. Under a simulation's seed all 128 are random. */
void secret_public_id(int64_t now_ms, char out[SECRET_PUBLIC_ID_TEXT]);
void secret_wipe(void *p, size_t n);
bool secret_same(const void *a, const void *b, size_t n);

/* BLAKE2b-256. */
void secret_hash(const void *p, size_t n, unsigned char out[SECRET_HASH_BYTES]);
/* The same in pieces. */
struct secret_hashing {
    _Alignas(64) unsigned char state[384];
};
void secret_hash_begin(struct secret_hashing *hashing);
void secret_hash_more(struct secret_hashing *hashing, const void *p, size_t n);
void secret_hash_end(struct secret_hashing *hashing, unsigned char out[SECRET_HASH_BYTES]);
/* BLAKE2b-256 keyed: a signature that only the holder of the key can make and check. */
void secret_mac(const unsigned char key[SECRET_KEY_BYTES], const void *p, size_t n,
                unsigned char out[SECRET_HASH_BYTES]);
/* BLAKE2b-128 over a card's identifier keyed with the municipality's card key (contract: `card`). */
void secret_card_hash(const unsigned char key[SECRET_KEY_BYTES], const void *uid, size_t n,
                      unsigned char out[SECRET_CARD_HASH_BYTES]);

/* Argon2id, 19 MiB, 2 passes. hash is NUL-terminated text. */
enum err secret_password_hash(struct str password, char hash[SECRET_PASSWORD_HASH_TEXT]) NODISCARD;
bool secret_password_matches(const char *hash, struct str password);

/* Ed25519 over topic ‖ 0x00 ‖ payload (contract 4). */
void secret_sign_keys(const unsigned char seed[SECRET_SIGN_SEED_BYTES],
                      unsigned char public_key[SECRET_SIGN_PUBLIC_BYTES],
                      unsigned char secret_key[SECRET_SIGN_SECRET_BYTES]);
void secret_sign(const unsigned char secret_key[SECRET_SIGN_SECRET_BYTES], struct str topic, struct str payload,
                 unsigned char signature[SECRET_SIGNATURE_BYTES]);
bool secret_verify(const unsigned char public_key[SECRET_SIGN_PUBLIC_BYTES], struct str topic, struct str payload,
                   const unsigned char signature[SECRET_SIGNATURE_BYTES]);

/* XChaCha20-Poly1305. `about` (table|column|row) is authenticated, so that a sealed value cannot be moved. out holds n + OVERHEAD. */
void secret_seal(const unsigned char key[SECRET_KEY_BYTES], struct str about, const void *plain, size_t n,
                 unsigned char *out);
enum err secret_unseal(const unsigned char key[SECRET_KEY_BYTES], struct str about, const void *sealed, size_t n,
                       unsigned char *out) NODISCARD;

/* crypto_box_seal, for rosters: out holds n + 48. */
enum { SECRET_BOX_PUBLIC_BYTES = 32, SECRET_BOX_SECRET_BYTES = 32, SECRET_BOX_OVERHEAD = 48 };
void secret_box_keys(unsigned char public_key[SECRET_BOX_PUBLIC_BYTES],
                     unsigned char secret_key[SECRET_BOX_SECRET_BYTES]);
enum err secret_box_seal(const unsigned char public_key[SECRET_BOX_PUBLIC_BYTES], struct str plain,
                         unsigned char *out) NODISCARD;
enum err secret_box_open(const unsigned char public_key[SECRET_BOX_PUBLIC_BYTES],
                         const unsigned char secret_key[SECRET_BOX_SECRET_BYTES], const void *sealed, size_t n,
                         unsigned char *out) NODISCARD;
