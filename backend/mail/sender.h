/* The settings of sending, read and judged: who writes, over which server, and what would give a password or a family away. */
#pragma once

#include <stdbool.h>

#include "conf.h"
#include "mail/smtp.h"

struct sender {
    char url[2 * CONF_TEXT_BYTES]; /* with the name to greet with */
    enum smtp_tls tls;
    char address[CONF_TEXT_BYTES];  /* From */
    char name[CONF_TEXT_BYTES];     /* may be empty */
    char base_url[CONF_TEXT_BYTES]; /* without a slash at its end; may be empty */
};

/* false: failure says in one sentence what to correct. has_password: a password will be told to the server. */
bool sender_read(const struct conf *conf, bool has_password, struct sender *ret, char failure[256]);
