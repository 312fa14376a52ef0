/* Staff took a one-time pick-up ticket, here or on a tablet that was without network: R-CARE-03. */
#include "actions/use_ticket.h"

#include "support/test.h"
#include "support/tickets.h"

#include "base/banned.h"

TEST("R-CARE-03: a ticket is used once; a second use that comes later from another tablet is kept and is a conflict")
{
    struct guarding g;
    guarding_open(&g, 2);
    struct make_ticket made = tickets_make(&g, 1, NURSERY_DAY);
    guarding_at(&g, "17:30");
    struct use_ticket first = tickets_use(&g, nursery_head(&g.world, 1), made.id, "17:20");
    EXPECT_INT(first.uses_n, 1);
    EXPECT_INT(first.conflict, TICKET_NO_CONFLICT);
    struct tickets_seen *seen = tickets_read(&g, nursery_guardian(&g.world, 1), "");
    EXPECT_INT(seen->list[0].state, TICKET_USED);
    EXPECT_INT(seen->list[0].facts.first_use_ms, nursery_at("17:20"));
    struct use_ticket second = tickets_use(&g, nursery_teacher(&g.world, 1), made.id, "17:10");
    EXPECT_INT(second.uses_n, 2);
    EXPECT_INT(second.conflict, TICKET_TWICE);
    seen = tickets_read(&g, nursery_head(&g.world, 1), "n1");
    EXPECT_INT(seen->list[0].conflict, TICKET_TWICE);
    EXPECT_INT(seen->list[0].uses_n, 2);
    EXPECT_INT(seen->list[0].uses[0].at_ms, nursery_at("17:10")); /* by the clock of whoever took it */
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'use_pickup_ticket'"), 2);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'use_pickup_ticket' AND reason = 'again'"),
               1);
    guarding_close(&g);
}

TEST("R-CARE-03: taken on a tablet that had not heard that it was taken back: kept, and a conflict")
{
    struct guarding g;
    guarding_open(&g, 1);
    struct make_ticket made = tickets_make(&g, 1, NURSERY_DAY);
    guarding_at(&g, "15:00");
    struct take_back_ticket back = {.ticket = str_of(made.id)};
    EXPECT_OK(guarding_act(&g, nursery_guardian(&g.world, 1), take_back_ticket, &back));
    guarding_at(&g, "17:30");
    EXPECT_INT(tickets_use(&g, nursery_head(&g.world, 1), made.id, "17:20").conflict, TICKET_NOT_THEIRS);
    guarding_close(&g);
}

TEST("R-CARE-03: on another day than its own, or in the future, nobody has used it; nor has another class's teacher")
{
    struct guarding g;
    guarding_open(&g, 2);
    struct make_ticket later = tickets_make(&g, 1, NURSERY_DAY + 1);
    struct make_ticket today = tickets_make(&g, 2, NURSERY_DAY);
    guarding_at(&g, "17:30");
    EXPECT(tickets_use(&g, nursery_head(&g.world, 1), later.id, "17:20").wrong_time);
    EXPECT(tickets_use(&g, nursery_head(&g.world, 1), today.id, "17:31").wrong_time);
    struct use_ticket ask = {.site = STR("n1"), .ticket = str_of(today.id), .at_ms = nursery_at("17:00")};
    EXPECT_INT(guarding_act(&g, nursery_teacher(&g.world, 1), use_ticket, &ask), ERR_NOT_FOUND);
    ask.ticket = STR("none");
    EXPECT_INT(guarding_act(&g, nursery_head(&g.world, 1), use_ticket, &ask), ERR_NOT_FOUND);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM pickup_ticket_use"), 0);
    guarding_close(&g);
}
