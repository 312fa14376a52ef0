/* How a box becomes an entrance: one code, made on the server and typed at the box, and one number that both show (R-SEC-04). The box makes its
 * keys and keeps them; public halves go up. The code itself never travels: of it come the name under which the server finds the pairing, and the
 * key with which either side proves that it knows the code, so that nobody in between can put keys of his own in. Somebody who read the code
 * over the head's shoulder is found by the number: it is made of all keys, the head compares it with the one on the box in front of him. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/broker_password.h"
#include "base/err.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/str.h"
#include "wire/claim_code.h"
#include "wire/topics.h"

enum { PAIRING_CHECK_TEXT = 8, PAIRING_BODY_BYTES = 1024, PAIRING_URL_BYTES = 160 };

/* What follows from a code. */
struct pairing_code {
    unsigned char name[SECRET_HASH_BYTES]; /* under which it is found */
    unsigned char key[SECRET_KEY_BYTES];   /* proves that one knows it */
};
void pairing_code_of(const char code[CLAIM_CODE_BYTES], struct pairing_code *ret);

/* What the box sends up. */
struct pairing_offer {
    unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES];
    unsigned char box_public[SECRET_BOX_PUBLIC_BYTES];
    char password_hash[BROKER_PASSWORD_HASH_TEXT]; /* of the box's password at the broker, as the broker keeps it */
};
/* {"pairing","sign_public","box_public","broker_password","proof"}. */
void pairing_offer_encode(const struct pairing_offer *offer, const struct pairing_code *code, struct buf *buf);
/* The proof is looked at with pairing_offer_proven, once the code is known. ERR_INVALID with the faults. */
struct pairing_asked {
    struct pairing_offer offer;
    unsigned char name[SECRET_HASH_BYTES];
    unsigned char proof[SECRET_HASH_BYTES];
};
enum err pairing_offer_decode(struct str json, struct pairing_asked *ret, struct json_faults *faults) NODISCARD;
bool pairing_offer_proven(const struct pairing_asked *asked, const struct pairing_code *code);

/* What the server says: first only its own key, and when the head has confirmed, everything the credentials need. */
struct pairing_letter {
    bool confirmed;
    int64_t expires_ms;
    unsigned char server_sign_public[SECRET_SIGN_PUBLIC_BYTES];
    char site[TOPICS_ID_BYTES];
    char gateway[TOPICS_ID_BYTES];
    int64_t epoch;
    char broker[PAIRING_URL_BYTES];
    unsigned char sealed_card_key[SECRET_KEY_BYTES + SECRET_BOX_OVERHEAD]; /* for the box's key alone */
    bool test;
};
/* {"letter":"…","proof":"…"}: the letter's JSON as a text, so that what is proven is its bytes. */
void pairing_letter_encode(const struct pairing_letter *letter, const struct pairing_code *code, struct buf *buf);
/* ERR_INVALID: not readable. ERR_DENIED: whoever answers does not know the code. */
enum err pairing_letter_decode(struct str json, const struct pairing_code *code, struct pairing_letter *ret) NODISCARD;

/* "123 456": what both show. */
void pairing_check(const struct pairing_offer *offer, const unsigned char server_sign_public[SECRET_SIGN_PUBLIC_BYTES],
                   char text[PAIRING_CHECK_TEXT]);
