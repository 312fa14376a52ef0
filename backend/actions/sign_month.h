/* A signature under a nursery's month, or its re-opening (R-SHEET-04): decided by core/month_close.h, appended, linked, and with it the head of the
 * chain goes into the audit: what was signed is what the chain held then. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "core/access.h"
#include "core/month_close.h"
#include "store/lane.h"

struct sign_month {
    struct str site;
    int32_t from_day; /* the first of the month */
    enum month_step step;
    struct str class_name; /* with MONTH_TEACHER */
    struct str reason;     /* with MONTH_REOPEN */
    /* Out. */
    enum month_outcome outcome;
    char id[SECRET_PUBLIC_ID_TEXT];
    int32_t version; /* of the month after this word */
    bool closed;
};

/* An act's verb: arg is a struct sign_month. ERR_NOT_FOUND: not a nursery of theirs; ERR_DENIED: another's step. */
enum err sign_month(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
