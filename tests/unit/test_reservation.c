/* The decision on a reservation and its states. */
#include "core/reservation.h"

#include <string.h>

#include "base/civil.h"
#include "base/str.h"
#include "support/rules.h"
#include "support/test.h"

static struct policy policy;

static struct reservation_facts facts_of(const char *rules)
{
    rules_read(rules, &policy);
    return (struct reservation_facts){.policy = &policy,
                                      .calendar = &rules_weekdays,
                                      .day = rules_day("2026-03-02"),
                                      .now_ms = rules_instant("2026-03-01T19:00:00+09:00"),
                                      .child = {.birth_day = rules_day("2023-06-01"),
                                                .resident = true,
                                                .registration = REGISTRATION_APPROVED,
                                                .valid_to_day = REGISTRATION_FOR_EVER},
                                      .illness = {.onset_day = rules_day("2026-03-01"), .tenths = POLICY_NONE},
                                      .episode_allowed = true};
}

static struct reservation_decision decide(const struct reservation_facts *facts, enum care_fit fit, int32_t ahead)
{
    struct reservation_screen screen = reservation_screen(facts);
    struct reservation_room_facts room = {.fit = fit, .ahead = ahead};
    return reservation_decide(facts, &screen, &room);
}

TEST("R-RSV-04: too early comes with the opening, too late and closed with their own reasons")
{
    struct reservation_facts facts = facts_of("");
    facts.now_ms = rules_instant("2026-02-27T17:59:59.999+09:00");
    struct reservation_decision decision = decide(&facts, CARE_FITS, 0);
    EXPECT_INT(decision.reason, REASON_TOO_EARLY);
    EXPECT_INT(decision.opens_ms, rules_instant("2026-02-27T18:00:00+09:00"));
    facts.now_ms = decision.opens_ms;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    facts.now_ms = rules_instant("2026-03-02T08:00:00+09:00");
    EXPECT_INT(decide(&facts, CARE_FITS, 0).reason, REASON_TOO_LATE);
    facts.day = rules_day("2026-03-07");
    EXPECT_INT(decide(&facts, CARE_FITS, 0).reason, REASON_CLOSED);
}

TEST("R-RSV-10: staff book outside the window, never beyond the places")
{
    struct reservation_facts facts = facts_of("");
    facts.by_staff = true;
    facts.now_ms = rules_instant("2026-02-20T09:00:00+09:00");
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    EXPECT_INT(decide(&facts, CARE_FULL, 0).state, RESERVATION_WAITLISTED);
}

TEST("R-RSV-03 R-RSV-06 R-ROOM-04 R-STF-01: without a place the rank, and the reason that is the true one")
{
    struct reservation_facts facts = facts_of("");
    struct reservation_decision decision = decide(&facts, CARE_FULL, 3);
    EXPECT_INT(decision.state, RESERVATION_WAITLISTED);
    EXPECT_INT(decision.reason, REASON_FULL);
    EXPECT_INT(decision.rank, 4);
    EXPECT_INT(decide(&facts, CARE_NO_ASSIGNMENT, 0).reason, REASON_ISOLATION_FULL);
    EXPECT_INT(decide(&facts, CARE_STAFF_SHORT, 0).reason, REASON_STAFF_SHORT);
}

TEST("R-ROOM-05: a place that somebody before could have is not taken by who asks later")
{
    struct reservation_facts facts = facts_of("");
    struct reservation_screen screen = reservation_screen(&facts);
    const struct reservation_room_facts room = {.fit = CARE_FITS, .others_first = true, .ahead = 1};
    struct reservation_decision decision = reservation_decide(&facts, &screen, &room);
    EXPECT_INT(decision.state, RESERVATION_WAITLISTED);
    EXPECT_INT(decision.rank, 2);
}

TEST("R-ROOM-07 R-RSV-02 R-RSV-15: a refused disease, a second booking, too many waits, too many days in a row")
{
    struct reservation_facts facts = facts_of("'acceptance':{'diseases':[{'codes':['MEA'],'care':'refuse'}]}");
    facts.illness.disease = disease_find(STR("MEA"));
    EXPECT_INT(decide(&facts, CARE_FITS, 0).reason, REASON_DISEASE_REFUSED);
    facts.illness.disease = 0;
    facts.active_here = true;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).reason, REASON_ALREADY_BOOKED);
    facts.active_here = false;
    facts.has_place = true;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).reason, REASON_ALREADY_BOOKED);
    facts.has_place = false;
    facts.waits = 2;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    EXPECT_INT(decide(&facts, CARE_FULL, 0).reason, REASON_WISH_LIMIT);
    facts.episode_allowed = false;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).reason, REASON_EPISODE_LIMIT);
}

TEST("R-RSV-07 R-ROOM-06 R-REG-09: who confirms: at once, staff, staff for isolation, a nurse for what nobody has "
     "diagnosed")
{
    struct reservation_facts facts = facts_of("'rooms':[{'id':'g','places':4},{'id':'a','places':1,'isolation':true}],"
                                              "'acceptance':{'diseases':[{'codes':['FLU_A'],'care':'isolate'}]}");
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    policy.booking.confirm = CONFIRM_MANUAL;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_REQUESTED);
    policy.booking.confirm = CONFIRM_AUTO_UNLESS_ISOLATION;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    facts.illness.disease = disease_find(STR("FLU_A"));
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_REQUESTED);
    policy.booking.confirm = CONFIRM_AUTO;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    facts.illness.disease = disease_find(STR("UNDIAGNOSED_FEVER"));
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_REQUESTED);
    facts.by_staff = true; /* staff who enter a call have judged */
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    facts.by_staff = false;
    facts.illness.disease = 0;
    facts.child.registration = REGISTRATION_SUBMITTED;
    policy.registration.book_before_approval = true;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_REQUESTED);
}

