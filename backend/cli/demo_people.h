/* The demonstration's families: invented names, birth dates over the classes 0 to 5, planned times, cards. The same for the same seed
 * and fiscal year. */
#pragma once

#include <stdint.h>
#include <stdio.h>

#include "cli/demo_town.h"
#include "store/lane.h"

struct demo_people {
    const struct demo_town *town;
    int64_t children_max;
    int32_t today;
    FILE *cards;    /* card_uid,child_id,site_id; NULL: nobody wants them */
    FILE *sessions; /* login,cookie; NULL: none are made */
    /* How far it got. */
    int64_t households_n;
    int64_t children_n;
};

/* Adds households until about a thousand children have come, or children_max is reached. */
enum err demo_people_add(struct tx *tx, struct demo_people *people) NODISCARD;
