/* Words between one family and its nursery, about one child. Not a notice (core/notice.h), which is always for several families, and not for what cannot
 * wait: whoever writes is told when nobody reads, and whom to telephone. What was written is never changed. Pure.
 *
 * R-NTC-01  a notice is for several families; what concerns one stands here, between its guardians and the head, the lead and the teachers of its class.
 * R-REG-11  from whom staff hide who fetches the child, where the others live or where the child is has no part in it: all of that is written here. For
 * such a guardian there is nothing, as for a child of no nursery.
 *
 * A guardian has read what that guardian has read; for the nursery one of its people is enough, for they answer for one another. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/hidden.h"

enum {
    TALK_HIDES = HIDDEN_PICKUP | HIDDEN_ADDRESSES | HIDDEN_TIMES,
    TALK_TEXT_BYTES_MAX = 3000,
    TALK_BREAKS_MAX = 200,     /* ends of lines and tabs of one text */
    TALK_PAGE = 20,            /* what is read at once */
    TALK_FAMILY_HOUR_MAX = 20, /* one guardian's in an hour: more is a mistake of a machine, or needs a voice */
    TALK_STAFF_HOUR_MAX = 120, /* one of the staff's: a class has thirty families */
    TALK_BUNCH_MS = 10 * 60 * 1000,
};

/* May one more be written, after so many by the same person in the last hour? */
bool talk_may_write(bool by_family, int64_t written);
/* Is a family told that something came? Not again while it has not read what came a moment ago: waiting_ms is when the newest of the nursery's words
 * that nobody of the family has read was written; 0: there is none. */
bool talk_tells(int64_t waiting_ms, int64_t now_ms);

enum talk_text { TALK_TEXT_FINE, TALK_TEXT_BLANK, TALK_TEXT_STRANGE, TALK_TEXT_BROKEN };
/* BLANK: there is nothing to read; STRANGE: characters that are none to read; BROKEN: too many lines. */
enum talk_text talk_text(struct str text);
