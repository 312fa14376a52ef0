/* Who must be told, and when, while nobody knows where a child is. Pure: the times are data, the clock and the facts are the caller's.
 *   R-ABS-03  from the threshold on a child neither arrived nor reported is unexplained; that is where an alarm begins.
 *   R-ABS-04  the ladder: the guardians at once, after minutes a task for staff to telephone, then the head, then the municipality's duty screen.
 *             Every attempt is kept; an alarm is closed only by a named person who says where the child is.
 *   R-ABS-05  nothing here makes an absence of it: what ends by itself ends because the child came, or because somebody reported it.
 *   R-ATT-15  a child who is still inside when the nursery closes raises an alarm of its own; no leave is invented.
 * When an entrance is silent, that children did not arrive is not known either: one call for a roll call stands instead of an alarm for each child,
 * and what staff have seen in the rooms counts from then on. In doubt the ladder goes on climbing: it never waits because a clock was set back. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers are stored: new ones are added at the end. */
enum alarm_kind {
    ALARM_UNEXPLAINED = 1, /* of a child */
    ALARM_ROLL_CALL,       /* of a nursery: an entrance is silent */
    ALARM_STILL_HERE,      /* of a child, at closing time */
    ALARM_COUNT,           /* of a nursery: two people counted, and it is not what was expected (R-SAFE-01) */
    ALARM_BUS,             /* of a nursery: nobody has said that the last seat was looked at (R-SAFE-02) */
};
enum { ALARM_KIND_LAST = ALARM_BUS };
/* "unexplained" "roll_call" …, NULL-terminated: index + 1 is the kind. */
extern const char *const alarm_kind_words[];

enum alarm_state {
    ALARM_OPEN = 1,
    ALARM_CLOSED, /* a named person said where the child is */
    ALARM_ENDED,  /* by what happened: the child came, or was reported */
};
extern const char *const alarm_state_words[];

/* Where the child is, or how it was resolved. Numbers are stored. */
enum alarm_where {
    ALARM_WHERE_NONE,
    ALARM_AT_HOME,     /* with the family: absent, and the report is still to be entered */
    ALARM_ON_THE_WAY,  /* with a time; after it the question is asked again */
    ALARM_IN_NURSERY,  /* staff have found the child here */
    ALARM_AT_HOSPITAL, /* or at a doctor's */
    ALARM_WITH_OTHERS, /* fetched, or somewhere with a person who is named in the note */
    ALARM_ELSEWHERE,   /* the note says where */
    ALARM_ALL_FOUND,   /* a count: all children are there, seen by this person */
    /* By itself: */
    ALARM_ARRIVED,
    ALARM_REPORTED,
    ALARM_LEFT,
    ALARM_ENTRANCE_BACK,
    ALARM_ROLL_CALLED, /* every child's name was called */
};
enum { ALARM_WHERE_LAST = ALARM_ROLL_CALLED };
extern const char *const alarm_where_words[];
/* May a person close an alarm of this kind with this word? */
bool alarm_may_close(enum alarm_kind kind, enum alarm_where where);
/* Is the note needed, because the word alone says too little? */
bool alarm_needs_note(enum alarm_where where);

enum alarm_step { ALARM_STEP_NONE, ALARM_STEP_GUARDIANS, ALARM_STEP_STAFF, ALARM_STEP_HEAD, ALARM_STEP_WARD };
enum { ALARM_STEP_LAST = ALARM_STEP_WARD };
extern const char *const alarm_step_words[];

/* Of a nursery, on a day: minutes from the opening of the alarm. */
struct alarm_rules {
    int32_t after_min[ALARM_STEP_LAST + 1]; /* by step; [0] is not used */
    int32_t silent_min;                     /* an entrance that says nothing so long is silent */
};

/* How far an alarm has climbed. */
struct alarm_climb {
    int64_t base_ms; /* what the ladder counts from: the opening, unless the clock was set back since */
    enum alarm_step step;
    int64_t stepped_ms; /* when that step was taken */
};

