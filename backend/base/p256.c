/* See p256.h. */
#include "base/p256.h"

#include <assert.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <string.h>

#include "base/banned.h"

enum { HASH_BYTES = 32, KEY_BYTES = 16, NONCE_BYTES = 12, TAG_BYTES = 16, RECORD_BYTES = 4096, INFO_BYTES = 160 };

/* --- keys ------------------------------------------------------------------------------------------------------------------- */

static bool put_point(const EC_GROUP *group, const BIGNUM *number, unsigned char out[P256_PUBLIC_BYTES])
{
    EC_POINT *point = EC_POINT_new(group);
    bool good = point != NULL && !BN_is_zero(number) && BN_cmp(number, EC_GROUP_get0_order(group)) < 0 &&
                EC_POINT_mul(group, point, number, NULL, NULL, NULL) == 1 &&
                EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, out, P256_PUBLIC_BYTES, NULL) ==
                    P256_PUBLIC_BYTES;
    EC_POINT_free(point);
    return good;
}

enum err p256_public(const unsigned char secret[P256_SECRET_BYTES], unsigned char out[P256_PUBLIC_BYTES])
{
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    BIGNUM *number = BN_bin2bn(secret, P256_SECRET_BYTES, NULL);
    bool good = group != NULL && number != NULL && put_point(group, number, out);
    BN_clear_free(number);
    EC_GROUP_free(group);
    return good ? OK : ERR_INVALID;
}

/* A key for OpenSSL; secret NULL: a public one. NULL: it is none. */
static EVP_PKEY *make_key(const unsigned char *secret, const unsigned char *public_key)
{
    EVP_PKEY *key = NULL;
    OSSL_PARAM *params = NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    BIGNUM *number = secret == NULL ? NULL : BN_bin2bn(secret, P256_SECRET_BYTES, NULL);
    bool good = build != NULL && context != NULL && (secret == NULL || number != NULL) &&
                OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
                OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, public_key, P256_PUBLIC_BYTES) == 1;
    if (good && secret != NULL) {
        good = OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, number) == 1;
    }
    params = good ? OSSL_PARAM_BLD_to_param(build) : NULL;
    if (params != NULL && EVP_PKEY_fromdata_init(context) == 1) {
        int what = secret == NULL ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
        good = EVP_PKEY_fromdata(context, &key, what, params) == 1;
    }
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    BN_clear_free(number);
    return good ? key : NULL;
}

static EVP_PKEY *own_key(const unsigned char secret[P256_SECRET_BYTES])
{
    unsigned char public_key[P256_PUBLIC_BYTES];
    return p256_public(secret, public_key) == OK ? make_key(secret, public_key) : NULL;
}

bool p256_is_public(const unsigned char public_key[P256_PUBLIC_BYTES])
{
    EVP_PKEY *key = make_key(NULL, public_key);
    EVP_PKEY_free(key);
    return key != NULL;
}

/* --- signing ---------------------------------------------------------------------------------------------------------------- */

/* From the form that certificates use to the two numbers. */
static bool put_numbers(const unsigned char *der, size_t n, unsigned char signature[P256_SIGNATURE_BYTES])
{
    ECDSA_SIG *numbers = d2i_ECDSA_SIG(NULL, &der, (long)n);
    bool good = numbers != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(numbers), signature, 32) == 32 &&
                BN_bn2binpad(ECDSA_SIG_get0_s(numbers), signature + 32, 32) == 32;
    ECDSA_SIG_free(numbers);
    return good;
}

enum err p256_sign(const unsigned char secret[P256_SECRET_BYTES], struct str text,
                   unsigned char signature[P256_SIGNATURE_BYTES])
{
    unsigned char der[80];
    size_t n = sizeof der;
    EVP_PKEY *key = own_key(secret);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = key != NULL && context != NULL && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                EVP_DigestSign(context, der, &n, (const unsigned char *)text.p, text.n) == 1 &&
                put_numbers(der, n, signature);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return good ? OK : ERR_INVALID;
}

/* --- sealing ---------------------------------------------------------------------------------------------------------------- */

static bool agree(const unsigned char secret[P256_SECRET_BYTES], const unsigned char theirs[P256_PUBLIC_BYTES],
                  unsigned char shared[HASH_BYTES])
{
    size_t n = HASH_BYTES;
    EVP_PKEY *own = own_key(secret);
    EVP_PKEY *other = make_key(NULL, theirs);
    EVP_PKEY_CTX *context = own == NULL || other == NULL ? NULL : EVP_PKEY_CTX_new_from_pkey(NULL, own, NULL);
    bool good = context != NULL && EVP_PKEY_derive_init(context) == 1 &&
                EVP_PKEY_derive_set_peer(context, other) == 1 && EVP_PKEY_derive(context, shared, &n) == 1 &&
                n == HASH_BYTES;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(own);
    EVP_PKEY_free(other);
    return good;
}

