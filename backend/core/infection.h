/* How an illness spreads in a nursery.
 *
 *   R-INF-04  Children with the same disease are counted by class over seven days. Two in a class are worth a notice to the families; ten in the
 *             nursery, or half of it, are to be reported to the health centre at once.
 *   R-INF-05  Families are told the disease, the class and how many; never who.
 *
 * Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/disease.h"

enum {
    INFECTION_DAYS = 7,
    INFECTION_CLASSES_MAX = 24,
    INFECTION_CLASS_BYTES = 32,
    INFECTION_CLASS_NOTICE = 2,
    INFECTION_REPORT = 10,
};

enum infection_level { INFECTION_SINGLE, INFECTION_NOTICE, INFECTION_TO_REPORT };

struct infection_counts {
    size_t classes_n;
    struct {
        char name[INFECTION_CLASS_BYTES];
        int32_t enrolled;
        int32_t children[DISEASE_COUNT]; /* with it, each once */
        int64_t child_id;                /* the last one that was counted here … */
        uint64_t had;                    /* … and what of it was counted: a bit per disease */
    } classes[INFECTION_CLASSES_MAX];
};

/* Begin with zeros, the classes of the nursery named. Children of one class come together; a class that is not named is counted nowhere. */
void infection_add(struct infection_counts *counts, const char *class_name, int64_t child_id, int disease);
int32_t infection_total(const struct infection_counts *counts, int disease);
enum infection_level infection_level(const struct infection_counts *counts, int disease);
const char *infection_level_word(enum infection_level level); /* "single" "notice" "report" */
/* Is it counted at all? Symptoms are counted for staff alone. */
bool infection_counted(int disease, bool for_staff);
