/* core/infection.c: children counted by disease and class, and what a count is worth. */
#include "core/infection.h"

#include <string.h>

#include "support/test.h"

#include "base/banned.h"

enum { FLU = 1, COUGH = 39 };

static struct infection_counts nursery(int32_t a, int32_t b)
{
    struct infection_counts counts;
    memset(&counts, 0, sizeof counts);
    counts.classes_n = 2;
    memcpy(counts.classes[0].name, "a", 2);
    memcpy(counts.classes[1].name, "b", 2);
    counts.classes[0].enrolled = a;
    counts.classes[1].enrolled = b;
    return counts;
}

TEST("R-INF-04: two children of a class are a notice, ten of the nursery or half of it are reported; a child counts "
     "once")
{
    static const struct {
        int in_a;
        int in_b;
        int32_t enrolled;
        const char *level;
    } rows[] = {{1, 1, 20, "single"}, {2, 0, 20, "notice"}, {5, 4, 20, "notice"},
                {5, 5, 20, "report"}, {2, 1, 3, "report"},  {0, 1, 20, "single"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct infection_counts counts = nursery(rows[i].enrolled, rows[i].enrolled);
        for (int child = 1; child <= rows[i].in_a; child++) {
            infection_add(&counts, "a", child, FLU);
            infection_add(&counts, "a", child, FLU); /* told again */
            infection_add(&counts, "a", child, COUGH);
        }
        for (int child = 101; child <= 100 + rows[i].in_b; child++) {
            infection_add(&counts, "b", child, FLU);
        }
        infection_add(&counts, "gone", 900, FLU);
        EXPECT_INT(infection_total(&counts, FLU), rows[i].in_a + rows[i].in_b);
        EXPECT_STR(infection_level_word(infection_level(&counts, FLU)), rows[i].level);
    }
}

TEST("R-INF-05: a symptom is counted for staff alone, a cold for nobody")
{
    EXPECT(infection_counted(disease_find(STR("FLU_A")), false));
    EXPECT(infection_counted(disease_find(STR("VOMITING")), true));
    EXPECT_NOT(infection_counted(disease_find(STR("VOMITING")), false));
    EXPECT_NOT(infection_counted(disease_find(STR("COLD")), true));
}
