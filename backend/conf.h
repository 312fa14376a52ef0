/* The server's settings: what --config FILE says (an INI file), then what the command line says. Secrets are never in here: only the
 * names of the files that hold them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { CONF_TEXT_BYTES = 256, CONF_RATES = 4 };

struct conf_rate {
    int32_t per_minute;
    int32_t burst;
};

struct conf {
    char listen[CONF_TEXT_BYTES];         /* 127.0.0.1:8080 */
    char mqtt[CONF_TEXT_BYTES];           /* "" : as the credentials say, else no broker */
    char entrances_mqtt[CONF_TEXT_BYTES]; /* where the entrances find the broker; "": at mqtt */
    char accounts[CONF_TEXT_BYTES];       /* file to write the entrances' accounts to, for the broker; "": none */
    char credentials[CONF_TEXT_BYTES];    /* file: the server's name and password at the broker */
    char clock_file[CONF_TEXT_BYTES];
    char proxy[CONF_TEXT_BYTES];       /* whose X-Forwarded-For is believed */
    char mail_server[CONF_TEXT_BYTES]; /* "": nothing is sent; the rest of [mail] is judged by mail/sender.c */
    char mail_starttls[CONF_TEXT_BYTES];
    char mail_ca_file[CONF_TEXT_BYTES]; /* whose certificates prove the mail server; "": the system's */
    char mail_user[CONF_TEXT_BYTES];
    char mail_password_file[CONF_TEXT_BYTES];
    char mail_from[CONF_TEXT_BYTES];
    char mail_base_url[CONF_TEXT_BYTES]; /* where families reach the pages; "": messages carry no links */
    char push_contact
        [CONF_TEXT_BYTES]; /* mailto:… or https:…, told to push services; "": telephones are not told on their own screen */
    char push_services[CONF_TEXT_BYTES]; /* hosts with blanks between; "": the browsers' own */
    char push_ca_file[CONF_TEXT_BYTES];
    char push_loopback[CONF_TEXT_BYTES]; /* "yes": services of this machine may be spoken to */
    bool behind_tls;
    int32_t streams_max;                /* 0: the door's own limit */
    struct conf_rate rates[CONF_RATES]; /* read, write, sign_in, stream; all 0: the door's own */
};

void conf_init(struct conf *conf);
/* Reads FILE over what stands in conf. ERR_IO: cannot be read. ERR_INVALID: failure names the line and what is wrong with it. */
enum err conf_read(const char *path, struct conf *conf, char failure[256]) NODISCARD;
