/* Reading a policy document: its head, who may come, when it is open. See policy.h; the other sections are in policy_decode_*.c. */
#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "core/policy.h"
#include "core/policy_parts.h"

#include "base/banned.h"

enum {
    MONTHS_MAX = 180,
    PLACES_MAX = 200,
    PEOPLE_MAX = 50,
    RATIO_MAX = 30,
    WEEKDAY_WORD_BYTES = 9, // "wednesday", so that a whole word is told what is wrong with it, not that it is long
};

static const char *const weekday_words[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};

void policy_decode_id(struct json_in *in, const char *name, enum json_need need, char out[POLICY_ID_BYTES])
{
    struct str text = json_text(in, name, need, POLICY_ID_BYTES - 1);
    bool good = true;
    for (size_t i = 0; i < text.n && good; i++) {
        char c = text.p[i];
        good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
    enum err err = good ? str_copy(text, out, POLICY_ID_BYTES) : ERR_INVALID;
    if (err != OK) {
        json_blame(in, name, "BAD_ID");
    }
}

uint32_t policy_decode_weekdays(struct json_in *in, const char *name)
{
    uint32_t mask = 0;
    size_t n = json_list(in, name, JSON_REQUIRED, 7);
    for (size_t i = 0; i < n; i++) {
        struct str word = json_list_text(in, name, i, WEEKDAY_WORD_BYTES);
        int found = -1;
        for (int day = 0; weekday_words[day] != NULL; day++) {
            found = str_is(word, weekday_words[day]) ? day : found;
        }
        if (found < 0) {
            json_blame(in, name, "BAD_WEEKDAY");
            return 0;
        }
        mask |= UINT32_C(1) << found;
    }
    return mask;
}

void policy_decode_moment(struct json_in *moment, struct policy_moment *ret)
{
    static const char *const on_words[] = {"day_of_use", "day_before", "open_day_before", NULL};
    int on = json_word(moment, "on", JSON_REQUIRED, on_words);
    ret->on = on < 0 ? ON_DAY_OF_USE : (enum policy_on)on;
    ret->min = json_minute(moment, "at", JSON_REQUIRED, POLICY_NONE);
    json_nested_end(moment);
}

static int word_or(struct json_in *in, const char *name, const char *const words[], int absent)
{
    int found = json_word(in, name, JSON_OPTIONAL, words);
    return found < 0 ? absent : found;
}

static void decode_older(struct json_in *in, struct policy_eligibility *eligibility)
{
    static const char *const window_words[] = {"any_day", "day_before", "same_day", NULL};
    struct json_in older;
    if (!json_nested(in, "older", JSON_OPTIONAL, &older)) {
        return;
    }
    eligibility->older_from_grade = (int32_t)json_int(&older, "from_grade", JSON_REQUIRED, 1, 6, 0);
    eligibility->older_places = (int32_t)json_int(&older, "places_per_day", JSON_OPTIONAL, 0, PLACES_MAX, POLICY_NONE);
    eligibility->older_window = (enum policy_older_window)word_or(&older, "window", window_words, OLDER_ANY_DAY);
    json_nested_end(&older);
}

static void decode_eligibility(struct json_in *in, struct policy *policy)
{
    static const char *const age_words[] = {"school_entry", "grade3", "grade6", "mar31_after_12", NULL};
    static const char *const residence_words[] = {"anyone", "resident", "resident_or_enrolled", "resident_or_worker",
                                                  NULL};
    struct policy_eligibility *to = &policy->eligibility;
    struct json_in from;
    if (!json_nested(in, "eligibility", JSON_OPTIONAL, &from)) {
        return;
    }
    to->age_low_months = (int32_t)json_int(&from, "age_low_months", JSON_OPTIONAL, 0, MONTHS_MAX, to->age_low_months);
    to->age_high = (enum calendar_limit)(word_or(&from, "age_high", age_words, (int)to->age_high - 1) + 1);
    to->residence = (enum policy_residence)word_or(&from, "residence", residence_words, (int)to->residence);
    to->enrolment_required = json_bool(&from, "enrolment_required", JSON_OPTIONAL, to->enrolment_required);
    to->work_required = json_bool(&from, "work_required", JSON_OPTIONAL, to->work_required);
    to->entitlement_required = json_bool(&from, "entitlement_required", JSON_OPTIONAL, to->entitlement_required);
    to->parental_leave_blocks = json_bool(&from, "parental_leave_blocks", JSON_OPTIONAL, to->parental_leave_blocks);
    decode_older(&from, to);
    json_nested_end(&from);
}

static void decode_registration(struct json_in *in, struct policy *policy)
{
    static const char *const scope_words[] = {"municipality", "facility", NULL};
    static const char *const renewal_words[] = {"none", "fiscal_year", "anniversary", NULL};
    struct policy_registration *to = &policy->registration;
    struct json_in from;
    if (!json_nested(in, "registration", JSON_OPTIONAL, &from)) {
        return;
    }
    to->required = json_bool(&from, "required", JSON_OPTIONAL, to->required);
    to->scope = (enum policy_scope)word_or(&from, "scope", scope_words, (int)to->scope);
    to->renewal = (enum policy_renewal)word_or(&from, "renewal", renewal_words, (int)to->renewal);
    to->book_before_approval = json_bool(&from, "book_before_approval", JSON_OPTIONAL, to->book_before_approval);
    to->confirm_every_months = (int32_t)json_int(&from, "confirm_every_months", JSON_OPTIONAL, 0, 60,
                                                 to->confirm_every_months);
    json_nested_end(&from);
}

/* The rows replace the whole week: a weekday that no row names is closed. */
static void decode_hours(struct json_in *in, struct policy *policy)
{
    size_t n = json_list(in, "hours", JSON_OPTIONAL, 7);
    for (int day = 0; n > 0 && day < 7; day++) {
        policy->hours[day].opens_min = POLICY_NONE;
    }
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (!json_list_object(in, "hours", i, &row)) {
            continue;
        }
        uint32_t days = policy_decode_weekdays(&row, "days");
        struct policy_hours hours = {.opens_min = json_minute(&row, "opens", JSON_REQUIRED, 0),
                                     .closes_min = json_minute(&row, "closes", JSON_REQUIRED, 0)};
        hours.pickup_by_min = json_minute(&row, "pickup_by", JSON_OPTIONAL, hours.closes_min);
        for (int day = 0; day < 7; day++) {
            policy->hours[day] = (days >> day & 1) != 0 ? hours : policy->hours[day];
        }
        json_nested_end(&row);
    }
}

