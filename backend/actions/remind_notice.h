/* Whoever has not read a notice, or owes its answer, is reminded by mail; nobody else is (R-NTC-01). Staff do it, at most once in some hours, and the
 * agenda does it a day before the answers are due. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "store/lane.h"

struct remind_notice {
    struct str notice; /* in */
    bool wrong_state;  /* out: it is not out, or its answers are no longer taken */
    int64_t again_ms;  /* out: it was done not long ago, and may be again then; 0: done */
    int64_t mails;
};
/* An act's verb. ERR_NOT_FOUND: no such notice, or none of this account's nursery. */
enum err remind_notice(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* The agenda's. */
enum err remind_notice_due(struct tx *tx, int64_t notice_id) NODISCARD;
