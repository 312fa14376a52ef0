/* Children of a day that nobody has booked, as the care-rooms and waitlist commands read them from a file, and the rooms they would lie in:
 * one after the other, each where an exact assignment of all still exists. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "cli/cli.h"
#include "core/care_rooms.h"
#include "core/illness.h"
#include "core/policy.h"

enum { WHAT_IF_ID_BYTES = 64 };

struct what_if_child {
    char id[WHAT_IF_ID_BYTES];
    const char *disease; /* of disease_list */
    int32_t birth_day;
    uint32_t segments;
    int32_t pin; /* a room, or CARE_NO_ROOM */
    struct illness_view illness;
};

struct what_if_day {
    const struct policy *policy;
    int32_t day;
    struct care_rooms rooms;
    struct care_child children[CARE_CHILDREN_MAX + 1];
    struct what_if_child who[CARE_CHILDREN_MAX];
    size_t n;
    struct care_search search;
};

/* Opens the document: a file, or what stands behind the option itself when it begins with a brace. text: where it is kept. */
bool what_if_children_open(const char *said, struct buf *text, struct json_in *in, struct json_faults *faults,
                           char failure[CLI_FAILURE_BYTES]);
/* false: failure names the first fault. */
bool what_if_children_close(struct json_in *in, char failure[CLI_FAILURE_BYTES]);
/* The members that both commands share, of the whole document: "day" and "capacity". */
void what_if_day_begin(struct what_if_day *to, const struct policy *policy, struct json_in *in);
/* One child: id, birth, disease, slot, room. Faults are in in->faults. */
void what_if_child_read(struct json_in *row, const struct what_if_day *day, struct what_if_child *ret);
/* Takes it in when there is a place. CARE_FITS: it has one. */
enum care_fit what_if_day_add(struct what_if_day *to, const struct what_if_child *child);
/* Forgets one. */
void what_if_day_remove(struct what_if_day *to, size_t i);
/* "FULL", "ISOLATION_FULL" …; NULL for CARE_FITS. */
const char *what_if_fit_word(enum care_fit fit);
