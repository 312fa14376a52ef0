/* core/meal.c: who is counted, and what was known. */
#include "core/meal.h"

#include "support/test.h"

#include "base/banned.h"

#define MIN INT64_C(60000)

/* Minutes of a day that begins at 0. */
static const struct meal_times times = {.count_ms = 550 * MIN, .served_ms = 690 * MIN};

TEST("R-ABS-06: counted is who is here or was announced late; who leaves before the meal or comes after it is not")
{
    static const struct {
        const char *what;
        struct attendance_day day;
        struct absence_cover cover;
        bool counted;
    } rows[] = {
        {"here since 08:10", {.place = PUNCH_PRESENT, .arrived_ms = 490 * MIN}, {.whole = ABSENCE_NONE}, true},
        {"stepped out, comes back",
         {.place = PUNCH_STEPPED_OUT, .arrived_ms = 490 * MIN},
         {.whole = ABSENCE_NONE},
         true},
        {"came after the meal", {.place = PUNCH_PRESENT, .arrived_ms = 690 * MIN}, {.whole = ABSENCE_NONE}, false},
        {"fetched before it",
         {.place = PUNCH_LEFT, .arrived_ms = 490 * MIN, .left_ms = 689 * MIN},
         {.whole = ABSENCE_NONE},
         false},
        {"fetched after it",
         {.place = PUNCH_LEFT, .arrived_ms = 490 * MIN, .left_ms = 690 * MIN},
         {.whole = ABSENCE_NONE},
         true},
        {"not here, nothing said", {.place = PUNCH_NOT_ARRIVED}, {.whole = ABSENCE_NONE}, false},
        {"announced for 10:00", {.place = PUNCH_NOT_ARRIVED}, {.late = true, .late_expected_ms = 600 * MIN}, true},
        {"announced without a time", {.place = PUNCH_NOT_ARRIVED}, {.late = true}, true},
        {"announced for the afternoon",
         {.place = PUNCH_NOT_ARRIVED},
         {.late = true, .late_expected_ms = 780 * MIN},
         false},
        {"late, and then absent after all", {.place = PUNCH_NOT_ARRIVED}, {.whole = ABSENCE_SICK, .late = true}, false},
        {"reported absent and came", {.place = PUNCH_PRESENT, .arrived_ms = 500 * MIN}, {.whole = ABSENCE_SICK}, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (meal_counts(&rows[i].day, &rows[i].cover, &times) != rows[i].counted) {
            print_error("%s\n", rows[i].what);
            EXPECT(false);
        }
    }
}

TEST("R-ABS-06: what reached us after the count is not part of it, whenever it happened")
{
    struct attendance_tap taps[] = {
        {.id = 1, .event_ms = 480 * MIN}, {.id = 2, .event_ms = 485 * MIN}, {.id = 3, .event_ms = 490 * MIN}};
    struct attendance_correction words[] = {{.id = 1, .at_ms = 470 * MIN, .recorded_ms = 560 * MIN},
                                            {.id = 2, .at_ms = 475 * MIN, .recorded_ms = 550 * MIN}};
    struct attendance_events events = {.taps = taps, .taps_n = 3, .corrections = words, .corrections_n = 2};
    const int64_t received[] = {480 * MIN, 600 * MIN, 550 * MIN};
    meal_forget_later(&events, received, times.count_ms);
    EXPECT_INT(events.taps_n, 2);
    EXPECT_INT(events.taps[1].id, 3);
    EXPECT_INT(events.corrections_n, 1);
    EXPECT_INT(events.corrections[0].id, 2);
}

TEST("R-ABS-06: by diet: who has no sheet is not said to be without an allergy")
{
    static const struct {
        bool known;
        size_t allergies;
        enum meal_diet diet;
    } rows[] = {{true, 0, MEAL_USUAL}, {true, 2, MEAL_ALLERGY}, {false, 0, MEAL_UNKNOWN}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(meal_diet(rows[i].known, rows[i].allergies), rows[i].diet);
    }
}
