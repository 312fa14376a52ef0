/* The room's staff close the books of a day: everybody has gone home or is accounted for, else the day stays open and says who is left. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/visit_store.h"

struct close_sick_day {
    /* in */
    struct str room;
    int32_t day;
    /* out */
    char left[VISIT_LEFT_MAX]
             [SECRET_PUBLIC_ID_TEXT]; /* still here, or of whom nobody said what became: nothing was done */
    size_t left_n;
    bool too_early;    /* the day is still to come */
    int64_t closed_ms; /* closing it again changes nothing */
};
/* An act's verb. ERR_NOT_FOUND: no such room, or the caller does not work there. */
enum err close_sick_day(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
