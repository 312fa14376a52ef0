/* See sender.h. */
#include "mail/sender.h"

#include <stdio.h>
#include <string.h>

#include "core/message.h"

#include "base/banned.h"

static bool refuse(char failure[256], const char *why)
{
    snprintf(failure, 256, "[mail] %s", why);
    return false;
}

static struct str trimmed(struct str text)
{
    while (text.n > 0 && (text.p[0] == ' ' || text.p[0] == '"')) {
        text.p++;
        text.n--;
    }
    while (text.n > 0 && (text.p[text.n - 1] == ' ' || text.p[text.n - 1] == '"')) {
        text.n--;
    }
    return text;
}

/* "Town <mail@town.example>", or the address alone. */
static bool read_from(const char *from, struct sender *ret)
{
    const char *open = strrchr(from, '<');
    const char *close = strrchr(from, '>');
    struct str name = STR("");
    struct str address = trimmed(str_of(from));
    if (open != NULL && close != NULL && close > open && close[1] == '\0') {
        name = trimmed((struct str){from, (size_t)(open - from)});
        address = (struct str){open + 1, (size_t)(close - open) - 1};
    }
    return str_utf8(name) && message_is_address(address) && str_copy(name, ret->name, sizeof ret->name) == OK &&
           str_copy(address, ret->address, sizeof ret->address) == OK;
}

/* Nothing in it that could end the line it stands on, or the part before our own. */
static bool is_one_word(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] <= ' ' || text.p[i] > '~' || text.p[i] == '#' || text.p[i] == '?') {
            return false;
        }
    }
    return text.n > 0;
}

static bool on_loopback(const char *url)
{
    const char *host = strstr(url, "://");
    struct str rest = str_of(host == NULL ? "" : host + 3);
    return str_starts(rest, "127.") || str_starts(rest, "localhost:") || str_is(rest, "localhost") ||
           str_starts(rest, "[::1]");
}

static bool read_base_url(const char *text, struct sender *ret)
{
    struct str url = str_of(text);
    while (url.n > 0 && url.p[url.n - 1] == '/') {
        url.n--;
    }
    bool safe = str_starts(url, "https://") || (str_starts(url, "http://") && on_loopback(text));
    return url.n == 0 || (safe && is_one_word(url) && str_copy(url, ret->base_url, sizeof ret->base_url) == OK);
}

static bool read_tls(const char *word, bool loopback, enum smtp_tls *ret)
{
    static const struct {
        const char *word;
        enum smtp_tls tls;
    } words[] = {{"off", SMTP_TLS_OFF}, {"opportunistic", SMTP_TLS_OPPORTUNISTIC}, {"required", SMTP_TLS_REQUIRED}};
    *ret = loopback ? SMTP_TLS_OFF : SMTP_TLS_REQUIRED;
    bool known = word[0] == '\0';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(word, words[i].word) == 0) {
            *ret = words[i].tls;
            known = true;
        }
    }
    return known;
}

static bool read_server(const char *server, struct sender *ret)
{
    struct str url = str_of(server);
    struct buf out;
    const char *host = strstr(server, "://");
    bool known = str_starts(url, "smtp://") || str_starts(url, "smtps://");
    if (!known || !is_one_word(url) || strpbrk(host + 3, "/@") != NULL || host[3] == '\0') {
        return false;
    }
    buf_init(&out, ret->url, sizeof ret->url);
    buf_str(&out, url);
    buf_char(&out, '/');
    buf_puts(&out, strchr(ret->address, '@') + 1); /* what we say we are: not the machine's own name */
    return !out.overflow;
}

bool sender_read(const struct conf *conf, bool has_password, struct sender *ret, char failure[256])
{
    memset(ret, 0, sizeof *ret);
    if (!read_from(conf->mail_from, ret)) {
        return refuse(failure, "from is 'Name <address>', or an address alone.");
    }
    if (!read_server(conf->mail_server, ret)) {
        return refuse(failure, "server is smtp://host:port or smtps://host:port.");
    }
    bool loopback = on_loopback(conf->mail_server);
    if (!read_tls(conf->mail_starttls, loopback, &ret->tls)) {
        return refuse(failure, "starttls is required, opportunistic or off.");
    }
    bool proved = str_starts(str_of(conf->mail_server), "smtps://") || ret->tls == SMTP_TLS_REQUIRED;
    if (str_starts(str_of(conf->mail_server), "smtps://")) {
        ret->tls = SMTP_TLS_REQUIRED;
    }
    if ((conf->mail_user[0] != '\0') != has_password) {
        return refuse(failure, "user and password_file belong together.");
    }
    if (has_password && !proved && !loopback) {
        return refuse(failure, "a password goes only to a server that proves who it is: starttls = required.");
    }
    return read_base_url(conf->mail_base_url, ret) ||
           refuse(failure, "base_url is the https:// address at which families reach the pages.");
}
