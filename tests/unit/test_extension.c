/* Prices of extended care by the day: every row of the tables goes through a JSON document, most through those that are shipped. */
#include "core/extension.h"

#include <stdio.h>
#include <string.h>

#include "support/prices.h"
#include "support/rules.h"
#include "support/test.h"

static struct extension_day day;

static int32_t price(enum hours_class hours_class, const char *arrive, const char *leave)
{
    struct extension_facts facts = prices_stay(hours_class, arrive, leave);
    int32_t sum = 0;
    extension_price_day(&prices, &facts, &day);
    for (size_t i = 0; i < day.lines_n; i++) {
        sum += day.lines[i].yen;
    }
    EXPECT_INT(sum, day.yen);
    return day.yen;
}

/* Fixture F7, and shapes of B6 that have no row there. */
static const struct {
    const char *document;
    enum hours_class hours_class;
    const char *arrive;
    const char *leave;
    int32_t yen;
} price_rows[] = {
    {"p1-town-public", HOURS_STANDARD, "07:30", "18:30", 0},
    {"p1-town-public", HOURS_STANDARD, "07:30", "18:31", 100},
    {"p1-town-public", HOURS_SHORT, "08:30", "16:30", 0},
    {"p1-town-public", HOURS_SHORT, "08:29", "16:31", 100},
    {"p1-town-public", HOURS_SHORT, "08:10", "17:05", 150},
    {"p1-town-public", HOURS_SHORT, "07:30", "18:45", 400},
    {"p2-town-private", HOURS_STANDARD, "07:00", "18:00", 0},
    {"p2-town-private", HOURS_STANDARD, "07:00", "18:01", 100},
    {"p2-town-private", HOURS_STANDARD, "07:00", "18:30", 100},
    {"p2-town-private", HOURS_STANDARD, "07:00", "18:31", 200},
    {"p2-town-private", HOURS_SHORT, "07:50", "18:10", 350},
    {"p3-duration", HOURS_SHORT, "08:30", "16:31", 400},
    {"p3-duration", HOURS_SHORT, "08:30", "17:30", 400},
    {"p3-duration", HOURS_SHORT, "08:30", "17:31", 800},
    {"p3-duration", HOURS_SHORT, "09:00", "17:00", 0},
    {"p3-duration", HOURS_SHORT, "09:00", "17:01", 400},
    {"p3-duration", HOURS_STANDARD, "07:30", "18:15", 0},
    {"p3-duration", HOURS_STANDARD, "07:30", "18:16", 400},
    {"p3-duration", HOURS_STANDARD, "07:30", "19:15", 400},
    {"p5-bands", HOURS_STANDARD, "07:30", "18:01", 300},
    {"p5-bands", HOURS_SHORT, "07:40", "16:30", 150},
    {"p5-bands", HOURS_SHORT, "07:40", "17:00", 300},
    {"p5-bands", HOURS_SHORT, "07:40", "18:20", 600},
    {"p6-ten-minutes-capped", HOURS_SHORT, "08:29", "16:30", 150},
    {"p6-ten-minutes-capped", HOURS_SHORT, "08:15", "16:41", 600},
    {"p6-ten-minutes-capped", HOURS_SHORT, "07:00", "19:00", 3600},
    {"p7-percentage", HOURS_STANDARD, "08:00", "18:31", 300},
    {"p7-percentage", HOURS_STANDARD, "08:00", "19:00", 300},
    {"p7-percentage", HOURS_STANDARD, "08:00", "19:01", 600},
    {"p10-summed", HOURS_SHORT, "08:20", "16:30", 500},
    {"p10-summed", HOURS_SHORT, "08:00", "17:00", 500},
    {"p10-summed", HOURS_SHORT, "08:00", "17:01", 1000},
    {"p11-eight-hours", HOURS_STANDARD, "07:30", "16:00", 200},
    {"p11-eight-hours", HOURS_STANDARD, "11:30", "19:00", 0},
    {"p4-once-then-hourly", HOURS_SHORT, "08:30", "17:30", 200},
    {"p4-once-then-hourly", HOURS_SHORT, "09:00", "17:00", 0},
    {"p4-once-then-hourly", HOURS_SHORT, "08:59", "18:15", 200},
    {"p4-once-then-hourly", HOURS_SHORT, "08:59", "18:16", 700},
    {"p4-once-then-hourly", HOURS_STANDARD, "08:59", "19:16", 1000},
    {"p8-threshold", HOURS_STANDARD, "08:00", "18:35", 0},
    {"p8-threshold", HOURS_STANDARD, "08:00", "18:36", 100},
    {"p8-threshold", HOURS_STANDARD, "08:00", "19:30", 400},
    {"p8-threshold", HOURS_STANDARD, "08:00", "19:31", 600},
    {"p9-steps", HOURS_STANDARD, "08:00", "18:59", 400},
};

