/* See pairing.h. */
#include "wire/pairing.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { KEY_TEXT = 44, SEALED_TEXT = 108, LETTER_BYTES = 768 };

_Static_assert(SECRET_HASH_BYTES == 32 && SECRET_KEY_BYTES == 32, "a name, a key and a proof are written alike");

static void derive(const char *use, const char *code, unsigned char out[SECRET_HASH_BYTES])
{
    char storage[64];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, use);
    buf_puts(&buf, code);
    assert(!buf.overflow);
    secret_hash(buf.p, buf.n, out);
    secret_wipe(storage, sizeof storage);
}

void pairing_code_of(const char code[CLAIM_CODE_BYTES], struct pairing_code *ret)
{
    derive("tsubame|pairing|name|", code, ret->name);
    derive("tsubame|pairing|key|", code, ret->key);
}

static void put_bytes(struct json_out *out, const char *name, const unsigned char *bytes, size_t n)
{
    char text[SEALED_TEXT];
    enum err err = str_base64(bytes, n, text, sizeof text);
    assert(err == OK);
    json_put_word(out, name, text);
}

static void read_bytes(struct json_in *in, const char *name, enum json_need need, unsigned char *bytes, size_t n)
{
    size_t found = 0;
    struct str text = json_text(in, name, need, SEALED_TEXT - 1);
    if (text.n > 0 && (str_unbase64(text, bytes, n, &found) != OK || found != n)) {
        json_blame(in, name, "BAD_FORMAT");
    }
}

/* --- what the box sends ---------------------------------------------------------------------------------------------- */

static void offer_proof(const struct pairing_offer *offer, const struct pairing_code *code,
                        unsigned char proof[SECRET_HASH_BYTES])
{
    unsigned char said[6 + SECRET_SIGN_PUBLIC_BYTES + SECRET_BOX_PUBLIC_BYTES + BROKER_PASSWORD_HASH_TEXT] = "offer|";
    memcpy(said + 6, offer->sign_public, SECRET_SIGN_PUBLIC_BYTES);
    memcpy(said + 6 + SECRET_SIGN_PUBLIC_BYTES, offer->box_public, SECRET_BOX_PUBLIC_BYTES);
    size_t n = strlen(offer->password_hash);
    memcpy(said + 6 + SECRET_SIGN_PUBLIC_BYTES + SECRET_BOX_PUBLIC_BYTES, offer->password_hash, n);
    secret_mac(code->key, said, 6 + SECRET_SIGN_PUBLIC_BYTES + SECRET_BOX_PUBLIC_BYTES + n, proof);
}

void pairing_offer_encode(const struct pairing_offer *offer, const struct pairing_code *code, struct buf *buf)
{
    unsigned char proof[SECRET_HASH_BYTES];
    struct json_out out;
    offer_proof(offer, code, proof);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    put_bytes(&out, "pairing", code->name, sizeof code->name);
    put_bytes(&out, "sign_public", offer->sign_public, sizeof offer->sign_public);
    put_bytes(&out, "box_public", offer->box_public, sizeof offer->box_public);
    json_put_word(&out, "broker_password", offer->password_hash);
    put_bytes(&out, "proof", proof, sizeof proof);
    json_out_close(&out, '}');
}

enum err pairing_offer_decode(struct str json, struct pairing_asked *ret, struct json_faults *faults)
{
    struct json_in in;
    struct pairing_asked asked;
    memset(&asked, 0, sizeof asked);
    if (json_open(json, &in, faults) != OK) {
        return ERR_INVALID;
    }
    read_bytes(&in, "pairing", JSON_REQUIRED, asked.name, sizeof asked.name);
    read_bytes(&in, "sign_public", JSON_REQUIRED, asked.offer.sign_public, sizeof asked.offer.sign_public);
    read_bytes(&in, "box_public", JSON_REQUIRED, asked.offer.box_public, sizeof asked.offer.box_public);
    struct str hash = json_text(&in, "broker_password", JSON_REQUIRED, BROKER_PASSWORD_HASH_TEXT - 1);
    if (hash.n > 0 && (!broker_password_is_hash(hash) ||
                       str_copy(hash, asked.offer.password_hash, sizeof asked.offer.password_hash) != OK)) {
        json_blame(&in, "broker_password", "BAD_FORMAT");
    }
    read_bytes(&in, "proof", JSON_REQUIRED, asked.proof, sizeof asked.proof);
    enum err err = json_close(&in);
    if (err == OK) {
        *ret = asked;
    }
    return err;
}

bool pairing_offer_proven(const struct pairing_asked *asked, const struct pairing_code *code)
{
    unsigned char proof[SECRET_HASH_BYTES];
    offer_proof(&asked->offer, code, proof);
    return secret_same(proof, asked->proof, sizeof proof);
}

/* --- what the server says -------------------------------------------------------------------------------------------- */

static void letter_proof(struct str letter, const struct pairing_code *code, unsigned char proof[SECRET_HASH_BYTES])
{
    char storage[LETTER_BYTES + 16];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, "letter|");
    buf_str(&buf, letter);
    assert(!buf.overflow);
    secret_mac(code->key, buf.p, buf.n, proof);
}

