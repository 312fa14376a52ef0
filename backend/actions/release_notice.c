/* See release_notice.h. */
#include "actions/release_notice.h"

#include "actions/send_notice.h"

#include "base/banned.h"

static enum release_notice_outcome judge(const struct notice *notice, const struct release_notice *ask,
                                         int64_t account_id)
{
    if (notice->state != NOTICE_WAITING) {
        return RELEASE_NOTICE_STATE;
    }
    if (notice->version != ask->version) {
        return RELEASE_NOTICE_CHANGED;
    }
    switch (notice_second(notice->written_by == account_id, notice->writer_leads, notice->as_lead)) {
    case NOTICE_SAME_PERSON:
        return RELEASE_NOTICE_SAME_PERSON;
    case NOTICE_NOBODY_LEADS:
        return RELEASE_NOTICE_NOBODY_LEADS;
    case NOTICE_SECOND_FITS:
        break;
    }
    return RELEASE_NOTICE_DONE;
}

static enum err audit(struct tx *tx, const struct caller *caller, const char *action, const struct notice *notice)
{
    return tx_audit_of(tx, caller->account_id, action, "notice:", str_of(notice->public_id), STR(""));
}

static enum err let_out(struct tx *tx, const struct caller *caller, struct notice *notice)
{
    notice->released_by = caller->account_id;
    notice->state = notice_after_release(notice->at_ms, tx->now_ms);
    enum err err = audit(tx, caller, "release_notice", notice);
    if (err != OK || notice->state == NOTICE_SENT) {
        return err == OK ? send_notice(tx, notice) : err;
    }
    err = notice_set(tx->db, notice);
    err = err == OK ? schedule_notice(tx, notice) : err;
    return err == OK ? tell_notice(tx, notice) : err;
}

static enum err call_back(struct tx *tx, const struct caller *caller, struct release_notice *ask, struct notice *notice)
{
    struct notice_counts counts;
    enum notice_state after = ask->what == RELEASE_NOTICE_DROP && notice_may_change(notice->state)
                                  ? NOTICE_DROPPED
                                  : notice_after_recall(notice->state, notice->sent_ms, tx->now_ms);
    if (after == notice->state) {
        ask->outcome = RELEASE_NOTICE_STATE;
        return OK;
    }
    notice->state = after;
    notice->recalled_ms = after == NOTICE_RECALLED ? tx->now_ms : 0;
    notice->released_by = after == NOTICE_RECALLED ? notice->released_by : 0;
    enum err err = notice_set(tx->db, notice);
    err = err == OK ? notice_counts(tx->db, notice->id, &counts) : err;
    ask->opened = err == OK ? counts.opened : 0;
    err = err == OK ? audit(tx, caller, after == NOTICE_DROPPED ? "drop_notice" : "recall_notice", notice) : err;
    return err == OK ? tell_notice(tx, notice) : err;
}

enum err release_notice(struct tx *tx, const struct caller *caller, void *arg)
{
    struct release_notice *ask = arg;
    struct notice notice;
    enum err err = notice_for_staff(tx->db, ask->notice, caller->account_id, &notice, NULL, NULL);
    if (err != OK) {
        return err;
    }
    ask->outcome = RELEASE_NOTICE_DONE;
    ask->now_version = notice.version;
    if (ask->what == RELEASE_NOTICE_LET_OUT) {
        ask->outcome = judge(&notice, ask, caller->account_id);
        err = ask->outcome == RELEASE_NOTICE_DONE ? let_out(tx, caller, &notice) : OK;
    } else {
        err = call_back(tx, caller, ask, &notice);
    }
    ask->now_version += ask->outcome == RELEASE_NOTICE_DONE;
    ask->state = notice.state;
    return err;
}