TEST("R-EXT-01 R-EXT-02 F7: every row of the price tables comes out of a document")
{
    for (size_t i = 0; i < sizeof price_rows / sizeof price_rows[0]; i++) {
        prices_shipped(price_rows[i].document);
        int32_t yen = price(price_rows[i].hours_class, price_rows[i].arrive, price_rows[i].leave);
        if (yen != price_rows[i].yen) {
            printf("%s %s-%s: ", price_rows[i].document, price_rows[i].arrive, price_rows[i].leave);
        }
        EXPECT_INT(yen, price_rows[i].yen);
    }
}

TEST("R-EXT-01: the lines say which charge, how many minutes, how many units")
{
    prices_shipped("p1-town-public");
    price(HOURS_SHORT, "08:10", "17:05");
    EXPECT_INT(day.lines_n, 2);
    EXPECT_INT(day.lines[0].minutes, 20);
    EXPECT_INT(day.lines[0].units, 1);
    EXPECT_INT(day.lines[0].yen, 50);
    EXPECT_INT(day.lines[1].from_min, prices_minute("16:30"));
    EXPECT_INT(day.lines[1].minutes, 35);
    EXPECT_INT(day.lines[1].units, 2);
    prices_shipped("p11-eight-hours");
    price(HOURS_STANDARD, "07:30", "16:00");
    EXPECT_INT(day.lines[0].minutes, 30); /* F7: 30 min over */
    prices_shipped("p10-summed");
    price(HOURS_SHORT, "08:00", "17:00");
    EXPECT_INT(day.lines_n, 1);
    EXPECT_INT(day.lines[0].minutes, 60);
    EXPECT_INT(day.lines[0].from_min, POLICY_NONE);
}

TEST("R-EXT-01: units are rounded up or down, and minutes that nobody prices are shown")
{
    static const char charge[] =
        "'hours':[{'from':'07:30','to':'18:00'}],'charges':[{'id':'e','spans':[{'from':'18:00',"
        "'to':'19:00'}],'price':'unit','unit_min':15,'yen':100,'rounding':'down'}]";
    prices_members(charge);
    EXPECT_INT(price(HOURS_STANDARD, "07:30", "18:14"), 0);
    EXPECT_INT(price(HOURS_STANDARD, "07:30", "18:15"), 100);
    EXPECT_INT(price(HOURS_STANDARD, "07:30", "18:29"), 100);
    EXPECT_INT(price(HOURS_STANDARD, "07:20", "19:05"), 400);
    EXPECT_INT(day.lines_n, 2);
    EXPECT_INT(day.lines[1].kind, EXTENSION_OUTSIDE);
    EXPECT_INT(day.lines[1].minutes, 15);
}

TEST("R-EXT-03: up to the grace nothing; beyond it all minutes, or only the rest")
{
    static const struct {
        const char *after;
        const char *leave;
        int32_t yen;
    } rows[] = {{"all", "18:05", 0},  {"all", "18:06", 10 * 6}, {"all", "18:10", 100},
                {"rest", "18:05", 0}, {"rest", "18:06", 10},    {"rest", "18:10", 50}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char members[512];
        snprintf(members, sizeof members,
                 "'charges':[{'id':'e','spans':[{'from':'18:00','to':'19:00'}],'price':'unit','unit_min':1,'yen':10,"
                 "'grace_min':5,'after_grace':'%s'}]",
                 rows[i].after);
        prices_members(members);
        EXPECT_INT(price(HOURS_STANDARD, "08:00", rows[i].leave), rows[i].yen);
        EXPECT_INT(day.lines[0].kind, rows[i].yen == 0 ? EXTENSION_GRACE : EXTENSION_SPOT);
    }
}

