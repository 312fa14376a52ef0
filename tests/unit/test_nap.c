/* core/nap.c: how often, when it is due, and what is a gap. */
#include "core/nap.h"

#include "base/civil.h"
#include "support/test.h"

#include "base/banned.h"

static const struct nap_rules rules = {.minutes = {5, 10, 10, 30, 30, 30}, .careful_min = 5, .new_days = 28};

static int64_t at(int32_t second)
{
    return civil_ms_at(20514, 780) + (int64_t)second * 1000;
}

TEST("R-NAP-01: every 5 minutes at 0, 10 at 1 and 2, 30 from 3 on, and 5 for who is new or not well")
{
    static const int32_t minutes[] = {5, 10, 10, 30, 30, 30, 30};
    for (int32_t age = 0; age < 7; age++) {
        EXPECT_INT(nap_interval_min(&rules, age, false), minutes[age]);
        EXPECT_INT(nap_interval_min(&rules, age, true), 5);
    }
    struct nap_rules optional = rules;
    optional.minutes[3] = 0;
    EXPECT_INT(nap_interval_min(&optional, 3, false), 0);
    EXPECT_INT(nap_interval_min(&optional, 3, true), 5);
    EXPECT(nap_is_new(&rules, 20500, 20527));
    EXPECT_NOT(nap_is_new(&rules, 20500, 20528));
}

TEST("R-NAP-02: the next look is due an interval after the last, and what is a minute later is a gap")
{
    struct nap_gap gaps[NAP_GAPS_MAX];
    const struct nap_watch watch = {.from_ms = at(0), .interval_min = 5};
    const struct nap_look looks[] = {{at(300), at(300)}, {at(661), at(661)}};
    EXPECT_INT(nap_due_ms(&watch, looks, 0), at(300));
    EXPECT_INT(nap_due_ms(&watch, looks, 1), at(600));
    EXPECT_INT(nap_gaps(&watch, looks, 1, at(660), gaps), 0);
    EXPECT_INT(nap_gaps(&watch, looks, 2, at(900), gaps), 1);
    EXPECT_INT(gaps[0].from_ms, at(300));
    EXPECT_INT(gaps[0].to_ms, at(661));
    EXPECT_INT(nap_gaps(&watch, looks, 2, at(1022), gaps), 2); /* the second one is open */
    EXPECT_INT(gaps[1].to_ms, at(1022));
}

TEST("R-NAP-02: after the child woke nothing is due, and no gap grows")
{
    struct nap_gap gaps[NAP_GAPS_MAX];
    const struct nap_watch watch = {.from_ms = at(0), .to_ms = at(310), .interval_min = 5};
    EXPECT_INT(nap_gaps(&watch, NULL, 0, at(9000), gaps), 0);
}

TEST("R-NAP-04: a look that was entered afterwards closes no gap and postpones nothing")
{
    struct nap_gap gaps[NAP_GAPS_MAX];
    const struct nap_watch watch = {.from_ms = at(0), .interval_min = 5};
    const struct nap_look written_at_once[] = {{at(300), at(1200)}, {at(600), at(1201)}, {at(900), at(1202)}};
    EXPECT_INT(nap_due_ms(&watch, written_at_once, 3), at(300));
    EXPECT_INT(nap_gaps(&watch, written_at_once, 3, at(1210), gaps), 1);
    EXPECT_INT(gaps[0].from_ms, at(0));
    EXPECT(nap_in_time(&(struct nap_look){at(300), at(360)}));
    EXPECT_NOT(nap_in_time(&(struct nap_look){at(300), at(360) + 1}));
    EXPECT_NOT(nap_in_time(&(struct nap_look){at(301), at(300)}));
}