static void write_letter(const struct pairing_letter *letter, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_bool(&out, "confirmed", letter->confirmed);
    json_put_instant(&out, "expires_at", letter->expires_ms);
    put_bytes(&out, "server_sign_public", letter->server_sign_public, sizeof letter->server_sign_public);
    if (letter->confirmed) {
        json_put_word(&out, "site", letter->site);
        json_put_word(&out, "gateway", letter->gateway);
        json_put_int(&out, "epoch", letter->epoch);
        json_put_word(&out, "broker", letter->broker);
        put_bytes(&out, "sealed_card_key", letter->sealed_card_key, sizeof letter->sealed_card_key);
        json_put_bool(&out, "test", letter->test);
    }
    json_out_close(&out, '}');
}

void pairing_letter_encode(const struct pairing_letter *letter, const struct pairing_code *code, struct buf *buf)
{
    char storage[LETTER_BYTES];
    unsigned char proof[SECRET_HASH_BYTES];
    struct buf text;
    struct json_out out;
    buf_init(&text, storage, sizeof storage);
    write_letter(letter, &text);
    assert(!text.overflow);
    letter_proof(buf_view(&text), code, proof);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_text(&out, "letter", buf_view(&text));
    put_bytes(&out, "proof", proof, sizeof proof);
    json_out_close(&out, '}');
}

static void read_text(struct json_in *in, const char *name, enum json_need need, char *out, size_t max)
{
    if (str_copy(json_text(in, name, need, max - 1), out, max) != OK) {
        json_blame(in, name, "TOO_LONG");
    }
}

static enum err read_letter(struct str text, struct pairing_letter *letter)
{
    struct json_in in;
    struct json_faults faults;
    if (json_open(text, &in, &faults) != OK) {
        return ERR_INVALID;
    }
    letter->confirmed = json_bool(&in, "confirmed", JSON_REQUIRED, false);
    letter->expires_ms = json_instant(&in, "expires_at", JSON_REQUIRED, 0);
    read_bytes(&in, "server_sign_public", JSON_REQUIRED, letter->server_sign_public, sizeof letter->server_sign_public);
    enum json_need need = letter->confirmed ? JSON_REQUIRED : JSON_OPTIONAL;
    read_text(&in, "site", need, letter->site, sizeof letter->site);
    read_text(&in, "gateway", need, letter->gateway, sizeof letter->gateway);
    letter->epoch = json_int(&in, "epoch", need, 1, INT64_C(999999999999999), 0);
    read_text(&in, "broker", need, letter->broker, sizeof letter->broker);
    read_bytes(&in, "sealed_card_key", need, letter->sealed_card_key, sizeof letter->sealed_card_key);
    letter->test = json_bool(&in, "test", need, false);
    return json_close(&in);
}

enum err pairing_letter_decode(struct str json, const struct pairing_code *code, struct pairing_letter *ret)
{
    unsigned char proof[SECRET_HASH_BYTES];
    unsigned char wanted[SECRET_HASH_BYTES];
    char letter[LETTER_BYTES];
    struct json_in in;
    struct json_faults faults;
    struct pairing_letter fresh;
    memset(&fresh, 0, sizeof fresh);
    memset(proof, 0, sizeof proof);
    if (json_open(json, &in, &faults) != OK) {
        return ERR_INVALID;
    }
    struct str text = json_text(&in, "letter", JSON_REQUIRED, sizeof letter - 1);
    enum err err = str_copy(text, letter, sizeof letter);
    read_bytes(&in, "proof", JSON_REQUIRED, proof, sizeof proof);
    if (json_close(&in) != OK || err != OK) {
        return ERR_INVALID;
    }
    letter_proof(str_of(letter), code, wanted);
    if (!secret_same(proof, wanted, sizeof proof)) {
        return ERR_DENIED;
    }
    err = read_letter(str_of(letter), &fresh);
    if (err == OK) {
        *ret = fresh;
    }
    return err;
}

/* --- the number ------------------------------------------------------------------------------------------------------ */

void pairing_check(const struct pairing_offer *offer, const unsigned char server_sign_public[SECRET_SIGN_PUBLIC_BYTES],
                   char text[PAIRING_CHECK_TEXT])
{
    struct secret_hashing hashing;
    unsigned char hash[SECRET_HASH_BYTES];
    uint32_t number = 0;
    struct buf buf;
    secret_hash_begin(&hashing);
    secret_hash_more(&hashing, "check|", 6);
    secret_hash_more(&hashing, offer->sign_public, sizeof offer->sign_public);
    secret_hash_more(&hashing, offer->box_public, sizeof offer->box_public);
    secret_hash_more(&hashing, server_sign_public, SECRET_SIGN_PUBLIC_BYTES);
    secret_hash_more(&hashing, offer->password_hash, strlen(offer->password_hash));
    secret_hash_end(&hashing, hash);
    for (size_t i = 0; i < 4; i++) {
        number = number << 8 | hash[i];
    }
    buf_init(&buf, text, PAIRING_CHECK_TEXT);
    buf_padded(&buf, number / 1000 % 1000, 3);
    buf_char(&buf, ' ');
    buf_padded(&buf, number % 1000, 3);
    assert(!buf.overflow);
}
