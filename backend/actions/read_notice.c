/* See read_notice.h. */
#include "actions/read_notice.h"

#include "actions/answer_notice.h"
#include "actions/notice_aim.h"
#include "actions/sealed.h"
#include "base/civil.h"

#include "base/banned.h"

static enum err show(void *arg, const struct notice *notice, const struct notice_words *words)
{
    struct read_notice *in = arg;
    struct buf plain;
    bool gone = !in->staff && notice->state == NOTICE_RECALLED;
    buf_init(&plain, in->tx->scratch, NOTICE_DETAIL_BYTES_MAX + 1);
    bool opened = !gone &&
                  sealed_open(in->tx->keys, NOTICE_DETAIL, str_of(notice->public_id), words->detail, &plain) == OK;
    const struct notice_shown shown = {.notice = notice,
                                       .title = gone ? STR("") : words->title,
                                       .detail = opened ? buf_view(&plain) : STR(""),
                                       .writer = words->writer,
                                       .releaser = words->releaser};
    in->head(in->arg, &shown);
    return OK;
}

static enum err show_staff(struct tx *tx, struct read_notice *in, const struct notice *notice)
{
    enum err err = notice_targets_shown(tx->db, notice->id, in->target, in->arg);
    err = err == OK ? notice_classes(tx->db, notice->id, in->class_line, in->arg) : err;
    return err == OK ? notice_recipients(tx->db, notice->id, in->recipient, in->arg) : err;
}

static enum err show_family(struct tx *tx, struct read_notice *in, const struct notice *notice)
{
    struct notice_own_child list[NOTICE_OWN_MAX];
    size_t n = 0;
    enum err err = notice_own_children(tx->db, notice->id, in->caller->account_id, list, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        struct str answers = STR("");
        bool voted = false;
        int64_t subject = notice->answers == NOTICE_BY_FAMILY ? list[i].household_id : list[i].child_id;
        err = notice->answers == NOTICE_NO_ANSWER ? OK : answer_of(tx, notice, subject, &answers, &voted);
        in->own(in->arg, &list[i], answers, voted);
    }
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_notice *in = arg;
    struct notice notice;
    in->tx = tx;
    enum err err = in->staff ? notice_for_staff(tx->db, in->notice, in->caller->account_id, &notice, show, in)
                             : notice_for_family(tx->db, in->notice, in->caller->account_id, &notice, show, in);
    err = err == OK ? tx_audit_of(tx, in->caller->account_id, "read_notice", "notice:", in->notice, STR("")) : err;
    if (err != OK) {
        return err;
    }
    return in->staff ? show_staff(tx, in, &notice) : show_family(tx, in, &notice);
}

enum err read_notice(struct lane *lane, struct read_notice *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}

enum err open_notice(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct open_notice *ask = arg;
    struct notice notice;
    bool first = false;
    enum err err = notice_for_family(tx->db, ask->notice, caller->account_id, &notice, NULL, NULL);
    err = err == OK && notice.state == NOTICE_SENT
              ? notice_open(tx->db, notice.id, caller->account_id, tx->now_ms, &first)
              : err;
    if (err == OK && first) {
        tx_change(tx, CHANGE_ATTENDANCE, notice.site_id, civil_day_of_ms(tx->now_ms));
        tx_change(tx, CHANGE_HOUSEHOLD, caller->household_id, civil_day_of_ms(tx->now_ms));
    }
    return err;
}
