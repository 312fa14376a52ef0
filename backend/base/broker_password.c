/* See broker_password.h. */
#include "base/broker_password.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/banned.h"

enum { ROUNDS = 101, BYTES = crypto_auth_hmacsha512_BYTES, SALT_TEXT = 17, HASH_TEXT = 89 };

#define PREFIX "$7$101$"

_Static_assert(sizeof PREFIX - 1 + SALT_TEXT + HASH_TEXT <= BROKER_PASSWORD_HASH_TEXT, "a hash fits");

static void hmac(struct str password, const unsigned char *said, size_t n, unsigned char out[BYTES])
{
    crypto_auth_hmacsha512_state state;
    crypto_auth_hmacsha512_init(&state, (const unsigned char *)password.p, password.n);
    crypto_auth_hmacsha512_update(&state, said, n);
    crypto_auth_hmacsha512_final(&state, out);
}

/* One block: the hash is as long as SHA-512. */
static void pbkdf2(struct str password, const unsigned char salt[BROKER_PASSWORD_SALT_BYTES], unsigned char out[BYTES])
{
    unsigned char first[BROKER_PASSWORD_SALT_BYTES + 4] = {0};
    unsigned char turn[BYTES];
    memcpy(first, salt, BROKER_PASSWORD_SALT_BYTES);
    first[sizeof first - 1] = 1;
    hmac(password, first, sizeof first, turn);
    memcpy(out, turn, BYTES);
    for (int i = 1; i < ROUNDS; i++) {
        hmac(password, turn, sizeof turn, turn);
        for (size_t j = 0; j < BYTES; j++) {
            out[j] ^= turn[j];
        }
    }
    sodium_memzero(turn, sizeof turn);
}

void broker_password_hash(struct str password, const unsigned char salt[BROKER_PASSWORD_SALT_BYTES],
                          char hash[BROKER_PASSWORD_HASH_TEXT])
{
    unsigned char made[BYTES];
    char text[HASH_TEXT];
    struct buf buf;
    pbkdf2(password, salt, made);
    buf_init(&buf, hash, BROKER_PASSWORD_HASH_TEXT);
    buf_puts(&buf, PREFIX);
    buf_puts(&buf,
             sodium_bin2base64(text, sizeof text, salt, BROKER_PASSWORD_SALT_BYTES, sodium_base64_VARIANT_ORIGINAL));
    buf_char(&buf, '$');
    buf_puts(&buf, sodium_bin2base64(text, sizeof text, made, sizeof made, sodium_base64_VARIANT_ORIGINAL));
    assert(!buf.overflow);
    sodium_memzero(made, sizeof made);
}

static bool is_base64(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '+' && c != '/' && c != '=') {
            return false;
        }
    }
    return true;
}

bool broker_password_is_hash(struct str text)
{
    size_t prefix = sizeof PREFIX - 1;
    size_t salt = SALT_TEXT - 1;
    if (text.n != prefix + salt + 1 + HASH_TEXT - 1 || !str_starts(text, PREFIX) || text.p[prefix + salt] != '$') {
        return false;
    }
    return is_base64((struct str){text.p + prefix, salt}) &&
           is_base64((struct str){text.p + prefix + salt + 1, HASH_TEXT - 1});
}
