/* The ratio of a nursery now and ahead, from real rows: R-SHEET-01 and R-SHEET-02. */
#include "actions/read_staffing.h"

#include <stdio.h>

#include "actions/touch_staff.h"
#include "base/clock.h"
#include "support/guarding.h"
#include "support/test.h"

#include "base/banned.h"

static char member[SECRET_PUBLIC_ID_TEXT];

static void add(struct guarding *g, const char *name, bool teacher, int32_t from_min, int32_t to_min)
{
    struct add_staff ask = {
        .site = STR("n1"), .staff = {.name = str_of(name), .teacher = teacher, .from_min = from_min, .to_min = to_min}};
    EXPECT_OK(guarding_act(g, nursery_head(&g->world, 1), add_staff, &ask));
    EXPECT_OK(str_copy(str_of(ask.staff.public_id), member, sizeof member));
}

static struct touch_staff touch(struct guarding *g, enum staff_touch kind, int64_t at_ms, const char *line,
                                const char *reason)
{
    struct touch_staff ask = {
        .id = str_of(member), .kind = kind, .at_ms = at_ms, .line = str_of(line), .reason = str_of(reason)};
    EXPECT_OK(guarding_act(g, nursery_teacher(&g->world, 1), touch_staff, &ask));
    return ask;
}

static struct read_staffing found;

static void look(struct guarding *g, const char *when, int32_t now_min)
{
    clock_pin(nursery_at(when));
    found = (struct read_staffing){.site_id = 1, .day = NURSERY_DAY, .now_min = now_min};
    struct worker *worker = readers_borrow(g->readers, 1000);
    EXPECT_OK(read_staffing(worker->db, &found));
    readers_return(g->readers, worker);
}

TEST("R-SHEET-02: needed and present now, and a shortage is known before it comes")
{
    struct guarding g;
    guarding_open(&g, 8);
    for (int i = 1; i <= 8; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "UPDATE child SET birth_day = 20089, planned_leave_min = %d WHERE id = %d",
                 i <= 7 ? 1020 : 660, i); /* born on 2025-01-01: age 0 in 2025 */
        (void)guarding_count(&g, sql);
        guarding_arrive(&g, i, i, "08:10");
    }
    look(&g, "10:00", 600);
    EXPECT_NOT(found.staffed);
    EXPECT_INT(found.steps[0].children, 8);
    EXPECT_INT(found.steps[0].required, 3); /* 8 / 3 = 2.6 */
    add(&g, "Aoki", true, 420, 960);
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), touch_staff,
                           &(struct touch_staff){.id = str_of(member), .kind = STAFF_ARRIVE}));
    add(&g, "Baba", true, 420, 1020);
    (void)touch(&g, STAFF_ARRIVE, 0, "", "");
    add(&g, "Cook", false, 420, 1020); /* not for the ratio */
    (void)touch(&g, STAFF_ARRIVE, 0, "", "");
    add(&g, "Doi", true, 660, 1080); /* comes at eleven */
    look(&g, "10:05", 605);
    EXPECT(found.staffed);
    EXPECT_INT(found.steps[0].present, 2);
    EXPECT_INT(found.steps[0].required, 3);
    EXPECT_INT(found.steps[1].from_min, 660);
    EXPECT_INT(found.steps[1].children, 7);
    EXPECT_INT(found.steps[1].required, 2); /* 7 / 3 = 2.3 */
    EXPECT_INT(found.steps[1].present, 3);
    EXPECT_INT(found.steps[2].from_min, 960);
    EXPECT_INT(found.steps[2].present, 2);
    guarding_close(&g);
}

TEST("R-SHEET-02: a forgotten time needs a reason, a wrong line is taken back and stays, tomorrow cannot be entered")
{
    struct guarding g;
    guarding_open(&g, 1);
    clock_pin(nursery_at("10:00"));
    add(&g, "Aoki", true, -1, -1);
    EXPECT(touch(&g, STAFF_ARRIVE, nursery_at("07:30"), "", "").no_reason);
    EXPECT(touch(&g, STAFF_ARRIVE, nursery_at("10:01"), "", "clock").wrong_time);
    EXPECT(touch(&g, STAFF_ARRIVE, nursery_at("07:30") - 86400000, "", "yesterday").wrong_time);
    struct touch_staff arrived = touch(&g, STAFF_ARRIVE, nursery_at("07:30"), "", "forgot");
    EXPECT_INT(arrived.said_ms, nursery_at("07:30"));
    look(&g, "10:00", 600);
    EXPECT_INT(found.steps[0].present, 1);
    EXPECT(touch(&g, STAFF_VOID, 0, arrived.public_id, "").no_reason);
    EXPECT(touch(&g, STAFF_VOID, 0, "none", "wrong").no_line);
    EXPECT_NOT(touch(&g, STAFF_VOID, 0, arrived.public_id, "wrong person").no_line);
    EXPECT(touch(&g, STAFF_VOID, 0, arrived.public_id, "again").no_line);
    look(&g, "10:00", 600);
    EXPECT_INT(found.people_n, 0);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM staff_touch"), 2);
    struct touch_staff other = {.id = str_of(member), .kind = STAFF_ARRIVE};
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 1), touch_staff, &other), ERR_NOT_FOUND);
    struct remove_staff gone = {.id = str_of(member)};
    EXPECT_OK(guarding_act(&g, nursery_head(&g.world, 1), remove_staff, &gone));
    EXPECT_INT(guarding_act(&g, nursery_teacher(&g.world, 1), touch_staff, &other), ERR_NOT_FOUND);
    guarding_close(&g);
}
