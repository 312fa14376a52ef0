/* See remind_notice.h. */
#include "actions/remind_notice.h"

#include "actions/send_notice.h"

#include "base/banned.h"

static enum err remind(struct tx *tx, const struct notice *notice, int64_t actor, int64_t *ret_mails)
{
    enum err err = mail_notice(tx, notice, true, ret_mails);
    err = err == OK ? notice_set_reminded(tx->db, notice->id, tx->now_ms) : err;
    err = err == OK ? tx_audit_of(tx, actor, "remind_notice", "notice:", str_of(notice->public_id), STR("")) : err;
    return err == OK ? tell_notice(tx, notice) : err;
}

static bool is_open(const struct notice *notice, int64_t now_ms)
{
    return notice->state == NOTICE_SENT && (notice->due_ms == 0 || notice->due_ms > now_ms);
}

enum err remind_notice(struct tx *tx, const struct caller *caller, void *arg)
{
    struct remind_notice *ask = arg;
    struct notice notice;
    enum err err = notice_for_staff(tx->db, ask->notice, caller->account_id, &notice, NULL, NULL);
    if (err != OK) {
        return err;
    }
    int64_t last_ms = notice.reminded_ms >= notice.sent_ms ? notice.reminded_ms : 0;
    ask->wrong_state = !is_open(&notice, tx->now_ms);
    ask->again_ms = last_ms != 0 && tx->now_ms < last_ms + NOTICE_REMIND_AGAIN_MS ? last_ms + NOTICE_REMIND_AGAIN_MS
                                                                                  : 0;
    return ask->wrong_state || ask->again_ms != 0 ? OK : remind(tx, &notice, caller->account_id, &ask->mails);
}

enum err remind_notice_due(struct tx *tx, int64_t notice_id)
{
    struct notice notice;
    int64_t mails = 0;
    enum err err = notice_by_id(tx->db, notice_id, &notice);
    return err == OK && is_open(&notice, tx->now_ms) ? remind(tx, &notice, 0, &mails) : err;
}