static bool mac(const void *key, size_t key_n, const void *text, size_t n, unsigned char out[HASH_BYTES])
{
    unsigned int bytes = 0;
    return HMAC(EVP_sha256(), key, (int)key_n, text, n, out, &bytes) != NULL && bytes == HASH_BYTES;
}

/* HKDF's second half for at most one block: what for, then the number 1. */
static bool expand(const unsigned char prk[HASH_BYTES], const void *info, size_t n, unsigned char out[HASH_BYTES])
{
    unsigned char text[INFO_BYTES];
    assert(n < sizeof text);
    memcpy(text, info, n);
    text[n] = 1;
    return mac(prk, HASH_BYTES, text, n + 1, out);
}

struct content_keys {
    unsigned char key[HASH_BYTES];
    unsigned char nonce[HASH_BYTES];
};

/* RFC 8291 3.4. */
static bool derive(const struct p256_reader *reader, const unsigned char shared[HASH_BYTES],
                   const unsigned char sender[P256_PUBLIC_BYTES], const unsigned char salt[P256_SALT_BYTES],
                   struct content_keys *ret)
{
    static const char key_of[] = "WebPush: info"; /* each with the zero at its end */
    static const char content[] = "Content-Encoding: aes128gcm";
    static const char nonce[] = "Content-Encoding: nonce";
    unsigned char info[sizeof key_of + 2 * P256_PUBLIC_BYTES];
    unsigned char prk[HASH_BYTES];
    unsigned char ikm[HASH_BYTES];
    memcpy(info, key_of, sizeof key_of);
    memcpy(info + sizeof key_of, reader->public_key, P256_PUBLIC_BYTES);
    memcpy(info + sizeof key_of + P256_PUBLIC_BYTES, sender, P256_PUBLIC_BYTES);
    bool good = mac(reader->auth, P256_AUTH_BYTES, shared, HASH_BYTES, prk) && expand(prk, info, sizeof info, ikm) &&
                mac(salt, P256_SALT_BYTES, ikm, HASH_BYTES, prk) && expand(prk, content, sizeof content, ret->key) &&
                expand(prk, nonce, sizeof nonce, ret->nonce);
    OPENSSL_cleanse(prk, sizeof prk);
    OPENSSL_cleanse(ikm, sizeof ikm);
    return good;
}

/* The one record is the last: the text, then the mark 2. */
static bool put_record(const struct content_keys *keys, struct str plain, unsigned char *out)
{
    static const unsigned char last = 2;
    int n = 0;
    int more = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    bool good = context != NULL && EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), NULL, keys->key, keys->nonce) == 1 &&
                EVP_EncryptUpdate(context, out, &n, (const unsigned char *)plain.p, (int)plain.n) == 1 &&
                EVP_EncryptUpdate(context, out + n, &more, &last, 1) == 1 &&
                EVP_EncryptFinal_ex(context, out + n + more, &more) == 1 &&
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, out + plain.n + 1) == 1;
    EVP_CIPHER_CTX_free(context);
    return good;
}

enum err p256_seal(const struct p256_reader *reader, const unsigned char secret[P256_SECRET_BYTES],
                   const unsigned char salt[P256_SALT_BYTES], struct str plain, unsigned char *out)
{
    static const unsigned char record[5] = {0, 0, RECORD_BYTES >> 8, 0, P256_PUBLIC_BYTES};
    struct content_keys keys;
    unsigned char shared[HASH_BYTES];
    unsigned char *sender = out + P256_SALT_BYTES + sizeof record;
    _Static_assert(KEY_BYTES <= (int)HASH_BYTES && NONCE_BYTES <= (int)HASH_BYTES, "a hash is enough for each");
    assert(plain.n + P256_SEAL_OVERHEAD <= RECORD_BYTES);
    memcpy(out, salt, P256_SALT_BYTES);
    memcpy(out + P256_SALT_BYTES, record, sizeof record);
    bool good = p256_public(secret, sender) == OK && agree(secret, reader->public_key, shared) &&
                derive(reader, shared, sender, salt, &keys) && put_record(&keys, plain, out + P256_SEAL_HEADER_BYTES);
    OPENSSL_cleanse(shared, sizeof shared);
    OPENSSL_cleanse(&keys, sizeof keys);
    return good ? OK : ERR_INVALID;
}
