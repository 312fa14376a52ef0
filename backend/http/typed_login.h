/* A login and its password, as somebody typed them: whose are they? What does not exist answers like what is wrong, and takes the same time; who
 * tries too often waits. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "http/request.h"
#include "http/response.h"
#include "http/server.h"

enum { TYPED_LOGIN_BYTES_MAX = 254, TYPED_PASSWORD_BYTES_MAX = 512 };

/* To be wiped by whoever holds it. */
struct typed_login {
    char login[TYPED_LOGIN_BYTES_MAX + 1];
    char password[TYPED_PASSWORD_BYTES_MAX + 1];
};

struct typed_login_found {
    int64_t account_id; /* 0: they are nobody's */
    bool staff;
    int64_t wait_s; /* not 0: nothing was looked at, so long must be waited */
};

/* Takes `login` and `password` out of an object that stands open. */
void typed_login_decode(struct json_in *in, struct typed_login *ret);
/* Not on the lane: it takes its time. ERR_BUSY: too many are being looked at. */
enum err typed_login_check(struct server *server, const struct typed_login *given,
                           struct typed_login_found *ret) NODISCARD;
/* Answers what is nobody's mistake of typing: it could not be looked at, or must wait. False: it was looked at. */
bool typed_login_refused(const struct request *request, struct response *response, enum err err,
                         const struct typed_login_found *found);
