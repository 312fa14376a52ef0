/* What a nursery's tablets get to check a ticket without network: R-CARE-03, R-SEC-02. */
#include "actions/read_tickets.h"

#include <string.h>

#include "base/browser_mac.h"
#include "support/test.h"
#include "support/tickets.h"

#include "base/banned.h"

TEST("R-CARE-03: the nursery's list holds no number but what it becomes under that day's key; another day's key opens "
     "nothing")
{
    struct guarding g;
    unsigned char mac[BROWSER_MAC_BYTES];
    unsigned char before[SECRET_KEY_BYTES];
    char hex[TICKET_CHECK_TEXT];
    char number[PICKUP_TICKET_NUMBER + 1];
    guarding_open(&g, 1);
    (void)tickets_make(&g, 1, NURSERY_DAY);
    (void)tickets_make(&g, 1, NURSERY_DAY + 1);
    struct tickets_seen *seen = tickets_read(&g, nursery_guardian(&g.world, 1), "");
    EXPECT_INT(seen->n, 2);
    EXPECT_OK(str_copy(str_of(seen->list[0].number), number, sizeof number));
    seen = tickets_read(&g, nursery_head(&g.world, 1), "n1");
    EXPECT_INT(seen->n, 1);
    EXPECT_STR(seen->list[0].number, "");
    EXPECT_STR(seen->list[0].name, "Hana");
    browser_mac(seen->key, str_of(number), mac);
    str_hex(mac, TICKET_CHECK_BYTES, hex);
    EXPECT_STR(seen->list[0].check, hex);
    memcpy(before, seen->key, sizeof before);
    struct caller head = nursery_head(&g.world, 1);
    struct read_tickets tomorrow = {.caller = &head, .site = STR("n1"), .day = NURSERY_DAY + 2};
    EXPECT_OK(read_tickets(g.world.lane, &tomorrow)); /* nothing to show: take is not called */
    EXPECT(memcmp(before, tomorrow.key, sizeof before) != 0);
    EXPECT_INT(guarding_count(&g, "SELECT count(*) FROM audit WHERE action = 'read_pickup_tickets'"), 2);
    guarding_close(&g);
}

TEST("R-SEC-02: a teacher sees the tickets of the own class, the head all, another nursery's nobody")
{
    struct guarding g;
    guarding_open(&g, 2);
    (void)tickets_make(&g, 1, NURSERY_DAY);
    (void)tickets_make(&g, 2, NURSERY_DAY); /* of class b */
    EXPECT_INT(tickets_read(&g, nursery_head(&g.world, 1), "n1")->n, 2);
    EXPECT_INT(tickets_read(&g, nursery_teacher(&g.world, 1), "n1")->n, 1);
    struct caller guardian = nursery_guardian(&g.world, 1);
    struct read_tickets in = {.caller = &guardian, .site = STR("n1"), .day = NURSERY_DAY};
    EXPECT_INT(read_tickets(g.world.lane, &in), ERR_NOT_FOUND);
    guarding_close(&g);
}
