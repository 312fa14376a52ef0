/* Absence reports on a real lane: report, read, withdraw; whose they are; and that the reason is sealed. */
#include <stdio.h>
#include <string.h>

#include "actions/read_absences.h"
#include "actions/report_absence.h"
#include "actions/withdraw_absence.h"
#include "store/absence_store.h"
#include "store/audit_store.h"
#include "support/nursery.h"
#include "support/test.h"

#include "base/banned.h"

struct call {
    struct caller caller;
    enum err (*verb)(struct tx *tx, const struct caller *caller, void *arg);
    void *ask;
};

static enum err run(struct tx *tx, void *arg)
{
    struct call *call = arg;
    return call->verb(tx, &call->caller, call->ask);
}

static enum err act(struct nursery_world *world, struct call call)
{
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run, .arg = &call};
    return lane_do(world->lane, &job);
}

static struct report_absence cold(int32_t from_day, int32_t to_day)
{
    return (struct report_absence){.child = STR("c1"),
                                   .from_day = from_day,
                                   .to_day = to_day,
                                   .kind = ABSENCE_SICK,
                                   .reason = STR("38.2 since \"yesterday\""),
                                   .diagnosis = STR("COLD")};
}

static enum err report(struct nursery_world *world, struct caller caller, struct report_absence *ask)
{
    return act(world, (struct call){caller, report_absence, ask});
}

static struct read_absence list[READ_ABSENCES_MAX];

static struct read_absences read_all(struct nursery_world *world, const struct caller *caller, enum err wanted)
{
    struct read_absences ask = {
        .caller = caller, .child = STR("c1"), .from_day = NURSERY_DAY - 50, .to_day = NURSERY_DAY + 50, .list = list};
    EXPECT_INT(read_absences(world->lane, &ask), wanted);
    return ask;
}

static int64_t audit_lines(const struct nursery_world *world)
{
    struct db *db;
    int64_t lines = 0;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(audit_verify(db, &lines));
    db_close(db);
    return lines;
}

static enum absence_kind covered(const struct nursery_world *world, int32_t day)
{
    struct db *db;
    struct absence_cover cover;
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(absence_store_cover(db, 1, day, &cover));
    db_close(db);
    return cover.whole;
}

TEST("R-ABS-01: in time is before the nursery's deadline; of several reports the one that says most counts, of one "
     "kind the latest")
{
    struct absence_cover cover = {.whole = ABSENCE_NONE};
    EXPECT_INT(absence_said(&cover).kind, ABSENCE_NONE);
    struct absence_report early = {.id = 1, .kind = ABSENCE_EARLY_LEAVE, .created_ms = 100, .expected_ms = 900};
    struct absence_report earlier = {.id = 2, .kind = ABSENCE_EARLY_LEAVE, .created_ms = 200, .expected_ms = 800};
    absence_cover_add(&cover, &earlier);
    absence_cover_add(&cover, &early);
    struct absence_said said = absence_said(&cover);
    EXPECT_INT(said.kind, ABSENCE_EARLY_LEAVE);
    EXPECT_INT(said.expected_ms, 800);
    EXPECT(absence_in_time(&said, 201));
    EXPECT(!absence_in_time(&said, 200));
    EXPECT(absence_in_time(&said, 0));
    struct absence_report late = {.id = 3, .kind = ABSENCE_LATE, .created_ms = 150, .expected_ms = 700};
    absence_cover_add(&cover, &late);
    said = absence_said(&cover);
    EXPECT_INT(said.kind, ABSENCE_LATE);
    EXPECT_INT(said.expected_ms, 700);
    EXPECT_INT(said.created_ms, 150);
    struct absence_report away = {.id = 4, .kind = ABSENCE_SICK, .created_ms = 300};
    absence_cover_add(&cover, &away);
    said = absence_said(&cover);
    EXPECT_INT(said.kind, ABSENCE_SICK);
    EXPECT_INT(said.created_ms, 300);
}

TEST("R-ABS-01: a report of several days covers each of them, and is read back with its reason behind an audit line")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct caller guardian = nursery_guardian(&world, 1);
    struct report_absence ask = cold(NURSERY_DAY, NURSERY_DAY + 2);
    EXPECT_OK(report(&world, guardian, &ask));
    EXPECT_INT(ask.outcome, REPORT_DONE);
    EXPECT_INT(covered(&world, NURSERY_DAY - 1), ABSENCE_NONE);
    EXPECT_INT(covered(&world, NURSERY_DAY), ABSENCE_SICK);
    EXPECT_INT(covered(&world, NURSERY_DAY + 2), ABSENCE_SICK);
    EXPECT_INT(covered(&world, NURSERY_DAY + 3), ABSENCE_NONE);
    EXPECT_INT(audit_lines(&world), 1);
    struct read_absences all = read_all(&world, &guardian, OK);
    EXPECT_INT(all.list_n, 1);
    EXPECT_STR(list[0].id, ask.id);
    EXPECT_STR(list[0].reason, "38.2 since \"yesterday\"");
    EXPECT_STR(list[0].diagnosis, "COLD");
    EXPECT_NOT(list[0].withdrawn);
    EXPECT_INT(audit_lines(&world), 2);
    nursery_close(&world);
}

