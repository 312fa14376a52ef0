/* See incident.h. */
#include "core/incident.h"

#include <string.h>

#include "base/civil.h"
#include "core/calendar.h"

#include "base/banned.h"

enum { LAST_MINUTE = 23 * 60 + 59, MORNING_MIN = 9 * 60 };

const char *const incident_outcome_words[] = {"near_miss", "minor", "doctor", "unconscious", "death", NULL};
const char *const incident_place_words[] = {"classroom", "hall", "corridor", "toilet", "yard", "pool",
                                            "park",      "road", "bus",      "other",  NULL};
const char *const incident_activity_words[] = {"free_play", "group",  "meal",     "nap",   "water",
                                               "outing",    "toilet", "arriving", "other", NULL};
const char *const incident_stage_words[] = {"first", "second", "analysis", NULL};
const char *const incident_state_words[] = {"not_asked", "waits", "today", "late", "sent", NULL};
const char *const incident_field_words[] = {"scene",  "response",   "injury", "hospital",  "condition",
                                            "family", "background", "manual", "equipment", "surrounding",
                                            "people", "prevention", NULL};
const char *const incident_told_words[] = {"in_person", "telephone", "page", NULL};
_Static_assert(sizeof incident_field_words / sizeof incident_field_words[0] == INCIDENT_FIELDS + 1, "one word each");

bool incident_is_serious(const struct incident_rules *rules, const struct incident_harm *harm)
{
    return harm->outcome >= INCIDENT_UNCONSCIOUS || harm->treatment_days >= rules->serious_days;
}

int64_t incident_due_ms(const struct incident_rules *rules, const struct incident_course *course,
                        enum incident_stage stage)
{
    if (course->known_day == 0 || stage == INCIDENT_ANALYSIS) {
        return 0;
    }
    int32_t day = stage == INCIDENT_FIRST ? course->known_day + rules->first_days
                                          : calendar_months_old_day(course->day, rules->second_months);
    return civil_ms_at(day, LAST_MINUTE);
}

/* From here on it is late. */
static int64_t late_ms(int64_t due_ms)
{
    return due_ms + CIVIL_MS_PER_MIN;
}

enum incident_state incident_state_of(const struct incident_rules *rules, const struct incident_course *course,
                                      enum incident_stage stage, int64_t now_ms)
{
    int64_t due_ms = incident_due_ms(rules, course, stage);
    if (course->sent_ms[stage] != 0) {
        return INCIDENT_SENT;
    }
    if (course->known_day == 0) {
        return INCIDENT_NOT_ASKED;
    }
    if (due_ms != 0 && now_ms >= late_ms(due_ms)) {
        return INCIDENT_LATE;
    }
    bool today = due_ms != 0 && civil_day_of_ms(now_ms) == civil_day_of_ms(due_ms);
    return today ? INCIDENT_TODAY : INCIDENT_WAITS;
}

/* --- reminders ----------------------------------------------------------------------------------------------------------- */

static void consider(struct incident_reminder *best, int64_t at_ms, int64_t after_ms, enum incident_stage stage,
                     bool late)
{
    if (at_ms > after_ms && at_ms < best->at_ms) {
        *best = (struct incident_reminder){at_ms, stage, late};
    }
}

/* The first morning after that instant. */
static int64_t next_morning(int64_t after_ms)
{
    int32_t day = civil_day_of_ms(after_ms);
    int64_t at_ms = civil_ms_at(day, MORNING_MIN);
    return at_ms > after_ms ? at_ms : civil_ms_at(day + 1, MORNING_MIN);
}

