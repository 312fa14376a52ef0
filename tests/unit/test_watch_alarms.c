/* The alarms of a nursery's day, through the real watch, agenda and lane: R-ABS-03 to 05, R-ATT-15, over restarts, jumps of the clock, a silent
 * entrance and its return. */
#include "actions/watch_alarms.h"

#include <stdio.h>

#include "actions/close_alarm.h"
#include "actions/report_absence.h"
#include "actions/take_mail.h"
#include "base/clock.h"
#include "support/guarding.h"
#include "support/test.h"
#include "wire/receipt.h"
#include "work/missing_watch.h"

#include "base/banned.h"

TEST("R-ABS-03, R-ABS-04: from the threshold on the ladder climbs, each step once, and every attempt is kept")
{
    struct guarding g;
    guarding_open(&g, 2);
    guarding_arrive(&g, 1, 1, "08:12");
    guarding_at(&g, "08:59:59");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 0);
    guarding_at(&g, "09:00");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 1);
    EXPECT_INT(guarding_step(&g, 2), ALARM_STEP_GUARDIANS);
    EXPECT_INT(
        guarding_count(&g, "SELECT count(*) FROM message m JOIN contact k ON k.id = m.contact_id WHERE m.alarm_id = 1 "
                           "AND k.household_id = 2"),
        1);
    guarding_at(&g, "09:04:59");
    EXPECT_INT(guarding_step(&g, 2), ALARM_STEP_GUARDIANS);
    guarding_at(&g, "09:05");
    EXPECT_INT(guarding_step(&g, 2), ALARM_STEP_STAFF);
    guarding_at(&g, "09:15");
    EXPECT_INT(guarding_step(&g, 2), ALARM_STEP_HEAD);
    guarding_at(&g, "09:30");
    guarding_at(&g, "09:45");
    EXPECT_INT(guarding_step(&g, 2), ALARM_STEP_WARD);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm_attempt"), 5); /* the mail, and each step's page */
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM message"), 1);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM absence"), 0); /* R-ABS-05 */
    guarding_close(&g);
}

/* Mails about a missing child that went to an account. */
static int64_t mailed(const struct guarding *g, int account, int child)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM message m JOIN contact k ON k.id = m.contact_id JOIN alarm a ON a.id = m.alarm_id "
             "WHERE k.account_id = %d AND a.child_id = %d",
             account, child);
    return guarding_count(g, sql);
}

TEST("R-ABS-04, R-REG-11: who may not book is told of the missing child all the same; who may not know its times is "
     "not, "
     "judged for that child")
{
    struct guarding g;
    guarding_open(&g, 4); /* child 4 lives with child 3 */
    (void)guarding_count(&g, "UPDATE guardian_child SET hides = 8 WHERE account_id = 1");
    (void)guarding_count(&g, "UPDATE guardian_child SET hides = 4 WHERE account_id = 2");
    (void)guarding_count(&g, "UPDATE child SET household_id = 3 WHERE id = 4");
    (void)guarding_count(&g, "INSERT INTO guardian_child (account_id, child_id, rights, hides) VALUES (3, 4, 1, 4)");
    guarding_at(&g, "09:00");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 4);
    EXPECT_INT(mailed(&g, 1, 1), 1);
    EXPECT_INT(mailed(&g, 2, 2), 0);
    EXPECT_INT(mailed(&g, 3, 3), 1);
    EXPECT_INT(mailed(&g, 3, 4), 0);
    guarding_close(&g);
}

TEST("R-ABS-04: killed between every two steps, no step is lost and none is taken twice")
{
    struct guarding g;
    guarding_open(&g, 1);
    static const char *const times[] = {"09:00", "09:05", "09:15", "09:30"};
    for (int i = 0; i < 4; i++) {
        guarding_at(&g, times[i]);
        guarding_restart(&g);
        guarding_at(&g, times[i]);
        EXPECT_INT(guarding_step(&g, 1), i + 1);
    }
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm"), 1);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm_attempt"), 5);
    guarding_close(&g);
}

TEST("R-ABS-04: a server that was away for forty minutes takes every step that is due at once, in their order")
{
    struct guarding g;
    guarding_open(&g, 1);
    guarding_at(&g, "09:00");
    guarding_restart(&g);
    guarding_at(&g, "09:40");
    EXPECT_INT(guarding_step(&g, 1), ALARM_STEP_WARD);
    EXPECT_INT(guarding_count(
                   &g, "SELECT count(*) FROM alarm_attempt a JOIN alarm_attempt b ON b.id > a.id AND b.step < a.step"),
               0);
    guarding_close(&g);
}

