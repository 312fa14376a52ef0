/* What a fault of a policy document means, for whoever writes such documents, and which rule it concerns. See policy.h. */
#include <string.h>

#include "core/policy.h"

#include "base/banned.h"

const char *policy_fault_rule(const char *pointer)
{
    static const struct {
        const char *prefix;
        const char *rule;
    } rows[] = {
        {"/eligibility/age", "R-REG-01"},
        {"/eligibility/parental", "R-REG-03"},
        {"/eligibility", "R-REG-02"},
        {"/registration", "R-REG-05"},
        {"/hours", "R-CAL-02"},
        {"/calendar", "R-CAL-02"},
        {"/places", "R-STF-01"},
        {"/staffing", "R-STF-01"},
        {"/slots", "R-RSV-03"},
        {"/rooms", "R-ROOM-02"},
        {"/acceptance/max_temp", "R-ROOM-08"},
        {"/acceptance/antipyretic", "R-ROOM-08"},
        {"/acceptance", "R-ROOM-01"},
        {"/booking/windows", "R-RSV-04"},
        {"/booking/max_days", "R-RSV-14"},
        {"/booking/waiting_max", "R-RSV-02"},
        {"/booking/confirm", "R-RSV-07"},
        {"/booking/required", "R-RSV-11"},
        {"/booking", "R-RSV-04"},
        {"/decision", "R-WL-09"},
        {"/cancel/chain", "R-CAN-04"},
        {"/cancel/reminder", "R-CAN-03"},
        {"/cancel", "R-CAN-01"},
        {"/no_show", "R-CAN-06"},
        {"/waiting/order", "R-WL-01"},
        {"/waiting/quiet", "R-WL-03"},
        {"/waiting", "R-WL-02"},
        {"/episode", "R-RSV-15"},
        {"/note", "R-RSV-13"},
        {"/entry", "R-CARE-01"},
        {"/fees/exempt", "R-FEE-03"},
        {"/fees", "R-FEE-01"},
        {"/reports", "R-CAN-07"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strncmp(pointer, rows[i].prefix, strlen(rows[i].prefix)) == 0) {
            return rows[i].rule;
        }
    }
    return "";
}

const char *policy_fault_sentence(const char *code)
{
    static const struct {
        const char *code;
        const char *sentence;
    } rows[] = {
        {"MISSING", "it must be said"},
        {"UNKNOWN_MEMBER", "there is no such member; see the schema"},
        {"WRONG_TYPE", "it is of another type"},
        {"OUT_OF_RANGE", "it is none of the values there are, or outside its bounds"},
        {"TOO_LONG", "it is too long"},
        {"TOO_MANY", "there are too many of them"},
        {"BAD_FORMAT", "days are YYYY-MM-DD, times hh:mm, temperatures have at most one place"},
        {"BAD_ID", "an id has 1 to 15 letters, digits, '-' or '_'"},
        {"BAD_WEEKDAY", "weekdays are mon tue wed thu fri sat sun"},
        {"NOT_OF_MUNICIPALITY", "the municipality's own document names no site"},
        {"NO_SUCH_DISEASE", "a disease code that is not in the list of 'GET /diseases'"},
        {"NO_SUCH_OPTION", "no option has this id"},
        {"NO_SUCH_ANSWER", "a request may be required to say temperature, note_issued, note_visit, allergies, "
                           "pickup_person, pickup_time and "
                           "planned_arrival"},
        {"NO_SUCH_ORDER", "the order is made of approved, continuing, age and sequence"},
        {"NO_PLACE", "there is no place for it beside those above"},
        {"NO_SUCH_ROOM", "no care room has this id"},
        {"NO_SUCH_SLOT", "no slot has this id"},
        {"OUTSIDE_HOURS", "it lies outside the hours"},
        {"ENDS_BEFORE_BEGIN", "it ends before it begins"},
        {"PICKUP_OUTSIDE_HOURS", "the time to fetch by lies outside the hours"},
        {"NEVER_OPEN", "it is never open"},
        {"INSIDE_ANOTHER", "it begins before the one above it has ended"},
        {"TOO_MANY_PIECES", "the slots cut the day into more than four pieces"},
        {"TWICE", "it stands twice"},
        {"TO_OR_LEAVES", "a class has a name to go on by, or it leaves: one of the two"},
        {"FEWER_THAN_LICENSED", "the rooms together have fewer places than are licensed"},
        {"NO_ISOLATION_ROOM", "a disease is to be isolated, but no room is an isolation room"},
        {"NO_OPENING", "only a window that opens at a time can be drawn or decided together"},
        {"SEQUENCE_NOT_LAST", "the sequence of asking comes last"},
        {"INCOMPLETE", "count, within_days and block_days belong together"},
        {"HOURS_WITHOUT_TIERS", "hours_up_to needs the basis hours_tier"},
        {"NO_SUCH_CLASS", "hours classes are standard and short"},
        {"NO_SUCH_MONTHLY", "the document has nothing by the month with this id"},
        {"NO_SUCH_CHARGE", "no charge has this id"},
        {"NOT_BY_UNIT", "unit_min and rounding belong to the price unit"},
        {"NOT_ASCENDING", "they stand in ascending order and do not overlap"},
        {"ONE_COUNT", "one of full_days (days without the nursery after day 0) and on_day"},
        {"AGE_WITHOUT_BAND", "every class age from 0 to 5 belongs to a band"},
        {"ONE_PRICE", "one of yen, sibling_yen and percent_of_fee"},
        {"SOMEBODY_WITHOUT_PRICE", "there is a family for whom no row fits: let the last row fit everybody"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].code, code) == 0) {
            return rows[i].sentence;
        }
    }
    return code;
}
