/* The head has compared the number on the box with the one the server shows: the box is an entrance from now on, with the next epoch. What the keys
 * before signed is not believed any more. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"

enum confirm_pairing_outcome {
    CONFIRM_PAIRING_DONE,
    CONFIRM_PAIRING_WAITS,  /* no box has come yet */
    CONFIRM_PAIRING_OVER,   /* expired, or confirmed already */
    CONFIRM_PAIRING_DIFFERS /* another number: the code is over at once */
};

struct confirm_pairing {
    struct str pairing;
    struct str number; /* six digits, blanks anywhere */
    /* Out. */
    enum confirm_pairing_outcome outcome;
    char site[33];
    char gateway[33];
    int64_t epoch;
};

/* An act's verb. ERR_NOT_FOUND: none that the caller may confirm. */
enum err confirm_pairing(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
