/* A room's past month once more, under rules that nobody has loaded: who asked when and gave back when stays as it was, what the rules make of
 * it is decided anew. The needs of the children are sealed columns; they are opened here, on the lane, for the machine alone, after the audit
 * line; nothing else is written.
 *
 * What it takes from the past: who asked, when and by which channel, illness, age, slot, standing on the list, when a place was given back, the
 * staff that was entered. What it decides anew: open days, windows, ages, diseases, places, rooms, who waits and who gets a place that falls
 * free (everybody who is asked accepts), and what becomes of the opening minutes: they are decided together, drawn with the seed of that day's
 * draw, or with a trial's where none was drawn. Requests that a rule refused left no reservation and are not replayed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/policy.h"
#include "core/reason.h"
#include "store/lane.h"

enum replay_fate { REPLAY_REFUSED, REPLAY_WAITED, REPLAY_PLACED };

struct replay_one {
    char id[SECRET_PUBLIC_ID_TEXT];
    int32_t day;
    enum replay_fate then;
    enum replay_fate now;
    enum reservation_reason reason; /* of now, unless placed */
};

struct replay_month {
    /* in */
    struct str document;
    int32_t from_day; /* the first of the month */
    void (*one)(void *arg, const struct replay_one *one);
    void *arg;
    /* out */
    struct json_faults faults; /* with ERR_INVALID */
    struct policy_head head;
    int32_t overrun; /* requests beyond what a day can hold here: not replayed */
};

/* ERR_INVALID: faults says what is wrong with the document; ERR_NOT_FOUND: there is no such room, or the document is not a room's. */
enum err replay_month(struct tx *tx, struct replay_month *in) NODISCARD;
const char *replay_fate_word(enum replay_fate fate);
