/* See secret.h. */
#include "base/secret.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

_Static_assert(SECRET_SIGN_SEED_BYTES == crypto_sign_SEEDBYTES, "seed");
_Static_assert(SECRET_SIGN_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "public key");
_Static_assert(SECRET_SIGN_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "secret key");
_Static_assert(SECRET_SIGNATURE_BYTES == crypto_sign_BYTES, "signature");
_Static_assert(SECRET_PASSWORD_HASH_TEXT >= crypto_pwhash_STRBYTES, "password hash");
_Static_assert(SECRET_SEAL_OVERHEAD ==
                   crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "sealed column");
_Static_assert(SECRET_BOX_OVERHEAD == crypto_box_SEALBYTES, "box");
_Static_assert(SECRET_BOX_PUBLIC_BYTES == crypto_box_PUBLICKEYBYTES, "box key");

enum { PASSWORD_OPERATIONS = 2, PASSWORD_MEMORY_BYTES = 19 * 1024 * 1024 };

static atomic_bool seeded;
static unsigned char seed_key[randombytes_SEEDBYTES];
static uint64_t seed_counter;
static pthread_mutex_t seed_lock = PTHREAD_MUTEX_INITIALIZER;

void secret_init(void)
{
    /* The library's own generator, seeded from the kernel: a system call per id and nonce was a tenth of a reservation's cost. */
    if (randombytes_set_implementation(&randombytes_internal_implementation) != 0 || sodium_init() < 0) {
        abort();
    }
}

/* The simulation's stream: block i is the seed's stream for seed+i. */
static void seeded_random(void *out, size_t n)
{
    unsigned char key[randombytes_SEEDBYTES];
    pthread_mutex_lock(&seed_lock);
    memcpy(key, seed_key, sizeof key);
    seed_counter++;
    memcpy(key + sizeof key - sizeof seed_counter, &seed_counter, sizeof seed_counter);
    pthread_mutex_unlock(&seed_lock);
    randombytes_buf_deterministic(out, n, key);
}

void secret_random(void *out, size_t n)
{
    if (seeded) {
        seeded_random(out, n);
    } else {
        randombytes_buf(out, n);
    }
}

void secret_random_seed(uint64_t seed)
{
    pthread_mutex_lock(&seed_lock);
    memset(seed_key, 0, sizeof seed_key);
    memcpy(seed_key, &seed, sizeof seed);
    seed_counter = 0;
    pthread_mutex_unlock(&seed_lock);
    seeded = true;
}

void secret_public_id(int64_t now_ms, char out[SECRET_PUBLIC_ID_TEXT])
{
    enum { TIME_BYTES = 6 };
    unsigned char bytes[(SECRET_PUBLIC_ID_TEXT - 1) / 2];
    secret_random(bytes, sizeof bytes);
    for (int i = 0; i < TIME_BYTES && !seeded; i++) {
        bytes[i] = (unsigned char)((uint64_t)now_ms >> (8 * (TIME_BYTES - 1 - i)));
    }
    str_hex(bytes, sizeof bytes, out);
}

void secret_wipe(void *p, size_t n)
{
    sodium_memzero(p, n);
}

bool secret_same(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}

void secret_hash(const void *p, size_t n, unsigned char out[SECRET_HASH_BYTES])
{
    int rc = crypto_generichash(out, SECRET_HASH_BYTES, p, n, NULL, 0);
    assert(rc == 0);
}

void secret_hash_begin(struct secret_hashing *hashing)
{
    _Static_assert(sizeof hashing->state >= sizeof(crypto_generichash_state), "the library's state fits");
    int rc = crypto_generichash_init((crypto_generichash_state *)hashing, NULL, 0, SECRET_HASH_BYTES);
    assert(rc == 0);
}

void secret_hash_more(struct secret_hashing *hashing, const void *p, size_t n)
{
    int rc = crypto_generichash_update((crypto_generichash_state *)hashing, p, n);
    assert(rc == 0);
}

void secret_hash_end(struct secret_hashing *hashing, unsigned char out[SECRET_HASH_BYTES])
{
    int rc = crypto_generichash_final((crypto_generichash_state *)hashing, out, SECRET_HASH_BYTES);
    assert(rc == 0);
}

void secret_mac(const unsigned char key[SECRET_KEY_BYTES], const void *p, size_t n,
                unsigned char out[SECRET_HASH_BYTES])
{
    int rc = crypto_generichash(out, SECRET_HASH_BYTES, p, n, key, SECRET_KEY_BYTES);
    assert(rc == 0);
}

void secret_card_hash(const unsigned char key[SECRET_KEY_BYTES], const void *uid, size_t n,
                      unsigned char out[SECRET_CARD_HASH_BYTES])
{
    int rc = crypto_generichash(out, SECRET_CARD_HASH_BYTES, uid, n, key, SECRET_KEY_BYTES);
    assert(rc == 0);
}

