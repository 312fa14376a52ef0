/* See smtp.h. libcurl tells the server's last code but not what it answered; the conversation is followed just far enough to tell a refused
 * recipient from a server that refuses us. */
#include "mail/smtp.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#include "base/banned.h"

enum { CONNECT_MS = 10000, WHOLE_MS = 30000, REPLY_MS = 20000, IDLE_S = 20 };

struct smtp {
    CURL *curl;
    struct smtp_options options;
    struct str left; /* of the message being sent */
    bool addressed;  /* the server has heard to whom */
};

static size_t read_message(char *out, size_t size, size_t count, void *arg)
{
    struct smtp *smtp = arg;
    size_t room = size * count;
    size_t n = smtp->left.n < room ? smtp->left.n : room;
    memcpy(out, smtp->left.p, n);
    smtp->left.p += n;
    smtp->left.n -= n;
    return n;
}

/* What goes to the server and comes back is told nobody: only whether it got as far as the recipient is kept. */
static int follow(CURL *curl, curl_infotype type, char *data, size_t n, void *arg)
{
    struct smtp *smtp = arg;
    (void)curl;
    if (type == CURLINFO_HEADER_OUT && str_starts((struct str){data, n}, "RCPT TO")) {
        smtp->addressed = true;
    }
    return 0;
}

static int is_over(void *arg, curl_off_t down, curl_off_t down_now, curl_off_t up, curl_off_t up_now)
{
    const struct smtp *smtp = arg;
    (void)down;
    (void)down_now;
    (void)up;
    (void)up_now;
    int64_t ends_ms = atomic_load(smtp->options.ends_mono_ms);
    return ends_ms != 0 && clock_mono_ms() > ends_ms ? 1 : 0;
}

static size_t swallow(char *data, size_t size, size_t count, void *arg)
{
    (void)data;
    (void)arg;
    return size * count;
}

static bool set_server(CURL *curl, const struct smtp_options *options)
{
    static const long use[] = {[SMTP_TLS_OFF] = CURLUSESSL_NONE,
                               [SMTP_TLS_OPPORTUNISTIC] = CURLUSESSL_TRY,
                               [SMTP_TLS_REQUIRED] = CURLUSESSL_ALL};
    /* TLS that is taken when offered keeps listeners out; without being required it proves nothing about who answers. */
    bool proves = options->tls == SMTP_TLS_REQUIRED;
    bool good = curl_easy_setopt(curl, CURLOPT_URL, options->url) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps") == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_USE_SSL, use[options->tls]) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, proves ? 1L : 0L) == CURLE_OK &&
                curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, proves ? 2L : 0L) == CURLE_OK;
    if (good && options->ca_file != NULL) {
        good = curl_easy_setopt(curl, CURLOPT_CAINFO, options->ca_file) == CURLE_OK;
    }
    if (good && options->user != NULL) {
        good = curl_easy_setopt(curl, CURLOPT_USERNAME, options->user) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_PASSWORD, options->password) == CURLE_OK;
    }
    return good;
}

static bool set_transfer(struct smtp *smtp)
{
    CURL *curl = smtp->curl;
    return curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)WHOLE_MS) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)(REPLY_MS / 1000)) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, (long)IDLE_S) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_MAIL_FROM, smtp->options.from) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_READDATA, smtp) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, follow) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_over) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_XFERINFODATA, smtp) == CURLE_OK;
}

enum err smtp_open(const struct smtp_options *options, struct smtp **ret)
{
    assert(options->ends_mono_ms != NULL);
    struct smtp *smtp = calloc(1, sizeof *smtp);
    if (smtp == NULL) {
        return ERR_IO;
    }
    smtp->options = *options;
    smtp->curl = curl_easy_init();
    if (smtp->curl == NULL || !set_server(smtp->curl, options) || !set_transfer(smtp)) {
        smtp_close(smtp);
        return ERR_INVALID;
    }
    *ret = smtp;
    return OK;
}

void smtp_close(struct smtp *smtp)
{
    if (smtp != NULL) {
        curl_easy_cleanup(smtp->curl);
        free(smtp);
    }
}

/* A server that refuses before it heard to whom (no sign-in, not this sender, no such connection) refuses us, not the message. */
static enum smtp_outcome judge(const struct smtp *smtp, CURLcode code, long said)
{
    if (code == CURLE_OK) {
        return SMTP_SENT;
    }
    if (!smtp->addressed) {
        return SMTP_SERVER;
    }
    return said >= 500 && said < 600 && said != 530 && said != 535 ? SMTP_REFUSED : SMTP_AGAIN;
}

struct smtp_result smtp_send(struct smtp *smtp, const char *to, struct str message)
{
    long said = 0;
    struct curl_slist *recipients = curl_slist_append(NULL, to);
    smtp->left = message;
    smtp->addressed = false;
    CURLcode code = recipients == NULL ? CURLE_OUT_OF_MEMORY
                                       : curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
    if (code == CURLE_OK) {
        code = curl_easy_perform(smtp->curl);
        curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &said);
        curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    }
    curl_slist_free_all(recipients);
    return (struct smtp_result){judge(smtp, code, said), (int32_t)said, curl_easy_strerror(code)};
}
