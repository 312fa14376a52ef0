/* Who may come at all; fixture F14. */
#include "core/eligibility.h"

#include "support/rules.h"
#include "support/test.h"

static struct policy policy;

static struct eligibility known(void)
{
    return (struct eligibility){.birth_day = rules_day("2023-06-01"),
                                .resident = true,
                                .registration = REGISTRATION_APPROVED,
                                .valid_to_day = REGISTRATION_FOR_EVER};
}

TEST("R-REG-01: too young and too old are refused on the day of use")
{
    static const struct {
        const char *birth;
        enum reservation_reason reason;
    } rows[] = {
        {"2025-09-02", REASON_NONE}, /* six months old that very day */
        {"2025-09-03", REASON_AGE_LOW},
        {"2019-04-02", REASON_NONE},
        {"2019-04-01", REASON_AGE_HIGH},
    };
    policy_init(&policy);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct eligibility child = known();
        child.birth_day = rules_day(rows[i].birth);
        EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), rows[i].reason);
    }
}

TEST("R-REG-01: from which day to which a room takes a child of this age: the first and the last day are inside")
{
    struct eligibility child = known();
    policy_init(&policy);
    struct eligibility_span span = eligibility_span(&policy.eligibility, child.birth_day);
    EXPECT_INT(span.from_day, rules_day("2023-12-01"));
    EXPECT_INT(span.to_day, rules_day("2030-03-31"));
    EXPECT_INT(eligibility_reason(&policy, &child, span.from_day - 1), REASON_AGE_LOW);
    EXPECT_INT(eligibility_reason(&policy, &child, span.from_day), REASON_NONE);
    EXPECT_INT(eligibility_reason(&policy, &child, span.to_day), REASON_NONE);
    EXPECT_INT(eligibility_reason(&policy, &child, span.to_day + 1), REASON_AGE_HIGH);
}

TEST("R-REG-02: residents, children enrolled here, guardians who work here, anyone")
{
    static const struct {
        enum policy_residence rule;
        bool resident;
        bool enrolled;
        bool works;
        enum reservation_reason reason;
    } rows[] = {
        {RESIDENCE_OR_ENROLLED, true, false, false, REASON_NONE},
        {RESIDENCE_OR_ENROLLED, false, true, false, REASON_NONE},
        {RESIDENCE_OR_ENROLLED, false, false, true, REASON_NOT_RESIDENT},
        {RESIDENCE_RESIDENT, false, true, true, REASON_NOT_RESIDENT},
        {RESIDENCE_OR_WORKER, false, false, true, REASON_NONE},
        {RESIDENCE_ANYONE, false, false, false, REASON_NONE},
    };
    policy_init(&policy);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct eligibility child = known();
        policy.eligibility.residence = rows[i].rule;
        child.resident = rows[i].resident;
        child.enrolled = rows[i].enrolled;
        child.works_here = rows[i].works;
        EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), rows[i].reason);
    }
}

TEST("R-REG-03: an accepted parental leave blocks where the rule says so, and only there")
{
    struct eligibility child = known();
    policy_init(&policy);
    child.parental_leave = true;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NONE);
    policy.eligibility.parental_leave_blocks = true;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_PARENTAL_LEAVE);
}

TEST("enrolment, work and entitlement are asked for where the rules ask for them")
{
    struct eligibility child = known();
    policy_init(&policy);
    policy.eligibility.enrolment_required = true;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NOT_ENROLLED);
    child.enrolled = true;
    policy.eligibility.work_required = true;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_WORK_NOT_PROVED);
    child.work_proved = true;
    policy.eligibility.entitlement_required = true;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NOT_ENTITLED);
    child.entitled = true;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NONE);
}

TEST("R-REG-06 F14: approved on 2026-02-10 for the fiscal year: a use date after 31 March needs the renewed one")
{
    struct eligibility child = known();
    policy_init(&policy);
    child.valid_to_day = registration_valid_to(RENEWAL_FISCAL_YEAR, rules_day("2026-02-10"), 0);
    EXPECT_INT(child.valid_to_day, rules_day("2026-03-31"));
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-31")), REASON_NONE);
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-04-01")), REASON_REGISTRATION_EXPIRED);
    EXPECT_INT(reason_group(REASON_REGISTRATION_EXPIRED), GROUP_NOT_ELIGIBLE);
    child.valid_to_day = registration_valid_to(RENEWAL_NONE, rules_day("2026-02-10"), 0);
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-04-01")), REASON_NONE);
}

TEST("R-REG-09: a submitted registration may ask where the rule allows, and ranks behind the approved")
{
    struct eligibility child = known();
    policy_init(&policy);
    child.registration = REGISTRATION_SUBMITTED;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NOT_REGISTERED);
    policy.registration.book_before_approval = true;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NONE);
    EXPECT(eligibility_provisional(&policy, &child));
}

TEST("R-REG-12 R-CAN-06: a closed registration and a suspended one are refused even where nobody has to register")
{
    struct eligibility child = known();
    policy_init(&policy);
    policy.registration.required = false;
    child.registration = REGISTRATION_NONE;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NONE);
    child.registration = REGISTRATION_CLOSED;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_NOT_REGISTERED);
    child.registration = REGISTRATION_SUSPENDED;
    EXPECT_INT(eligibility_reason(&policy, &child, rules_day("2026-03-02")), REASON_SUSPENDED);
}
