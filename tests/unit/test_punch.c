/* wire/punch.c: R-ATT-02, 03, 04 and the rows of the punches' fixture that concern one card. */
#include "test.h"

#include <string.h>

#include "base/civil.h"
#include "wire/punch.h"

#include "base/banned.h"

enum { ROW_MAX = 6 };

struct step {
    const char *at; /* hh:mm:ss; NULL ends the row */
    enum punch_wish wish;
    enum punch_meaning wanted;
    bool staff_step_out; /* staff enters a step-out at this time instead of a touch */
};

struct row {
    const char *name;
    struct step steps[ROW_MAX];
    enum punch_place place; /* at the end of the day */
};

static int32_t day(void)
{
    return civil_day_of_date((struct civil_date){2026, 11, 20});
}

static int64_t at(const char *text)
{
    int32_t minute = 0;
    int64_t second = 0;
    EXPECT_OK(civil_parse_minute((struct str){text, 5}, &minute));
    EXPECT_OK(str_int((struct str){text + 6, 2}, 0, 59, &second));
    return civil_ms_at(day(), minute) + second * 1000;
}

static struct punch_policy policy(void)
{
    return (struct punch_policy){.debounce_ms = 10000,
                                 .lock_ms = 30 * 60000,
                                 .late_first_ms = 60 * 60000,
                                 .closing_ms = civil_ms_at(day(), 18 * 60)};
}

static void walk(const struct row *row)
{
    struct punch_policy p = policy();
    struct punch_known known = {.place = PUNCH_NOT_ARRIVED};
    for (size_t i = 0; i < ROW_MAX && row->steps[i].at != NULL; i++) {
        const struct step *step = &row->steps[i];
        if (step->staff_step_out) {
            known.place = PUNCH_STEPPED_OUT;
            known.accepted_ms = at(step->at);
            continue;
        }
        enum punch_meaning meaning = punch_decide(&p, &known, step->wish, at(step->at));
        print_message("%s: %s is %s\n", row->name, step->at, punch_word(meaning));
        EXPECT_STR(punch_word(meaning), punch_word(step->wanted));
        punch_apply(&known, meaning, at(step->at));
    }
    EXPECT_INT(known.place, row->place);
}

static void walk_all(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        walk(&rows[i]);
    }
}

#define WALK(rows) walk_all((rows), sizeof(rows) / sizeof((rows)[0]))

TEST("R-ATT-02 the same card within ten seconds is a bounce and says the same again")
{
    static const struct row rows[] = {
        {"two seconds",
         {{"08:12:03", PUNCH_AUTO, PUNCH_ARRIVE, 0}, {"08:12:05", PUNCH_AUTO, PUNCH_BOUNCE, 0}},
         PUNCH_PRESENT},
        {"a bounce does not start the ten seconds anew",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"08:12:08", PUNCH_AUTO, PUNCH_BOUNCE, 0},
          {"08:12:10", PUNCH_AUTO, PUNCH_LOCKED, 0}},
         PUNCH_PRESENT},
        {"nine is, ten is not",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"08:12:09", PUNCH_AUTO, PUNCH_BOUNCE, 0},
          {"08:12:10", PUNCH_AUTO, PUNCH_LOCKED, 0},
          {"08:12:19", PUNCH_AUTO, PUNCH_BOUNCE, 0}},
         PUNCH_PRESENT},
    };
    WALK(rows);
}

TEST("R-ATT-03 the same child within the lock is already registered")
{
    static const struct row rows[] = {
        {"23 minutes",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0}, {"08:35:00", PUNCH_AUTO, PUNCH_LOCKED, 0}},
         PUNCH_PRESENT},
        {"one second before the lock ends",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0}, {"08:41:59", PUNCH_AUTO, PUNCH_LOCKED, 0}},
         PUNCH_PRESENT},
        {"the lock counts from the accepted punch",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"08:35:00", PUNCH_AUTO, PUNCH_LOCKED, 0},
          {"08:42:00", PUNCH_AUTO, PUNCH_LEAVE, 0}},
         PUNCH_LEFT},
        {"a third touch a minute after leaving",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"17:40:00", PUNCH_AUTO, PUNCH_LEAVE, 0},
          {"17:41:00", PUNCH_AUTO, PUNCH_LOCKED, 0}},
         PUNCH_LEFT},
    };
    WALK(rows);
}

TEST("R-ATT-04 a touch toggles between arriving and leaving")
{
    static const struct row rows[] = {
        {"arrive, leave",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0}, {"17:40:00", PUNCH_AUTO, PUNCH_LEAVE, 0}},
         PUNCH_LEFT},
        {"out by staff, back by card",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"11:00:00", PUNCH_AUTO, PUNCH_KEPT, 1},
          {"13:10:00", PUNCH_AUTO, PUNCH_BACK, 0},
          {"17:40:00", PUNCH_AUTO, PUNCH_LEAVE, 0}},
         PUNCH_LEFT},
        {"after leaving it asks and changes nothing",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"12:00:00", PUNCH_AUTO, PUNCH_LEAVE, 0},
          {"13:00:00", PUNCH_AUTO, PUNCH_ASK_RETURN, 0}},
         PUNCH_LEFT},
    };
    WALK(rows);
}

