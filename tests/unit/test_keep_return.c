/* actions/keep_return.c and read_infections.c on a real lane: the earliest day of an absence, the paper, the board's stop sign, how it spreads. */
#include "actions/keep_return.h"

#include <string.h>

#include "actions/read_infections.h"
#include "actions/report_absence.h"
#include "base/civil.h"
#include "base/clock.h"
#include "store/attendance_store.h"
#include "support/nursery.h"
#include "support/test.h"

#include "base/banned.h"

struct report_call {
    struct caller caller;
    struct report_absence *ask;
};

static enum err run_report(struct tx *tx, void *arg)
{
    struct report_call *call = arg;
    return report_absence(tx, &call->caller, call->ask);
}

static const char *const children[] = {"c1", "c2", "c3", "c4"};

/* Child `child` has it from NURSERY_DAY for two days; its report's id lives until the next one. */
static struct str ill(struct nursery_world *world, int child, const char *disease)
{
    static struct report_absence ask;
    ask = (struct report_absence){.child = str_of(children[child - 1]),
                                  .from_day = NURSERY_DAY,
                                  .to_day = NURSERY_DAY + 1,
                                  .kind = ABSENCE_SICK,
                                  .reason = STR("fever"),
                                  .diagnosis = str_of(disease)};
    struct report_call call = {nursery_guardian(world, child), &ask};
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run_report, .arg = &call};
    EXPECT_OK(lane_do(world->lane, &job));
    EXPECT_INT(ask.outcome, REPORT_DONE);
    return str_of(ask.id);
}

struct keep_call {
    struct caller caller;
    struct keep_return *ask;
};

static enum err run_keep(struct tx *tx, void *arg)
{
    struct keep_call *call = arg;
    return keep_return(tx, &call->caller, call->ask);
}

static enum err keep(struct nursery_world *world, struct caller caller, struct keep_return *ask)
{
    struct keep_call call = {caller, ask};
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run_keep, .arg = &call};
    return lane_do(world->lane, &job);
}

static struct keep_return told(struct str absence, int64_t version)
{
    struct keep_return ask = {.child = STR("c1"), .absence = absence, .version = version};
    return_dates_init(&ask.dates);
    ask.form.visited_day = RETURN_UNKNOWN;
    return ask;
}

static void take_flags(void *arg, const struct attendance_line *line)
{
    if (line->child_id == 1) {
        *(uint32_t *)arg = line->return_flags;
    }
}

/* What the board says of c1 on a day. */
static uint32_t flags_on(const struct nursery_world *world, int32_t day)
{
    struct db *db;
    uint32_t flags = 0;
    const struct attendance_board board = {
        .site_id = 1, .day = day, .account_id = nursery_head(world, 1).account_id, .take = take_flags, .arg = &flags};
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    EXPECT_OK(attendance_store_board(db, &board));
    db_close(db);
    return flags;
}

TEST("R-INF-01: influenza: with the onset alone it cannot be before the sixth day; with the end of the fever the day "
     "is known (F6)")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct str absence = ill(&world, 1, "FLU_A");
    struct keep_return ask = told(absence, 1);
    ask.dates.day[RETURN_ONSET] = NURSERY_DAY;
    EXPECT_OK(keep(&world, nursery_guardian(&world, 1), &ask));
    EXPECT_NOT(ask.known.view.known);
    EXPECT_INT(ask.known.view.day, NURSERY_DAY + 6);
    EXPECT_INT(ask.known.view.missing, 1u << RETURN_FEVER_ENDED);
    ask = told(absence, 2);
    ask.dates.day[RETURN_ONSET] = NURSERY_DAY;
    ask.dates.day[RETURN_FEVER_ENDED] = NURSERY_DAY + 4;
    EXPECT_OK(keep(&world, nursery_guardian(&world, 1), &ask));
    EXPECT(ask.known.view.known);
    EXPECT_INT(ask.known.view.day, NURSERY_DAY + 8); /* F6: fever ended on day 4, an infant: day 8 */
    struct caller head = nursery_head(&world, 1);
    struct read_return seen = {.caller = &head, .child = STR("c1"), .absence = absence};
    EXPECT_OK(read_return(world.lane, &seen));
    EXPECT_INT(seen.known.view.day, NURSERY_DAY + 8);
    nursery_close(&world);
}

