/* A child's day as a fold over its events: taps, staff's corrections and absence reports in, the day out. Pure: no clock, no storage.
 * The day may be thrown away and folded again to the same result; the order in which events were received does not matter, except
 * that a correction knows only the taps that were there when it was written.
 *   R-ATT-01  every tap is kept and has a meaning, even one that is ignored.
 *   R-ATT-02  the same card within the debounce is a bounce.          R-ATT-03  within the lock the child is not toggled.
 *   R-ATT-04  toggle; what should have been asked and was not answered is kept and makes the day unresolved.
 *   R-ATT-06  a child that was reported absent and comes has attended; the report stands as withdrawn for that day.
 *   R-ATT-08  the device's time counts if its clock can be trusted, else the time of receipt, flagged.
 *   R-ATT-10  a late tap from before a correction never overwrites it: it is shown as a conflict.
 *   R-ATT-11  a correction is added, the tap stays; a touch, or a word of staff that was itself a mistake, is taken out by a word more.
 *   R-ATT-12  the state of a day derives only from events and reports.
 *   R-ATT-13  late and early leave, with the nursery's grace.         R-ATT-14  step-out and back.
 *   R-ATT-15, 16  no leave is ever invented: a past day without one is unresolved.  R-ABS-03  unexplained from the cut-off. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/absence.h"
#include "wire/punch.h"

enum { ATTENDANCE_TAPS_MAX = 512, ATTENDANCE_CORRECTIONS_MAX = 64 };

/* Bits of attendance_day.flags. LATE and later ones are never stored: they depend on plans, reports and the time of reading. */
enum attendance_flag {
    ATTENDANCE_UNRESOLVED = 1,
    ATTENDANCE_CONFLICT = 2,
    ATTENDANCE_CLOCK_DOUBT = 4,
    ATTENDANCE_CORRECTED = 8,
    ATTENDANCE_IS_LATE = 16,
    ATTENDANCE_LEFT_EARLY = 32,
    ATTENDANCE_RETURN_TOO_EARLY = 64,
    ATTENDANCE_PAPER_MISSING = 128,
};

enum correction_kind {
    CORRECTION_ARRIVE = 1,
    CORRECTION_LEAVE,
    CORRECTION_STEP_OUT,
    CORRECTION_STEP_BACK,
    CORRECTION_VOID,
};

/* Why a tap counts or does not. */
enum attendance_use {
    ATTENDANCE_USED,
    ATTENDANCE_REPEATED,   /* the same gateway, epoch and number again */
    ATTENDANCE_VOIDED,     /* staff, or the family itself within seconds: this tap was a mistake */
    ATTENDANCE_SUPERSEDED, /* staff knew it and said otherwise */
    ATTENDANCE_OVERRULED,  /* came after a correction and is older than it: a conflict */
};

struct attendance_tap {
    int64_t id; /* order of receipt */
    int64_t gateway_id;
    int64_t epoch;
    int64_t seq;
    int64_t card_id;  /* the credential */
    int64_t event_ms; /* the time that counts */
    enum punch_wish wish;
    enum punch_meaning said; /* what the family was shown */
    bool clock_doubt;
    bool undone;                /* taken back at the entrance */
    enum attendance_use use;    /* out */
    enum punch_meaning meaning; /* out; PUNCH_KEPT unless used */
};

struct attendance_correction {
    int64_t id;
    enum correction_kind kind;
    int64_t at_ms;
    int64_t tap_id;   /* with void: the touch, or */
    int64_t voids_id; /* the earlier word */
    int64_t recorded_ms;
    int64_t known_tap_id;
    bool replaced; /* out: a later correction of the same kind stands instead */
    bool voided;   /* out: taken out of the day */
};

/* One child, one day. The arrays are the caller's, at most ATTENDANCE_*_MAX; taps come in any order and are sorted in place, corrections
 * in the order in which they were recorded. */
