/* Notices of a nursery to its families (R-NTC-01: audience, schedule, required answer, deadline, reminder to the unread only; an emergency ignores quiet
 * hours and is counted after five minutes). A notice is always for several families; what concerns one stands in its contact book, or is
 * written to it (core/talk.h). Pure.
 *
 * Who may send: within one class, somebody who works in it, alone. What goes beyond one class is released by a second person, and one of the two
 * leads the nursery (lead or head): files with 42 names have gone to all parents because the second look was skipped. The database refuses the same.
 * An emergency waits for nobody when one who leads sends it. For a minute after it went out it can be recalled, and until then no mail goes out. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Numbers are stored. */
enum notice_state {
    NOTICE_DRAFT = 1,
    NOTICE_WAITING,   /* for the second person */
    NOTICE_SCHEDULED, /* goes out at its time */
    NOTICE_SENT,
    NOTICE_RECALLED,
    NOTICE_DROPPED, /* thrown away before it went out */
};
enum { NOTICE_STATE_LAST = NOTICE_DROPPED };
extern const char *const notice_state_words[]; /* NULL-terminated, from 1: word i − 1 */

enum notice_audience { NOTICE_TO_SITE = 1, NOTICE_TO_CLASSES, NOTICE_TO_CHILDREN };
extern const char *const notice_audience_words[];

/* Who answers. */
enum notice_answers { NOTICE_NO_ANSWER, NOTICE_BY_FAMILY, NOTICE_BY_CHILD };
extern const char *const notice_answers_words[];

enum {
    NOTICE_CLASSES_MAX = 20,
    NOTICE_CHILDREN_MAX = 200,
    NOTICE_TITLE_BYTES = 240,
    NOTICE_BODY_BYTES = 6000,
    NOTICE_PLACE_BYTES = 160,
    NOTICE_DETAIL_BYTES_MAX = 16000, /* text, place and questions, as JSON */
    NOTICE_PLAIN_BYTES_MAX = 8000,   /* … as people read them: what is looked through for names */
    NOTICE_RECALL_MS = 60 * 1000,
    NOTICE_REPORT_MS = 5 * 60 * 1000,
    NOTICE_REMIND_AGAIN_MS = 4 * 3600 * 1000, /* the same families are not reminded again before */
    NOTICE_AHEAD_DAYS = 366,                  /* times and days of a notice are not further away */
};

/* How far a notice goes. */
struct notice_reach {
    int32_t classes; /* of the children concerned */
    bool beyond;     /* some of them are not of a class in which the writer works */
    bool emergency;
    bool writer_leads;
};
bool notice_needs_second(const struct notice_reach *reach);

enum notice_second { NOTICE_SECOND_FITS, NOTICE_SAME_PERSON, NOTICE_NOBODY_LEADS };
enum notice_second notice_second(bool same_person, bool writer_leads, bool second_leads);

/* What becomes of a notice that somebody wrote (send: it is not to stay a draft), and of one that the second person has released. */
enum notice_state notice_after_write(bool send, bool needs_second, int64_t at_ms, int64_t now_ms);
enum notice_state notice_after_release(int64_t at_ms, int64_t now_ms);
/* May its text be changed? */
bool notice_may_change(enum notice_state state);
/* What a recall makes of it: RECALLED within the minute, DRAFT while it has not gone out; its own state: too late, or nothing to recall. */
enum notice_state notice_after_recall(enum notice_state state, int64_t sent_ms, int64_t now_ms);

/* From when its mails may go out: after the minute of the recall, and not in the quiet hours (from = to: there are none); an emergency at once. */
int64_t notice_mail_ms(bool emergency, int32_t quiet_from_min, int32_t quiet_to_min, int64_t now_ms);
/* When who has not done what was asked is reminded by itself: a day before the answers are due. 0: it is not. */
int64_t notice_remind_ms(int64_t due_ms, int64_t sent_ms);
