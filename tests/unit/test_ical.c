/* Calendar files, read back with the library's own parser. */
#include "base/ical.h"

#include <libical/ical.h>
#include <string.h>

#include "support/test.h"

enum { DAY = 20514 }; /* Monday 2026-03-02 */

static char text[16 * 1024];

static void write_one(const struct ical_entry *entry, size_t bytes, enum err expected)
{
    struct ical ical;
    struct buf buf;
    buf_init(&buf, text, bytes);
    EXPECT_OK(ical_open(STR("家族"), &ical));
    ical_add(&ical, entry);
    EXPECT_INT(ical_write(&ical, &buf), expected);
    ical_close(&ical);
}

static void expect_time(struct icaltimetype had, const char *wanted)
{
    char *line = icaltime_as_ical_string_r(had);
    EXPECT_STR(line, wanted);
    icalmemory_free_buffer(line);
}

TEST("a title with commas, line breaks and a hundred letters comes back whole; lines are folded at 75 bytes and end as "
     "they should")
{
    static const char title[] =
        "親子遠足, 動物園; \\ "
        "お弁当と水筒と帽子を忘れずに持ってきてください、雨の日は中止です、九時に門の前に集まります";
    const struct ical_entry entry = {
        .uid = STR("notice-1@tsubame"),
        .title = str_of(title),
        .place = STR("さくら\nATTENDEE:x"),
        .day = DAY,
        .from_min = 540,
        .to_min = 660,
        .status = ICAL_IS_CONFIRMED,
        .sequence = 3,
        .changed_ms = INT64_C(1772400000000),
    };
    write_one(&entry, sizeof text, OK);
    icalcomponent *calendar = icalparser_parse_string(text);
    EXPECT_NOT_NULL(calendar);
    EXPECT_INT(icalcomponent_count_errors(calendar), 0);
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    EXPECT_STR(icalcomponent_get_summary(event), title);
    EXPECT_STR(icalcomponent_get_location(event), "さくら ATTENDEE:x"); /* no line of its own */
    EXPECT_STR(icalcomponent_get_uid(event), "notice-1@tsubame");
    EXPECT_INT(icalcomponent_get_sequence(event), 3);
    EXPECT_INT(icalcomponent_get_status(event), ICAL_STATUS_CONFIRMED);
    expect_time(icalcomponent_get_dtstart(event), "20260302T000000Z"); /* 9:00 in Tokyo */
    expect_time(icalcomponent_get_dtend(event), "20260302T020000Z");
    icalcomponent_free(calendar);
    for (const char *line = text; *line != '\0';) {
        const char *end = strstr(line, "\r\n");
        EXPECT_NOT_NULL(end);
        EXPECT(end - line <= 75);
        line = end + 2;
    }
}

TEST("a whole day ends with the next one and takes nobody's time; what has no end has none; what was cancelled says so")
{
    struct ical_entry entry = {
        .uid = STR("day"), .title = STR("休園"), .day = DAY, .from_min = -1, .status = ICAL_IS_CANCELLED};
    write_one(&entry, sizeof text, OK);
    EXPECT_NOT_NULL(strstr(text, "DTSTART;VALUE=DATE:20260302\r\n"));
    EXPECT_NOT_NULL(strstr(text, "DTEND;VALUE=DATE:20260303\r\n"));
    EXPECT_NOT_NULL(strstr(text, "TRANSP:TRANSPARENT\r\n"));
    EXPECT_NOT_NULL(strstr(text, "STATUS:CANCELLED\r\n"));
    EXPECT_NULL(strstr(text, "LOCATION"));
    entry.from_min = 600;
    entry.to_min = -1;
    entry.status = ICAL_IS_TENTATIVE;
    write_one(&entry, sizeof text, OK);
    EXPECT_NOT_NULL(strstr(text, "DTSTART:20260302T010000Z\r\n"));
    EXPECT_NULL(strstr(text, "DTEND"));
    EXPECT_NOT_NULL(strstr(text, "STATUS:TENTATIVE\r\n"));
}

TEST("what does not fit is said so")
{
    const struct ical_entry entry = {.uid = STR("day"), .title = STR("休園"), .day = DAY, .from_min = -1};
    write_one(&entry, 100, ERR_LIMIT);
}
