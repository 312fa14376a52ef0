/* Credentials in JSON: see credentials.h. */
#include "wire/credentials.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { KEY_TEXT = 44, PORT_PLAIN = 1883, PORT_TLS = 8883, PEM_BYTES_MAX = 8192, PASSWORD_BYTES = 24 };

_Static_assert(SECRET_KEY_BYTES == 32 && SECRET_SIGN_SEED_BYTES == 32 && SECRET_BOX_SECRET_BYTES == 32,
               "all keys are 32 bytes");

void credentials_make(struct credentials *fresh)
{
    unsigned char password[PASSWORD_BYTES];
    secret_random(fresh->sign_seed, sizeof fresh->sign_seed);
    secret_random(password, sizeof password);
    secret_sign_keys(fresh->sign_seed, fresh->sign_public, fresh->sign_secret);
    secret_box_keys(fresh->box_public, fresh->box_secret);
    enum err err = str_base64(password, sizeof password, fresh->password, sizeof fresh->password);
    assert(err == OK);
    secret_wipe(password, sizeof password);
}

static void put_key(struct json_out *out, const char *name, const unsigned char *key)
{
    char text[KEY_TEXT];
    enum err err = str_base64(key, SECRET_KEY_BYTES, text, sizeof text);
    assert(err == OK);
    json_put_word(out, name, text);
    secret_wipe(text, sizeof text);
}

void credentials_encode(const struct credentials *credentials, struct buf *buf)
{
    char text[CREDENTIALS_HOST_BYTES + 32];
    struct buf broker;
    struct json_out out;
    buf_init(&broker, text, sizeof text);
    buf_puts(&broker, credentials->tls ? "mqtts://" : "mqtt://");
    buf_puts(&broker, credentials->host);
    buf_char(&broker, ':');
    buf_int(&broker, credentials->port);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_text(&out, "broker", buf_view(&broker));
    json_put_word(&out, "username", credentials->username);
    json_put_word(&out, "password", credentials->password);
    json_put_word(&out, "site", credentials->site);
    json_put_word(&out, "gateway", credentials->gateway);
    json_put_int(&out, "epoch", credentials->epoch);
    put_key(&out, "sign_public", credentials->sign_public);
    put_key(&out, "sign_secret", credentials->sign_seed);
    put_key(&out, "box_public", credentials->box_public);
    put_key(&out, "box_secret", credentials->box_secret);
    put_key(&out, "server_sign_public", credentials->server_sign_public);
    put_key(&out, "card_key", credentials->card_key);
    if (credentials->test) {
        json_put_bool(&out, "test", true);
    }
    json_out_close(&out, '}');
    buf_char(buf, '\n');
}

static bool host_is_plain(struct str host)
{
    for (size_t i = 0; i < host.n; i++) {
        char c = host.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '-') {
            return false;
        }
    }
    return host.n > 0;
}

enum err credentials_broker(struct str url, struct credentials *ret)
{
    bool tls = str_starts(url, "mqtts://");
    if (!tls && !str_starts(url, "mqtt://")) {
        return ERR_INVALID;
    }
    size_t skip = tls ? sizeof "mqtts://" - 1 : sizeof "mqtt://" - 1;
    struct str host = {url.p + skip, url.n - skip};
    int64_t port = tls ? PORT_TLS : PORT_PLAIN;
    const char *colon = memchr(host.p, ':', host.n);
    if (colon != NULL) {
        size_t host_n = (size_t)(colon - host.p);
        if (str_int((struct str){colon + 1, host.n - host_n - 1}, 1, 65535, &port) != OK) {
            return ERR_INVALID;
        }
        host.n = host_n;
    }
    if (!host_is_plain(host) || str_copy(host, ret->host, sizeof ret->host) != OK) {
        return ERR_INVALID;
    }
    ret->port = (int32_t)port;
    ret->tls = tls;
    return OK;
}

static void bad(struct json_in *in, const char *name)
{
    char pointer[64];
    struct buf buf;
    buf_init(&buf, pointer, sizeof pointer);
    buf_char(&buf, '/');
    buf_puts(&buf, name);
    json_fault_add(in->faults, pointer, "BAD_FORMAT");
}

static void read_key(struct json_in *in, const char *name, unsigned char key[SECRET_KEY_BYTES])
{
    size_t n = 0;
    struct str text = json_text(in, name, JSON_REQUIRED, KEY_TEXT - 1);
    if (text.n > 0 && (str_unbase64(text, key, SECRET_KEY_BYTES, &n) != OK || n != SECRET_KEY_BYTES)) {
        bad(in, name);
    }
}

static void read_id(struct json_in *in, const char *name, char id[TOPICS_ID_BYTES])
{
    struct str text = json_text(in, name, JSON_REQUIRED, TOPICS_ID_BYTES - 1);
    if (text.n > 0 && (!topics_is_id(text) || str_copy(text, id, TOPICS_ID_BYTES) != OK)) {
        bad(in, name);
    }
}

static void read_text(struct json_in *in, const char *name, char *out, size_t max)
{
    struct str text = json_text(in, name, JSON_REQUIRED, max - 1);
    if (str_copy(text, out, max) != OK) {
        bad(in, name);
    }
}

static void read_keys(struct json_in *in, struct credentials *c)
{
    unsigned char made[SECRET_SIGN_PUBLIC_BYTES];
    read_key(in, "sign_public", c->sign_public);
    read_key(in, "sign_secret", c->sign_seed);
    read_key(in, "box_public", c->box_public);
    read_key(in, "box_secret", c->box_secret);
    read_key(in, "server_sign_public", c->server_sign_public);
    read_key(in, "card_key", c->card_key);
    secret_sign_keys(c->sign_seed, made, c->sign_secret);
    if (in->faults->n == 0 && !secret_same(made, c->sign_public, sizeof made)) {
        bad(in, "sign_public");
    }
}

enum err credentials_decode(struct str json, struct credentials *ret, struct json_faults *faults)
{
    static const char *const pem[] = {"ca", "certificate", "private_key"};
    struct json_in in;
    struct credentials c;
    memset(&c, 0, sizeof c);
    if (json_open(json, &in, faults) != OK) {
        return ERR_INVALID;
    }
    struct str broker = json_text(&in, "broker", JSON_REQUIRED, sizeof c.host + 16);
    if (broker.n > 0 && credentials_broker(broker, &c) != OK) {
        bad(&in, "broker");
    }
    read_text(&in, "username", c.username, sizeof c.username);
    read_text(&in, "password", c.password, sizeof c.password);
    read_id(&in, "site", c.site);
    read_id(&in, "gateway", c.gateway);
    c.epoch = json_int(&in, "epoch", JSON_REQUIRED, 1, INT64_C(999999999999999), 0);
    read_keys(&in, &c);
    c.test = json_bool(&in, "test", JSON_OPTIONAL, false);
    for (size_t i = 0; i < sizeof pem / sizeof pem[0]; i++) {
        (void)json_text(&in, pem[i], JSON_OPTIONAL, PEM_BYTES_MAX);
    }
    enum err err = json_close(&in);
    if (err == OK) {
        *ret = c;
    }
    credentials_wipe(&c);
    return err;
}

void credentials_wipe(struct credentials *credentials)
{
    secret_wipe(credentials, sizeof *credentials);
}
