/* What a touch means: the one pure rule that the entrance box and the server share (R-ATT-02, 03, 04, 07; domain 10.9).
 * No clock, no storage: the caller brings what is known of the child's day and gets the meaning. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum punch_meaning {
    PUNCH_ARRIVE, /* not yet here -> here */
    PUNCH_LEAVE,  /* here -> gone */
    PUNCH_BACK,   /* stepped out -> here again */
    PUNCH_BOUNCE, /* the same card within debounce: ignored, the same success sign again (R-ATT-02) */
    PUNCH_LOCKED, /* the same child within the lock after the last accepted punch: "already registered hh:mm" (R-ATT-03) */
    PUNCH_ASK_RETURN, /* already left: step-out or mistake? (R-ATT-04); without a screen: kept, day unresolved */
    PUNCH_ASK_LATE, /* first tap later than closing − 60 min: arriving or leaving? (R-ATT-04); kept as a leave without arrival, unresolved */
    PUNCH_UNKNOWN,  /* unknown, revoked, graduated or other-nursery card: red sign, no event (R-ATT-07) */
    PUNCH_KEPT,     /* no roster on the box: kept, the server will know */
    PUNCH_ASK_WHO,  /* a family card: which of its children? (R-ATT-05); until somebody says so it is nobody's */
    PUNCH_UNDONE,   /* the family took back what it had just registered */
    PUNCH_MEANING_COUNT
};

enum punch_place { PUNCH_NOT_ARRIVED, PUNCH_PRESENT, PUNCH_STEPPED_OUT, PUNCH_LEFT };

/* The nursery's settings for the day; policy data, never constants. Defaults of the rules: 10 s, 30 min, 60 min. */
struct punch_policy {
    int64_t debounce_ms;
    int64_t lock_ms;
    int64_t late_first_ms; /* how long before closing a first tap is no longer guessed (R-ATT-04: 60 min) */
    int64_t
        closing_ms; /* the instant the nursery closes on this day; 0 = unknown, then R-ATT-04's late question never applies */
};

/* What is known of the child before this touch. */
struct punch_known {
    enum punch_place place;
    int64_t accepted_ms; /* last accepted punch (any that changed the place), 0 = none */
    int64_t touched_ms;  /* last touch of the same credential that was not itself a bounce, 0 = none */
};

enum punch_wish { PUNCH_AUTO, PUNCH_WISH_ARRIVE, PUNCH_WISH_LEAVE };

/* Decides. `wish` is the direction chosen at the entrance (a button), PUNCH_AUTO when nothing was chosen. A wish that changes the
 * place was pressed on purpose and passes bounce and lock; one that is fulfilled already is a bounce or "already registered".
 * A touch that lies before what is known (a clock stepped back) counts by its distance: it never locks longer than the lock. */
enum punch_meaning punch_decide(const struct punch_policy *policy, const struct punch_known *known,
                                enum punch_wish wish, int64_t touch_ms);
/* Folds the meaning into what is known, for the next touch. */
void punch_apply(struct punch_known *known, enum punch_meaning meaning, int64_t touch_ms);

const char *punch_word(
    enum punch_meaning
        meaning); /* "arrive" "leave" "back" "bounce" "locked" "ask_return" "ask_late" "unknown" "kept" "ask_who" "undone" */
/* false when it is none of the words. */
bool punch_of_word(const char *word, enum punch_meaning *ret);
