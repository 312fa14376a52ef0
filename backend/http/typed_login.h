/* A login and its password, as somebody typed them: whose are they? What does not exist answers like what is wrong, and takes the same time; who
 * tries too often waits. Nothing of them outlives the request. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "http/request.h"
#include "http/response.h"
#include "http/server.h"

enum { TYPED_LOGIN_BYTES_MAX = 254, TYPED_PASSWORD_BYTES_MAX = 512 };

struct typed_login_owner {
    int64_t account_id;
    bool staff;
};

/* What is done once it is known whose they are. */
typedef void typed_login_then(struct request *request, struct response *response,
                              const struct typed_login_owner *owner);

/* Both read `login` and `password` from the body, answer every refusal themselves, and run off the lane: a password takes its time. */

/* Who signs in: nobody's are 401 SIGN_IN_FAILED. */
void typed_login_sign_in(struct request *request, struct response *response, typed_login_then *then);
/* Somebody else confirms at the tablet of whoever is signed in. Nobody's are 409 SECOND_UNKNOWN, which `then` must say as well of whoever may not
 * confirm: nobody learns here whose password is right. The idempotency key is dropped: what is confirmed happens once by itself. */
void typed_login_second(struct request *request, struct response *response, typed_login_then *then);
