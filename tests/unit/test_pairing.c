/* What box and server say to each other while a box becomes an entrance. R-SEC-04. */
#include "wire/pairing.h"

#include <assert.h>
#include <string.h>

#include "support/test.h"

static void code_of(unsigned char seed, struct pairing_code *ret)
{
    unsigned char bytes[CLAIM_CODE_RANDOM] = {seed};
    char code[CLAIM_CODE_BYTES];
    claim_code_make(bytes, code);
    pairing_code_of(code, ret);
}

static struct pairing_offer some_offer(void)
{
    static const unsigned char salt[BROKER_PASSWORD_SALT_BYTES] = {7};
    struct pairing_offer offer;
    memset(&offer, 0, sizeof offer);
    offer.sign_public[0] = 1;
    offer.box_public[0] = 2;
    broker_password_hash(STR("secret"), salt, offer.password_hash);
    return offer;
}

static struct str written(char text[PAIRING_BODY_BYTES], const struct pairing_offer *offer,
                          const struct pairing_code *code)
{
    struct buf buf;
    buf_init(&buf, text, PAIRING_BODY_BYTES);
    pairing_offer_encode(offer, code, &buf);
    EXPECT(!buf.overflow);
    return buf_view(&buf);
}

TEST("R-SEC-04: an offer proves that the box knows the code, and the code itself is not in it")
{
    struct pairing_code code;
    struct pairing_code other;
    struct pairing_asked asked;
    struct json_faults faults;
    struct pairing_offer offer = some_offer();
    char text[PAIRING_BODY_BYTES];
    code_of(1, &code);
    code_of(2, &other);
    EXPECT_OK(pairing_offer_decode(written(text, &offer, &code), &asked, &faults));
    EXPECT(memcmp(asked.name, code.name, sizeof code.name) == 0);
    EXPECT(pairing_offer_proven(&asked, &code));
    EXPECT(!pairing_offer_proven(&asked, &other));
    asked.offer.sign_public[31] ^= 1; /* somebody in between puts his own key in */
    EXPECT(!pairing_offer_proven(&asked, &code));
}

TEST("an offer that is not whole is refused by the member's name")
{
    static const struct {
        const char *json;
        const char *pointer;
    } wrong[] = {
        {"{}", "/pairing"},
        {"{\"pairing\":\"x\"}", "/pairing"},
    };
    struct pairing_asked asked;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct json_faults faults;
        EXPECT_INT(pairing_offer_decode(str_of(wrong[i].json), &asked, &faults), ERR_INVALID);
        EXPECT_STR(faults.list[0].pointer, wrong[i].pointer);
    }
}

TEST("R-SEC-04: a letter of somebody who does not know the code is not believed")
{
    struct pairing_code code;
    struct pairing_code other;
    struct pairing_letter letter = {.confirmed = true,
                                    .expires_ms = INT64_C(1772406000000),
                                    .site = "n01",
                                    .gateway = "g-n01",
                                    .epoch = 2,
                                    .broker = "mqtt://127.0.0.1:1884",
                                    .test = true};
    struct pairing_letter read;
    char text[2 * PAIRING_BODY_BYTES];
    struct buf buf;
    code_of(1, &code);
    code_of(2, &other);
    buf_init(&buf, text, sizeof text);
    pairing_letter_encode(&letter, &code, &buf);
    EXPECT(!buf.overflow);
    EXPECT_OK(pairing_letter_decode(buf_view(&buf), &code, &read));
    EXPECT_STR(read.gateway, "g-n01");
    EXPECT_INT(read.epoch, 2);
    EXPECT_STR(read.broker, "mqtt://127.0.0.1:1884");
    EXPECT(read.test);
    EXPECT_INT(pairing_letter_decode(buf_view(&buf), &other, &read), ERR_DENIED);
    char *epoch = strstr(text, "epoch\\\":2");
    EXPECT_NOT_NULL(epoch);
    assert(epoch != NULL);
    epoch[8] = '3';
    EXPECT_INT(pairing_letter_decode(buf_view(&buf), &code, &read), ERR_DENIED);
}

TEST("R-SEC-04: the number is made of every key of both sides")
{
    unsigned char server[SECRET_SIGN_PUBLIC_BYTES] = {9};
    struct pairing_offer offer = some_offer();
    char number[PAIRING_CHECK_TEXT];
    char other[PAIRING_CHECK_TEXT];
    pairing_check(&offer, server, number);
    EXPECT_INT((int64_t)strlen(number), 7);
    EXPECT_INT(number[3], ' ');
    server[0]++;
    pairing_check(&offer, server, other);
    EXPECT(strcmp(number, other) != 0);
    server[0]--;
    offer.box_public[5] ^= 1;
    pairing_check(&offer, server, other);
    EXPECT(strcmp(number, other) != 0);
    offer.box_public[5] ^= 1;
    offer.sign_public[5] ^= 1;
    pairing_check(&offer, server, other);
    EXPECT(strcmp(number, other) != 0);
}
