/* Argon2id takes 19 MiB and some 15 ms: two threads do it, a short line waits, and beyond it sign-in says it is busy, so that a flood of
 * sign-ins starves neither taps nor bookings. A login that does not exist costs the same as one that does. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"

enum { PASSWORD_WORKERS = 2, PASSWORD_WAITING_MAX = 64 };

struct passwords;

struct passwords *passwords_open(void);
void passwords_close(struct passwords *passwords); /* NULL is fine; nobody may be waiting */

/* Does the password belong to `hash`? hash NULL: there is no such account; checks against another and says no. ERR_BUSY: the line is full. */
enum err passwords_check(struct passwords *passwords, const char *hash, struct str password,
                         bool *ret_matches) NODISCARD;
/* The hash of a new password. ERR_BUSY: the line is full. */
enum err passwords_make(struct passwords *passwords, struct str password,
                        char hash[SECRET_PASSWORD_HASH_TEXT]) NODISCARD;
/* How many Argon2id checks were begun since the start. */
int64_t passwords_checked(struct passwords *passwords);
