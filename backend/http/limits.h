/* How often: token buckets per account, or per address where no account is known; and the throttle of failed sign-ins per login
 * (after 10 failures the wait doubles each time). In memory, bounded; a restart forgives. */
#pragma once

#include <stdint.h>

#include "base/str.h"
#include "http/route.h"
#include "http/server.h"

enum { LIMITS_FREE_FAILURES = 10, LIMITS_WAIT_S_MAX = 3600 };

struct limits;

struct limits *limits_open(const struct server_rate rates[RATE_COUNT]);
void limits_close(struct limits *limits); /* NULL is fine */

/* 0: go on (and a token is taken); else the seconds to wait. `address` counts when account_id is 0. */
int64_t limits_take(struct limits *limits, enum route_rate rate, int64_t account_id, struct str address);

/* Seconds until this login may be tried again; 0: now. */
int64_t limits_sign_in_wait(struct limits *limits, struct str login);
void limits_sign_in_failed(struct limits *limits, struct str login);
void limits_sign_in_done(struct limits *limits, struct str login);