static void decode_dates(struct json_in *in, const char *name, bool open, struct policy_calendar *to)
{
    size_t n = json_list(in, name, JSON_OPTIONAL, POLICY_DATES_MAX);
    for (size_t i = 0; i < n; i++) {
        if (to->dates_n == POLICY_DATES_MAX) {
            json_blame(in, name, "TOO_MANY");
            return;
        }
        to->dates[to->dates_n++] = (struct calendar_exception){json_list_day(in, name, i), open};
    }
}

static void decode_calendar(struct json_in *in, struct policy *policy)
{
    static const char *const open_words[] = {"closed", "open", NULL};
    struct policy_calendar *to = &policy->calendar;
    struct json_in from;
    if (!json_nested(in, "calendar", JSON_OPTIONAL, &from)) {
        return;
    }
    to->holidays_open = word_or(&from, "holidays", open_words, to->holidays_open ? 1 : 0) == 1;
    to->new_year_open = word_or(&from, "new_year", open_words, to->new_year_open ? 1 : 0) == 1;
    to->dates_n = 0;
    decode_dates(&from, "closed", false, to);
    decode_dates(&from, "open", true, to);
    json_nested_end(&from);
}

static void decode_places(struct json_in *in, struct policy *policy)
{
    struct policy_places *to = &policy->places;
    struct json_in from;
    if (!json_nested(in, "places", JSON_OPTIONAL, &from)) {
        return;
    }
    to->licensed = (int32_t)json_int(&from, "licensed", JSON_REQUIRED, 0, PLACES_MAX, 0);
    size_t weekdays_n = json_list(&from, "by_weekday", JSON_OPTIONAL, 7);
    for (size_t i = 0; i < weekdays_n; i++) {
        struct json_in row;
        if (json_list_object(&from, "by_weekday", i, &row)) {
            uint32_t days = policy_decode_weekdays(&row, "days");
            int32_t places = (int32_t)json_int(&row, "places", JSON_REQUIRED, 0, PLACES_MAX, 0);
            for (int day = 0; day < 7; day++) {
                to->by_weekday[day] = (days >> day & 1) != 0 ? places : to->by_weekday[day];
            }
            json_nested_end(&row);
        }
    }
    to->dates_n = json_list(&from, "by_date", JSON_OPTIONAL, POLICY_DATES_MAX);
    for (size_t i = 0; i < to->dates_n; i++) {
        struct json_in row;
        if (json_list_object(&from, "by_date", i, &row)) {
            to->dates[i] = (struct policy_date_places){
                json_day(&row, "day", JSON_REQUIRED, 0),
                (int32_t)json_int(&row, "places", JSON_REQUIRED, 0, PLACES_MAX, 0)};
            json_nested_end(&row);
        }
    }
    json_nested_end(&from);
}

