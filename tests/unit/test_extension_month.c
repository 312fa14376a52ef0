/* Months of extended care: caps, steps and prices by the month. */
#include "core/extension.h"

#include "support/prices.h"
#include "support/rules.h"
#include "support/test.h"

static struct extension_day day;
static struct extension_month month;

static void add_days(int32_t n, enum hours_class hours_class, const char *arrive, const char *leave)
{
    for (int32_t i = 0; i < n; i++) {
        struct extension_facts facts = prices_stay(hours_class, arrive, leave);
        extension_price_day(&prices, &facts, &day);
        extension_month_add(&prices, &month, &facts, &day);
    }
}

static int64_t close_month(const char *tier, int32_t sibling, int32_t fee)
{
    struct extension_family family = {tier, sibling, fee};
    int64_t sum = month.days_yen;
    extension_month_close(&prices, &month, &family);
    for (size_t i = 0; i < month.lines_n; i++) {
        sum += month.lines[i].yen;
    }
    EXPECT_INT(sum, month.yen);
    return month.yen;
}

TEST("R-EXT-01 F7 P6: nine days of 600 yen are 5,000 in the month of a short-hours child")
{
    prices_shipped("p6-ten-minutes-capped");
    extension_month_open(&month);
    add_days(8, HOURS_SHORT, "08:15", "16:41");
    EXPECT_INT(close_month("", 1, 0), 4800);
    EXPECT_INT(month.lines_n, 0);
    add_days(1, HOURS_SHORT, "08:15", "16:41");
    EXPECT_INT(close_month("", 1, 0), 5000);
    EXPECT_INT(month.lines_n, 1);
    EXPECT_INT(month.lines[0].kind, EXTENSION_CAPPED);
    EXPECT_INT(month.lines[0].yen, -400);
    EXPECT_INT(month.lines[0].units, 9);
}

TEST("R-EXT-05: a change of hours class within the month concerns only the days after it")
{
    prices_shipped("p6-ten-minutes-capped");
    extension_month_open(&month);
    add_days(9, HOURS_SHORT, "08:15", "16:41");
    add_days(10, HOURS_STANDARD, "08:15", "18:41"); /* five units of ten minutes, and no cap */
    EXPECT_INT(close_month("", 1, 0), 5000 + 10 * 750);
}

TEST("R-EXT-01 F7 P7 P5 P10: prices by the month")
{
    static const struct {
        const char *document;
        uint32_t held;
        int32_t sibling;
        int32_t fee;
        int64_t yen;
    } rows[] = {
        {"p7-percentage", 1, 1, 20000, 2400}, {"p7-percentage", 1, 1, 22916, 2749},
        {"p7-percentage", 1, 1, 22917, 2750}, {"p7-percentage", 1, 1, 30000, 2750},
        {"p5-bands", 1, 1, 0, 2500},          {"p5-bands", 2, 1, 0, 1500},
        {"p5-bands", 4, 1, 0, 1500},          {"p5-bands", 7, 1, 0, 5500},
        {"p10-summed", 1, 1, 0, 3000},        {"p10-summed", 1, 2, 0, 2000},
        {"p10-summed", 1, 3, 0, 1000},        {"p10-summed", 1, 5, 0, 1000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        prices_shipped(rows[i].document);
        extension_month_open(&month);
        month.held = rows[i].held;
        EXPECT_INT(close_month("", rows[i].sibling, rows[i].fee), rows[i].yen);
    }
}

TEST("R-EXT-01: a step table: seven days by the day, from the eighth on a fixed sum, reduced like the days")
{
    static const struct {
        int32_t days;
        const char *tier;
        int64_t yen;
    } rows[] = {{7, "", 2800}, {8, "", 3000}, {20, "", 3000}, {7, "C", 1400}, {8, "C", 1500}, {8, "A", 0}};
    prices_shipped("p9-steps");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        extension_month_open(&month);
        for (int32_t n = 0; n < rows[i].days; n++) {
            struct extension_facts facts = prices_stay(HOURS_STANDARD, "08:00", "18:30");
            facts.family.tier = rows[i].tier;
            extension_price_day(&prices, &facts, &day);
            extension_month_add(&prices, &month, &facts, &day);
        }
        EXPECT_INT(close_month(rows[i].tier, 1, 0), rows[i].yen);
    }
}

TEST("R-ATT-16: a day without a time of leaving is counted as unresolved, not as zero")
{
    prices_shipped("p6-ten-minutes-capped");
    struct extension_facts facts = prices_stay(HOURS_SHORT, "08:30", "16:30");
    extension_month_open(&month);
    add_days(2, HOURS_SHORT, "08:15", "16:41");
    extension_month_add(&prices, &month, &facts, NULL);
    EXPECT_INT(close_month("", 1, 0), 1200);
    EXPECT_INT(month.unresolved, 1);
    EXPECT_INT(month.days, 2);
    EXPECT_INT(month.spot_days, 2);
}