/* The step after this one that the kind has; ALARM_STEP_NONE: it is at the top. */
enum alarm_step alarm_step_after(enum alarm_kind kind, enum alarm_step step);
/* When the next step is due; INT64_MAX at the top. */
int64_t alarm_next_ms(const struct alarm_rules *rules, enum alarm_kind kind, const struct alarm_climb *climb);
/* The clock stands before the last step: what is left of the ladder counts from now as if that step had just been taken. false: nothing to mend. */
bool alarm_mend(const struct alarm_rules *rules, enum alarm_kind kind, int64_t now_ms, struct alarm_climb *climb);

/* --- is the entrance to be believed? ----------------------------------------------------------------------------------- */

enum alarm_entrance {
    ALARM_ENTRANCE_NONE, /* there is none, or it was never in use: staff enter by hand */
    ALARM_ENTRANCE_ALIVE,
    ALARM_ENTRANCE_WAITED, /* not heard of since the server started, and not for long enough to say more */
    ALARM_ENTRANCE_SILENT,
};

/* What is known of one entrance box. */
struct alarm_sign {
    int64_t seen_ms;   /* the last sign of life, as of a minute; 0: never */
    int64_t lost_ms;   /* the last that was said of it, by itself or by the broker, is that it is gone; 0: it is not */
    int64_t behind_ms; /* … that it still holds touches which the server does not have; 0: it does not */
};

/* Since when this server listens, and by how much its clock was set forward since: neither is an entrance's silence. */
struct alarm_watch {
    int64_t since_ms;
    int64_t jumped_at_ms; /* 0: it was not */
    int64_t jumped_ms;
};

enum {
    ALARM_LOST_GRACE_MS = 60 * 1000, /* a box that starts again is no silent one */
    ALARM_BEHIND_MS = 60 *
                      1000, /* one that is back sends what it kept first; no longer, should it never get rid of it */
    ALARM_START_WAIT_MS = 180 * 1000, /* for the boxes to come back after a start */
};

enum alarm_entrance alarm_entrance_of(const struct alarm_sign *sign, const struct alarm_watch *watch,
                                      const struct alarm_rules *rules, int64_t now_ms);
/* Of several entrances of a nursery the one that is trusted least. */
enum alarm_entrance alarm_entrance_worst(enum alarm_entrance a, enum alarm_entrance b);

/* --- what follows for one child ---------------------------------------------------------------------------------------- */

enum alarm_said { ALARM_SAID_NOTHING, ALARM_SAID_PRESENT, ALARM_SAID_AWAY };

struct alarm_facts {
    enum alarm_kind kind; /* UNEXPLAINED: not arrived; STILL_HERE: not left */
    int64_t threshold_ms;
    enum alarm_entrance entrance;
    enum alarm_said said; /* in the last roll call of the day */
    int64_t said_ms;
    bool open;        /* it has an alarm of this kind already */
    bool closed;      /* a person said where it is: not asked again that day, */
    int64_t again_ms; /* but from this instant; 0: not */
};

enum alarm_verdict { ALARM_NOTHING, ALARM_RAISE, ALARM_CALL_ROLL, ALARM_WAIT };

enum alarm_verdict alarm_judge(const struct alarm_facts *facts, int64_t now_ms);

/* --- attempts ---------------------------------------------------------------------------------------------------------- */

/* Numbers are stored. */
enum alarm_channel {
    ALARM_BY_MAIL = 1,
    ALARM_BY_PAGE, /* shown on the pages of those whom the step concerns */
    ALARM_BY_TELEPHONE,
    ALARM_IN_PERSON,
};
enum { ALARM_CHANNEL_LAST = ALARM_IN_PERSON };
extern const char *const alarm_channel_words[];

enum alarm_result {
    ALARM_RESULT_SHOWN = 1,
    ALARM_RESULT_QUEUED,     /* the outbox says what became of it */
    ALARM_RESULT_NO_ADDRESS, /* nobody of the family has one */
    ALARM_RESULT_REACHED,
    ALARM_RESULT_NO_ANSWER,
    ALARM_RESULT_MESSAGE_LEFT,
    ALARM_RESULT_WRONG_NUMBER,
};
enum { ALARM_RESULT_LAST = ALARM_RESULT_WRONG_NUMBER };
extern const char *const alarm_result_words[];
/* Of what a person did, may it have this result? */
bool alarm_person_may(enum alarm_channel channel, enum alarm_result result);
