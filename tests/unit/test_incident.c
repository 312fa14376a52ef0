/* core/incident.c: what is serious, when its reports are due, who is reminded, and which text names a child. */
#include "core/incident.h"

#include "base/civil.h"
#include "support/test.h"

#include "base/banned.h"

static const struct incident_rules rules = {.serious_days = 30, .first_days = 1, .second_months = 1, .remind_days = 7};

static int64_t at(const char *text)
{
    int64_t ms = 0;
    EXPECT_OK(civil_parse_instant(str_of(text), &ms));
    return ms;
}

static int32_t day_of(const char *text)
{
    int32_t day = 0;
    EXPECT_OK(civil_parse_day(str_of(text), &day));
    return day;
}

static struct incident_course accident(const char *day, const char *known)
{
    return (struct incident_course){
        .day = day_of(day), .known_day = day_of(known), .known_ms = civil_ms_at(day_of(known), 16 * 60)};
}

TEST("R-SAFE-03: a death, a loss of consciousness and thirty days of treatment are serious, by the nursery's own "
     "threshold")
{
    static const struct {
        struct incident_harm harm;
        bool serious;
    } rows[] = {
        {{INCIDENT_NEAR_MISS, 0}, false}, {{INCIDENT_MINOR, 0}, false},      {{INCIDENT_DOCTOR, 29}, false},
        {{INCIDENT_DOCTOR, 30}, true},    {{INCIDENT_UNCONSCIOUS, 0}, true}, {{INCIDENT_DEATH, 0}, true},
    };
    struct incident_rules stricter = rules;
    stricter.serious_days = 14;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(incident_is_serious(&rules, &rows[i].harm), rows[i].serious);
    }
    EXPECT(incident_is_serious(&stricter, &(struct incident_harm){INCIDENT_DOCTOR, 14}));
}