static void decode_staffing(struct json_in *in, struct policy *policy)
{
    struct policy_staffing *to = &policy->staffing;
    struct json_in from;
    if (!json_nested(in, "staffing", JSON_OPTIONAL, &from)) {
        return;
    }
    to->nurses = (int32_t)json_int(&from, "nurses", JSON_OPTIONAL, 0, PEOPLE_MAX, to->nurses);
    to->teachers = (int32_t)json_int(&from, "teachers", JSON_OPTIONAL, 0, PEOPLE_MAX, to->teachers);
    to->children_per_nurse = (int32_t)json_int(&from, "children_per_nurse", JSON_OPTIONAL, 0, RATIO_MAX,
                                               to->children_per_nurse);
    to->children_per_teacher = (int32_t)json_int(&from, "children_per_teacher", JSON_OPTIONAL, 0, RATIO_MAX,
                                                 to->children_per_teacher);
    json_nested_end(&from);
}

static void decode_slots(struct json_in *in, struct policy *policy)
{
    size_t n = json_list(in, "slots", JSON_OPTIONAL, POLICY_SLOTS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct policy_slot *slot = &policy->slots[i];
        struct json_in row;
        if (json_list_object(in, "slots", i, &row)) {
            memset(slot, 0, sizeof *slot);
            policy_decode_id(&row, "id", JSON_REQUIRED, slot->id);
            slot->from_min = json_minute(&row, "from", JSON_REQUIRED, 0);
            slot->to_min = json_minute(&row, "to", JSON_REQUIRED, 0);
            json_nested_end(&row);
        }
    }
    policy->slots_n = n > 0 ? n : policy->slots_n;
}

static void decode_rooms(struct json_in *in, struct policy *policy)
{
    size_t n = json_list(in, "rooms", JSON_OPTIONAL, POLICY_ROOMS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct policy_room *room = &policy->rooms[i];
        struct json_in row;
        if (json_list_object(in, "rooms", i, &row)) {
            memset(room, 0, sizeof *room);
            policy_decode_id(&row, "id", JSON_REQUIRED, room->id);
            enum err err = str_copy(json_text(&row, "name", JSON_OPTIONAL, POLICY_NAME_BYTES - 1), room->name,
                                    sizeof room->name);
            assert(err == OK);
            room->places = (int32_t)json_int(&row, "places", JSON_REQUIRED, 1, PLACES_MAX, 1);
            room->isolation = json_bool(&row, "isolation", JSON_OPTIONAL, false);
            room->age_from_months = (int32_t)json_int(&row, "age_from_months", JSON_OPTIONAL, 0, MONTHS_MAX, 0);
            room->age_to_months = (int32_t)json_int(&row, "age_to_months", JSON_OPTIONAL, 0, MONTHS_MAX, 0);
            json_nested_end(&row);
        }
    }
    policy->rooms_n = n > 0 ? n : policy->rooms_n;
}

