/* wire/choice.c: whom a card speaks for, what is asked, and the fixture rows of punches that concern a family card and a reported absence. */
#include "test.h"

#include "base/civil.h"
#include "wire/choice.h"

#include "base/banned.h"

enum { CHILDREN = 3 };

struct who {
    enum punch_place place;
    int32_t accepted_min; /* of the day; 0: never */
    bool absent;
    bool preselected; /* wanted */
    enum punch_meaning meaning;
};

struct row {
    const char *name;
    int32_t touch_min;
    int32_t touched_min; /* the same card before; 0: never */
    enum punch_wish wish;
    enum choice_question question;
    enum punch_meaning said;
    size_t n;
    struct who who[CHILDREN];
};

static int64_t at(int32_t minute)
{
    return minute == 0 ? 0 : civil_ms_at(civil_day_of_date((struct civil_date){2026, 11, 20}), minute);
}

static void check(const struct row *row)
{
    struct punch_policy policy = {10000, 30 * 60000, 60 * 60000, at(18 * 60)};
    struct choice_child children[CHILDREN];
    for (size_t i = 0; i < row->n; i++) {
        children[i] = (struct choice_child){.place = row->who[i].place,
                                            .accepted_ms = at(row->who[i].accepted_min),
                                            .absent = row->who[i].absent,
                                            .touched_ms = at(row->touched_min)};
    }
    choice_decide(&policy, children, row->n, row->wish, at(row->touch_min));
    print_message("%s\n", row->name);
    for (size_t i = 0; i < row->n; i++) {
        EXPECT_INT(children[i].preselected, row->who[i].preselected);
        EXPECT_STR(punch_word(children[i].meaning), punch_word(row->who[i].meaning));
    }
    EXPECT_STR(choice_word(choice_question(children, row->n)), choice_word(row->question));
    EXPECT_STR(punch_word(choice_said(children, row->n)), punch_word(row->said));
}

static void check_all(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check(&rows[i]);
    }
}

#define CHECK(rows) check_all((rows), sizeof(rows) / sizeof((rows)[0]))
#define NEVER       PUNCH_NOT_ARRIVED, 0
#define HERE        PUNCH_PRESENT, 490
#define GONE        PUNCH_LEFT, 720

TEST("R-ATT-05: a family card shows its children, those not reported absent are preselected")
{
    static const struct row rows[] = {
        {"A present, B reported sick, 17:30",
         1050,
         490,
         PUNCH_AUTO,
         CHOICE_WHO,
         PUNCH_LEAVE,
         2,
         {{HERE, false, true, PUNCH_LEAVE}, {NEVER, true, false, PUNCH_ASK_LATE}}},
        {"both expected in the morning",
         490,
         0,
         PUNCH_AUTO,
         CHOICE_WHO,
         PUNCH_ARRIVE,
         2,
         {{NEVER, false, true, PUNCH_ARRIVE}, {NEVER, false, true, PUNCH_ARRIVE}}},
        {"one was fetched at noon",
         1010,
         490,
         PUNCH_AUTO,
         CHOICE_WHO,
         PUNCH_KEPT,
         2,
         {{HERE, false, true, PUNCH_LEAVE}, {GONE, false, true, PUNCH_ASK_RETURN}}},
        {"all are reported absent, and come all the same",
         490,
         0,
         PUNCH_AUTO,
         CHOICE_WHO,
         PUNCH_ARRIVE,
         2,
         {{NEVER, true, true, PUNCH_ARRIVE}, {NEVER, true, true, PUNCH_ARRIVE}}},
        {"three, the middle one absent",
         1010,
         490,
         PUNCH_AUTO,
         CHOICE_WHO,
         PUNCH_LEAVE,
         3,
         {{HERE, false, true, PUNCH_LEAVE}, {NEVER, true, false, PUNCH_ARRIVE}, {HERE, false, true, PUNCH_LEAVE}}},
        {"the same card at once again asks nothing",
         490,
         490,
         PUNCH_AUTO,
         CHOICE_NOTHING,
         PUNCH_BOUNCE,
         2,
         {{HERE, false, true, PUNCH_BOUNCE}, {HERE, false, true, PUNCH_BOUNCE}}},
    };
    CHECK(rows);
}

