#include "mqtt/signed_letter.h"

#include <assert.h>

#include "base/secret.h"

#include "base/banned.h"

enum { SIG_TEXT = 87 }; /* 64 bytes in base64url, and NUL */

struct sealed_envelope {
    char topic[TOPICS_BYTES];
    char sig[SIG_TEXT];
};

static enum err sign(const struct keys *keys, const struct signed_letter *letter, struct sealed_envelope *ret)
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    enum err err = topics_write(letter->site, letter->gateway, letter->kind, ret->topic);
    if (err != OK) {
        return err;
    }
    secret_sign(keys->sign_secret, str_of(ret->topic), letter->payload, signature);
    err = str_base64(signature, sizeof signature, ret->sig, sizeof ret->sig);
    assert(err == OK);
    return OK;
}

enum err signed_letter_publish(struct broker_link *link, const struct keys *keys, const struct signed_letter *letter)
{
    struct sealed_envelope envelope;
    enum err err = sign(keys, letter, &envelope);
    if (err != OK) {
        return err;
    }
    struct broker_letter out = {envelope.topic, letter->payload, envelope.sig, letter->retain};
    return broker_link_publish(link, &out);
}

enum err signed_letter_send(struct broker_link *link, const struct keys *keys, const struct signed_letter *letter)
{
    struct sealed_envelope envelope;
    enum err err = sign(keys, letter, &envelope);
    if (err != OK) {
        return err;
    }
    struct broker_letter out = {envelope.topic, letter->payload, envelope.sig, letter->retain};
    return broker_link_send(link, &out);
}
