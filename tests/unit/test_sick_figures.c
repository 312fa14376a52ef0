/* core/sick_figures.c: a history counted. */
#include "core/sick_figures.h"

#include <stdio.h>
#include <string.h>

#include "core/disease.h"
#include "support/rules.h"
#include "support/test.h"

#include "base/banned.h"

enum { NEW, REQ, CON, WAIT, DEC, OFF, EXP, CAN, CAME, WENT, GONE, EVENTS_MAX = 8 };

struct step {
    int to; /* NEW: the end */
    enum reservation_cause cause;
    enum reservation_reason reason;
    const char *at; /* NULL: 2026-03-01 noon */
    bool late;
    int32_t rank;
};

/* Folds a history of a reservation for 2026-03-02. */
static void fold(const struct step *steps, struct figure_case *one)
{
    int from = NEW;
    figure_case_begin(one, rules_day("2026-03-02"));
    for (size_t i = 0; i < EVENTS_MAX && steps[i].to != NEW; i++) {
        struct figure_event event = {
            .at_ms = rules_instant(steps[i].at == NULL ? "2026-03-01T12:00:00+09:00" : steps[i].at),
            .from = (enum reservation_state)from,
            .to = (enum reservation_state)steps[i].to,
            .cause = steps[i].cause,
            .reason = steps[i].reason,
            .late = steps[i].late,
            .rank = steps[i].rank,
        };
        figure_case_event(one, &event);
        from = steps[i].to;
    }
    figure_case_end(one);
}

#define MORNING "2026-03-02T07:30:00+09:00"

static const struct {
    struct step steps[EVENTS_MAX];
    const char *figures; /* "name=n name=n …" of those that are not 0 */
} histories[] = {
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAME, .cause = CAUSE_CAME}, {.to = WENT, .cause = CAUSE_WENT}},
     "requests=1 confirmed=1 used=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_CANCELLED}},
     "requests=1 confirmed=1 cancelled_before=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_CANCELLED, .late = true}},
     "requests=1 confirmed=1 cancelled_late=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_CANCELLED, .at = MORNING, .late = true}},
     "requests=1 confirmed=1 cancelled_same_day=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_CANCELLED, .at = "2026-03-02T00:00:00+09:00"}},
     "requests=1 confirmed=1 cancelled_same_day=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_CANCELLED, .at = "2026-03-01T23:59:59.999+09:00"}},
     "requests=1 confirmed=1 cancelled_before=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_CHAIN, .at = MORNING}},
     "requests=1 confirmed=1 cancelled_same_day=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_FACILITY, .at = MORNING}},
     "requests=1 confirmed=1 cancelled_by_facility=1 "},
    {{{.to = CON, .cause = CAUSE_ASKED}, {.to = GONE, .cause = CAUSE_DID_NOT_COME}},
     "requests=1 confirmed=1 no_show=1 "},
    {{{.to = REQ, .cause = CAUSE_ASKED}, {.to = DEC, .cause = CAUSE_DECIDED, .reason = REASON_CRITERIA_NOT_MET}},
     "requests=1 declined=1 declined_criteria_not_met=1 "},
    {{{.to = REQ, .cause = CAUSE_ASKED}, {.to = CAN, .cause = CAUSE_CANCELLED}}, "requests=1 withdrawn=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 3},
      {.to = DEC, .cause = CAUSE_DAY_DECIDED, .reason = REASON_FULL}},
     "requests=1 waitlisted=1 waitlisted_never_placed=1 declined=1 declined_full=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 3},
      {.to = CAN, .cause = CAUSE_CANCELLED, .at = MORNING}},
     "requests=1 withdrawn=1 waitlisted=1 waitlisted_never_placed=1 never_placed_withdrew=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 3}, {.to = CAN, .cause = CAUSE_RELEASED}},
     "requests=1 waitlisted=1 waitlisted_never_placed=1 never_placed_placed_elsewhere=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 1},
      {.to = OFF, .cause = CAUSE_OFFERED},
      {.to = CON, .cause = CAUSE_ACCEPTED},
      {.to = CAME, .cause = CAUSE_CAME}},
     "requests=1 confirmed=1 used=1 waitlisted=1 waitlisted_placed=1 offers=1 offers_accepted=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 1},
      {.to = OFF, .cause = CAUSE_OFFERED},
      {.to = WAIT, .cause = CAUSE_RAN_OUT, .reason = REASON_FULL, .rank = 4},
      {.to = OFF, .cause = CAUSE_OFFERED},
      {.to = EXP, .cause = CAUSE_RAN_OUT}},
     "requests=1 waitlisted=1 waitlisted_never_placed=1 offers=2 offers_ran_out=2 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 1},
      {.to = OFF, .cause = CAUSE_OFFERED},
      {.to = CAN, .cause = CAUSE_REFUSED}},
     "requests=1 withdrawn=1 waitlisted=1 waitlisted_never_placed=1 never_placed_withdrew=1 offers=1 "
     "offers_declined=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 1},
      {.to = OFF, .cause = CAUSE_GIVEN},
      {.to = CON, .cause = CAUSE_GIVEN}},
     "requests=1 confirmed=1 waitlisted=1 waitlisted_placed=1 given_without_asking=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_DRAW},
      {.to = OFF, .cause = CAUSE_DRAWN},
      {.to = CON, .cause = CAUSE_DRAWN}},
     "requests=1 confirmed=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_DRAW},
      {.to = DEC, .cause = CAUSE_DAY_DECIDED, .reason = REASON_FULL, .rank = 2}},
     "requests=1 waitlisted=1 waitlisted_never_placed=1 declined=1 declined_full=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_DRAW}}, "requests=1 waitlisted=1 "},
    {{{.to = WAIT, .cause = CAUSE_ASKED, .reason = REASON_FULL, .rank = 2}},
     "requests=1 waitlisted=1 "}, /* may still get one */
};