TEST("a commit that fails raises nothing by halves, and the next look raises it")
{
    struct guarding g;
    guarding_open(&g, 1);
    clock_pin(nursery_at("09:00"));
    lane_fail_commits(g.world.lane, 2); /* the boards' announcement and the alarm */
    EXPECT_INT(missing_watch_look(g.watch), ERR_IO);
    EXPECT_INT(missing_watch_look(g.watch), ERR_IO);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm") + guarding_count(&g, "SELECT count(*) FROM message"),
               0);
    guarding_at(&g, "09:00:05");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 1);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM message"), 1);
    guarding_close(&g);
}

TEST("a clock set back neither ends an alarm nor stops its ladder, and one set forward raises nothing twice")
{
    struct guarding g;
    guarding_open(&g, 1);
    guarding_at(&g, "09:05");
    EXPECT_INT(guarding_step(&g, 1), ALARM_STEP_GUARDIANS);
    guarding_at(&g, "08:00");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 1);
    guarding_at(&g, "08:05");
    EXPECT_INT(guarding_step(&g, 1), ALARM_STEP_STAFF);
    guarding_at(&g, "18:00");
    EXPECT_INT(guarding_step(&g, 1), ALARM_STEP_WARD);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm"), 1);
    guarding_close(&g);
}

TEST("a child who arrives or is reported meanwhile ends its alarm with that, and the log stays")
{
    struct guarding g;
    struct report_absence report = {.child = STR("c2"),
                                    .from_day = NURSERY_DAY,
                                    .to_day = NURSERY_DAY,
                                    .kind = ABSENCE_SICK,
                                    .reason = STR(""),
                                    .diagnosis = STR("")};
    guarding_open(&g, 2);
    guarding_at(&g, "09:06");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 2);
    guarding_arrive(&g, 1, 1, "09:07");
    EXPECT_OK(guarding_act(&g, nursery_guardian(&g.world, 2), report_absence, &report));
    guarding_at(&g, "09:08");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 0);
    EXPECT_INT(guarding_count(&g, "SELECT whereabouts FROM alarm WHERE child_id = 1 AND state = 3"), ALARM_ARRIVED);
    EXPECT_INT(guarding_count(&g, "SELECT whereabouts FROM alarm WHERE child_id = 2 AND state = 3"), ALARM_REPORTED);
    guarding_at(&g, "09:31");
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm_attempt WHERE step > 1"), 0);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM alarm_attempt"), 4);
    guarding_close(&g);
}

TEST("R-ABS-04: the mail goes to the family's address, names no child, and is not sent once it is resolved")
{
    static struct take_mail mail;
    struct lane_job job = {.priority = LANE_REST, .run = take_mail, .arg = &mail};
    struct guarding g;
    guarding_open(&g, 2);
    guarding_at(&g, "09:00");
    guarding_arrive(&g, 2, 1, "09:01");
    guarding_at(&g, "09:01:05");
    EXPECT_OK(lane_do(g.world.lane, &job));
    EXPECT_INT(mail.n, 1);
    EXPECT_INT(mail.letters[0].kind, MESSAGE_MISSING);
    EXPECT_STR(mail.letters[0].room, "Nursery");
    EXPECT_STR(mail.letters[0].address, "a@b.example");
    EXPECT_INT(guarding_count(&g, "SELECT state FROM message WHERE alarm_id = 2"), MESSAGE_TOO_OLD);
    guarding_close(&g);
}

/* Entrance 1 was heard of at `when`, and that is what it, or the broker for it, said last. */
static void hear(const struct guarding *g, enum gateway_state state, const char *when)
{
    char sql[512];
    long long ms = (long long)nursery_at(when);
    snprintf(sql, sizeof sql, "UPDATE gateway SET seen_ms = %lld WHERE id = 1", ms);
    (void)guarding_count(g, sql);
    snprintf(
        sql, sizeof sql,
        "INSERT INTO gateway_said (gateway_id, said_ms, state, backlog, reader, clock_synced, clock_offset_ms, "
        "clock_uncertainty_ms, version) VALUES (1, %lld, %d, 0, 0, 1, 0, 0, '') ON CONFLICT (gateway_id) DO UPDATE "
        "SET said_ms = excluded.said_ms, state = excluded.state",
        ms, (int)state);
    (void)guarding_count(g, sql);
}