enum err secret_password_hash(struct str password, char hash[SECRET_PASSWORD_HASH_TEXT])
{
    if (crypto_pwhash_str_alg(hash, password.p, password.n, PASSWORD_OPERATIONS, PASSWORD_MEMORY_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return ERR_IO;
    }
    return OK;
}

bool secret_password_matches(const char *hash, struct str password)
{
    return crypto_pwhash_str_verify(hash, password.p, password.n) == 0;
}

void secret_sign_keys(const unsigned char seed[SECRET_SIGN_SEED_BYTES],
                      unsigned char public_key[SECRET_SIGN_PUBLIC_BYTES],
                      unsigned char secret_key[SECRET_SIGN_SECRET_BYTES])
{
    int rc = crypto_sign_seed_keypair(public_key, secret_key, seed);
    assert(rc == 0);
}

/* Ed25519 needs its message in one piece: topic, a zero byte, payload. NULL when it is longer than any message of ours. */
enum { SIGNED_BYTES_MAX = 4096 + 256 };

static void joined_hash(struct str topic, struct str payload, unsigned char *message, size_t *ret_n)
{
    assert(topic.n + 1 + payload.n <= SIGNED_BYTES_MAX);
    memcpy(message, topic.p, topic.n);
    message[topic.n] = 0;
    memcpy(message + topic.n + 1, payload.p, payload.n);
    *ret_n = topic.n + 1 + payload.n;
}

/* Rosters may be 256 KiB: the large case allocates, the small one (every tap) does not. */
static unsigned char *joined_large(struct str topic, struct str payload, size_t *ret_n)
{
    unsigned char *message = malloc(topic.n + 1 + payload.n);
    if (message == NULL) {
        abort();
    }
    memcpy(message, topic.p, topic.n);
    message[topic.n] = 0;
    memcpy(message + topic.n + 1, payload.p, payload.n);
    *ret_n = topic.n + 1 + payload.n;
    return message;
}

void secret_sign(const unsigned char secret_key[SECRET_SIGN_SECRET_BYTES], struct str topic, struct str payload,
                 unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    unsigned char small[SIGNED_BYTES_MAX];
    unsigned char *large = NULL;
    size_t n;
    if (topic.n + 1 + payload.n <= sizeof small) {
        joined_hash(topic, payload, small, &n);
    } else {
        large = joined_large(topic, payload, &n);
    }
    int rc = crypto_sign_detached(signature, NULL, large != NULL ? large : small, n, secret_key);
    assert(rc == 0);
    free(large);
}

bool secret_verify(const unsigned char public_key[SECRET_SIGN_PUBLIC_BYTES], struct str topic, struct str payload,
                   const unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    unsigned char small[SIGNED_BYTES_MAX];
    unsigned char *large = NULL;
    size_t n;
    if (topic.n + 1 + payload.n <= sizeof small) {
        joined_hash(topic, payload, small, &n);
    } else {
        large = joined_large(topic, payload, &n);
    }
    bool good = crypto_sign_verify_detached(signature, large != NULL ? large : small, n, public_key) == 0;
    free(large);
    return good;
}

void secret_seal(const unsigned char key[SECRET_KEY_BYTES], struct str about, const void *plain, size_t n,
                 unsigned char *out)
{
    unsigned long long sealed_n = 0;
    secret_random(out, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    int rc = crypto_aead_xchacha20poly1305_ietf_encrypt(out + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, &sealed_n,
                                                        plain, n, (const unsigned char *)about.p, about.n, NULL, out,
                                                        key);
    assert(rc == 0);
    assert(sealed_n == n + crypto_aead_xchacha20poly1305_ietf_ABYTES);
}

enum err secret_unseal(const unsigned char key[SECRET_KEY_BYTES], struct str about, const void *sealed, size_t n,
                       unsigned char *out)
{
    const unsigned char *bytes = sealed;
    unsigned long long plain_n = 0;
    if (n < SECRET_SEAL_OVERHEAD) {
        return ERR_INVALID;
    }
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, &plain_n, NULL,
                                                   bytes + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
                                                   n - crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
                                                   (const unsigned char *)about.p, about.n, bytes, key) != 0) {
        return ERR_INVALID;
    }
    return OK;
}

void secret_box_keys(unsigned char public_key[SECRET_BOX_PUBLIC_BYTES],
                     unsigned char secret_key[SECRET_BOX_SECRET_BYTES])
{
    unsigned char seed[crypto_box_SEEDBYTES];
    secret_random(seed, sizeof seed);
    int rc = crypto_box_seed_keypair(public_key, secret_key, seed);
    assert(rc == 0);
    secret_wipe(seed, sizeof seed);
}

enum err secret_box_seal(const unsigned char public_key[SECRET_BOX_PUBLIC_BYTES], struct str plain, unsigned char *out)
{
    return crypto_box_seal(out, (const unsigned char *)plain.p, plain.n, public_key) == 0 ? OK : ERR_INVALID;
}

enum err secret_box_open(const unsigned char public_key[SECRET_BOX_PUBLIC_BYTES],
                         const unsigned char secret_key[SECRET_BOX_SECRET_BYTES], const void *sealed, size_t n,
                         unsigned char *out)
{
    if (n < SECRET_BOX_OVERHEAD) {
        return ERR_INVALID;
    }
    return crypto_box_seal_open(out, sealed, n, public_key, secret_key) == 0 ? OK : ERR_INVALID;
}
