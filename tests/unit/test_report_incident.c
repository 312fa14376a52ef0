/* Reports, what a family is told, and who reads what. */
#include "actions/report_incident.h"

#include <stdio.h>
#include <string.h>

#include "actions/open_incident.h"
#include "actions/read_incident.h"
#include "support/guarding.h"
#include "support/test.h"

#include "base/banned.h"

static char id[SECRET_PUBLIC_ID_TEXT];

static void begin(struct guarding *g, struct incident_harm harm)
{
    struct open_incident ask = {
        .site = STR("n1"), .child = STR("c1"), .place = 5, .activity = 1, .harm = harm, .note = STR("fell")};
    guarding_open(g, 4);
    guarding_at(g, "10:00");
    ask.happened_ms = nursery_at("09:40");
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), open_incident, &ask));
    EXPECT_INT(ask.outcome, OPEN_INCIDENT_DONE);
    EXPECT_OK(str_copy(str_of(ask.incident.public_id), id, sizeof id));
}

static struct report_incident report(struct guarding *g, enum incident_stage stage, int32_t version, bool whole)
{
    struct report_incident ask = {.id = str_of(id), .stage = stage, .version = version, .children = 12, .staff = 2};
    for (int field = 0; field < INCIDENT_FIELDS; field++) {
        ask.fields.text[field] = whole || field < INCIDENT_INJURY ? STR("as it \"was\"") : STR("");
    }
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), report_incident, &ask));
    return ask;
}

static struct send_incident send(struct guarding *g, enum incident_stage stage)
{
    struct send_incident ask = {.id = str_of(id), .stage = stage};
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), send_incident, &ask));
    return ask;
}

TEST("R-SAFE-03: each writing is a version of its own; who saw another one, and who left something out, is refused; "
     "only the head hands in")
{
    struct guarding g;
    begin(&g, (struct incident_harm){INCIDENT_UNCONSCIOUS, 0});
    EXPECT_INT(send(&g, INCIDENT_FIRST).outcome, REPORT_INCIDENT_NOTHING);
    EXPECT_INT(report(&g, INCIDENT_FIRST, 0, false).outcome, REPORT_INCIDENT_DONE);
    EXPECT_INT(report(&g, INCIDENT_FIRST, 0, true).outcome, REPORT_INCIDENT_CHANGED);
    EXPECT_INT(send(&g, INCIDENT_FIRST).outcome, REPORT_INCIDENT_MISSING);
    EXPECT_INT(send(&g, INCIDENT_FIRST).missing, INCIDENT_INJURY);
    EXPECT_INT(report(&g, INCIDENT_FIRST, 1, true).outcome, REPORT_INCIDENT_DONE);
    EXPECT_INT(send(&g, INCIDENT_SECOND).outcome, REPORT_INCIDENT_BEFORE);
    struct send_incident ask = {.id = str_of(id), .stage = INCIDENT_FIRST};
    EXPECT_INT(guarding_act(&g, nursery_teacher(&g.world, 1), send_incident, &ask), ERR_DENIED);
    EXPECT_INT(send(&g, INCIDENT_FIRST).outcome, REPORT_INCIDENT_DONE);
    EXPECT_INT(send(&g, INCIDENT_FIRST).outcome, REPORT_INCIDENT_NOTHING);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM incident_report"), 2);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM incident WHERE first_ms > 0 AND second_ms = 0"), 1);
    guarding_close(&g);
}

TEST("R-SAFE-03: what is not serious is not reported")
{
    struct guarding g;
    begin(&g, (struct incident_harm){INCIDENT_DOCTOR, 3});
    EXPECT_INT(report(&g, INCIDENT_FIRST, 0, true).outcome, REPORT_INCIDENT_NOT_ASKED);
    EXPECT_INT(send(&g, INCIDENT_FIRST).outcome, REPORT_INCIDENT_NOT_ASKED);
    guarding_close(&g);
}

static void name_child(struct guarding *g, int child, const char *name)
{
    char sql[128];
    snprintf(sql, sizeof sql, "UPDATE child SET name = '%s' WHERE id = %d", name, child);
    (void)guarding_count(g, sql);
}

static struct tell_incident tell(struct guarding *g, const char *text)
{
    struct tell_incident ask = {.id = str_of(id), .how = INCIDENT_BY_PAGE, .text = str_of(text)};
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), tell_incident, &ask));
    return ask;
}

struct seen {
    int tellings;
    int reports;
    char text[64];
    char name[64];
    char scene[64];
};

static void see_telling(void *arg, const struct incident_telling_row *row, struct str text)
{
    struct seen *seen = arg;
    seen->tellings++;
    str_cut(text, seen->text, sizeof seen->text);
    EXPECT(row->at_ms > 0);
}

