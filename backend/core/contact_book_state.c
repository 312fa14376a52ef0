/* When a page may be written, who sees it, and what a temperature says: see contact_book.h. */
#include <assert.h>

#include "base/civil.h"
#include "core/contact_book.h"

#include "base/banned.h"

enum book_advice book_advice(int32_t tenths)
{
    return tenths >= BOOK_STAY_HOME_TENTHS ? BOOK_STAY_HOME
           : tenths >= BOOK_ADVICE_TENTHS  ? BOOK_WATCH
                                           : BOOK_NO_ADVICE;
}

const char *book_advice_word(enum book_advice advice)
{
    static const char *const words[] = {"none", "watch", "stay_home"};
    assert((size_t)advice < sizeof words / sizeof words[0]);
    return words[advice];
}

int64_t book_opens_ms(const struct book_times *times, int32_t day)
{
    return civil_ms_at(day - 1, times->opens_min);
}

enum book_home book_home_state(const struct book_times *times, int32_t day, int64_t arrived_ms, int64_t now_ms)
{
    int32_t today = civil_day_of_ms(now_ms);
    if (now_ms < book_opens_ms(times, day)) {
        return BOOK_NOT_OPEN;
    }
    if (today > day + BOOK_ADDITION_DAYS) {
        return BOOK_OVER;
    }
    if (today > day || arrived_ms != 0) {
        return BOOK_FROZEN;
    }
    return times->due_min >= 0 && now_ms >= civil_ms_at(day, times->due_min) ? BOOK_DUE : BOOK_OPEN;
}

const char *book_home_word(enum book_home state)
{
    static const char *const words[] = {"closed", "not_open", "open", "due", "frozen", "over"};
    assert((size_t)state < sizeof words / sizeof words[0]);
    return words[state];
}

const char *book_state_word(enum book_state state)
{
    static const char *const words[] = {"none", "draft", "submitted", "scheduled", "released"};
    assert((size_t)state < sizeof words / sizeof words[0]);
    return words[state];
}

enum book_state book_release(bool approval, bool may_approve, int64_t at_ms, int64_t now_ms)
{
    if (approval && !may_approve) {
        return BOOK_SUBMITTED;
    }
    return at_ms > now_ms ? BOOK_SCHEDULED : BOOK_RELEASED;
}