TEST("in the opening minutes of a draw all who ask wait for it, however many places are free")
{
    struct reservation_facts facts = facts_of("'booking':{'opening':{'mode':'lottery','minutes':10}}");
    facts.now_ms = rules_instant("2026-02-27T18:09:59.999+09:00");
    EXPECT_INT(decide(&facts, CARE_FITS, 7).reason, REASON_DRAW);
    EXPECT_INT(decide(&facts, CARE_FITS, 7).state, RESERVATION_WAITLISTED);
    facts.now_ms = rules_instant("2026-02-27T18:10:00.000+09:00");
    EXPECT_INT(decide(&facts, CARE_FITS, 7).state, RESERVATION_CONFIRMED);
}

TEST("A2: grades 4 to 6 come the open day before at the earliest, two a day, and behind the younger ones")
{
    struct reservation_facts facts = facts_of(
        "'eligibility':{'age_high':'grade6','older':{'from_grade':4,'places_per_day':2,'window':'day_before'}},"
        "'booking':{'windows':[{'opens':{'basis':'always','days':30},'closes':{'on':'day_of_use','at':'08:00'}}]}");
    facts.child.birth_day = rules_day("2015-06-01"); /* grade 4 in fiscal year 2025 */
    facts.now_ms = rules_instant("2026-02-26T12:00:00+09:00");
    EXPECT_INT(decide(&facts, CARE_FITS, 0).reason, REASON_TOO_EARLY);
    facts.now_ms = rules_instant("2026-02-27T00:00:00+09:00");
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
    facts.older_held = 2;
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_WAITLISTED);
    EXPECT(reservation_screen(&facts).waiting_class > 0);
    facts.child.birth_day = rules_day("2016-06-01");
    EXPECT_INT(decide(&facts, CARE_FITS, 0).state, RESERVATION_CONFIRMED);
}

TEST("R-RSV-17: every reason has one word, and every reason for which somebody is declined one group of the statistics")
{
    for (int i = 1; i <= REASON_LAST; i++) {
        EXPECT_NOT_NULL(reservation_reason_word((enum reservation_reason)i));
    }
    EXPECT_STR(reason_group_word(reason_group(REASON_PARENTAL_LEAVE)), "NOT_ELIGIBLE");
    EXPECT_STR(reason_group_word(reason_group(REASON_NOTE_MISSING)), "DOC_MISSING");
    EXPECT_STR(reason_group_word(reason_group(REASON_CLOSED)), "FACILITY_CLOSED");
    EXPECT_STR(reason_group_word(reason_group(REASON_EPISODE_LIMIT)), "OTHER");
    EXPECT_NULL(reason_group_word(reason_group(REASON_TOO_LATE)));
}

TEST("R-RSV-01: of all pairs of states exactly the written transitions exist")
{
    static const char *const allowed[] = {
        "none>requested",         "none>confirmed",      "none>waitlisted",     "requested>confirmed",
        "requested>waitlisted",   "requested>declined",  "requested>cancelled", "confirmed>cancelled",
        "confirmed>checked_in",   "confirmed>no_show",   "waitlisted>offered",  "waitlisted>cancelled",
        "offered>confirmed",      "offered>waitlisted",  "offered>expired",     "offered>cancelled",
        "checked_in>checked_out", "confirmed>requested", "waitlisted>declined",
    };
    size_t found = 0;
    for (int from = 0; from <= RESERVATION_STATE_LAST; from++) {
        for (int to = 1; to <= RESERVATION_STATE_LAST; to++) {
            char pair[64];
            struct buf buf;
            bool wanted = false;
            buf_init(&buf, pair, sizeof pair);
            buf_puts(&buf, reservation_state_word((enum reservation_state)from));
            buf_char(&buf, '>');
            buf_puts(&buf, reservation_state_word((enum reservation_state)to));
            for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
                wanted = wanted || strcmp(allowed[i], pair) == 0;
            }
            EXPECT_INT(reservation_may_become((enum reservation_state)from, (enum reservation_state)to), wanted);
            found += wanted ? 1 : 0;
        }
    }
    EXPECT_INT(found, sizeof allowed / sizeof allowed[0]);
}

TEST("R-RSV-08 R-RSV-09: what holds a place, and the sign it leaves for the others")
{
    EXPECT(reservation_holds(RESERVATION_REQUESTED));
    EXPECT(reservation_holds(RESERVATION_OFFERED));
    EXPECT_NOT(reservation_holds(RESERVATION_WAITLISTED));
    EXPECT_NOT(reservation_holds(RESERVATION_CANCELLED));
    EXPECT(reservation_active(RESERVATION_WAITLISTED));
    EXPECT_NOT(reservation_active(RESERVATION_NO_SHOW));
    EXPECT_STR(reservation_mark_word(reservation_mark(true, 2)), "open");
    EXPECT_STR(reservation_mark_word(reservation_mark(true, 1)), "few");
    EXPECT_STR(reservation_mark_word(reservation_mark(true, 0)), "full");
    EXPECT_STR(reservation_mark_word(reservation_mark(false, 6)), "closed");
}