/* Every beginning and end of a slot, in order and once. */
static size_t list_cuts(const struct policy *policy, int32_t cuts[2 * POLICY_SLOTS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < 2 * policy->slots_n; i++) {
        int32_t cut = i % 2 == 0 ? policy->slots[i / 2].from_min : policy->slots[i / 2].to_min;
        size_t at = 0;
        while (at < n && cuts[at] < cut) {
            at++;
        }
        if (at == n || cuts[at] != cut) {
            memmove(&cuts[at + 1], &cuts[at], (n - at) * sizeof cuts[0]);
            cuts[at] = cut;
            n++;
        }
    }
    return n;
}

/* The piece from one cut to the next is part of every slot that covers it; false: of none. */
static bool cover_piece(struct policy *policy, int32_t from_min, int32_t to_min, uint32_t bit)
{
    bool covered = false;
    for (size_t i = 0; i < policy->slots_n; i++) {
        struct policy_slot *slot = &policy->slots[i];
        bool covers = from_min >= slot->from_min && to_min <= slot->to_min;
        slot->segments |= covers ? bit : 0;
        covered = covered || covers;
    }
    return covered;
}

/* The beginnings and ends of the slots cut the day. One bit for each piece that some slot covers, in order; when there are more of them
 * than POLICY_SEGMENTS_MAX, policy_check says so. */
static void cut_segments(struct policy *policy)
{
    int32_t cuts[2 * POLICY_SLOTS_MAX];
    size_t n = list_cuts(policy, cuts);
    uint32_t bit = 1;
    for (size_t i = 0; i < policy->slots_n; i++) {
        policy->slots[i].segments = 0;
    }
    for (size_t piece = 0; piece + 1 < n; piece++) {
        bit <<= cover_piece(policy, cuts[piece], cuts[piece + 1], bit) ? 1 : 0;
    }
}

static void decode_head(struct json_in *in, struct policy_head *head)
{
    static const char *const kind_words[] = {"municipality", "sick_room", NULL};
    memset(head, 0, sizeof *head);
    int kind = json_word(in, "policy", JSON_REQUIRED, kind_words);
    head->kind = kind == 1 ? POLICY_SICK_ROOM : POLICY_MUNICIPALITY;
    struct str site = json_text(in, "site", kind == 1 ? JSON_REQUIRED : JSON_OPTIONAL, sizeof head->site - 1);
    struct str title = json_text(in, "title", JSON_OPTIONAL, sizeof head->title - 1);
    head->valid_from_day = json_day(in, "valid_from", JSON_REQUIRED, 0);
    enum err err = str_copy(site, head->site, sizeof head->site);
    err = err == OK ? str_copy(title, head->title, sizeof head->title) : err;
    assert(err == OK);
    if (kind == 0 && site.n > 0) {
        json_blame(in, "site", "NOT_OF_MUNICIPALITY");
    }
}

enum err policy_decode(struct str document, struct policy *policy, struct policy_head *ret_head,
                       struct json_faults *faults)
{
    struct json_in in;
    enum err err = json_open(document, &in, faults);
    if (err != OK) {
        return err;
    }
    decode_head(&in, ret_head);
    decode_eligibility(&in, policy);
    decode_registration(&in, policy);
    decode_hours(&in, policy);
    decode_calendar(&in, policy);
    decode_places(&in, policy);
    decode_staffing(&in, policy);
    decode_slots(&in, policy);
    cut_segments(policy);
    decode_rooms(&in, policy);
    policy_decode_acceptance(&in, policy);
    policy_decode_booking(&in, policy);
    policy_decode_course(&in, policy);
    policy_decode_fees(&in, policy);
    policy_decode_reports(&in, policy);
    return json_close(&in);
}