static void see_head(void *arg, const struct incident_row *row, const struct incident_rules *rules, struct str note)
{
    struct seen *seen = arg;
    str_cut(row->name, seen->name, sizeof seen->name);
    str_cut(note, seen->text, sizeof seen->text);
    EXPECT_INT(rules->serious_days, 30);
}

static void see_report(void *arg, const struct incident_report_row *row, const struct incident_fields *fields)
{
    struct seen *seen = arg;
    seen->reports++;
    EXPECT_INT(row->children, 12);
    str_cut(fields->text[INCIDENT_SCENE], seen->scene, sizeof seen->scene);
}

static void see_judgement(void *arg, const struct incident_judgement_row *row)
{
    (void)arg;
    EXPECT(row->at_ms > 0);
}

static void see_reminder(void *arg, const struct incident_reminder_row *row)
{
    (void)arg;
    EXPECT(row->at_ms > 0);
}

static enum err read(struct guarding *g, struct caller caller, struct seen *seen)
{
    struct read_incident in = {.caller = &caller,
                               .id = str_of(id),
                               .pen = {see_head, see_judgement, see_report, see_telling, see_reminder, seen}};
    memset(seen, 0, sizeof *seen);
    return read_incident(g->world.lane, &in);
}

TEST("R-SAFE-04: a family reads what it was told of its own child, and no text that names another goes out")
{
    struct guarding g;
    struct seen seen = {0};
    begin(&g, (struct incident_harm){INCIDENT_MINOR, 0});
    name_child(&g, 2, "佐藤 陽菜");
    name_child(&g, 1, "高橋 蓮");
    EXPECT(tell(&g, "陽菜ちゃんとぶつかりました").names_others);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM incident_told"), 0);
    EXPECT_NOT(tell(&g, "蓮くんはお友だちとぶつかりました").names_others); /* its own name may stand there */
    struct caller guardian = nursery_guardian(&g.world, 1);
    struct read_family_incidents in = {.caller = &guardian, .child = STR("c1"), .telling = see_telling, .arg = &seen};
    EXPECT_OK(read_family_incidents(g.world.lane, &in));
    EXPECT_INT(seen.tellings, 1);
    EXPECT_STR(seen.text, "蓮くんはお友だちとぶつかりました");
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'read_incidents'"), 1);
    struct caller other = nursery_guardian(&g.world, 2);
    in.caller = &other;
    EXPECT_INT(read_family_incidents(g.world.lane, &in), ERR_NOT_FOUND);
    (void)guarding_count(&g, "UPDATE guardian_child SET hides = 4 WHERE child_id = 1");
    in.caller = &guardian;
    EXPECT_INT(read_family_incidents(g.world.lane, &in), ERR_NOT_FOUND); /* R-REG-11 */
    guarding_close(&g);
}

TEST("R-SAFE-03: the municipality reads what was handed in, without the child's name; staff read everything; each "
     "reading is in the audit")
{
    struct guarding g;
    struct seen seen;
    begin(&g, (struct incident_harm){INCIDENT_DOCTOR, 30});
    (void)guarding_count(&g, "INSERT INTO account (id, public_id, login, password_hash, name, language) VALUES "
                             "(900, 'ward', 'ward@a.example', '', 'Officer', 'ja')");
    (void)guarding_count(&g, "INSERT INTO account_role (account_id, role) VALUES (900, 8)");
    struct caller ward = {.account_id = 900, .roles = ROLE_BIT(ROLE_WARD_OFFICER)};
    EXPECT_INT(report(&g, INCIDENT_FIRST, 0, true).outcome, REPORT_INCIDENT_DONE);
    EXPECT_OK(read(&g, ward, &seen));
    EXPECT_INT(seen.reports, 0);
    EXPECT_STR(seen.name, "");
    EXPECT_STR(seen.text, "");
    EXPECT_OK(read(&g, nursery_teacher(&g.world, 1), &seen));
    EXPECT_INT(seen.reports, 1);
    EXPECT_STR(seen.text, "fell");
    EXPECT_STR(seen.scene, "as it \"was\"");
    EXPECT_INT(send(&g, INCIDENT_FIRST).outcome, REPORT_INCIDENT_DONE);
    EXPECT_OK(read(&g, ward, &seen));
    EXPECT_INT(seen.reports, 1);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'read_incident'"), 3);
    EXPECT_INT(read(&g, nursery_guardian(&g.world, 1), &seen), ERR_NOT_FOUND);
    struct judge_incident judge = {.id = str_of(id), .harm = {INCIDENT_DOCTOR, 5}};
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), judge_incident, &judge));
    EXPECT_OK(read(&g, ward, &seen)); /* what was reported stays reported */
    guarding_close(&g);
}
