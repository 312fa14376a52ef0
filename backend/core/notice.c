/* See notice.h. */
#include "core/notice.h"

#include <stddef.h>

#include "base/civil.h"

#include "base/banned.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)

const char *const notice_state_words[] = {"draft", "waiting", "scheduled", "sent", "recalled", "dropped", NULL};
const char *const notice_audience_words[] = {"nursery", "classes", "children", NULL};
const char *const notice_answers_words[] = {"none", "family", "child", NULL};

bool notice_needs_second(const struct notice_reach *reach)
{
    if (reach->emergency && reach->writer_leads) {
        return false;
    }
    return reach->classes > 1 || reach->beyond;
}

enum notice_second notice_second(bool same_person, bool writer_leads, bool second_leads)
{
    if (same_person) {
        return NOTICE_SAME_PERSON;
    }
    return writer_leads || second_leads ? NOTICE_SECOND_FITS : NOTICE_NOBODY_LEADS;
}

enum notice_state notice_after_release(int64_t at_ms, int64_t now_ms)
{
    return at_ms > now_ms ? NOTICE_SCHEDULED : NOTICE_SENT;
}

enum notice_state notice_after_write(bool send, bool needs_second, int64_t at_ms, int64_t now_ms)
{
    if (!send) {
        return NOTICE_DRAFT;
    }
    return needs_second ? NOTICE_WAITING : notice_after_release(at_ms, now_ms);
}

bool notice_may_change(enum notice_state state)
{
    return state == NOTICE_DRAFT || state == NOTICE_WAITING || state == NOTICE_SCHEDULED;
}

enum notice_state notice_after_recall(enum notice_state state, int64_t sent_ms, int64_t now_ms)
{
    if (state == NOTICE_WAITING || state == NOTICE_SCHEDULED) {
        return NOTICE_DRAFT;
    }
    /* A clock that was set back recalls no longer than the minute either. */
    bool within = now_ms >= sent_ms && now_ms - sent_ms < NOTICE_RECALL_MS;
    return state == NOTICE_SENT && within ? NOTICE_RECALLED : state;
}

int64_t notice_mail_ms(bool emergency, int32_t quiet_from_min, int32_t quiet_to_min, int64_t now_ms)
{
    if (emergency) {
        return now_ms;
    }
    int64_t at_ms = now_ms + NOTICE_RECALL_MS;
    int32_t day = civil_day_of_ms(at_ms);
    int32_t minute = civil_minute_of_ms(at_ms);
    bool night = quiet_from_min > quiet_to_min;
    bool quiet = night ? minute >= quiet_from_min || minute < quiet_to_min
                       : minute >= quiet_from_min && minute < quiet_to_min;
    if (!quiet) {
        return at_ms;
    }
    return civil_ms_at(night && minute >= quiet_from_min ? day + 1 : day, quiet_to_min);
}

int64_t notice_remind_ms(int64_t due_ms, int64_t sent_ms)
{
    int64_t at_ms = due_ms - DAY_MS;
    return due_ms == 0 || at_ms < sent_ms + DAY_MS / 2 ? 0 : at_ms;
}
