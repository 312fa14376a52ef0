/* The steps of a bill on the real database: R-FEE-05, R-FEE-06, R-CAN-02, R-CAN-08. */
#include "actions/settle_fee.h"

#include <stdio.h>

#include "support/care.h"
#include "support/test.h"

static bool settle(struct care_world *world, int child, enum fee_state to)
{
    struct settle_fee ask = {.id = care_id(world, child), .to = to, .method = STR("cash"), .reason = STR("other")};
    EXPECT_INT(asking_do(&world->town, world->nurse, settle_fee, &ask), 200);
    return !ask.wrong_state;
}

TEST("R-FEE-06: a bill goes only the steps there are, each once; the schema refuses the others too")
{
    struct care_world world;
    care_open(&world, 1);
    care_come(&world, 1, "2026-03-02T09:00:00.000+09:00");
    struct settle_fee none = {.id = care_id(&world, 1), .to = FEE_PAID, .method = STR("cash")};
    EXPECT_INT(asking_do(&world.town, world.nurse, settle_fee, &none), 404); /* nothing to pay yet */
    care_go(&world, 1, "2026-03-02T15:00:00.000+09:00");
    EXPECT_NOT(settle(&world, 1, FEE_REFUNDED));
    EXPECT(settle(&world, 1, FEE_INVOICED));
    EXPECT_NOT(settle(&world, 1, FEE_INVOICED));
    EXPECT(settle(&world, 1, FEE_PAID));
    EXPECT_NOT(settle(&world, 1, FEE_PAID)); /* nobody pays twice */
    EXPECT_NOT(settle(&world, 1, FEE_WAIVED));
    EXPECT(settle(&world, 1, FEE_REFUNDED));
    EXPECT_NOT(settle(&world, 1, FEE_PAID));
    EXPECT_INT(asking_count(&world.town, "SELECT group_concat(from_state || to_state, '') FROM fee_event"), 1133225);
    EXPECT_INT(asking_count(&world.town, "SELECT refunded FROM fee"), 1000);
    EXPECT_INT(asking_do(&world.town, room_caller(1), settle_fee, &none), 404);
    care_close(&world);
}

TEST("R-FEE-05 R-FEE-06: receipts are numbered one after another without a gap; what is not paid has none")
{
    struct care_world world;
    care_open(&world, 4);
    for (int i = 1; i <= 4; i++) {
        care_come(&world, i, "2026-03-02T09:00:00.000+09:00");
    }
    for (int i = 1; i <= 4; i++) {
        care_go(&world, i, "2026-03-02T15:00:00.000+09:00");
    }
    EXPECT(settle(&world, 3, FEE_PAID));
    EXPECT(settle(&world, 1, FEE_WAIVED));
    EXPECT(settle(&world, 4, FEE_PAID));
    EXPECT(settle(&world, 4, FEE_REFUNDED));
    EXPECT(settle(&world, 2, FEE_PAID));
    EXPECT_INT(asking_count(&world.town,
                            "SELECT group_concat(receipt_number, '') FROM (SELECT receipt_number FROM fee WHERE "
                            "receipt_number IS NOT NULL ORDER BY reservation_id)"),
               312);
    care_close(&world);
}

TEST("R-CAN-02 R-CAN-08: after the deadline giving back costs what the rules say, before it nothing; the facility's "
     "word never")
{
    struct care_world world;
    care_open(&world, 3);
    EXPECT_INT(asking_cancel(&world.town, 1, world.asked[0].ask.results[0].id, 0), 200);
    EXPECT_INT(asking_count(&world.town, "SELECT yen FROM fee WHERE kind = 2 AND state = 1"), 500);
    struct cancel_reservation ask = {.id = care_id(&world, 2), .by_facility = true};
    EXPECT_INT(asking_give_back(&world.town, world.nurse, &ask), 200);
    asking_at(&world.town, "2026-03-02T06:59:59.000+09:00");
    EXPECT_INT(asking_cancel(&world.town, 3, world.asked[2].ask.results[0].id, 0), 200);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM fee"), 1);
    EXPECT(settle(&world, 1, FEE_PAID)); /* the room takes it all the same */
    care_close(&world);
}
