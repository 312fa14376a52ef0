/* What people do about an alarm: R-ABS-04, R-ABS-05. */
#include "actions/close_alarm.h"

#include "support/guarding.h"
#include "support/test.h"

#include "base/banned.h"

static enum close_alarm_outcome close_with(struct guarding *g, enum alarm_where where, int64_t expected_ms,
                                           const char *note)
{
    struct close_alarm ask = {.id = guarding_newest(g, ALARM_UNEXPLAINED),
                              .whereabouts = where,
                              .expected_ms = expected_ms,
                              .note = str_of(note)};
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), close_alarm, &ask));
    return ask.outcome;
}

TEST("R-ABS-04: only a person who works there closes it, with a place that fits, and it is not raised again that day")
{
    struct guarding g;
    struct close_alarm strange;
    guarding_open(&g, 1);
    guarding_at(&g, "09:00");
    strange = (struct close_alarm){.id = guarding_newest(&g, ALARM_UNEXPLAINED), .whereabouts = ALARM_AT_HOME};
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 1), close_alarm, &strange), ERR_NOT_FOUND);
    EXPECT_INT(close_with(&g, ALARM_ARRIVED, 0, ""), CLOSE_ALARM_NOT_SO);
    EXPECT_INT(close_with(&g, ALARM_ELSEWHERE, 0, ""), CLOSE_ALARM_NOTE);
    EXPECT_INT(close_with(&g, ALARM_ON_THE_WAY, 0, ""), CLOSE_ALARM_WRONG_TIME);
    EXPECT_INT(close_with(&g, ALARM_AT_HOME, 0, "her mother on the telephone"), CLOSE_ALARM_DONE);
    EXPECT_INT(close_with(&g, ALARM_AT_HOME, 0, ""), CLOSE_ALARM_OVER);
    guarding_at(&g, "09:30");
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm"), 1);
    EXPECT_INT(guarding_count(&g, "SELECT closed_by FROM alarm"), nursery_head(&g.world, 1).account_id);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm WHERE instr(note, 'mother') > 0"), 0);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'close_alarm' AND reason = 'at_home'"), 1);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM absence"), 0); /* R-ABS-05 */
    guarding_close(&g);
}

TEST("a child who is on the way is asked for again when the time that was said has passed")
{
    struct guarding g;
    guarding_open(&g, 1);
    guarding_at(&g, "09:00");
    EXPECT_INT(close_with(&g, ALARM_ON_THE_WAY, nursery_at("09:40"), ""), CLOSE_ALARM_DONE);
    guarding_at(&g, "09:39:59");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 0);
    guarding_at(&g, "09:40");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 1);
    guarding_close(&g);
}

TEST("R-ABS-04: what staff tried is kept sealed, with who tried; an alarm that is over takes no more")
{
    struct guarding g;
    guarding_open(&g, 1);
    guarding_at(&g, "09:00");
    struct attempt_alarm ask = {.id = guarding_newest(&g, ALARM_UNEXPLAINED),
                                .channel = ALARM_BY_TELEPHONE,
                                .result = ALARM_RESULT_NO_ANSWER,
                                .detail = {STR("mother"), STR("090-1234-5678"), STR("")}};
    EXPECT_OK(guarding_act(&g, nursery_teacher(&g.world, 1), attempt_alarm, &ask));
    EXPECT_INT(
        guarding_count(&g, "SELECT count(*) FROM alarm_attempt WHERE account_id IS NOT NULL AND length(detail) > 40"),
        1);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm_attempt WHERE instr(detail, '5678') > 0"), 0);
    EXPECT_INT(close_with(&g, ALARM_AT_HOME, 0, ""), CLOSE_ALARM_DONE);
    EXPECT_OK(guarding_act(&g, nursery_teacher(&g.world, 1), attempt_alarm, &ask));
    EXPECT(ask.over);
    guarding_close(&g);
}
