/* A sick-care reservation: its states, its window, and the decision about one request. Pure: facts in, decision out.
 *
 * R-RSV-01  states and the only transitions there are (reservation_may_become).
 * R-RSV-02  one active reservation per child, day and room; one place per child and day in the municipality; at most waiting_max rooms
 *           waited for on one day.
 * R-RSV-03  what holds a place never exceeds the capacity.
 * R-RSV-04  opening and closing instants follow the policy: before → TOO_EARLY with the opening instant, after → TOO_LATE.
 * R-RSV-06  order inside equal priority is the commit order.
 * R-RSV-10  staff may book outside the window, never beyond the capacity.
 * R-REG-01  below the lower age on the use date → AGE_LOW, above the upper limit → AGE_HIGH.
 * R-ROOM-07 a refused disease → DISEASE_REFUSED. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/calendar.h"

enum reservation_state {
    RESERVATION_NONE = 0, /* before the first */
    RESERVATION_REQUESTED = 1,
    RESERVATION_CONFIRMED,
    RESERVATION_WAITLISTED,
    RESERVATION_DECLINED,
    RESERVATION_OFFERED,
    RESERVATION_EXPIRED,
    RESERVATION_CANCELLED,
    RESERVATION_CHECKED_IN,
    RESERVATION_CHECKED_OUT,
    RESERVATION_NO_SHOW,
};
enum { RESERVATION_STATE_LAST = RESERVATION_NO_SHOW };

/* Why a request was not confirmed: the codes of contract 3. */
enum reservation_reason {
    REASON_NONE,
    REASON_FULL, /* of a place that waits, not an error */
    REASON_TOO_EARLY,
    REASON_TOO_LATE,
    REASON_CLOSED,
    REASON_AGE_LOW,
    REASON_AGE_HIGH,
    REASON_DISEASE_REFUSED,
    REASON_ALREADY_BOOKED,
    REASON_WISH_LIMIT,
    REASON_WRONG_STATE,
};
enum { REASON_LAST = REASON_WRONG_STATE };

enum reservation_basis { BASIS_ALWAYS = 1, BASIS_CALENDAR_DAY_BEFORE, BASIS_OPEN_DAY_BEFORE };

/* A room's rules on a day, as its dated policy row says. */
struct reservation_policy {
    int32_t capacity;
    int32_t weekday_mask;
    int32_t opens_min; /* care hours */
    int32_t closes_min;
    enum reservation_basis basis;
    int32_t window_open_min;
    bool window_close_before; /* closes on the basis day, not on the day of use */
    int32_t window_close_min;
    int32_t days_ahead; /* BASIS_ALWAYS: how far ahead */
    int32_t age_low_months;
    enum calendar_limit age_high;
    int32_t max_days;
    int32_t waiting_max;
};

struct reservation_window {
    int64_t opens_ms;  /* first instant inside */
    int64_t closes_ms; /* first instant outside */
};

/* The window of requests for a day of use; false: it never opens (no open day before). */
bool reservation_window(const struct reservation_policy *policy, const struct calendar *calendar, int32_t day,
                        struct reservation_window *ret);

/* What is known when one request is decided. */
struct reservation_facts {
    const struct reservation_policy *policy;
    const struct calendar *calendar;
    int32_t day;
    int64_t now_ms;
    int32_t birth_day;
    bool disease_refused;
    bool by_staff;
    int32_t capacity; /* of the slot on that day */
    int32_t held;     /* places taken */
    int32_t waiting;
    bool active_here; /* the child has an active reservation in this room on this day */
    bool has_place;   /* … a place anywhere on this day */
    int32_t waits;    /* … rooms it waits for on this day */
};

struct reservation_decision {
    enum reservation_state state; /* CONFIRMED, WAITLISTED, or NONE when refused */
    enum reservation_reason reason;
    int32_t rank;     /* WAITLISTED: 1.. */
    int64_t opens_ms; /* TOO_EARLY */
};

struct reservation_decision reservation_decide(const struct reservation_facts *facts);

/* The transition table of R-RSV-01; `from` RESERVATION_NONE is a new reservation. */
bool reservation_may_become(enum reservation_state from, enum reservation_state to);
/* Does the state hold a place (R-RSV-03, R-RSV-08)? Is it active (R-RSV-02)? */
bool reservation_holds(enum reservation_state state);
bool reservation_active(enum reservation_state state);

enum reservation_mark { MARK_OPEN, MARK_FEW, MARK_FULL, MARK_CLOSED };
/* R-RSV-09: open (≥ 2), few (1), full; closed when the room is not open that day or requests are over. */
enum reservation_mark reservation_mark(bool open, int32_t remaining);

const char *reservation_state_word(enum reservation_state state);    /* "requested" … */
const char *reservation_reason_word(enum reservation_reason reason); /* "FULL" …; NULL for REASON_NONE */
const char *reservation_mark_word(enum reservation_mark mark);
