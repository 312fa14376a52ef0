/* A ticket with which somebody who stands on no list fetches a child once. Pure.
 *   R-CARE-03  who fetches is on the list of those who may, or is looked at and noted. A ticket is a guardian's word for one person, one day and the
 *              children it names: good once, on that day alone, until it is taken back. What it opens is a number of eight characters, which is typed at
 *              the nursery or read from a picture; neither holds a name.
 *
 * A tablet that is without network takes a ticket by its own list of the day, and tells the server later. So a use that reaches the server is never
 * refused for what happened meanwhile elsewhere: it is kept, and what contradicts it is shown. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PICKUP_TICKET_NUMBER = 8,
    PICKUP_TICKET_RANDOM = 5, /* bytes: five bits a character */
    PICKUP_TICKET_AHEAD_DAYS = 31,
    PICKUP_TICKET_CHILDREN_MAX = 8,
    PICKUP_TICKET_OPEN_MAX = 20, /* of one account, from today on */
};

/* Capital letters and digits that nobody confuses: no 0 and O, no 1 and I. */
void pickup_ticket_number(const unsigned char chance[PICKUP_TICKET_RANDOM], char out[PICKUP_TICKET_NUMBER + 1]);

/* Can a ticket be made today for that day? */
bool pickup_ticket_day(int32_t day, int32_t today);

struct pickup_ticket_facts {
    int32_t day;
    bool barred;           /* who made it may no longer say who fetches (R-REG-11) */
    int64_t taken_back_ms; /* 0: it was not */
    size_t uses_n;
    int64_t first_use_ms; /* by the clock of the tablet that took it */
    int64_t last_use_ms;
};

enum pickup_ticket_state { TICKET_OPEN, TICKET_USED, TICKET_TAKEN_BACK, TICKET_OVER };
extern const char *const pickup_ticket_states[];
enum pickup_ticket_state pickup_ticket_state(const struct pickup_ticket_facts *facts, int32_t today);

/* What people must look at: it was taken twice, or although its family had taken it back. */
enum pickup_ticket_conflict { TICKET_NO_CONFLICT, TICKET_TWICE, TICKET_NOT_THEIRS };
extern const char *const pickup_ticket_conflicts[]; /* the first is NULL */
enum pickup_ticket_conflict pickup_ticket_conflict(const struct pickup_ticket_facts *facts);
