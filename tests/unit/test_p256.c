/* Sealing for a telephone and signing for a push service: RFC 8291's own example byte for byte, and signatures checked with OpenSSL's eyes. */
#include "base/p256.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

#include "support/test.h"

static void bytes_of(const char *text, void *out, size_t n)
{
    size_t had = 0;
    EXPECT_OK(str_unbase64(str_of(text), out, n, &had));
    EXPECT_INT(had, n);
}

/* RFC 8291 Appendix A. */
static const char example_secret[] = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
static const char example_sender[] =
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
static const char example_reader[] =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
static const char example_auth[] = "BTBZMqHH6r4Tts7J_aSIgg";
static const char example_salt[] = "DGv6ra1nlYgDCS1FRnbzlw";
#define EXAMPLE_PLAIN "When I grow up, I want to be a watermelon"
static const char example_sealed[] =
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_"
    "c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1C"
    "XztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

TEST("RFC 8291 Appendix A, byte for byte")
{
    unsigned char secret[P256_SECRET_BYTES];
    unsigned char salt[P256_SALT_BYTES];
    unsigned char sealed[sizeof EXAMPLE_PLAIN - 1 + P256_SEAL_OVERHEAD];
    unsigned char wanted[sizeof sealed];
    struct p256_reader reader;
    bytes_of(example_secret, secret, sizeof secret);
    bytes_of(example_salt, salt, sizeof salt);
    bytes_of(example_reader, reader.public_key, sizeof reader.public_key);
    bytes_of(example_auth, reader.auth, sizeof reader.auth);
    bytes_of(example_sealed, wanted, sizeof wanted);
    EXPECT_OK(p256_seal(&reader, secret, salt, STR(EXAMPLE_PLAIN), sealed));
    EXPECT_MEM(sealed, wanted, sizeof sealed);
}

TEST("a public key is the one of its secret; no secret is zero or beyond the curve's order, and no reader is off the "
     "curve")
{
    unsigned char secret[P256_SECRET_BYTES];
    unsigned char public_key[P256_PUBLIC_BYTES];
    unsigned char wanted[P256_PUBLIC_BYTES];
    unsigned char sealed[8 + P256_SEAL_OVERHEAD];
    static const unsigned char salt[P256_SALT_BYTES];
    struct p256_reader reader = {{4}, {0}};
    bytes_of(example_secret, secret, sizeof secret);
    bytes_of(example_sender, wanted, sizeof wanted);
    EXPECT_OK(p256_public(secret, public_key));
    EXPECT_MEM(public_key, wanted, sizeof wanted);
    EXPECT_INT(p256_seal(&reader, secret, salt, STR("12345678"), sealed), ERR_INVALID);
    bytes_of(example_reader, reader.public_key, sizeof reader.public_key);
    reader.public_key[64] ^= 1;
    EXPECT_INT(p256_seal(&reader, secret, salt, STR("12345678"), sealed), ERR_INVALID);
    EXPECT_NOT(p256_is_public(reader.public_key));
    reader.public_key[64] ^= 1;
    EXPECT(p256_is_public(reader.public_key));
    memset(secret, 0, sizeof secret);
    EXPECT_INT(p256_public(secret, public_key), ERR_INVALID);
    memset(secret, 0xFF, sizeof secret);
    EXPECT_INT(p256_public(secret, public_key), ERR_INVALID);
}

static bool verifies(const unsigned char public_key[P256_PUBLIC_BYTES], const char *text,
                     const unsigned char signature[P256_SIGNATURE_BYTES])
{
    EVP_PKEY *key = NULL;
    unsigned char *der = NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *making = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, public_key, P256_PUBLIC_BYTES);
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    EXPECT_INT(EVP_PKEY_fromdata_init(making), 1);
    EXPECT_INT(EVP_PKEY_fromdata(making, &key, EVP_PKEY_PUBLIC_KEY, params), 1);
    ECDSA_SIG *numbers = ECDSA_SIG_new();
    ECDSA_SIG_set0(numbers, BN_bin2bn(signature, 32, NULL), BN_bin2bn(signature + 32, 32, NULL));
    int n = i2d_ECDSA_SIG(numbers, &der);
    EXPECT_INT(EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key), 1);
    bool good = EVP_DigestVerify(context, der, (size_t)n, (const unsigned char *)text, strlen(text)) == 1;
    OPENSSL_free(der);
    ECDSA_SIG_free(numbers);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    EVP_PKEY_CTX_free(making);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    return good;
}

TEST("RFC 8292: what is signed verifies with the public key, always in 64 bytes; another text does not")
{
    unsigned char secret[P256_SECRET_BYTES];
    unsigned char public_key[P256_PUBLIC_BYTES];
    unsigned char signature[P256_SIGNATURE_BYTES];
    bytes_of(example_secret, secret, sizeof secret);
    EXPECT_OK(p256_public(secret, public_key));
    for (int i = 0; i < 50; i++) { /* a number with a leading zero comes once in 128 times */
        EXPECT_OK(p256_sign(secret, STR("who we are"), signature));
        EXPECT(verifies(public_key, "who we are", signature));
        EXPECT_NOT(verifies(public_key, "who we aren't", signature));
    }
}