TEST("R-EXT-04: what is held by the month is free; beyond its end a first unit begins")
{
    prices_members(
        "'charges':[{'id':'e','spans':[{'from':'18:00','to':'20:00'}],'price':'unit','unit_min':30,'yen':300}],"
        "'monthly':[{'id':'m','spans':[{'from':'18:00','to':'18:45'}],'yen':2000},"
        "{'id':'s','for':['short'],'spans':[{'from':'18:00','to':'20:00'}],'yen':2000}]");
    struct extension_facts facts = prices_stay(HOURS_STANDARD, "08:00", "18:45");
    facts.held = UINT32_C(1) << extension_monthly_find(&prices, STR("m"));
    extension_price_day(&prices, &facts, &day);
    EXPECT_INT(day.yen, 0);
    EXPECT_INT(day.lines[0].kind, EXTENSION_HELD);
    EXPECT_INT(day.lines[0].minutes, 45);
    facts.stays[0].to_min = prices_minute("18:46");
    extension_price_day(&prices, &facts, &day);
    EXPECT_INT(day.yen, 300);
    EXPECT_INT(day.lines[0].minutes, 1);
    facts.held = UINT32_C(1) << extension_monthly_find(&prices, STR("s")); /* of another hours class */
    extension_price_day(&prices, &facts, &day);
    EXPECT_INT(day.yen, 600);
    EXPECT_INT(extension_monthly_find(&prices, STR("x")), -1);
}

TEST("R-EXT-08: a child below the age on the first of the month is shown, not priced")
{
    prices_shipped("p9-steps");
    int32_t first = rules_day("2026-04-01");
    EXPECT(extension_allowed(&prices, rules_day("2025-04-01"), first + 20));
    EXPECT_NOT(extension_allowed(&prices, rules_day("2025-04-02"), first + 20));
    EXPECT(extension_allowed(&prices, EXTENSION_BIRTH_UNKNOWN, first));
    struct extension_facts facts = prices_stay(HOURS_STANDARD, "08:00", "18:31");
    facts.birth_day = rules_day("2025-04-02");
    extension_price_day(&prices, &facts, &day);
    EXPECT_INT(day.yen, 0);
    EXPECT_INT(day.lines[0].kind, EXTENSION_TOO_YOUNG);
    EXPECT_INT(day.lines[0].minutes, 31);
}

TEST("R-EXT-01: tier and place among siblings reduce what is paid, the first that fits holds")
{
    static const struct {
        const char *tier;
        int32_t sibling;
        int32_t spot;
        int32_t monthly;
    } rows[] = {{"A", 1, 0, 0}, {"C", 1, 50, 250}, {"", 1, 100, 500}, {"", 2, 33, 500}, {"C", 2, 50, 250}};
    prices_members(
        "'charges':[{'id':'e','spans':[{'from':'18:00','to':'19:00'}],'price':'once','yen':100}],"
        "'reductions':[{'tiers':['A','B'],'percent':0},{'tiers':['C'],'percent':50},{'sibling_from':2,'of':'spot',"
        "'percent':33}]");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct extension_facts facts = prices_stay(HOURS_STANDARD, "08:00", "18:01");
        facts.family = (struct extension_family){rows[i].tier, rows[i].sibling, 0};
        extension_price_day(&prices, &facts, &day);
        EXPECT_INT(day.yen, rows[i].spot);
        EXPECT_INT(day.lines[0].full_yen, 100);
        EXPECT_INT(extension_reduced(&prices, &facts.family, true, 500), rows[i].monthly);
    }
}

TEST("R-ATT-14: a child that was out between counts as there, unless the document says otherwise")
{
    static const char charge[] = "'charges':[{'id':'o','spans':[{'from':'07:00','to':'19:00'}],'over_min':480,"
                                 "'price':'unit','unit_min':30,'yen':100}],'step_out':'%s'";
    char members[256];
    struct extension_facts facts = prices_stay(HOURS_SHORT, "08:00", "11:00");
    facts.stays[1] = (struct extension_span){prices_minute("13:00"), prices_minute("17:00")};
    facts.stays_n = 2;
    snprintf(members, sizeof members, charge, "counted");
    prices_members(members);
    extension_price_day(&prices, &facts, &day);
    EXPECT_INT(day.yen, 200);
    snprintf(members, sizeof members, charge, "excluded");
    prices_members(members);
    extension_price_day(&prices, &facts, &day);
    EXPECT_INT(day.yen, 0);
}