TEST("R-STAT-01: each history counts in the figures it belongs to, and in no other")
{
    for (size_t i = 0; i < sizeof histories / sizeof histories[0]; i++) {
        struct figure_case one;
        char text[512];
        struct buf buf;
        buf_init(&buf, text, sizeof text);
        buf_puts(&buf, "");
        fold(histories[i].steps, &one);
        for (int f = 0; f < FIGURE_COUNT; f++) {
            if (one.counts[f] != 0) {
                buf_puts(&buf, sick_figure_word((enum sick_figure)f));
                buf_char(&buf, '=');
                buf_int(&buf, one.counts[f]);
                buf_char(&buf, ' ');
            }
        }
        EXPECT_STR(buf.p, histories[i].figures);
    }
}

TEST("R-RSV-17: a refused request counts by its group, and not at all when it came too early or too late")
{
    struct sick_figures figures;
    memset(&figures, 0, sizeof figures);
    sick_figures_refused(&figures, REASON_DISEASE_REFUSED, 2);
    sick_figures_refused(&figures, REASON_AGE_LOW, 1);
    sick_figures_refused(&figures, REASON_NOT_RESIDENT, 1);
    sick_figures_refused(&figures, REASON_TOO_EARLY, 50);
    EXPECT_INT(figures.counts[FIGURE_REQUESTS], 4);
    EXPECT_INT(figures.counts[FIGURE_DECLINED], 4);
    EXPECT_INT(figures.counts[sick_figure_find(STR("declined_disease_refused"))], 2);
    EXPECT_INT(figures.counts[sick_figure_find(STR("declined_not_eligible"))], 2);
}

TEST("every figure has a name of its own, and is found by it")
{
    for (int i = 0; i < FIGURE_COUNT; i++) {
        EXPECT_NOT_NULL(sick_figure_word((enum sick_figure)i));
        EXPECT_INT(sick_figure_find(str_of(sick_figure_word((enum sick_figure)i))), i);
    }
    EXPECT_INT(sick_figure_find(STR("colours")), -1);
}