TEST("R-SEC-05: neither reason nor diagnosis stands in the database's files")
{
    static char bytes[4 * 1024 * 1024];
    static const char *const files[] = {"town.db", "town.db-wal"};
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    struct report_absence ask = cold(NURSERY_DAY, NURSERY_DAY);
    ask.reason = STR("a very private sentence");
    EXPECT_OK(report(&world, nursery_guardian(&world, 1), &ask));
    bool found_id = false;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        FILE *f = fopen(test_path(files[i]), "rb");
        EXPECT_NOT_NULL(f);
        size_t n = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        EXPECT_NULL(memmem(bytes, n, "very private", 12));
        found_id = found_id || memmem(bytes, n, ask.id, 32) != NULL;
    }
    EXPECT(found_id); /* we have looked at the right bytes */
    nursery_close(&world);
}

TEST("a withdrawn report covers nothing and stays readable; withdrawing twice changes nothing more")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    struct caller guardian = nursery_guardian(&world, 1);
    struct report_absence ask = cold(NURSERY_DAY, NURSERY_DAY);
    EXPECT_OK(report(&world, guardian, &ask));
    struct withdraw_absence withdraw = {.child = STR("c1"), .absence = str_of(ask.id)};
    EXPECT_OK(act(&world, (struct call){guardian, withdraw_absence, &withdraw}));
    EXPECT_INT(covered(&world, NURSERY_DAY), ABSENCE_NONE);
    EXPECT_INT(read_all(&world, &guardian, OK).list_n, 1);
    EXPECT(list[0].withdrawn);
    int64_t lines = audit_lines(&world);
    EXPECT_OK(act(&world, (struct call){guardian, withdraw_absence, &withdraw}));
    EXPECT_INT(audit_lines(&world), lines);
    nursery_close(&world);
}

TEST("R-SEC-02: another family, another nursery and another class find nothing to report, read or withdraw")
{
    struct nursery_world world;
    nursery_open(&world, 2, 4); /* c1 of n1 is in class a, c3 of n1 in class b */
    struct report_absence ask = cold(NURSERY_DAY, NURSERY_DAY);
    EXPECT_OK(report(&world, nursery_guardian(&world, 1), &ask));
    const struct caller strangers[] = {nursery_guardian(&world, 3), nursery_head(&world, 2),
                                       nursery_teacher(&world, 2)};
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        struct report_absence again = cold(NURSERY_DAY, NURSERY_DAY);
        struct withdraw_absence withdraw = {.child = STR("c1"), .absence = str_of(ask.id)};
        EXPECT_INT(report(&world, strangers[i], &again), ERR_NOT_FOUND);
        EXPECT_INT(act(&world, (struct call){strangers[i], withdraw_absence, &withdraw}), ERR_NOT_FOUND);
        read_all(&world, &strangers[i], ERR_NOT_FOUND);
    }
    struct withdraw_absence of_another = {.child = STR("c3"),
                                          .absence = str_of(ask.id)}; /* own child, foreign report */
    EXPECT_INT(act(&world, (struct call){nursery_guardian(&world, 3), withdraw_absence, &of_another}), ERR_NOT_FOUND);
    struct caller head = nursery_head(&world, 1);
    EXPECT_INT(read_all(&world, &head, OK).list_n, 1);
    EXPECT_INT(covered(&world, NURSERY_DAY), ABSENCE_SICK);
    nursery_close(&world);
}

TEST("a family cannot report for a day that is over, staff can")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    struct report_absence ask = cold(NURSERY_DAY - 3, NURSERY_DAY - 3);
    EXPECT_OK(report(&world, nursery_guardian(&world, 1), &ask));
    EXPECT_INT(ask.outcome, REPORT_PAST);
    EXPECT_INT(covered(&world, NURSERY_DAY - 3), ABSENCE_NONE);
    EXPECT_OK(report(&world, nursery_head(&world, 1), &ask));
    EXPECT_INT(ask.outcome, REPORT_DONE);
    EXPECT_INT(covered(&world, NURSERY_DAY - 3), ABSENCE_SICK);
    nursery_close(&world);
}

TEST("a report of half a year is announced within the lane's bound")
{
    struct nursery_world world;
    nursery_open(&world, 1, 1);
    struct report_absence ask = cold(NURSERY_DAY, NURSERY_DAY + REPORT_ABSENCE_DAYS_MAX - 1);
    EXPECT_OK(report(&world, nursery_guardian(&world, 1), &ask));
    EXPECT_INT(covered(&world, NURSERY_DAY + REPORT_ABSENCE_DAYS_MAX - 1), ABSENCE_SICK);
    nursery_close(&world);
}