TEST("R-ATT-06: the card of one child that is reported absent means that it has come")
{
    static const struct row rows[] = {
        {"absence reported, then 09:05",
         545,
         0,
         PUNCH_AUTO,
         CHOICE_NOTHING,
         PUNCH_ARRIVE,
         1,
         {{NEVER, true, true, PUNCH_ARRIVE}}},
    };
    CHECK(rows);
}

TEST("R-ATT-03 R-ATT-04: what is asked about one child")
{
    static const struct row rows[] = {
        {"first tap", 490, 0, PUNCH_AUTO, CHOICE_NOTHING, PUNCH_ARRIVE, 1, {{NEVER, false, true, PUNCH_ARRIVE}}},
        {"second", 1010, 490, PUNCH_AUTO, CHOICE_NOTHING, PUNCH_LEAVE, 1, {{HERE, false, true, PUNCH_LEAVE}}},
        {"within the lock", 505, 490, PUNCH_AUTO, CHOICE_ANYWAY, PUNCH_LOCKED, 1, {{HERE, false, true, PUNCH_LOCKED}}},
        {"leave anyway",
         505,
         505,
         PUNCH_WISH_LEAVE,
         CHOICE_NOTHING,
         PUNCH_LEAVE,
         1,
         {{HERE, false, true, PUNCH_LEAVE}}},
        {"had left", 800, 720, PUNCH_AUTO, CHOICE_RETURN, PUNCH_ASK_RETURN, 1, {{GONE, false, true, PUNCH_ASK_RETURN}}},
        {"back again", 800, 800, PUNCH_WISH_ARRIVE, CHOICE_NOTHING, PUNCH_BACK, 1, {{GONE, false, true, PUNCH_BACK}}},
        {"17:40 only", 1060, 0, PUNCH_AUTO, CHOICE_LATE, PUNCH_ASK_LATE, 1, {{NEVER, false, true, PUNCH_ASK_LATE}}},
        {"17:40, arriving",
         1060,
         1060,
         PUNCH_WISH_ARRIVE,
         CHOICE_NOTHING,
         PUNCH_ARRIVE,
         1,
         {{NEVER, false, true, PUNCH_ARRIVE}}},
    };
    CHECK(rows);
}

TEST("R-ATT-07: a card that speaks for nobody asks nothing and says unknown")
{
    struct choice_child none[1] = {{.absent = false}};
    EXPECT_INT(choice_question(none, 0), CHOICE_NOTHING);
    EXPECT_INT(choice_said(none, 0), PUNCH_UNKNOWN);
}

TEST("R-ATT-02: a bounce for the child that was chosen asks nothing about the one that was not")
{
    struct punch_policy policy = {10000, 30 * 60000, 60 * 60000, at(18 * 60)};
    struct choice_child two[2] = {
        {.place = PUNCH_PRESENT, .accepted_ms = at(490), .touched_ms = at(490)},
        {.place = PUNCH_NOT_ARRIVED},
    };
    choice_decide(&policy, two, 2, PUNCH_AUTO, at(490) + 3000);
    EXPECT(choice_bounces(two, 2));
    EXPECT_INT(choice_question(two, 2), CHOICE_NOTHING);
    EXPECT_INT(choice_said(two, 2), PUNCH_BOUNCE);
    choice_decide(&policy, two, 2, PUNCH_AUTO, at(490) + 30000);
    EXPECT_INT(choice_question(two, 2), CHOICE_WHO);
}

/* Every family of two: what is preselected is exactly those who are not absent, or all. */
TEST("R-ATT-05: in every state of two children the preselected are those not absent, or all when all are")
{
    for (int state = 0; state < 4 * 4 * 4; state++) {
        struct punch_policy policy = {10000, 30 * 60000, 60 * 60000, at(18 * 60)};
        struct choice_child two[2] = {
            {.place = (enum punch_place)(state % 4), .accepted_ms = at(490), .absent = (state & 16) != 0},
            {.place = (enum punch_place)(state / 4 % 4), .accepted_ms = at(490), .absent = (state & 32) != 0},
        };
        choice_decide(&policy, two, 2, PUNCH_AUTO, at(800));
        bool both = two[0].absent == two[1].absent;
        EXPECT_INT(two[0].preselected, both || !two[0].absent);
        EXPECT_INT(two[1].preselected, both || !two[1].absent);
        EXPECT_INT(choice_question(two, 2), CHOICE_WHO);
    }
}