TEST("R-INF-01: only staff say that a doctor released the child; another family knows of no report; without a disease "
     "there is nothing to keep")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    struct str absence = ill(&world, 1, "FLU_A");
    struct keep_return ask = told(absence, 1);
    ask.dates.released_day = NURSERY_DAY + 3;
    EXPECT_OK(keep(&world, nursery_guardian(&world, 1), &ask));
    EXPECT(ask.not_yours);
    EXPECT_INT(keep(&world, nursery_guardian(&world, 2), &ask), ERR_NOT_FOUND);
    EXPECT_OK(keep(&world, nursery_head(&world, 1), &ask));
    EXPECT_NOT(ask.not_yours);
    EXPECT_INT(ask.known.view.day, NURSERY_DAY + 3);
    EXPECT_INT(ask.known.view.paper, RETURN_DOCTOR_PAPER);
    ask = told(ill(&world, 1, "COLD"), 0);
    EXPECT_OK(keep(&world, nursery_guardian(&world, 1), &ask));
    EXPECT(ask.no_disease);
    nursery_close(&world);
}

TEST("R-INF-02, R-INF-03: the board has a stop sign until the earliest day, and says that the paper is missing until "
     "it is filed")
{
    struct nursery_world world;
    nursery_open(&world, 1, 2);
    EXPECT_INT(flags_on(&world, NURSERY_DAY), 0);
    struct str absence = ill(&world, 1, "FLU_A");
    EXPECT_INT(flags_on(&world, NURSERY_DAY), ATTENDANCE_RETURN_TOO_EARLY | ATTENDANCE_PAPER_MISSING);
    struct keep_return ask = told(absence, 1);
    ask.dates.day[RETURN_ONSET] = NURSERY_DAY;
    ask.dates.day[RETURN_FEVER_ENDED] = NURSERY_DAY + 1;
    EXPECT_OK(keep(&world, nursery_guardian(&world, 1), &ask));
    EXPECT_INT(flags_on(&world, NURSERY_DAY + 5), ATTENDANCE_RETURN_TOO_EARLY | ATTENDANCE_PAPER_MISSING);
    EXPECT_INT(flags_on(&world, NURSERY_DAY + 6), ATTENDANCE_PAPER_MISSING);
    ask = told(absence, 2);
    ask.dates.day[RETURN_ONSET] = NURSERY_DAY;
    ask.dates.day[RETURN_FEVER_ENDED] = NURSERY_DAY + 1;
    ask.form = (struct return_form){.visited_day = NURSERY_DAY + 5, .clinic = "clinic"};
    EXPECT_OK(keep(&world, nursery_guardian(&world, 1), &ask));
    EXPECT_INT(flags_on(&world, NURSERY_DAY + 6), 0);
    EXPECT_INT(flags_on(&world, NURSERY_DAY + 5), ATTENDANCE_RETURN_TOO_EARLY);
    EXPECT_INT(flags_on(&world, NURSERY_DAY - 1), 0); /* it was not ill yet */
    nursery_close(&world);
}

TEST("R-INF-04, R-INF-05: a family learns the disease, the class and how many; a stranger nothing")
{
    struct nursery_world world;
    static struct infection_counts counts;
    nursery_open(&world, 1, 4);
    ill(&world, 1, "FLU_A");
    ill(&world, 3, "FLU_A"); /* c1 and c3 are class "a" */
    ill(&world, 2, "VOMITING");
    struct caller family = nursery_guardian(&world, 4);
    struct read_infections ask = {.caller = &family, .site = STR("n1"), .day = NURSERY_DAY + 6, .counts = &counts};
    EXPECT_OK(read_infections(world.lane, &ask));
    EXPECT_NOT(ask.as_staff);
    EXPECT_INT(infection_total(&counts, disease_find(STR("FLU_A"))), 2);
    EXPECT_INT(infection_level(&counts, disease_find(STR("FLU_A"))), INFECTION_TO_REPORT); /* half of four */
    ask.day = NURSERY_DAY + 7;
    EXPECT_OK(read_infections(world.lane, &ask));
    EXPECT_INT(infection_total(&counts, disease_find(STR("FLU_A"))), 0);
    struct caller stranger = {.account_id = 999, .roles = ROLE_BIT(ROLE_GUARDIAN)};
    ask.caller = &stranger;
    EXPECT_INT(read_infections(world.lane, &ask), ERR_NOT_FOUND);
    nursery_close(&world);
}