TEST("R-ATT-04 a first tap later than an hour before closing is not guessed")
{
    static const struct row rows[] = {
        {"17:40 only",
         {{"17:40:00", PUNCH_AUTO, PUNCH_ASK_LATE, 0}, {"17:41:00", PUNCH_AUTO, PUNCH_LOCKED, 0}},
         PUNCH_LEFT},
        {"exactly an hour before", {{"17:00:00", PUNCH_AUTO, PUNCH_ARRIVE, 0}}, PUNCH_PRESENT},
        {"a second later", {{"17:00:01", PUNCH_AUTO, PUNCH_ASK_LATE, 0}}, PUNCH_LEFT},
        {"late, and the button says arriving", {{"17:40:00", PUNCH_WISH_ARRIVE, PUNCH_ARRIVE, 0}}, PUNCH_PRESENT},
        {"late, and the button says leaving", {{"17:40:00", PUNCH_WISH_LEAVE, PUNCH_ASK_LATE, 0}}, PUNCH_LEFT},
    };
    WALK(rows);
}

TEST("R-ATT-04 without a known closing time the late question is never asked")
{
    struct punch_policy p = policy();
    struct punch_known known = {.place = PUNCH_NOT_ARRIVED};
    p.closing_ms = 0;
    EXPECT_INT(punch_decide(&p, &known, PUNCH_AUTO, at("23:59:59")), PUNCH_ARRIVE);
}

TEST("R-ATT-03 the button leave anyway passes the lock, a wish that is fulfilled does not count twice")
{
    static const struct row rows[] = {
        {"leave anyway",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"08:20:00", PUNCH_AUTO, PUNCH_LOCKED, 0},
          {"08:20:04", PUNCH_WISH_LEAVE, PUNCH_LEAVE, 0}},
         PUNCH_LEFT},
        {"arriving twice",
         {{"08:12:00", PUNCH_WISH_ARRIVE, PUNCH_ARRIVE, 0},
          {"08:12:04", PUNCH_WISH_ARRIVE, PUNCH_BOUNCE, 0},
          {"09:30:00", PUNCH_WISH_ARRIVE, PUNCH_LOCKED, 0}},
         PUNCH_PRESENT},
        {"back after leaving",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"12:00:00", PUNCH_AUTO, PUNCH_LEAVE, 0},
          {"12:01:00", PUNCH_WISH_ARRIVE, PUNCH_BACK, 0}},
         PUNCH_PRESENT},
        {"leaving twice",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"12:00:00", PUNCH_WISH_LEAVE, PUNCH_LEAVE, 0},
          {"15:00:00", PUNCH_WISH_LEAVE, PUNCH_LOCKED, 0}},
         PUNCH_LEFT},
        {"fetched from a step-out",
         {{"08:12:00", PUNCH_AUTO, PUNCH_ARRIVE, 0},
          {"11:00:00", PUNCH_AUTO, PUNCH_KEPT, 1},
          {"11:10:00", PUNCH_WISH_LEAVE, PUNCH_LEAVE, 0}},
         PUNCH_LEFT},
    };
    WALK(rows);
}

TEST("R-ATT-03 a clock that stepped back never locks longer than the lock")
{
    struct punch_policy p = policy();
    struct punch_known known = {.place = PUNCH_PRESENT, .accepted_ms = at("12:00:00"), .touched_ms = at("12:00:00")};
    EXPECT_INT(punch_decide(&p, &known, PUNCH_AUTO, at("11:59:55")), PUNCH_BOUNCE);
    EXPECT_INT(punch_decide(&p, &known, PUNCH_AUTO, at("11:45:00")), PUNCH_LOCKED);
    EXPECT_INT(punch_decide(&p, &known, PUNCH_AUTO, at("11:00:00")), PUNCH_LEAVE);
}

TEST("a second card of the same child is not a bounce but locked")
{
    struct punch_policy p = policy();
    struct punch_known known = {.place = PUNCH_PRESENT, .accepted_ms = at("08:12:00"), .touched_ms = 0};
    EXPECT_INT(punch_decide(&p, &known, PUNCH_AUTO, at("08:12:03")), PUNCH_LOCKED);
}

TEST("every meaning has a word and every word its meaning")
{
    for (int i = 0; i < PUNCH_MEANING_COUNT; i++) {
        enum punch_meaning back = PUNCH_MEANING_COUNT;
        EXPECT(punch_of_word(punch_word((enum punch_meaning)i), &back));
        EXPECT_INT(back, i);
    }
    enum punch_meaning none = PUNCH_KEPT;
    EXPECT_NOT(punch_of_word("", &none));
    EXPECT_NOT(punch_of_word("Arrive", &none));
    EXPECT_INT(none, PUNCH_KEPT);
}

/* Whatever comes in whatever order: the place only moves by accepted meanings, and two accepted ones are never closer than the lock. */
TEST("R-ATT-03 no sequence of touches is accepted twice within the lock")
{
    struct punch_policy p = policy();
    uint64_t seed = 20261120;
    for (int round = 0; round < 2000; round++) {
        struct punch_known known = {.place = PUNCH_NOT_ARRIVED};
        int64_t touch_ms = at("07:00:00");
        for (int i = 0; i < 40; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            touch_ms += (int64_t)((seed >> 33) % 1200000);
            struct punch_known before = known;
            enum punch_meaning meaning = punch_decide(&p, &known, PUNCH_AUTO, touch_ms);
            punch_apply(&known, meaning, touch_ms);
            if (known.accepted_ms != before.accepted_ms) {
                EXPECT(before.accepted_ms == 0 || known.accepted_ms - before.accepted_ms >= p.lock_ms);
                EXPECT(before.place != known.place);
            } else {
                EXPECT_INT(before.place, known.place);
            }
        }
    }
}
