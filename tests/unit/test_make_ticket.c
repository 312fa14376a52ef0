/* A guardian makes a one-time pick-up ticket and takes it back: R-CARE-03, R-REG-11. */
#include "actions/make_ticket.h"

#include <stdio.h>
#include <string.h>

#include "core/hidden.h"
#include "support/test.h"
#include "support/tickets.h"

#include "base/banned.h"

TEST("R-CARE-03: a guardian makes a ticket for its own child and a day to come; who comes and the number are sealed")
{
    struct guarding g;
    guarding_open(&g, 2);
    struct make_ticket made = tickets_make(&g, 1, NURSERY_DAY);
    EXPECT_NOT(made.wrong_day);
    struct tickets_seen *seen = tickets_read(&g, nursery_guardian(&g.world, 1), "");
    EXPECT_INT(seen->n, 1);
    EXPECT_INT(seen->allowed, 1);
    EXPECT_STR(seen->list[0].name, "Hana");
    EXPECT_INT(strlen(seen->list[0].number), PICKUP_TICKET_NUMBER);
    EXPECT_INT(seen->list[0].state, TICKET_OPEN);
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM pickup_ticket WHERE instr(person, 'Hana') + instr(person, '%s') > 0",
             seen->list[0].number);
    EXPECT_INT(guarding_count(&g, sql), 0);
    EXPECT(tickets_make(&g, 1, NURSERY_DAY - 1).wrong_day);
    EXPECT(tickets_make(&g, 1, NURSERY_DAY + 32).wrong_day);
    struct make_ticket others = {.day = NURSERY_DAY, .name = STR("Hana"), .children = {STR("c2")}, .children_n = 1};
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 1), make_ticket, &others), ERR_NOT_FOUND);
    EXPECT_INT(tickets_read(&g, nursery_guardian(&g.world, 2), "")->n, 0);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'make_pickup_ticket'"), 1);
    guarding_close(&g);
}

TEST(
    "R-CARE-03: it is taken back by its family alone, and not once somebody has come with it; there are twenty at most")
{
    struct guarding g;
    guarding_open(&g, 2);
    struct make_ticket made = tickets_make(&g, 1, NURSERY_DAY);
    struct take_back_ticket back = {.ticket = str_of(made.id)};
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 2), take_back_ticket, &back), ERR_NOT_FOUND);
    EXPECT_OK(guarding_act(&g, nursery_guardian(&g.world, 1), take_back_ticket, &back));
    EXPECT_NOT(back.used);
    EXPECT_INT(tickets_read(&g, nursery_guardian(&g.world, 1), "")->list[0].state, TICKET_TAKEN_BACK);
    EXPECT_OK(guarding_act(&g, nursery_guardian(&g.world, 1), take_back_ticket, &back));
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'take_back_pickup_ticket'"), 1);
    struct make_ticket again = tickets_make(&g, 1, NURSERY_DAY);
    guarding_at(&g, "17:00");
    (void)tickets_use(&g, nursery_head(&g.world, 1), again.id, "16:59");
    back.ticket = str_of(again.id);
    EXPECT_OK(guarding_act(&g, nursery_guardian(&g.world, 1), take_back_ticket, &back));
    EXPECT(back.used);
    for (int i = 0; i < PICKUP_TICKET_OPEN_MAX; i++) {
        EXPECT_NOT(tickets_make(&g, 1, NURSERY_DAY + 1).full);
    }
    EXPECT(tickets_make(&g, 1, NURSERY_DAY + 1).full);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM pickup_ticket"), PICKUP_TICKET_OPEN_MAX + 2);
    guarding_close(&g);
}

/* Both are guardians of child 1; then it is limited for the second. */
static void limited(enum hidden limit)
{
    char sql[160];
    struct guarding g;
    struct make_ticket ask = {.day = NURSERY_DAY, .name = STR("Hana"), .children = {STR("c1")}, .children_n = 1};
    struct take_back_ticket back = {.used = false};
    guarding_open(&g, 2);
    guarding_count(&g, "INSERT INTO guardian_child (account_id, child_id, rights) VALUES (2, 1, 1)");
    struct make_ticket made = tickets_make(&g, 1, NURSERY_DAY);
    EXPECT_INT(tickets_read(&g, nursery_guardian(&g.world, 2), "")->n, 1);
    EXPECT_OK(guarding_act(&g, nursery_guardian(&g.world, 2), make_ticket, &ask));
    snprintf(sql, sizeof sql, "UPDATE guardian_child SET hides = %d WHERE account_id = 2 AND child_id = 1", (int)limit);
    guarding_count(&g, sql);
    struct tickets_seen *seen = tickets_read(&g, nursery_guardian(&g.world, 2), "");
    EXPECT_INT(seen->n, 0);
    EXPECT_INT(seen->allowed, 1); /* the other child's guardian it still is */
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 2), make_ticket, &ask), ERR_NOT_FOUND);
    back.ticket = str_of(made.id);
    EXPECT_INT(guarding_act(&g, nursery_guardian(&g.world, 2), take_back_ticket, &back), ERR_NOT_FOUND);
    seen = tickets_read(&g, nursery_head(&g.world, 1), "n1");
    EXPECT_INT(seen->n, 2);
    EXPECT_NOT(seen->list[0].facts.barred);
    EXPECT(seen->list[1].facts.barred);
    EXPECT_INT(tickets_read(&g, nursery_guardian(&g.world, 1), "")->n, 2);
    guarding_close(&g);
}

TEST("R-REG-11: a guardian from whom it is hidden who fetches makes no ticket and sees none; what it made before is "
     "good "
     "no longer")
{
    limited(HIDDEN_PICKUP);
}

TEST("R-REG-11: nor does one from whom it is hidden where the child is")
{
    limited(HIDDEN_TIMES);
}
