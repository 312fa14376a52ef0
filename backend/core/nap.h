/* Looking after children who sleep. Pure: the minutes are data.
 *   R-NAP-01  how often by class age: 0 every 5 minutes, 1 and 2 every 10, 3 to 5 every 30 (0: not watched); a child who is new here or not quite well
 *             every 5, whichever its age.
 *   R-NAP-02  a minute after a look was due it is overdue: red, and a sound. Every stretch without a look in time stays in the record as a gap.
 *   R-NAP-03  a look is one child at one time: posture, breathing, colour of the face, who looked. Nothing looks at all of them at once.
 *   R-NAP-04  what is entered afterwards says so, and closes no gap: only a look that was entered when it was done was in time. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NAP_AGES = 6, NAP_GRACE_MS = 60 * 1000, NAP_GAPS_MAX = 64 };

/* Of a nursery, on a day. */
struct nap_rules {
    int32_t minutes[NAP_AGES]; /* by class age; 0: not watched */
    int32_t careful_min;       /* for who is new, or not quite well */
    int32_t new_days;          /* how long a child is new */
};

/* 0: this child need not be watched. Class ages beyond the last count as the last. */
int32_t nap_interval_min(const struct nap_rules *rules, int32_t class_age, bool careful);
/* Enrolled so lately that the child is new on this day? */
bool nap_is_new(const struct nap_rules *rules, int32_t enrolled_from_day, int32_t day);

/* A child of a session. */
struct nap_watch {
    int64_t from_ms;
    int64_t to_ms; /* 0: it still sleeps */
    int32_t interval_min;
};

struct nap_look {
    int64_t checked_ms;
    int64_t entered_ms;
};
/* Entered when it was done? */
bool nap_in_time(const struct nap_look *look);

/* When the next look is due; looks in the order in which they were entered. */
int64_t nap_due_ms(const struct nap_watch *watch, const struct nap_look *looks, size_t n);

struct nap_gap {
    int64_t from_ms;
    int64_t to_ms; /* of an open one: now */
};
/* Every stretch that was longer than the interval and a minute. */
size_t nap_gaps(const struct nap_watch *watch, const struct nap_look *looks, size_t n, int64_t now_ms,
                struct nap_gap gaps[NAP_GAPS_MAX]);

/* Numbers are stored. */
enum nap_posture { NAP_SUPINE = 1, NAP_SIDE, NAP_TURNED /* lay on its front, and was turned over */ };
enum { NAP_POSTURE_LAST = NAP_TURNED };
extern const char *const nap_posture_words[];
