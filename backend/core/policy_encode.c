/* The document as a whole, who may come and when it is open: see policy_encode.h. */
#include "core/policy_encode.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

static const char *const weekday_words[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

const char *policy_section_word(enum policy_section section)
{
    static const char *const words[] = {
        [SECTION_ELIGIBILITY] = "eligibility",
        [SECTION_REGISTRATION] = "registration",
        [SECTION_HOURS] = "hours",
        [SECTION_CALENDAR] = "calendar",
        [SECTION_PLACES] = "places",
        [SECTION_STAFFING] = "staffing",
        [SECTION_SLOTS] = "slots",
        [SECTION_ROOMS] = "rooms",
        [SECTION_ACCEPTANCE] = "acceptance",
        [SECTION_BOOKING] = "booking",
        [SECTION_DECISION] = "decision",
        [SECTION_CANCEL] = "cancel",
        [SECTION_NO_SHOW] = "no_show",
        [SECTION_WAITING] = "waiting",
        [SECTION_EPISODE] = "episode",
        [SECTION_NOTE] = "note",
        [SECTION_ENTRY] = "entry",
        [SECTION_FEES] = "fees",
        [SECTION_REPORTS] = "reports",
    };
    assert((size_t)section < sizeof words / sizeof words[0]);
    return words[section];
}

static void put_eligibility(struct json_out *out, const struct policy_eligibility *from)
{
    static const char *const ages[] = {[LIMIT_SCHOOL_ENTRY] = "school_entry",
                                       [LIMIT_GRADE_3] = "grade3",
                                       [LIMIT_GRADE_6] = "grade6",
                                       [LIMIT_MARCH_AFTER_12] = "mar31_after_12"};
    static const char *const residences[] = {[RESIDENCE_ANYONE] = "anyone",
                                             [RESIDENCE_RESIDENT] = "resident",
                                             [RESIDENCE_OR_ENROLLED] = "resident_or_enrolled",
                                             [RESIDENCE_OR_WORKER] = "resident_or_worker"};
    static const char *const windows[] = {
        [OLDER_ANY_DAY] = "any_day", [OLDER_DAY_BEFORE] = "day_before", [OLDER_SAME_DAY] = "same_day"};
    json_out_open(out, '{');
    json_put_int(out, "age_low_months", from->age_low_months);
    json_put_word(out, "age_high", ages[from->age_high]);
    json_put_word(out, "residence", residences[from->residence]);
    json_put_bool(out, "enrolment_required", from->enrolment_required);
    json_put_bool(out, "work_required", from->work_required);
    json_put_bool(out, "entitlement_required", from->entitlement_required);
    json_put_bool(out, "parental_leave_blocks", from->parental_leave_blocks);
    if (from->older_from_grade > 0) {
        json_out_key(out, "older");
        json_out_open(out, '{');
        json_put_int(out, "from_grade", from->older_from_grade);
        if (from->older_places != POLICY_NONE) {
            json_put_int(out, "places_per_day", from->older_places);
        }
        json_put_word(out, "window", windows[from->older_window]);
        json_out_close(out, '}');
    }
    json_out_close(out, '}');
}

static void put_registration(struct json_out *out, const struct policy_registration *from)
{
    static const char *const renewals[] = {
        [RENEWAL_NONE] = "none", [RENEWAL_FISCAL_YEAR] = "fiscal_year", [RENEWAL_ANNIVERSARY] = "anniversary"};
    json_out_open(out, '{');
    json_put_bool(out, "required", from->required);
    json_put_word(out, "scope", from->scope == SCOPE_FACILITY ? "facility" : "municipality");
    json_put_word(out, "renewal", renewals[from->renewal]);
    json_put_bool(out, "book_before_approval", from->book_before_approval);
    json_put_int(out, "confirm_every_months", from->confirm_every_months);
    json_out_close(out, '}');
}

static bool same_hours(const struct policy_hours *a, const struct policy_hours *b)
{
    return a->opens_min == b->opens_min && a->closes_min == b->closes_min && a->pickup_by_min == b->pickup_by_min;
}

static void put_minute(struct json_out *out, const char *key, int32_t minute)
{
    json_out_key(out, key);
    json_out_minute(out, minute);
}

/* Weekdays with the same hours share a row, in the order of the first of them. */
static void put_hours(struct json_out *out, const struct policy *policy)
{
    uint32_t done = 0;
    json_out_open(out, '[');
    for (int day = 0; day < 7; day++) {
        const struct policy_hours *hours = &policy->hours[day];
        if ((done >> day & 1) != 0 || hours->opens_min == POLICY_NONE) {
            continue;
        }
        json_out_open(out, '{');
        json_out_key(out, "days");
        json_out_open(out, '[');
        for (int other = day; other < 7; other++) {
            if (same_hours(hours, &policy->hours[other])) {
                json_out_text(out, str_of(weekday_words[other]));
                done |= UINT32_C(1) << other;
            }
        }
        json_out_close(out, ']');
        put_minute(out, "opens", hours->opens_min);
        put_minute(out, "closes", hours->closes_min);
        put_minute(out, "pickup_by", hours->pickup_by_min);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_dates(struct json_out *out, const char *key, const struct policy_calendar *from, bool open)
{
    json_out_key(out, key);
    json_out_open(out, '[');
    for (size_t i = 0; i < from->dates_n; i++) {
        if (from->dates[i].open == open) {
            json_out_day(out, from->dates[i].day);
        }
    }
    json_out_close(out, ']');
}

static void put_calendar(struct json_out *out, const struct policy_calendar *from)
{
    json_out_open(out, '{');
    json_put_word(out, "holidays", from->holidays_open ? "open" : "closed");
    json_put_word(out, "new_year", from->new_year_open ? "open" : "closed");
    put_dates(out, "closed", from, false);
    put_dates(out, "open", from, true);
    json_out_close(out, '}');
}

static void put_places(struct json_out *out, const struct policy_places *from)
{
    json_out_open(out, '{');
    json_put_int(out, "licensed", from->licensed);
    json_out_key(out, "by_weekday");
    json_out_open(out, '[');
    for (int day = 0; day < 7; day++) {
        if (from->by_weekday[day] != POLICY_NONE) {
            json_out_open(out, '{');
            json_out_key(out, "days");
            json_out_open(out, '[');
            json_out_text(out, str_of(weekday_words[day]));
            json_out_close(out, ']');
            json_put_int(out, "places", from->by_weekday[day]);
            json_out_close(out, '}');
        }
    }
    json_out_close(out, ']');
    json_out_key(out, "by_date");
    json_out_open(out, '[');
    for (size_t i = 0; i < from->dates_n; i++) {
        json_out_open(out, '{');
        json_put_day(out, "day", from->dates[i].day);
        json_put_int(out, "places", from->dates[i].places);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

static void put_staffing(struct json_out *out, const struct policy_staffing *from)
{
    json_out_open(out, '{');
    json_put_int(out, "nurses", from->nurses);
    json_put_int(out, "teachers", from->teachers);
    json_put_int(out, "children_per_nurse", from->children_per_nurse);
    json_put_int(out, "children_per_teacher", from->children_per_teacher);
    json_out_close(out, '}');
}

static void put_slots(struct json_out *out, const struct policy *policy)
{
    json_out_open(out, '[');
    for (size_t i = 0; i < policy->slots_n; i++) {
        json_out_open(out, '{');
        json_put_text(out, "id", str_of(policy->slots[i].id));
        put_minute(out, "from", policy->slots[i].from_min);
        put_minute(out, "to", policy->slots[i].to_min);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_rooms(struct json_out *out, const struct policy *policy)
{
    json_out_open(out, '[');
    for (size_t i = 0; i < policy->rooms_n; i++) {
        const struct policy_room *room = &policy->rooms[i];
        json_out_open(out, '{');
        json_put_text(out, "id", str_of(room->id));
        json_put_text(out, "name", str_of(room->name));
        json_put_int(out, "places", room->places);
        json_put_bool(out, "isolation", room->isolation);
        json_put_int(out, "age_from_months", room->age_from_months);
        json_put_int(out, "age_to_months", room->age_to_months);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

void policy_encode_opening(struct json_out *out, const struct policy *policy, enum policy_section section)
{
    if (section == SECTION_ELIGIBILITY) {
        put_eligibility(out, &policy->eligibility);
    } else if (section == SECTION_REGISTRATION) {
        put_registration(out, &policy->registration);
    } else if (section == SECTION_HOURS) {
        put_hours(out, policy);
    } else if (section == SECTION_CALENDAR) {
        put_calendar(out, &policy->calendar);
    } else if (section == SECTION_PLACES) {
        put_places(out, &policy->places);
    } else if (section == SECTION_STAFFING) {
        put_staffing(out, &policy->staffing);
    } else if (section == SECTION_SLOTS) {
        put_slots(out, policy);
    } else {
        put_rooms(out, policy);
    }
}

void policy_encode_section(struct json_out *out, const struct policy *policy, enum policy_section section)
{
    if (section <= SECTION_ROOMS) {
        policy_encode_opening(out, policy, section);
    } else if (section <= SECTION_ENTRY) {
        policy_encode_asking(out, policy, section);
    } else {
        policy_encode_money(out, policy, section);
    }
}

void policy_encode(const struct policy *policy, const struct policy_head *head, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_word(&out, "policy", head->kind == POLICY_SICK_ROOM ? "sick_room" : "municipality");
    if (head->kind == POLICY_SICK_ROOM) {
        json_put_text(&out, "site", str_of(head->site));
    }
    json_put_day(&out, "valid_from", head->valid_from_day);
    if (head->title[0] != '\0') {
        json_put_text(&out, "title", str_of(head->title));
    }
    for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
        json_out_key(&out, policy_section_word((enum policy_section)i));
        policy_encode_section(&out, policy, (enum policy_section)i);
    }
    json_out_close(&out, '}');
}

bool policy_section_same(const struct policy *a, const struct policy *b, enum policy_section section,
                         struct buf *scratch)
{
    struct json_out out;
    assert(scratch->max >= 2 * POLICY_SECTION_BYTES - 1);
    buf_clear(scratch);
    json_out_init(&out, scratch);
    policy_encode_section(&out, a, section);
    size_t n = scratch->n;
    json_out_init(&out, scratch);
    policy_encode_section(&out, b, section);
    assert(!scratch->overflow);
    return scratch->n == 2 * n && memcmp(scratch->p, scratch->p + n, n) == 0;
}
