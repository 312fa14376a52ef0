/* A member of staff's day, folded from touches on the tablet as a child's day is from cards. Touches are never changed: a wrong one is taken back by
 * a later line and stays visible. R-SHEET-02: who is in the house now is what the ratio is compared with. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers are stored. */
enum staff_touch { STAFF_ARRIVE = 1, STAFF_LEAVE, STAFF_VOID };
extern const char *const staff_touch_words[];

struct staff_line {
    int64_t id;
    enum staff_touch kind;
    int64_t at_ms; /* when it happened */
    int64_t voids; /* with STAFF_VOID: the line that is taken back */
};

struct staff_day {
    bool here;
    int64_t arrived_ms; /* the first arrival; 0: none */
    int64_t left_ms;    /* the last leaving, when not here; 0: none */
};

/* Is this line taken back by one of the others? */
bool staff_line_void(const struct staff_line *lines, size_t n, int64_t id);
/* Lines in the order in which they were written; the latest time decides, of the same time the later line. */
struct staff_day staff_day_fold(const struct staff_line *lines, size_t n);
