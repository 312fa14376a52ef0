/* See send_notice.h. */
#include "actions/send_notice.h"

#include <assert.h>

#include "actions/notice_aim.h"
#include "base/civil.h"
#include "store/agenda_store.h"
#include "store/message_store.h"
#include "store/push_store.h"

#include "base/banned.h"

/* --- telling ---------------------------------------------------------------------------------------------------------- */

static void tell_household(void *arg, int64_t household_id)
{
    struct tx *tx = arg;
    tx_change(tx, CHANGE_HOUSEHOLD, household_id, civil_day_of_ms(tx->now_ms));
}

enum err tell_notice(struct tx *tx, const struct notice *notice)
{
    tx_change(tx, CHANGE_ATTENDANCE, notice->site_id, civil_day_of_ms(tx->now_ms));
    return notice_households(tx->db, notice->id, tell_household, tx);
}

struct mailing {
    struct tx *tx;
    struct message_new message;
    int64_t n;
};

static enum err mail_one(void *arg, int64_t contact_id, struct str language)
{
    struct mailing *mailing = arg;
    mailing->message.contact_id = contact_id;
    mailing->message.language = language;
    mailing->n++;
    return message_add(mailing->tx->db, &mailing->message);
}

enum err mail_notice(struct tx *tx, const struct notice *notice, bool unread, int64_t *ret_n)
{
    int32_t from_min = 0;
    int32_t to_min = 0;
    enum err err = notice_quiet(tx->db, notice->site_id, civil_day_of_ms(tx->now_ms), &from_min, &to_min);
    enum message_kind kind = notice->emergency ? MESSAGE_NOTICE_URGENT : MESSAGE_NOTICE;
    struct mailing mailing = {
        .tx = tx,
        .message = {.kind = unread ? MESSAGE_NOTICE_UNREAD : kind,
                    .notice_id = notice->id,
                    .not_before_ms = notice_mail_ms(notice->emergency, from_min, to_min, tx->now_ms),
                    .ends_ms = notice->due_ms,
                    .now_ms = tx->now_ms},
    };
    err = err == OK ? notice_contacts(tx->db, notice->id, unread, mail_one, &mailing) : err;
    *ret_n = mailing.n;
    const struct push_new push = {push_kind_of(mailing.message.kind), mailing.message.not_before_ms, notice->due_ms,
                                  tx->now_ms};
    return err == OK ? push_tell_notice(tx->db, &push, notice->id, unread) : err;
}

/* --- going out -------------------------------------------------------------------------------------------------------- */

static enum err plan(struct tx *tx, const struct notice *notice, enum agenda_kind kind, int64_t at_ms)
{
    const struct agenda agenda = {
        .at_ms = at_ms, .kind = kind, .site_id = notice->site_id, .day = civil_day_of_ms(at_ms), .subject = notice->id};
    return agenda_add(tx->db, &agenda);
}

enum err schedule_notice(struct tx *tx, const struct notice *notice)
{
    assert(notice->state == NOTICE_SCHEDULED);
    return plan(tx, notice, AGENDA_NOTICE_SEND, notice->at_ms);
}

static enum err address(struct tx *tx, const struct notice *notice)
{
    struct notice_aim *aim = notice_aim_begin(tx, notice->audience);
    enum err err = notice_targets(tx->db, notice->id, &aim->targets);
    aim->send = notice->id;
    return err == OK ? notice_aim_walk(aim, notice->site_id, notice->written_by) : err;
}

enum err send_notice(struct tx *tx, struct notice *notice)
{
    int64_t mails = 0;
    int64_t remind_ms = notice_remind_ms(notice->due_ms, tx->now_ms);
    notice->state = NOTICE_SENT;
    notice->sent_ms = tx->now_ms;
    enum err err = notice_set(tx->db, notice);
    err = err == OK ? address(tx, notice) : err;
    err = err == OK ? mail_notice(tx, notice, false, &mails) : err;
    err = err == OK && remind_ms != 0 ? plan(tx, notice, AGENDA_NOTICE_REMIND, remind_ms) : err;
    err = err == OK && notice->emergency ? plan(tx, notice, AGENDA_NOTICE_REPORT, tx->now_ms + NOTICE_REPORT_MS) : err;
    return err == OK ? tell_notice(tx, notice) : err;
}

enum err send_notice_due(struct tx *tx, int64_t notice_id)
{
    struct notice notice;
    enum err err = notice_by_id(tx->db, notice_id, &notice);
    if (err != OK || notice.state != NOTICE_SCHEDULED || notice.at_ms > tx->now_ms) {
        return err; /* taken back or written otherwise meanwhile */
    }
    err = tx_audit_of(tx, 0, "send_notice", "notice:", str_of(notice.public_id), STR("at its time"));
    return err == OK ? send_notice(tx, &notice) : err;
}

enum err report_notice_due(struct tx *tx, int64_t notice_id)
{
    struct notice notice;
    struct notice_counts counts;
    enum err err = notice_by_id(tx->db, notice_id, &notice);
    if (err != OK || notice.state != NOTICE_SENT || notice.report_ms != 0) {
        return err;
    }
    err = notice_counts(tx->db, notice_id, &counts);
    notice.report_ms = tx->now_ms;
    notice.report_opened = counts.opened;
    notice.report_mailed = counts.mailed;
    notice.report_none = counts.recipients - counts.opened - counts.mailed;
    err = err == OK ? notice_set_report(tx->db, &notice) : err;
    tx_change(tx, CHANGE_ATTENDANCE, notice.site_id, civil_day_of_ms(tx->now_ms));
    return err;
}
