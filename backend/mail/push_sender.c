/* See push_sender.h. */
#include "mail/push_sender.h"

#include <assert.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"

#include "base/banned.h"

enum {
    CONNECT_MS = 5000,
    WHOLE_MS = 15000,
    IDLE_S = 60,
    TOKEN_S = 12 * 3600, /* services take up to a day */
    CLAIMS_BYTES = 512,
    TOKEN_BYTES = 1024,
    LINE_BYTES = TOKEN_BYTES + 256,
    SEALED_BYTES = PUSH_PAYLOAD_BYTES + P256_SEAL_OVERHEAD,
    LINES = 6,
};

struct push_sender {
    CURL *curl;
    struct push_sender_options options;
};

/* --- who sends -------------------------------------------------------------------------------------------------------------- */

static void put_base64(struct buf *out, const void *bytes, size_t n)
{
    char text[CLAIMS_BYTES * 2];
    if (str_base64(bytes, n, text, sizeof text) == OK) {
        buf_puts(out, text);
    } else {
        out->overflow = true;
    }
}

enum err push_sender_vapid(const struct push_sender_options *options, struct str origin, int64_t now_ms,
                           struct buf *out)
{
    static const char head[] = "{\"typ\":\"JWT\",\"alg\":\"ES256\"}";
    char claims_text[CLAIMS_BYTES];
    unsigned char signature[P256_SIGNATURE_BYTES];
    struct buf claims;
    buf_init(&claims, claims_text, sizeof claims_text);
    buf_puts(&claims, "{\"aud\":\"");
    buf_str(&claims, origin);
    buf_puts(&claims, "\",\"exp\":");
    buf_int(&claims, now_ms / 1000 + TOKEN_S);
    buf_puts(&claims, ",\"sub\":\"");
    buf_puts(&claims, options->contact);
    buf_puts(&claims, "\"}");
    buf_puts(out, "vapid t=");
    size_t begin = out->n;
    put_base64(out, head, sizeof head - 1);
    buf_char(out, '.');
    put_base64(out, claims.p, claims.n);
    enum err err = claims.overflow || out->overflow
                       ? ERR_LIMIT
                       : p256_sign(options->secret, (struct str){out->p + begin, out->n - begin}, signature);
    buf_char(out, '.');
    put_base64(out, signature, err == OK ? sizeof signature : 0);
    buf_puts(out, ", k=");
    put_base64(out, options->public_key, P256_PUBLIC_BYTES);
    return err == OK && out->overflow ? ERR_LIMIT : err;
}

/* --- where to --------------------------------------------------------------------------------------------------------------- */

static bool is_public_4(uint32_t address)
{
    static const struct {
        uint32_t net;
        int bits;
    } inside[] = {
        {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
        {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
        {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 3},
    };
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++) {
        if ((address ^ inside[i].net) >> (32 - inside[i].bits) == 0) {
            return false;
        }
    }
    return true;
}

/* Of version 6 only what is given out to the world, without the ranges that stand for other addresses or for examples. */
static bool is_public_6(const unsigned char address[16])
{
    bool world = (address[0] & 0xE0) == 0x20;
    bool six_to_four = address[0] == 0x20 && address[1] == 0x02;
    bool special = address[0] == 0x20 && address[1] == 0x01 &&
                   (address[2] < 0x02 || (address[2] == 0x0D && address[3] == 0xB8));
    return world && !six_to_four && !special;
}

bool push_sender_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        return is_public_4(ntohl(four.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, address, sizeof six);
        return is_public_6(six.sin6_addr.s6_addr);
    }
    return false;
}

static bool is_loopback(const struct sockaddr *address)
{
    struct sockaddr_in four;
    if (address->sa_family != AF_INET) {
        return false;
    }
    memcpy(&four, address, sizeof four);
    return ntohl(four.sin_addr.s_addr) >> 24 == 127;
}

/* The last wall: a name of a service that leads inside a network is not followed, whoever gave it that address. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    const struct push_sender *sender = arg;
    (void)purpose;
    bool good = push_sender_is_public(&address->addr) || (sender->options.loopback && is_loopback(&address->addr));
    return good ? socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol) : CURL_SOCKET_BAD;
}

/* --- the way there ---------------------------------------------------------------------------------------------------------- */

static int is_over(void *arg, curl_off_t down, curl_off_t down_now, curl_off_t up, curl_off_t up_now)
{
    const struct push_sender *sender = arg;
    (void)down;
    (void)down_now;
    (void)up;
    (void)up_now;
    int64_t ends_ms = atomic_load(sender->options.ends_mono_ms);
    return ends_ms != 0 && clock_mono_ms() > ends_ms ? 1 : 0;
}

static size_t swallow(char *data, size_t size, size_t count, void *arg)
{
    (void)data;
    (void)arg;
    return size * count;
}