static void consider_stage(const struct incident_rules *rules, const struct incident_course *course,
                           enum incident_stage stage, int64_t after_ms, struct incident_reminder *best)
{
    int64_t due_ms = incident_due_ms(rules, course, stage);
    int32_t due_day = civil_day_of_ms(due_ms);
    if (due_ms == 0 || course->sent_ms[stage] != 0) {
        return;
    }
    int64_t over_ms = late_ms(due_ms);
    if (stage == INCIDENT_FIRST) {
        consider(best, course->known_ms, after_ms, stage, course->known_ms >= over_ms);
    } else {
        consider(best, civil_ms_at(due_day - rules->remind_days, MORNING_MIN), after_ms, stage, false);
    }
    consider(best, civil_ms_at(due_day, MORNING_MIN), after_ms, stage, false);
    consider(best, over_ms, after_ms, stage, true);
    consider(best, next_morning(after_ms > over_ms ? after_ms : over_ms), after_ms, stage, true);
}

struct incident_reminder incident_next_reminder(const struct incident_rules *rules,
                                                const struct incident_course *course, int64_t after_ms)
{
    struct incident_reminder best = {INT64_MAX, INCIDENT_FIRST, false};
    consider_stage(rules, course, INCIDENT_FIRST, after_ms, &best);
    consider_stage(rules, course, INCIDENT_SECOND, after_ms, &best);
    return best;
}

/* --- the report ---------------------------------------------------------------------------------------------------------- */

enum incident_field incident_missing_field(enum incident_stage stage, uint32_t filled)
{
    static const enum incident_field needed[] = {INCIDENT_SCENE,  INCIDENT_RESPONSE,  INCIDENT_INJURY,
                                                 INCIDENT_MANUAL, INCIDENT_EQUIPMENT, INCIDENT_SURROUNDING,
                                                 INCIDENT_PEOPLE, INCIDENT_PREVENTION};
    size_t n = stage == INCIDENT_FIRST ? 3 : sizeof needed / sizeof needed[0];
    for (size_t i = 0; i < n; i++) {
        if ((filled >> needed[i] & 1) == 0) {
            return needed[i];
        }
    }
    return INCIDENT_FIELDS;
}

/* --- other children's names ---------------------------------------------------------------------------------------------- */

/* Where `part` stands in the text from `from` on; text.n: nowhere. */
static size_t find(struct str text, struct str part, size_t from)
{
    for (size_t i = from; part.n > 0 && i + part.n <= text.n; i++) {
        if (memcmp(text.p + i, part.p, part.n) == 0) {
            return i;
        }
    }
    return text.n;
}

static bool has_honorific(struct str rest)
{
    static const char *const honorifics[] = {"ちゃん", "くん", "君", "さん", "さま", "様"};
    for (size_t i = 0; i < sizeof honorifics / sizeof honorifics[0]; i++) {
        if (str_starts(rest, honorifics[i])) {
            return true;
        }
    }
    return false;
}

static bool names_given(struct str text, struct str given)
{
    for (size_t i = find(text, given, 0); i < text.n; i = find(text, given, i + 1)) {
        if (has_honorific((struct str){text.p + i + given.n, text.n - i - given.n})) {
            return true;
        }
    }
    return false;
}

/* Family and given name without the blank between them. */
static bool names_joined(struct str text, struct str family, struct str given)
{
    for (size_t i = find(text, family, 0); i < text.n; i = find(text, family, i + 1)) {
        struct str rest = {text.p + i + family.n, text.n - i - family.n};
        if (rest.n >= given.n && memcmp(rest.p, given.p, given.n) == 0) {
            return true;
        }
    }
    return false;
}

bool incident_names(struct str text, struct str name)
{
    static const char *const blanks[] = {" ", "\xE3\x80\x80"};
    if (name.n == 0 || find(text, name, 0) < text.n) {
        return name.n != 0;
    }
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        struct str blank = str_of(blanks[i]);
        size_t at = find(name, blank, 0);
        if (at > 0 && at + blank.n < name.n) {
            struct str family = {name.p, at};
            struct str given = {name.p + at + blank.n, name.n - at - blank.n};
            return names_joined(text, family, given) || names_given(text, given);
        }
    }
    return names_given(text, name);
}