static struct call_roll call(struct guarding *g, struct call_roll_name *names, size_t n)
{
    struct call_roll ask = {.id = guarding_newest(g, ALARM_ROLL_CALL), .names = names, .names_n = n};
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), call_roll, &ask));
    return ask;
}

TEST("a silent entrance raises one call for a roll call and never thirty missing children; the names that are missing "
     "then have their own")
{
    struct guarding g;
    struct call_roll_name names[30];
    char ids[30][16];
    guarding_open(&g, 30);
    hear(&g, GATEWAY_LOST, "08:40");
    guarding_at(&g, "09:00");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 0);
    EXPECT_INT(guarding_open_alarms(&g, ALARM_ROLL_CALL), 1);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM message"), 0);
    guarding_restart(&g);
    guarding_at(&g, "09:05");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 0);
    for (int i = 0; i < 30; i++) {
        snprintf(ids[i], sizeof ids[i], "c%d", i + 1);
        names[i] = (struct call_roll_name){.child = str_of(ids[i]), .present = i != 7};
    }
    EXPECT_INT(call(&g, names, 29).missing, 1);
    EXPECT_INT(guarding_open_alarms(&g, ALARM_ROLL_CALL), 1);
    EXPECT_INT(call(&g, names + 29, 1).missing, 0);
    EXPECT_INT(guarding_count(&g, "SELECT whereabouts FROM alarm WHERE kind = 2 AND state = 2"), ALARM_ROLL_CALLED);
    guarding_at(&g, "09:06");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 1);
    EXPECT_INT(guarding_step(&g, 8), ALARM_STEP_GUARDIANS);
    EXPECT_INT(guarding_open_alarms(&g, ALARM_ROLL_CALL), 0);
    guarding_close(&g);
}

TEST("when the entrance is back the call for a roll call ends, and who is still missing is evaluated")
{
    struct guarding g;
    guarding_open(&g, 3);
    hear(&g, GATEWAY_LOST, "08:35");
    guarding_at(&g, "09:00");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_ROLL_CALL), 1);
    guarding_arrive(&g, 1, 1, "08:20");
    guarding_arrive(&g, 2, 2, "08:25");
    hear(&g, GATEWAY_READY, "09:10");
    guarding_at(&g, "09:10");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_ROLL_CALL), 0);
    EXPECT_INT(guarding_count(&g, "SELECT whereabouts FROM alarm WHERE kind = 2"), ALARM_ENTRANCE_BACK);
    EXPECT_INT(guarding_open_alarms(&g, ALARM_UNEXPLAINED), 1);
    EXPECT_INT(guarding_step(&g, 3), ALARM_STEP_GUARDIANS);
    guarding_close(&g);
}

TEST("a roll call with a name of another place writes nothing down")
{
    struct guarding g;
    struct call_roll_name names[] = {{.child = STR("c1"), .present = true}, {.child = STR("nobody"), .present = true}};
    guarding_open(&g, 1);
    hear(&g, GATEWAY_LOST, "08:35");
    guarding_at(&g, "09:00");
    EXPECT_INT(call(&g, names, 2).unknown, 2);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM roll_call"), 0);
    guarding_close(&g);
}

TEST("R-ATT-15: a child who is inside when the nursery closes raises an alarm, no leave is invented, and leaving ends "
     "it")
{
    struct guarding g;
    guarding_open(&g, 1);
    guarding_arrive(&g, 1, 1, "08:12");
    guarding_at(&g, "18:59:59");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_STILL_HERE), 0);
    guarding_at(&g, "19:00");
    EXPECT_INT(guarding_open_alarms(&g, ALARM_STILL_HERE), 1);
    EXPECT_INT(guarding_count(&g, "SELECT left_ms FROM attendance_day"), 0);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM message"), 0);
    guarding_arrive(&g, 1, 2, "19:04");
    guarding_at(&g, "19:05");
    EXPECT_INT(guarding_count(&g, "SELECT whereabouts FROM alarm WHERE state = 3"), ALARM_LEFT);
    guarding_close(&g);
}