static bool set_up(struct push_sender *sender)
{
    CURL *curl = sender->curl;
    bool good = curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)WHOLE_MS) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, (long)IDLE_S) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_over) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_XFERINFODATA, sender) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, sender) == CURLE_OK;
    if (good && sender->options.ca_file != NULL) {
        good = curl_easy_setopt(curl, CURLOPT_CAINFO, sender->options.ca_file) == CURLE_OK;
    }
    return good;
}

enum err push_sender_open(const struct push_sender_options *options, struct push_sender **ret)
{
    assert(options->ends_mono_ms != NULL);
    struct push_sender *sender = calloc(1, sizeof *sender);
    if (sender == NULL) {
        return ERR_IO;
    }
    sender->options = *options;
    sender->curl = curl_easy_init();
    if (sender->curl == NULL || !set_up(sender)) {
        push_sender_close(sender);
        return ERR_INVALID;
    }
    *ret = sender;
    return OK;
}

void push_sender_close(struct push_sender *sender)
{
    if (sender != NULL) {
        curl_easy_cleanup(sender->curl);
        secret_wipe(sender, sizeof *sender);
        free(sender);
    }
}

/* --- one message ------------------------------------------------------------------------------------------------------------ */

/* {"kind":"notice"} and blanks, always as long; sealed under a number that is used once. */
static enum err seal(const struct take_push_one *one, unsigned char out[SEALED_BYTES])
{
    char plain[PUSH_PAYLOAD_BYTES + 1];
    unsigned char secret[P256_SECRET_BYTES];
    unsigned char salt[P256_SALT_BYTES];
    int n = snprintf(plain, sizeof plain, "{\"kind\":\"%s\"}", push_kind_word(one->kind));
    assert(n > 0 && n < PUSH_PAYLOAD_BYTES);
    memset(plain + n, ' ', PUSH_PAYLOAD_BYTES - (size_t)n);
    secret_random(secret, sizeof secret);
    secret_random(salt, sizeof salt);
    enum err err = p256_seal(&one->reader, secret, salt, (struct str){plain, PUSH_PAYLOAD_BYTES}, out);
    secret_wipe(secret, sizeof secret);
    return err;
}

/* The header lines; NULL: no memory. */
static struct curl_slist *put_lines(const struct take_push_one *one, const char *vapid)
{
    char ttl[40];
    char urgency[40];
    char topic[40];
    char authorization[LINE_BYTES];
    snprintf(ttl, sizeof ttl, "TTL: %lld", (long long)one->ttl_s);
    snprintf(urgency, sizeof urgency, "Urgency: %s", push_urgency(one->kind));
    snprintf(topic, sizeof topic, "Topic: %s",
             push_kind_word(one->kind)); /* a newer one takes its place while it waits */
    snprintf(authorization, sizeof authorization, "Authorization: %s", vapid);
    const char *const lines[LINES] = {
        ttl, urgency, "Content-Encoding: aes128gcm", "Content-Type: application/octet-stream", topic, authorization};
    struct curl_slist *list = NULL;
    for (size_t i = 0; i < LINES; i++) {
        struct curl_slist *longer = curl_slist_append(list, lines[i]);
        if (longer == NULL) {
            curl_slist_free_all(list);
            return NULL;
        }
        list = longer;
    }
    return list;
}

static struct push_answer post(struct push_sender *sender, const struct take_push_one *one,
                               const unsigned char sealed[SEALED_BYTES], struct curl_slist *lines)
{
    long status = 0;
    curl_off_t retry_after_s = 0;
    CURL *curl = sender->curl;
    CURLcode code = curl_easy_setopt(curl, CURLOPT_URL, one->endpoint);
    code = code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_POSTFIELDS, sealed) : code;
    code = code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)SEALED_BYTES) : code;
    code = code == CURLE_OK ? curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines) : code;
    code = code == CURLE_OK ? curl_easy_perform(curl) : code;
    if (code == CURLE_OK) {
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after_s);
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
    return (struct push_answer){(int32_t)status, retry_after_s, curl_easy_strerror(code)};
}

struct push_answer push_sender_post(struct push_sender *sender, const struct take_push_one *one, int64_t now_ms)
{
    unsigned char sealed[SEALED_BYTES];
    char text[TOKEN_BYTES];
    struct buf vapid;
    struct str origin;
    buf_init(&vapid, text, sizeof text);
    if (!push_allowed(str_of(one->endpoint), str_of(sender->options.services)) ||
        !push_origin(str_of(one->endpoint), &origin)) {
        return (struct push_answer){403, 0, "the service is not named under [push]"};
    }
    if (push_sender_vapid(&sender->options, origin, now_ms, &vapid) != OK || seal(one, sealed) != OK) {
        return (struct push_answer){400, 0, "the telephone's key is none"};
    }
    struct curl_slist *lines = put_lines(one, text);
    if (lines == NULL) {
        return (struct push_answer){0, 0, "no memory"};
    }
    struct push_answer answer = post(sender, one, sealed, lines);
    curl_slist_free_all(lines);
    return answer;
}
