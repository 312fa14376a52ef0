/* See particular.h. */
#include "core/particular.h"

#include <assert.h>
#include <stddef.h>

#include "base/json.h"

#include "base/banned.h"

enum { TEXT_BYTES = 512, TENTHS_MIN = 0, TENTHS_MAX = 999, UNSAID = -1 };

const char *const particular_words[] = {"temperature",   "note_issued", "note_visit",      "allergies",
                                        "pickup_person", "pickup_time", "planned_arrival", NULL};
_Static_assert(sizeof particular_words / sizeof particular_words[0] == PARTICULAR_COUNT + 1, "one word for each");

const char *particular_pointer(enum particular what)
{
    static const char *const pointers[] = {
        [PARTICULAR_TEMPERATURE] = "/condition/temperature_c",
        [PARTICULAR_NOTE_ISSUED] = "/condition/note_issued",
        [PARTICULAR_NOTE_VISIT] = "/condition/note_visit",
        [PARTICULAR_ALLERGIES] = "/condition/allergies_confirmed",
        [PARTICULAR_PICKUP_PERSON] = "/pickup/name",
        [PARTICULAR_PICKUP_TIME] = "/pickup/time",
        [PARTICULAR_ARRIVAL] = "/planned_arrival",
    };
    assert((int)what >= 0);
    assert((int)what < (int)PARTICULAR_COUNT);
    return pointers[what];
}

static uint32_t bit(bool said, enum particular what)
{
    return said ? UINT32_C(1) << what : 0;
}

static uint32_t said_of_note(struct json_in *in)
{
    struct str note = json_text(in, "note", JSON_OPTIONAL, TEXT_BYTES);
    bool issued = json_day(in, "note_issued", JSON_OPTIONAL, 0) != 0;
    bool visit = json_day(in, "note_visit", JSON_OPTIONAL, 0) != 0;
    return bit(issued || !str_is(note, "in_hand"), PARTICULAR_NOTE_ISSUED) |
           bit(visit || !str_is(note, "visit_booked"), PARTICULAR_NOTE_VISIT);
}

static uint32_t said_of_pickup(struct json_in *in)
{
    struct json_in pickup;
    if (!json_nested(in, "pickup", JSON_OPTIONAL, &pickup)) {
        return 0;
    }
    bool person = json_text(&pickup, "person_id", JSON_OPTIONAL, TEXT_BYTES).n > 0 ||
                  json_text(&pickup, "name", JSON_OPTIONAL, TEXT_BYTES).n > 0;
    bool time = json_minute(&pickup, "time", JSON_OPTIONAL, UNSAID) != UNSAID;
    json_nested_end(&pickup);
    return bit(person, PARTICULAR_PICKUP_PERSON) | bit(time, PARTICULAR_PICKUP_TIME);
}

uint32_t particular_said(struct str condition, bool arrival)
{
    struct json_faults faults;
    struct json_in in;
    uint32_t said = bit(arrival, PARTICULAR_ARRIVAL);
    if (condition.n == 0 || json_open(condition, &in, &faults) != OK) {
        return said;
    }
    int32_t tenths = json_tenths(&in, "temperature_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, UNSAID);
    said |= bit(tenths != UNSAID, PARTICULAR_TEMPERATURE);
    said |= bit(json_bool(&in, "allergies_confirmed", JSON_OPTIONAL, false), PARTICULAR_ALLERGIES);
    said |= said_of_note(&in) | said_of_pickup(&in);
    json_drop(&in);
    return said;
}
