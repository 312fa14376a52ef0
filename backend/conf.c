/* See conf.h. The syntax is inih's; every key is known by name, an unknown one is refused rather than overlooked. */
#include "conf.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum { STREAMS_MAX = 20000, RATE_MAX = 1000000 };

struct reading {
    struct conf *conf;
    char problem[160]; /* of the first line that was refused */
};

struct text_key {
    const char *section;
    const char *name;
    size_t offset;
};

static const struct text_key texts[] = {
    {"server", "listen", offsetof(struct conf, listen)},
    {"server", "proxy", offsetof(struct conf, proxy)},
    {"server", "clock_file", offsetof(struct conf, clock_file)},
    {"broker", "url", offsetof(struct conf, mqtt)},
    {"broker", "entrances_url", offsetof(struct conf, entrances_mqtt)},
    {"broker", "accounts", offsetof(struct conf, accounts)},
    {"broker", "credentials", offsetof(struct conf, credentials)},
    {"mail", "server", offsetof(struct conf, mail_server)},
    {"mail", "starttls", offsetof(struct conf, mail_starttls)},
    {"mail", "ca_file", offsetof(struct conf, mail_ca_file)},
    {"mail", "user", offsetof(struct conf, mail_user)},
    {"mail", "password_file", offsetof(struct conf, mail_password_file)},
    {"mail", "from", offsetof(struct conf, mail_from)},
    {"mail", "base_url", offsetof(struct conf, mail_base_url)},
    {"push", "contact", offsetof(struct conf, push_contact)},
    {"push", "services", offsetof(struct conf, push_services)},
    {"push", "ca_file", offsetof(struct conf, push_ca_file)},
    {"push", "loopback", offsetof(struct conf, push_loopback)},
};

static const char *const rate_names[CONF_RATES] = {"read", "write", "sign_in", "stream"};

void conf_init(struct conf *conf)
{
    memset(conf, 0, sizeof *conf);
    enum err err = str_copy(STR("127.0.0.1:8080"), conf->listen, sizeof conf->listen);
    assert(err == OK);
}

/* "600 100": so many a minute, so many at once. */
static bool read_rate(const char *value, struct conf_rate *ret)
{
    const char *space = strchr(value, ' ');
    int64_t per_minute = 0;
    int64_t burst = 0;
    if (space == NULL || str_int((struct str){value, (size_t)(space - value)}, 1, RATE_MAX, &per_minute) != OK ||
        str_int(str_of(space + 1), 1, RATE_MAX, &burst) != OK) {
        return false;
    }
    *ret = (struct conf_rate){(int32_t)per_minute, (int32_t)burst};
    return true;
}

static int refuse(struct reading *reading, const char *wish, const char *section, const char *name)
{
    if (reading->problem[0] == '\0') {
        snprintf(reading->problem, sizeof reading->problem, "[%.32s] %.32s %s", section, name, wish);
    }
    return 0;
}

static int read_server_key(struct reading *reading, const char *name, const char *value)
{
    int64_t number = 0;
    if (str_is(str_of(name), "behind_tls")) {
        reading->conf->behind_tls = str_is(str_of(value), "yes");
        return reading->conf->behind_tls || str_is(str_of(value), "no")
                   ? 1
                   : refuse(reading, "is yes or no", "server", name);
    }
    if (str_is(str_of(name), "streams_max")) {
        if (str_int(str_of(value), 1, STREAMS_MAX, &number) != OK) {
            return refuse(reading, "is a number from 1 to 20000", "server", name);
        }
        reading->conf->streams_max = (int32_t)number;
        return 1;
    }
    return refuse(reading, "is not known", "server", name);
}

static int read_key(void *user, const char *section, const char *name, const char *value)
{
    struct reading *reading = user;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (strcmp(section, texts[i].section) == 0 && strcmp(name, texts[i].name) == 0) {
            char *place = (char *)reading->conf + texts[i].offset;
            return str_copy(str_of(value), place, CONF_TEXT_BYTES) == OK
                       ? 1
                       : refuse(reading, "is too long", section, name);
        }
    }
    for (int i = 0; strcmp(section, "rates") == 0 && i < CONF_RATES; i++) {
        if (strcmp(name, rate_names[i]) == 0) {
            return read_rate(value, &reading->conf->rates[i])
                       ? 1
                       : refuse(reading, "is two numbers: a minute, at once", section, name);
        }
    }
    return strcmp(section, "server") == 0 ? read_server_key(reading, name, value)
                                          : refuse(reading, "is not known", section, name);
}

enum err conf_read(const char *path, struct conf *conf, char failure[256])
{
    struct reading reading = {.conf = conf};
    int line = ini_parse(path, read_key, &reading);
    if (line == 0) {
        return OK;
    }
    if (line < 0) {
        snprintf(failure, 256, "%s cannot be read (%s).", path, strerror(errno));
        return ERR_IO;
    }
    snprintf(failure, 256, "%.70s line %d: %s.", path, line,
             reading.problem[0] == '\0' ? "is no 'name = value'" : reading.problem);
    return ERR_INVALID;
}
