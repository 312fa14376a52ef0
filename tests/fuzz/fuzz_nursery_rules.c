/* Whatever stands in a document of a nursery's rules: it is refused with a member named, or it can be worked with, and the lines of a price
 * are its sum. */
#include "fuzz.h"

#include <assert.h>

#include "core/extension.h"
#include "core/house_rules.h"
#include "core/register.h"
#include "core/return_date.h"
#include "core/staffing.h"

#include "base/banned.h"

enum { DAY = 20500, ARRIVE_MIN = 425, LEAVE_MIN = 1175, FEE_YEN = 22917 };

static struct extension_rules prices;
static struct return_rules returns;
static struct staffing_rules staffing;

static void use_prices(void)
{
    struct extension_day day;
    struct extension_month month;
    struct extension_facts facts = {.day = DAY,
                                    .birth_day = DAY - 500,
                                    .held = 2,
                                    .family = {"A", 2, FEE_YEN},
                                    .stays = {{ARRIVE_MIN, LEAVE_MIN}},
                                    .stays_n = 1};
    extension_month_open(&month);
    for (int hours_class = 0; hours_class < HOURS_CLASS_COUNT; hours_class++) {
        int32_t sum = 0;
        facts.hours_class = (enum hours_class)hours_class;
        extension_price_day(&prices, &facts, &day);
        for (size_t i = 0; i < day.lines_n; i++) {
            sum += day.lines[i].yen;
        }
        assert(sum == day.yen);
        extension_month_add(&prices, &month, &facts, &day);
    }
    extension_month_close(&prices, &month, &facts.family);
}

static void use_returns(void)
{
    struct return_dates dates;
    return_dates_init(&dates);
    dates.day[RETURN_ONSET] = DAY;
    for (int disease = 0; disease < DISEASE_COUNT; disease++) {
        struct return_view view = return_earliest(&returns, disease, RETURN_INFANT, &dates);
        assert(!view.known || view.missing == 0);
    }
}

static void use_staffing(void)
{
    static const int32_t children[STAFFING_AGES] = {9, 12, 12, 20, 21, 21};
    for (size_t i = 0; i < staffing.roles_n; i++) {
        assert(staffing_needed(&staffing.roles[i], children).required >= staffing.roles[i].minimum);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str document = {(const char *)data, size};
    struct json_faults faults;
    struct extension_head extension_head;
    struct return_head return_head;
    struct staffing_head staffing_head;
    struct register_head register_head;
    struct register_symbols symbols;
    struct house_rules house;
    struct house_head house_head;
    if (extension_decode(document, &prices, &extension_head, &faults) == OK) {
        use_prices();
    } else {
        assert(faults.malformed != NULL || faults.n > 0);
    }
    if (return_decode(document, &returns, &return_head, &faults) == OK) {
        use_returns();
    }
    if (staffing_decode(document, &staffing, &staffing_head, &faults) == OK) {
        use_staffing();
    }
    if (house_rules_decode(document, &house, &house_head, &faults) == OK) {
        assert(house.opens_min < house.closes_min);
    }
    register_symbols_init(&symbols);
    if (register_decode(document, &symbols, &register_head, &faults) != OK) {
        assert(faults.malformed != NULL || faults.n > 0);
    }
    return 0;
}
