/* A sick-care reservation: its states, and the decision about one request. Pure: facts in, decision out. The parts have headers of their
 * own: window.h, eligibility.h, illness.h, episode.h, care_rooms.h, waiting_list.h.
 *
 * R-RSV-01  states and the only transitions there are (reservation_may_become). Two stand here that the list of the field does not have but
 *           its rules ask for: confirmed → requested when the diagnosis changes (R-RSV-13), and waitlisted → declined when the day is
 *           decided (R-WL-09, R-RSV-17).
 * R-RSV-02  one active reservation per child, day and room; one place per child and day in the municipality; at most waiting_max rooms
 *           waited for on one day.
 * R-RSV-03  what holds a place never exceeds the effective capacity.
 * R-RSV-06  order inside equal priority is the commit order; a telephone call has the time of the call.
 * R-RSV-07  auto, manual, auto_unless_isolation: who confirms.
 * R-RSV-08  a requested place is held.
 * R-RSV-10  staff may book outside the window, never beyond the capacity. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/care_rooms.h"
#include "core/eligibility.h"
#include "core/illness.h"
#include "core/policy.h"
#include "core/reason.h"
#include "core/waiting_list.h"
#include "core/episode.h"
#include "core/window.h"

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

/* What brought a reservation into a state: stored with every step of its history. */
enum reservation_cause {
    CAUSE_ASKED,   /* by its family, or for it by staff */
    CAUSE_DECIDED, /* staff decided */
    CAUSE_OFFERED, /* a place fell free */
    CAUSE_GIVEN,   /* … and was given without asking, or accepted beforehand */
    CAUSE_ACCEPTED,
    CAUSE_REFUSED,     /* the family does not want the place that was offered */
    CAUSE_RAN_OUT,     /* nobody answered the offer */
    CAUSE_CANCELLED,   /* by the family */
    CAUSE_CHAIN,       /* with an earlier day of the same request */
    CAUSE_RELEASED,    /* the child got a place elsewhere */
    CAUSE_FACILITY,    /* the facility closed the day or reduced its places */
    CAUSE_DAY_DECIDED, /* not available */
    CAUSE_DRAWN,
    CAUSE_CAME,
    CAUSE_WENT,
    CAUSE_DID_NOT_COME,
    CAUSE_REGISTRATION, /* it was closed: moved away, graduated */
    CAUSE_NOTE_CHANGED, /* the doctor's note says otherwise now */
};
enum { CAUSE_LAST = CAUSE_NOTE_CHANGED };

/* What is known when a request is looked at before anybody asks for room: who, when, what illness. */
struct reservation_facts {
    const struct policy *policy;
    const struct calendar *calendar;
    int32_t day;
    int64_t now_ms;
    bool by_staff;
    struct eligibility child;
    struct illness illness;
    bool active_here;     /* the child has an active reservation in this room on this day */
    bool has_place;       /* … a place anywhere on this day */
    int32_t waits;        /* … rooms it waits for on this day */
    bool episode_allowed; /* R-RSV-15, or extended by a doctor's opinion */
    bool continuing;      /* A9 */
    int32_t older_held;   /* places on this day held by children of the later grades */
    bool drawn;           /* the opening minutes of this day have been decided */
};

struct reservation_screen {
    enum reservation_reason reason; /* REASON_NONE: now the rooms are asked */
    int64_t opens_ms;               /* TOO_EARLY */
    struct illness_view illness;
    int32_t waiting_class;
    bool provisional; /* registration not yet approved */
    bool collected;   /* inside opening minutes that are decided together */
    bool older_full;  /* the later grades have used up their places */
};

struct reservation_screen reservation_screen(const struct reservation_facts *facts);

/* What the rooms and the waiting list say. */
struct reservation_room_facts {
    enum care_fit fit; /* with this child among those who hold a place */
    bool others_first; /* somebody who waits and stands before it could have the place */
    int32_t ahead;     /* entries before it on the waiting list */
};

struct reservation_decision {
    enum reservation_state state; /* REQUESTED, CONFIRMED, WAITLISTED, or NONE when refused */
    enum reservation_reason reason;
    int32_t rank;     /* WAITLISTED: 1.. */
    int64_t opens_ms; /* TOO_EARLY */
};

/* The decision; a screen with a reason is a refusal whatever the rooms say. */
struct reservation_decision reservation_decide(const struct reservation_facts *facts,
                                               const struct reservation_screen *screen,
                                               const struct reservation_room_facts *room);

/* The transition table of R-RSV-01; `from` RESERVATION_NONE is a new reservation. */
bool reservation_may_become(enum reservation_state from, enum reservation_state to);
/* Does the state hold a place (R-RSV-03, R-RSV-08)? Is it active (R-RSV-02)? */
bool reservation_holds(enum reservation_state state);
bool reservation_active(enum reservation_state state);

enum reservation_mark { MARK_OPEN, MARK_FEW, MARK_FULL, MARK_CLOSED };
/* R-RSV-09: open (≥ 2), few (1), full; closed when the room is not open that day or requests are over. */
enum reservation_mark reservation_mark(bool open, int32_t remaining);

const char *reservation_state_word(enum reservation_state state); /* "requested" … */
const char *reservation_mark_word(enum reservation_mark mark);
const char *reservation_cause_word(enum reservation_cause cause); /* "asked" … */
