/* Something happened: R-SAFE-03 through the real lane and agenda. */
#include "actions/open_incident.h"

#include <stdio.h>

#include "actions/read_incident.h"
#include "actions/report_incident.h"
#include "base/civil.h"
#include "base/clock.h"
#include "support/guarding.h"
#include "support/test.h"
#include "work/agenda_watch.h"

#include "base/banned.h"

static int64_t instant(const char *text)
{
    int64_t ms = 0;
    EXPECT_OK(civil_parse_instant(str_of(text), &ms));
    return ms;
}

/* The clock stands there, and what is due is done. */
static void go(struct guarding *g, const char *text)
{
    clock_pin(instant(text));
    EXPECT_OK(agenda_watch_look(g->world.lane));
}

static struct open_incident open_one(struct guarding *g, const char *child, struct incident_harm harm, int64_t at_ms)
{
    struct open_incident ask = {.site = STR("n1"),
                                .child = str_of(child),
                                .happened_ms = at_ms,
                                .place = 5,
                                .activity = 1,
                                .harm = harm,
                                .note = STR("fell off the climbing frame")};
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), open_incident, &ask));
    return ask;
}

static int64_t reminders(const struct guarding *g, const char *where)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM incident_reminder WHERE %s", where);
    return guarding_count(g, sql);
}

TEST("R-SAFE-03, F15: who wrote it down is reminded of the first report, the municipality from midnight, over a "
     "restart, and no more once it is sent")
{
    struct guarding g;
    guarding_open(&g, 2);
    go(&g, "2026-02-27T16:30:00+09:00");
    struct open_incident made = open_one(&g, "c1", (struct incident_harm){INCIDENT_DOCTOR, 30},
                                         instant("2026-02-27T16:00:00+09:00"));
    EXPECT_INT(made.outcome, OPEN_INCIDENT_DONE);
    EXPECT_INT(reminders(&g, "stage = 1 AND late = 0"), 1); /* at once */
    go(&g, "2026-02-28T09:00:00+09:00");
    EXPECT_INT(reminders(&g, "stage = 1 AND late = 0"), 2);
    guarding_restart(&g);
    go(&g, "2026-02-28T23:59:59+09:00");
    EXPECT_INT(reminders(&g, "late = 1"), 0);
    go(&g, "2026-03-01T00:00:00+09:00");
    EXPECT_INT(reminders(&g, "late = 1"), 1);
    go(&g, "2026-03-04T12:00:00+09:00"); /* nobody looked for days: one line, not one for each */
    EXPECT_INT(reminders(&g, "late = 1"), 2);
    struct report_incident report = {.id = str_of(made.incident.public_id), .stage = INCIDENT_FIRST};
    report.fields.text[INCIDENT_SCENE] = STR("fell");
    report.fields.text[INCIDENT_RESPONSE] = STR("119");
    report.fields.text[INCIDENT_INJURY] = STR("arm broken");
    struct send_incident send = {.id = report.id, .stage = INCIDENT_FIRST};
    EXPECT_OK(guarding_act(&g, nursery_teacher(&g.world, 1), report_incident, &report));
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), send_incident, &send));
    EXPECT_INT(send.outcome, REPORT_INCIDENT_DONE);
    go(&g, "2026-03-19T12:00:00+09:00");
    EXPECT_INT(reminders(&g, "stage = 2"), 0);
    go(&g, "2026-03-20T09:00:00+09:00"); /* a week before 2026-03-27 */
    EXPECT_INT(reminders(&g, "stage = 2 AND late = 0"), 1);
    EXPECT_INT(reminders(&g, "stage = 1"), 4);
    guarding_close(&g);
}

TEST("R-SAFE-03: what turns out to be serious later is reported from the day on which that was known; each judgement "
     "stays")
{
    struct guarding g;
    guarding_open(&g, 2);
    go(&g, "2026-02-27T16:30:00+09:00");
    struct open_incident made = open_one(&g, "c1", (struct incident_harm){INCIDENT_DOCTOR, 5},
                                         instant("2026-02-27T16:00:00+09:00"));
    EXPECT_INT(made.incident.course.known_day, 0);
    EXPECT_INT(reminders(&g, "1"), 0);
    go(&g, "2026-03-06T10:00:00+09:00");
    struct judge_incident judge = {.id = str_of(made.incident.public_id), .harm = {INCIDENT_DOCTOR, 40}};
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), judge_incident, &judge));
    EXPECT_INT(judge.incident.course.known_day, civil_day_of_ms(instant("2026-03-06T10:00:00+09:00")));
    EXPECT_INT(reminders(&g, "stage = 1"), 1);
    judge.harm = (struct incident_harm){INCIDENT_DOCTOR, 8};
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), judge_incident, &judge));
    EXPECT_INT(judge.incident.course.known_day, 0);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM incident_judgement"), 3);
    guarding_close(&g);
}

TEST("R-SAFE-04: a near miss needs no child, a harm does; another nursery's child, the future and another's staff are "
     "refused")
{
    struct guarding g;
    guarding_open(&g, 2);
    guarding_at(&g, "10:00");
    const struct incident_harm miss = {INCIDENT_NEAR_MISS, 0};
    const struct incident_harm minor = {INCIDENT_MINOR, 0};
    EXPECT_INT(open_one(&g, "", miss, nursery_at("09:50")).outcome, OPEN_INCIDENT_DONE);
    EXPECT_INT(open_one(&g, "", minor, nursery_at("09:50")).outcome, OPEN_INCIDENT_NO_CHILD);
    EXPECT_INT(open_one(&g, "none", minor, nursery_at("09:50")).outcome, OPEN_INCIDENT_UNKNOWN);
    EXPECT_INT(open_one(&g, "c1", minor, nursery_at("10:01")).outcome, OPEN_INCIDENT_WRONG_TIME);
    EXPECT_INT(open_one(&g, "c1", minor, nursery_at("09:50")).outcome, OPEN_INCIDENT_DONE);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM incident"), 2);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'open_incident'"), 2);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM incident WHERE instr(note, 'climbing') > 0"), 0); /* sealed */
    struct open_incident other = {.site = STR("n1"), .happened_ms = nursery_at("09:50"), .place = 1, .activity = 1};
    other.harm = miss;
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 1), open_incident, &other), ERR_NOT_FOUND);
    guarding_close(&g);
}