struct attendance_events {
    struct punch_policy policy;
    struct attendance_tap *taps;
    size_t taps_n;
    struct attendance_correction *corrections;
    size_t corrections_n;
};

struct attendance_day {
    enum punch_place place;
    int64_t arrived_ms; /* 0: not known */
    int64_t left_ms;    /* 0: not, or came back */
    int64_t accepted_ms;
    uint32_t flags;
};

void attendance_fold(struct attendance_events *events, struct attendance_day *ret);

/* The fold taken one tap further, for a day without corrections whose taps come in their order: the same result as folding all of them
 * again, at the cost of one. */
enum { ATTENDANCE_CARDS_MAX = 4 };

struct attendance_running {
    size_t n;                   /* taps so far */
    struct attendance_tap last; /* the latest in order */
    struct punch_known known;
    int64_t arrived_ms;
    int64_t left_ms;
    bool asked;
    uint32_t flags; /* CONFLICT and CLOCK_DOUBT so far */
    size_t cards_n;
    struct {
        int64_t card_id;
        int64_t touched_ms;
    } cards[ATTENDANCE_CARDS_MAX];
};

/* Begin with zeros. False (nothing is changed): this tap does not follow the last in order, or there are too many cards: fold the
 * whole day. */
bool attendance_follow(struct attendance_running *running, const struct punch_policy *policy,
                       const struct attendance_tap *tap, struct attendance_day *ret);

/* What a day looks like from the moment now_ms. */
struct attendance_view {
    struct attendance_day day;
    struct absence_cover absence;
    bool enrolled;
    bool open;
    int64_t now_ms;
    int64_t day_end_ms;        /* midnight after the day */
    int64_t cutoff_ms;         /* the nursery's */
    int64_t report_ms;         /* R-ABS-01: the family's deadline; 0: none */
    int64_t grace_ms;          /* R-ATT-13, R-ABS-03 */
    int64_t planned_arrive_ms; /* the child's */
    int64_t planned_leave_ms;
};

enum attendance_state {
    ATTENDANCE_EXPECTED,
    ATTENDANCE_ABSENT,
    ATTENDANCE_PRESENT,
    ATTENDANCE_STEPPED_OUT,
    ATTENDANCE_LEFT,
    ATTENDANCE_UNEXPLAINED,
    ATTENDANCE_NOT_ENROLLED,
    ATTENDANCE_CLOSED,
    ATTENDANCE_STATE_COUNT
};

enum attendance_state attendance_state(const struct attendance_view *view);
/* The stored flags and those that depend on plans, reports and the time. */
uint32_t attendance_flags(const struct attendance_view *view);
/* R-ATT-06: reported absent for the day, and came all the same: the report stands as withdrawn for this day. */
bool attendance_withdrawn(const struct attendance_view *view);
/* The instant from which a child neither arrived nor reported is unexplained: the cut-off, but never before the child is planned (or, with a
 * late notice, announced) and its grace is over. */
int64_t attendance_threshold_ms(const struct attendance_view *view);

/* R-ATT-08. What a gateway says of its clock, and when the message came. */
struct attendance_clock {
    int64_t device_ms;
    int64_t received_ms;
    bool synced;
    int64_t offset_ms;
};

enum attendance_time {
    ATTENDANCE_TIME_DEVICE,
    ATTENDANCE_TIME_RECEIVED,   /* with a doubt */
    ATTENDANCE_TIME_FAR_FUTURE, /* cannot be used: quarantine */
};

enum attendance_time attendance_time(const struct attendance_clock *clock, int64_t *ret_event_ms);

const char *attendance_state_word(enum attendance_state state);
/* The word of one flag bit, "unresolved" …; NULL when no flag has this bit. */
const char *attendance_flag_word(uint32_t bit);
const char *attendance_use_word(enum attendance_use use);
/* "arrive" "leave" "step_out" "step_back" "void", NULL-terminated: index + 1 is the kind. */
extern const char *const attendance_correction_words[];