TEST("R-STAT-01: a disease belongs to one coarse group, an age to its class")
{
    static const struct {
        const char *code;
        const char *group;
    } rows[] = {{"FLU_A", "influenza"},     {"COVID", "covid"},    {"RSV", "respiratory"},
                {"GAS", "digestive"},       {"OTITIS", "eye_ear"}, {"RASH", "skin"},
                {"VAR", "other_infection"}, {"INJURY", "injury"},  {"UNDIAGNOSED_FEVER", "undiagnosed"},
                {"OTHER", "other"},         {"", "other"}};
    size_t others = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_STR(figure_disease_word(str_of(rows[i].code)), rows[i].group);
    }
    for (int i = 0; i < DISEASE_COUNT; i++) {
        others += strcmp(figure_disease_word(str_of(disease_list[i].code)), "other") == 0 ? 1 : 0;
    }
    EXPECT_INT(others, 1);
    EXPECT_STR(figure_age_word(rules_day("2025-06-01"), rules_day("2026-03-31")), "age_0");
    EXPECT_STR(figure_age_word(rules_day("2025-06-01"), rules_day("2026-04-01")), "age_0");
    EXPECT_STR(figure_age_word(rules_day("2024-06-01"), rules_day("2026-04-01")), "age_1");
    EXPECT_STR(figure_age_word(rules_day("2020-04-01"), rules_day("2026-04-01")), "school");
    EXPECT_STR(figure_age_word(rules_day("2020-04-02"), rules_day("2026-04-01")), "age_5");
}

TEST("R-STAT-01: means and shares are rounded half up, nothing over nothing is 0; the members stand in one order")
{
    struct sick_figures figures;
    char text[4096];
    struct buf buf;
    struct json_out out;
    memset(&figures, 0, sizeof figures);
    figures.capacity_days = 80;
    figures.counts[FIGURE_USED] = 53; /* 66.25 % */
    figures.rank_sum = 5;
    figures.ranked = 3; /* 1.67 */
    figures.tally[0] = (struct figure_tally_row){TALLY_AGE, "age_1", 2};
    figures.tally[1] = (struct figure_tally_row){TALLY_AGE, "age_2", 1};
    figures.tally[2] = (struct figure_tally_row){TALLY_PHASE, "acute", 3};
    figures.tally_n = 3;
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    sick_figures_put(&out, &figures);
    json_out_close(&out, '}');
    EXPECT_NOT_NULL(strstr(text, "{\"open_days\":0,\"capacity_days\":80,\"requests\":0,"));
    EXPECT_NOT_NULL(
        strstr(text, "\"declined_other\":0,\"used_by_age\":{\"age_1\":2,\"age_2\":1},\"used_by_phase\":{\"acute\":3},"
                     "\"mean_rank\":1.7,\"promotion_success_percent\":0.0,\"utilisation_percent\":66.3}"));
}

TEST("two rooms together are the sum of both, tallies of one kind and value in one row")
{
    struct sick_figures a;
    struct sick_figures b;
    memset(&a, 0, sizeof a);
    memset(&b, 0, sizeof b);
    a.tally[0] = (struct figure_tally_row){TALLY_AGE, "age_2", 1};
    a.tally_n = 1;
    a.counts[FIGURE_USED] = 1;
    b.tally[0] = (struct figure_tally_row){TALLY_AGE, "age_1", 4};
    b.tally[1] = (struct figure_tally_row){TALLY_AGE, "age_2", 2};
    b.tally[2] = (struct figure_tally_row){TALLY_RESIDENCE, "own", 6};
    b.tally_n = 3;
    b.counts[FIGURE_USED] = 6;
    sick_figures_sum(&a, &b);
    EXPECT_INT(a.counts[FIGURE_USED], 7);
    EXPECT_INT(a.tally_n, 3);
    EXPECT_STR(a.tally[0].value, "age_1");
    EXPECT_INT(a.tally[1].n, 3);
    EXPECT_STR(a.tally[2].value, "own");
}

TEST("R-STAT-02: a month is closed a week after its end")
{
    EXPECT_INT(sick_figures_first_day(rules_day("2026-02-15")), rules_day("2026-02-01"));
    EXPECT_INT(sick_figures_last_day(rules_day("2026-02-15")), rules_day("2026-02-28"));
    EXPECT(sick_figures_until(rules_day("2026-02-15")) == rules_instant("2026-03-08T00:00:00+09:00"));
}
