/* The waiting list of a room's day: who stands where, when places are offered, what an answer is worth. Pure.
 *
 * R-WL-01  rank = (approved registration, continuing user, age class, sequence) in the configured order.
 * R-WL-02  a place that frees is offered to the first assignable entry, for offer_min minutes; 0 minutes: it is given without asking.
 * R-WL-03  offers go out outside quiet hours only; a place freed in them is offered at their end sharp; the time to answer begins when the
 *          offer is sent, and an offer sent before them may run into them.
 * R-WL-05  an acceptance counts iff it is committed at or before the end of the offer.
 * R-WL-06  never more offers than free places: an offered place is a held place.
 * R-WL-07  who accepted beforehand until a time of its own choosing gets the place at once. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/policy.h"

struct waiting_standing {
    bool approved;
    bool continuing;
    bool older; /* from the grade on that comes later */
};

/* The smaller the earlier; inside a class the sequence decides. Below WAITING_CLASSES. */
enum { WAITING_CLASSES = 8 };
int32_t waiting_class(const struct policy_waiting *rule, const struct waiting_standing *standing);

/* Is the child a continuing user on a day before which it came so many open days in a row? */
bool waiting_continuing(const struct policy_waiting *rule, int32_t days_before);

bool waiting_quiet(const struct policy_waiting *rule, int64_t now_ms);
/* The end of the quiet hours that hold now; now_ms outside them. */
int64_t waiting_quiet_ends_ms(const struct policy_waiting *rule, int64_t now_ms);
/* When an offer sent now ends. */
int64_t waiting_offer_ends_ms(const struct policy_waiting *rule, int64_t sent_ms);
bool waiting_in_time(int64_t expires_ms, int64_t committed_ms);

/* What happens to a freed place for the entry that is first. */
enum waiting_turn {
    TURN_OFFER,   /* ask, with a time limit */
    TURN_GIVE,    /* no question: confirmed at once */
    TURN_LATER,   /* quiet hours: at their end */
    TURN_DECIDED, /* after the decision of the day nothing is offered any more */
};
/* auto_until_ms: accepted beforehand until then (R-WL-07), 0 not. final_ms: the decision of the day, 0 none; stays: the entry chose to
 * remain on the list after it (R-WL-09). */
enum waiting_turn waiting_turn(const struct policy_waiting *rule, int64_t now_ms, int64_t auto_until_ms,
                               int64_t final_ms, bool stays);

/* An honest chance (anchor b5): of the room's own past days with a waiting list, how many freed at least as many places as the rank. */
enum { CHANCE_DAYS_MIN = 5 };
struct waiting_chance {
    int32_t days;   /* looked at; below CHANCE_DAYS_MIN nothing honest can be said */
    int32_t placed; /* of them, days on which this rank got a place */
};
/* freed[i]: places given to waiting families on a past day. */
struct waiting_chance waiting_chance(const int32_t *freed, size_t n, int32_t rank);
