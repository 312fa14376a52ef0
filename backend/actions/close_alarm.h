/* What people do about an alarm: they try to reach somebody, they call the roll, and they close it. R-ABS-04: only a named person closes it, and
 * says where the child is; nothing of it makes an absence (R-ABS-05). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/alarm_detail.h"
#include "base/err.h"
#include "core/access.h"
#include "store/alarm_store.h"
#include "store/lane.h"

enum close_alarm_outcome {
    CLOSE_ALARM_DONE,
    CLOSE_ALARM_OVER,       /* it is over already: see alarm */
    CLOSE_ALARM_CHANGED,    /* not the version that was seen */
    CLOSE_ALARM_NOT_SO,     /* this kind is not closed with this word; a roll call only by calling the roll */
    CLOSE_ALARM_NOTE,       /* the word says too little: the note is missing */
    CLOSE_ALARM_WRONG_TIME, /* on the way: by when? From now on, and within the day */
};

struct close_alarm {
    struct str id;
    int64_t version; /* 0: whichever */
    enum alarm_where whereabouts;
    int64_t expected_ms; /* with ALARM_ON_THE_WAY, else 0 */
    struct str note;
    /* Out. */
    enum close_alarm_outcome outcome;
    struct alarm alarm;
};
/* Act's verbs. ERR_NOT_FOUND: no such alarm, or not of a nursery in which the caller works. */
enum err close_alarm(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct attempt_alarm {
    struct str id;
    enum alarm_channel channel;
    enum alarm_result result;
    struct alarm_detail detail;
    /* Out. */
    bool over;
    char attempt[SECRET_PUBLIC_ID_TEXT];
    int64_t at_ms;
};
enum err attempt_alarm(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

enum { CALL_ROLL_MAX = 400 };

struct call_roll_name {
    struct str child;
    bool present;
    int64_t child_id; /* the action's own */
};

struct call_roll {
    struct str id;
    struct call_roll_name *names;
    size_t names_n;
    /* Out. */
    bool over;      /* there is nothing to call for any more */
    bool not_a_one; /* the alarm is no call for a roll call */
    size_t unknown; /* 1 + the place of the first name that is not on the nursery's list; 0: none */
    size_t missing; /* names that are still to be called before it is over */
    struct alarm alarm;
};
enum err call_roll(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