TEST("R-SAFE-03, F15: the first report is due on the next day at 23:59, the second a month after the accident")
{
    static const struct {
        const char *day;
        const char *known;
        const char *first;
        const char *second;
    } rows[] = {
        {"2026-02-27", "2026-02-27", "2026-02-28T23:59:00+09:00", "2026-03-27T23:59:00+09:00"}, /* F15 */
        {"2026-01-31", "2026-01-31", "2026-02-01T23:59:00+09:00", "2026-02-28T23:59:00+09:00"},
        {"2026-12-31", "2026-12-31", "2027-01-01T23:59:00+09:00", "2027-01-31T23:59:00+09:00"},
        /* Known to be serious only a week later: from then on, but the second from the accident. */
        {"2026-02-27", "2026-03-06", "2026-03-07T23:59:00+09:00", "2026-03-27T23:59:00+09:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct incident_course course = accident(rows[i].day, rows[i].known);
        EXPECT_INT(incident_due_ms(&rules, &course, INCIDENT_FIRST), at(rows[i].first));
        EXPECT_INT(incident_due_ms(&rules, &course, INCIDENT_SECOND), at(rows[i].second));
        EXPECT_INT(incident_due_ms(&rules, &course, INCIDENT_ANALYSIS), 0);
    }
}

TEST("R-SAFE-03: a report waits, is due today, is late from midnight on, and is sent")
{
    struct incident_course course = accident("2026-02-27", "2026-02-27");
    struct incident_course harmless = {.day = course.day};
    static const struct {
        const char *now;
        enum incident_state state;
    } rows[] = {
        {"2026-02-27T18:00:00+09:00", INCIDENT_WAITS},
        {"2026-02-28T00:00:00+09:00", INCIDENT_TODAY},
        {"2026-02-28T23:59:59+09:00", INCIDENT_TODAY},
        {"2026-03-01T00:00:00+09:00", INCIDENT_LATE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(incident_state_of(&rules, &course, INCIDENT_FIRST, at(rows[i].now)), rows[i].state);
        EXPECT_INT(incident_state_of(&rules, &harmless, INCIDENT_FIRST, at(rows[i].now)), INCIDENT_NOT_ASKED);
    }
    course.sent_ms[INCIDENT_FIRST] = 1;
    EXPECT_INT(incident_state_of(&rules, &course, INCIDENT_FIRST, at(rows[3].now)), INCIDENT_SENT);
}

TEST("R-SAFE-03: the head is reminded at once, on the day's morning, and a week before the second; the municipality "
     "when it is late, daily")
{
    struct incident_course course = accident("2026-02-27", "2026-02-27");
    static const struct {
        const char *at;
        enum incident_stage stage;
        bool late;
    } rows[] = {
        {"2026-02-27T16:00:00+09:00", INCIDENT_FIRST, false}, {"2026-02-28T09:00:00+09:00", INCIDENT_FIRST, false},
        {"2026-03-01T00:00:00+09:00", INCIDENT_FIRST, true},  {"2026-03-01T09:00:00+09:00", INCIDENT_FIRST, true},
        {"2026-03-02T09:00:00+09:00", INCIDENT_FIRST, true},
    };
    int64_t after_ms = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct incident_reminder next = incident_next_reminder(&rules, &course, after_ms);
        EXPECT_INT(next.at_ms, at(rows[i].at));
        EXPECT_INT(next.stage, rows[i].stage);
        EXPECT_INT(next.late, rows[i].late);
        after_ms = next.at_ms;
    }
    course.sent_ms[INCIDENT_FIRST] = after_ms;
    EXPECT_INT(incident_next_reminder(&rules, &course, after_ms).at_ms, at("2026-03-20T09:00:00+09:00"));
    course.sent_ms[INCIDENT_SECOND] = after_ms;
    EXPECT_INT(incident_next_reminder(&rules, &course, after_ms).at_ms, INT64_MAX);
    EXPECT_INT(incident_next_reminder(&rules, &(struct incident_course){.day = course.day}, 0).at_ms, INT64_MAX);
}

TEST("R-SAFE-03: the first report needs what happened; the second also the four sides of the analysis and what is "
     "changed")
{
    uint32_t first = 1U << INCIDENT_SCENE | 1U << INCIDENT_RESPONSE | 1U << INCIDENT_INJURY;
    uint32_t all = (1U << INCIDENT_FIELDS) - 1;
    EXPECT_INT(incident_missing_field(INCIDENT_FIRST, first), INCIDENT_FIELDS);
    EXPECT_INT(incident_missing_field(INCIDENT_FIRST, first & ~(1U << INCIDENT_RESPONSE)), INCIDENT_RESPONSE);
    EXPECT_INT(incident_missing_field(INCIDENT_SECOND, first), INCIDENT_MANUAL);
    EXPECT_INT(incident_missing_field(INCIDENT_ANALYSIS, all & ~(1U << INCIDENT_PREVENTION)), INCIDENT_PREVENTION);
    EXPECT_INT(incident_missing_field(INCIDENT_SECOND, all), INCIDENT_FIELDS);
}

TEST("R-SAFE-04: a text names a child in full, without the blank, or by the given name with an honorific")
{
    static const struct {
        const char *text;
        const char *name;
        bool names;
    } rows[] = {
        {"佐藤 陽菜さんにぶつかりました", "佐藤 陽菜", true},
        {"佐藤陽菜にぶつかりました", "佐藤 陽菜", true},
        {"ひなちゃんと遊んで", "佐藤 ひな", true},
        {"ひな祭りの準備中に", "佐藤 ひな", false},
        {"お友だちとぶつかりました", "佐藤 陽菜", false},
        {"佐藤先生が見ていました", "佐藤 陽菜", false},
        {"佐藤　陽菜", "佐藤　陽菜", true},
        {"Hana", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(incident_names(str_of(rows[i].text), str_of(rows[i].name)), rows[i].names);
    }
}
