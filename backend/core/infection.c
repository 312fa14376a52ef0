/* See infection.h. */
#include "core/infection.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

_Static_assert(DISEASE_COUNT <= 64, "a bit per disease");

void infection_add(struct infection_counts *counts, const char *class_name, int64_t child_id, int disease)
{
    assert(disease >= 0 && disease < DISEASE_COUNT);
    for (size_t i = 0; i < counts->classes_n; i++) {
        if (strcmp(counts->classes[i].name, class_name) != 0) {
            continue;
        }
        bool same = counts->classes[i].child_id == child_id;
        uint64_t had = same ? counts->classes[i].had : 0;
        uint64_t bit = UINT64_C(1) << disease;
        counts->classes[i].children[disease] += (had & bit) == 0;
        counts->classes[i].child_id = child_id;
        counts->classes[i].had = had | bit;
        return;
    }
}

int32_t infection_total(const struct infection_counts *counts, int disease)
{
    int32_t total = 0;
    for (size_t i = 0; i < counts->classes_n; i++) {
        total += counts->classes[i].children[disease];
    }
    return total;
}

enum infection_level infection_level(const struct infection_counts *counts, int disease)
{
    int32_t total = infection_total(counts, disease);
    int32_t enrolled = 0;
    bool notice = false;
    for (size_t i = 0; i < counts->classes_n; i++) {
        enrolled += counts->classes[i].enrolled;
        notice = notice || counts->classes[i].children[disease] >= INFECTION_CLASS_NOTICE;
    }
    if (total >= INFECTION_REPORT || (total > 0 && total * 2 >= enrolled)) {
        return INFECTION_TO_REPORT;
    }
    return notice ? INFECTION_NOTICE : INFECTION_SINGLE;
}

const char *infection_level_word(enum infection_level level)
{
    static const char *const words[] = {"single", "notice", "report"};
    assert((size_t)level < sizeof words / sizeof words[0]);
    return words[level];
}

bool infection_counted(int disease, bool for_staff)
{
    return disease_list[disease].exclusion != EXCLUSION_NONE || (for_staff && disease_list[disease].symptom);
}
