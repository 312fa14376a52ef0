/* See alarm.h. */
#include "core/alarm.h"

#include <assert.h>

#include "base/civil.h"

#include "base/banned.h"

const char *const alarm_kind_words[] = {"unexplained", "roll_call", "still_here", "count", "bus", NULL};
const char *const alarm_state_words[] = {"open", "closed", "ended", NULL};
const char *const alarm_where_words[] = {"at_home",       "on_the_way",  "in_nursery", "at_hospital", "with_others",
                                         "elsewhere",     "all_found",   "arrived",    "reported",    "left",
                                         "entrance_back", "roll_called", NULL};
const char *const alarm_step_words[] = {"guardians", "staff", "head", "ward", NULL};
const char *const alarm_channel_words[] = {"mail", "page", "telephone", "in_person", NULL};
const char *const alarm_result_words[] = {"shown",     "queued",       "no_address",   "reached",
                                          "no_answer", "message_left", "wrong_number", NULL};

_Static_assert(sizeof alarm_kind_words / sizeof alarm_kind_words[0] == ALARM_KIND_LAST + 1, "a word for each kind");
_Static_assert(sizeof alarm_where_words / sizeof alarm_where_words[0] == ALARM_WHERE_LAST + 1, "and for each place");
_Static_assert(sizeof alarm_result_words / sizeof alarm_result_words[0] == ALARM_RESULT_LAST + 1, "and result");

bool alarm_may_close(enum alarm_kind kind, enum alarm_where where)
{
    bool place = where >= ALARM_AT_HOME && where <= ALARM_ELSEWHERE;
    switch (kind) {
    case ALARM_UNEXPLAINED:
        return place;
    case ALARM_STILL_HERE:
        return place && where != ALARM_ON_THE_WAY;
    case ALARM_COUNT:
    case ALARM_BUS:
        return where == ALARM_ALL_FOUND || (place && where != ALARM_ON_THE_WAY);
    case ALARM_ROLL_CALL:
        break; /* only by calling the roll */
    }
    return false;
}

bool alarm_needs_note(enum alarm_where where)
{
    return where == ALARM_ELSEWHERE || where == ALARM_WITH_OTHERS;
}

/* Minutes from the base; −1: the kind does not have this step. What staff find out for themselves is no question to the families. */
static int32_t after_min(const struct alarm_rules *rules, enum alarm_kind kind, enum alarm_step step)
{
    if (kind == ALARM_UNEXPLAINED) {
        return rules->after_min[step];
    }
    switch (step) {
    case ALARM_STEP_NONE:
    case ALARM_STEP_GUARDIANS:
        return -1;
    case ALARM_STEP_STAFF:
        return 0;
    case ALARM_STEP_HEAD:
        return kind == ALARM_COUNT || kind == ALARM_BUS ? 0 : rules->after_min[step];
    case ALARM_STEP_WARD:
        break;
    }
    return rules->after_min[step];
}

enum alarm_step alarm_step_after(enum alarm_kind kind, enum alarm_step step)
{
    if (step == ALARM_STEP_WARD) {
        return ALARM_STEP_NONE;
    }
    bool first = step == ALARM_STEP_NONE;
    return first && kind != ALARM_UNEXPLAINED ? ALARM_STEP_STAFF : (enum alarm_step)(step + 1);
}

int64_t alarm_next_ms(const struct alarm_rules *rules, enum alarm_kind kind, const struct alarm_climb *climb)
{
    enum alarm_step next = alarm_step_after(kind, climb->step);
    if (next == ALARM_STEP_NONE) {
        return INT64_MAX;
    }
    int32_t min = after_min(rules, kind, next);
    assert(min >= 0);
    return climb->base_ms + (int64_t)min * CIVIL_MS_PER_MIN;
}

bool alarm_mend(const struct alarm_rules *rules, enum alarm_kind kind, int64_t now_ms, struct alarm_climb *climb)
{
    if (now_ms >= climb->stepped_ms) {
        return false;
    }
    int32_t taken = climb->step == ALARM_STEP_NONE ? 0 : after_min(rules, kind, climb->step);
    climb->base_ms = now_ms - (int64_t)taken * CIVIL_MS_PER_MIN;
    climb->stepped_ms = now_ms;
    return true;
}

enum alarm_entrance alarm_entrance_of(const struct alarm_sign *sign, const struct alarm_watch *watch,
                                      const struct alarm_rules *rules, int64_t now_ms)
{
    if (sign->seen_ms == 0) {
        return ALARM_ENTRANCE_NONE;
    }
    int64_t silent_ms = (int64_t)rules->silent_min * CIVIL_MS_PER_MIN;
    if (sign->lost_ms != 0 && sign->lost_ms >= sign->seen_ms) {
        return now_ms - sign->lost_ms >= ALARM_LOST_GRACE_MS ? ALARM_ENTRANCE_SILENT : ALARM_ENTRANCE_WAITED;
    }
    if (sign->behind_ms != 0 && now_ms - sign->behind_ms < ALARM_BEHIND_MS) {
        return ALARM_ENTRANCE_WAITED;
    }
    bool before_jump = watch->jumped_at_ms != 0 && sign->seen_ms < watch->jumped_at_ms;
    int64_t quiet_ms = now_ms - sign->seen_ms - (before_jump ? watch->jumped_ms : 0);
    if (quiet_ms < silent_ms) {
        return ALARM_ENTRANCE_ALIVE;
    }
    return now_ms - watch->since_ms < ALARM_START_WAIT_MS ? ALARM_ENTRANCE_WAITED : ALARM_ENTRANCE_SILENT;
}

enum alarm_entrance alarm_entrance_worst(enum alarm_entrance a, enum alarm_entrance b)
{
    return a > b ? a : b;
}

/* Has a roll call of this child said what the entrance cannot? Present counts from when it was said on; away only if the child should have been
 * here by then. At closing time it is the other way round. */
static enum alarm_verdict judge_called(const struct alarm_facts *facts)
{
    bool late_enough = facts->said_ms >= facts->threshold_ms;
    bool missing = facts->kind == ALARM_UNEXPLAINED;
    enum alarm_said bad = missing ? ALARM_SAID_AWAY : ALARM_SAID_PRESENT;
    enum alarm_said good = missing ? ALARM_SAID_PRESENT : ALARM_SAID_AWAY;
    if (facts->said == good && (missing || late_enough)) {
        return ALARM_NOTHING;
    }
    if (facts->entrance != ALARM_ENTRANCE_SILENT) {
        return ALARM_RAISE;
    }
    return facts->said == bad && late_enough ? ALARM_RAISE : ALARM_CALL_ROLL;
}

enum alarm_verdict alarm_judge(const struct alarm_facts *facts, int64_t now_ms)
{
    bool asked_again = facts->closed && facts->again_ms != 0 && now_ms >= facts->again_ms;
    if (facts->open || (facts->closed && !asked_again)) {
        return ALARM_NOTHING;
    }
    if (facts->entrance == ALARM_ENTRANCE_WAITED) {
        return ALARM_WAIT;
    }
    return judge_called(facts);
}

bool alarm_person_may(enum alarm_channel channel, enum alarm_result result)
{
    if (channel == ALARM_IN_PERSON) {
        return result == ALARM_RESULT_REACHED || result == ALARM_RESULT_NO_ANSWER;
    }
    return channel == ALARM_BY_TELEPHONE && result >= ALARM_RESULT_REACHED;
}
