/* Who may send a notice, when it goes out, until when it can be called back. */
#include "core/notice.h"

#include "base/civil.h"
#include "support/test.h"

#define SECOND INT64_C(1000)
#define HOUR   (INT64_C(3600) * 1000)

static int64_t at(int32_t day, int32_t minute)
{
    return civil_ms_at(20514 + day, minute);
}

TEST("R-NTC-01: two people release what goes beyond one class; an emergency of one who leads waits for nobody")
{
    static const struct {
        struct notice_reach reach;
        bool wanted;
    } rows[] = {
        {{1, false, false, false}, false}, {{1, false, false, true}, false}, {{1, true, false, false}, true},
        {{2, false, false, true}, true},   {{6, false, false, true}, true},  {{6, false, true, true}, false},
        {{6, true, true, false}, true},    {{1, false, true, false}, false}, {{1, true, true, false}, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(notice_needs_second(&rows[i].reach), rows[i].wanted);
    }
    EXPECT_INT(notice_second(true, true, true), NOTICE_SAME_PERSON);
    EXPECT_INT(notice_second(false, true, false), NOTICE_SECOND_FITS);
    EXPECT_INT(notice_second(false, false, true), NOTICE_SECOND_FITS);
    EXPECT_INT(notice_second(false, false, false), NOTICE_NOBODY_LEADS);
}

TEST("R-NTC-01: a draft stays, a second person is waited for, a time is kept, the rest goes out")
{
    EXPECT_INT(notice_after_write(false, false, 0, at(0, 480)), NOTICE_DRAFT);
    EXPECT_INT(notice_after_write(true, true, 0, at(0, 480)), NOTICE_WAITING);
    EXPECT_INT(notice_after_write(true, true, at(1, 0), at(0, 480)), NOTICE_WAITING);
    EXPECT_INT(notice_after_write(true, false, at(1, 0), at(0, 480)), NOTICE_SCHEDULED);
    EXPECT_INT(notice_after_write(true, false, 0, at(0, 480)), NOTICE_SENT);
    EXPECT_INT(notice_after_release(at(1, 0), at(0, 480)), NOTICE_SCHEDULED);
    EXPECT_INT(notice_after_release(at(0, 400), at(0, 480)), NOTICE_SENT); /* its time went by while it waited */
    static const bool may[] = {true, true, true, false, false, false};
    for (int state = NOTICE_DRAFT; state <= NOTICE_STATE_LAST; state++) {
        EXPECT_INT(notice_may_change((enum notice_state)state), may[state - 1]);
    }
}

TEST("R-NTC-01: within sixty seconds it is recalled, not a second later; what has not gone out is a draft again")
{
    int64_t sent = at(0, 480);
    EXPECT_INT(notice_after_recall(NOTICE_SENT, sent, sent), NOTICE_RECALLED);
    EXPECT_INT(notice_after_recall(NOTICE_SENT, sent, sent + 60 * SECOND - 1), NOTICE_RECALLED);
    EXPECT_INT(notice_after_recall(NOTICE_SENT, sent, sent + 60 * SECOND), NOTICE_SENT);
    EXPECT_INT(notice_after_recall(NOTICE_SENT, sent, sent - 1), NOTICE_SENT);
    EXPECT_INT(notice_after_recall(NOTICE_WAITING, 0, sent), NOTICE_DRAFT);
    EXPECT_INT(notice_after_recall(NOTICE_SCHEDULED, 0, sent), NOTICE_DRAFT);
    EXPECT_INT(notice_after_recall(NOTICE_RECALLED, sent, sent), NOTICE_RECALLED);
    EXPECT_INT(notice_after_recall(NOTICE_DRAFT, 0, sent), NOTICE_DRAFT);
}

TEST("R-NTC-01: mail goes out after the minute of the recall and not at night; an emergency at once")
{
    EXPECT_INT(notice_mail_ms(false, 1260, 420, at(0, 480)), at(0, 481));
    EXPECT_INT(notice_mail_ms(false, 1260, 420, at(0, 1258)), at(0, 1259));
    EXPECT_INT(notice_mail_ms(false, 1260, 420, at(0, 1259)), at(1, 420)); /* the minute of the recall ends at night */
    EXPECT_INT(notice_mail_ms(false, 1260, 420, at(0, 1380)), at(1, 420));
    EXPECT_INT(notice_mail_ms(false, 1260, 420, at(0, 60)), at(0, 420));
    EXPECT_INT(notice_mail_ms(false, 720, 780, at(0, 730)), at(0, 780));
    EXPECT_INT(notice_mail_ms(false, 0, 0, at(0, 60)), at(0, 61));
    EXPECT_INT(notice_mail_ms(true, 1260, 420, at(0, 60)), at(0, 60));
}

TEST("R-NTC-01: who has not answered is reminded a day before the deadline, unless that is at once")
{
    EXPECT_INT(notice_remind_ms(0, at(0, 0)), 0);
    EXPECT_INT(notice_remind_ms(at(5, 0), at(0, 0)), at(4, 0));
    EXPECT_INT(notice_remind_ms(at(1, 720), at(0, 0)), at(0, 720));
    EXPECT_INT(notice_remind_ms(at(1, 720) - 1, at(0, 0)), 0);
}
