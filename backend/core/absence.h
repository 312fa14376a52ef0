/* Kinds of absence reports (R-ABS-02, and late and early leave) and what the reports of one child say about one day. Pure.
 *   R-ABS-01  a family's report is in time until the nursery's deadline of the day (default 09:00). A later one counts for where the child is all
 *             the same, for nobody gains by not knowing; staff and family see that it was late.
 *   R-ABS-02  sick, private, suspended, mourning, hospital, disaster, home cooperation, other.
 *   R-ABS-05  the program itself never makes a report: an unexplained child stays unexplained until a person says why. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum absence_kind {
    ABSENCE_NONE,
    ABSENCE_SICK,
    ABSENCE_PRIVATE,
    ABSENCE_SUSPENDED,
    ABSENCE_MOURNING,
    ABSENCE_HOSPITAL,
    ABSENCE_DISASTER,
    ABSENCE_HOME_COOPERATION,
    ABSENCE_OTHER,
    ABSENCE_LATE,
    ABSENCE_EARLY_LEAVE,
    ABSENCE_KIND_COUNT
};

/* The words of the contract in the order of the kinds after ABSENCE_NONE, NULL-terminated: index + 1 is the kind. */
extern const char *const absence_words[];

/* "sick" … ; NULL for ABSENCE_NONE: nothing is reported. */
const char *absence_word(enum absence_kind kind);
/* Does a report of this kind say that the child does not come at all? */
bool absence_is_whole_day(enum absence_kind kind);

/* What the reports that stand (not withdrawn) say about a day: the latest of each sort counts. */
struct absence_cover {
    enum absence_kind whole; /* ABSENCE_NONE: the child should come */
    int64_t whole_created_ms;
    int64_t whole_id; /* row ids: the order in which they were reported */
    bool late;
    int64_t late_expected_ms; /* 0: the family did not say when */
    int64_t late_id;
    int64_t late_created_ms;
    bool early;
    int64_t early_expected_ms; /* 0: the family did not say when */
    int64_t early_id;
    int64_t early_created_ms;
};

/* Of several reports the one that says most: away, late, early; ABSENCE_NONE: nothing. expected_ms 0: not said. */
struct absence_said {
    enum absence_kind kind;
    int64_t expected_ms;
    int64_t created_ms;
};
struct absence_said absence_said(const struct absence_cover *cover);
/* R-ABS-01. deadline_ms 0: there is none. */
bool absence_in_time(const struct absence_said *said, int64_t deadline_ms);

struct absence_report {
    int64_t id;
    enum absence_kind kind;
    int64_t created_ms;
    int64_t expected_ms;
};

/* Begin with an all-zero cover; the order of adding does not matter. */
void absence_cover_add(struct absence_cover *cover, const struct absence_report *report);
