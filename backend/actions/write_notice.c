/* See write_notice.h. */
#include "actions/write_notice.h"

#include <assert.h>
#include <string.h>

#include "actions/sealed.h"
#include "actions/send_notice.h"

#include "base/banned.h"

enum { SAME_TIME_MS = 60 * 1000 };

/* Whose it is, and whether this text may stand in place of the one before. */
static enum err look(struct tx *tx, const struct caller *caller, struct write_notice *ask, bool *ret_leads)
{
    struct notice_nursery nursery;
    struct notice notice;
    struct notice_written *written = &ask->written;
    if (ask->notice.n == 0) {
        enum err err = notice_nursery(tx->db, ask->site, caller->account_id, &nursery);
        written->site_id = nursery.id;
        *ret_leads = nursery.as_lead;
        secret_public_id(tx->now_ms, written->public_id);
        return err;
    }
    enum err err = notice_for_staff(tx->db, ask->notice, caller->account_id, &notice, NULL, NULL);
    if (err != OK) {
        return err;
    }
    written->id = notice.id;
    written->site_id = notice.site_id;
    memcpy(written->public_id, notice.public_id, sizeof written->public_id);
    *ret_leads = notice.as_lead;
    ask->now_version = notice.version;
    if (!notice_may_change(notice.state)) {
        ask->outcome = WRITE_NOTICE_STATE;
    } else if (notice.version != ask->version) {
        ask->outcome = WRITE_NOTICE_CHANGED;
    }
    return OK;
}

static enum err aim_at(struct notice_aim *aim, const struct caller *caller, struct write_notice *ask)
{
    struct notice_targets *targets = &aim->targets;
    enum err err = name_guard_begin(&aim->guard, ask->plain);
    bool fits = true;
    for (size_t i = 0; i < ask->classes_n; i++) {
        fits = fits && str_copy(ask->classes[i], targets->classes[targets->classes_n++], CHILD_CLASS_BYTES) == OK;
    }
    err = err == OK ? notice_aim_children(aim, ask->written.site_id, ask->children, ask->children_n) : err;
    err = err == OK ? notice_aim_walk(aim, ask->written.site_id, caller->account_id) : err;
    ask->size = aim->size;
    ask->size.unknown = ask->size.unknown || !fits;
    return err;
}

static void take_names(const struct name_guard *guard, struct write_notice *ask)
{
    ask->worst = guard->worst;
    ask->found_n = guard->found_n;
    for (size_t i = 0; i < guard->found_n && i < NAME_GUARD_FOUND_MAX; i++) {
        ask->found[i] = name_guard_excerpt(guard, &guard->found[i]);
        ask->found_kind[i] = guard->found[i].kind;
    }
}

/* What stands against sending it; a draft may be kept as it is, if it is for anybody here. */
static enum write_notice_outcome judge(const struct write_notice *ask, int64_t now_ms)
{
    const struct notice_written *written = &ask->written;
    int64_t out_ms = written->at_ms == 0 ? now_ms : written->at_ms;
    if (ask->size.unknown) {
        return WRITE_NOTICE_UNKNOWN;
    }
    if (written->audience == NOTICE_TO_CHILDREN && ask->size.families == 1) {
        return WRITE_NOTICE_ONE_FAMILY;
    }
    if (!ask->send) {
        return WRITE_NOTICE_DONE;
    }
    if (ask->size.guardians == 0) {
        return WRITE_NOTICE_NOBODY;
    }
    if (ask->worst == NAME_GUARD_CERTAIN) {
        return WRITE_NOTICE_NAME;
    }
    if (ask->found_n > 0 && ask->names_said != (int64_t)ask->found_n) {
        return WRITE_NOTICE_MAYBE;
    }
    bool late = (written->at_ms != 0 && written->at_ms < now_ms - SAME_TIME_MS) ||
                (written->due_ms != 0 && written->due_ms <= out_ms);
    return late ? WRITE_NOTICE_TIME : WRITE_NOTICE_DONE;
}

static enum err keep(struct tx *tx, const struct caller *caller, struct write_notice *ask,
                     const struct notice_targets *targets)
{
    struct notice_written *written = &ask->written;
    struct notice_targets kept = *targets;
    unsigned char *sealed = (unsigned char *)tx->scratch + sizeof(struct notice_aim);
    if (ask->detail.n > NOTICE_DETAIL_BYTES_MAX) {
        return ERR_LIMIT;
    }
    sealed_close(tx->keys, NOTICE_DETAIL, written->public_id, ask->detail, sealed);
    written->detail = (struct str){(const char *)sealed, ask->detail.n + SECRET_SEAL_OVERHEAD};
    written->account_id = caller->account_id;
    written->now_ms = tx->now_ms;
    written->names_said = ask->send ? (int64_t)ask->found_n : 0;
    enum err err = notice_write(tx->db, written);
    return err == OK ? notice_targets_put(tx->db, written->id, &kept) : err;
}

static enum err go_on(struct tx *tx, const struct caller *caller, const struct write_notice *ask)
{
    struct notice notice;
    const struct notice_written *written = &ask->written;
    char reason_text[96];
    struct buf reason;
    buf_init(&reason, reason_text, sizeof reason_text);
    buf_puts(&reason, notice_state_words[written->state - 1]);
    if (written->names_said > 0) {
        buf_puts(&reason, ", words said to be no names: ");
        buf_int(&reason, written->names_said);
    }
    enum err err = tx_audit_of(tx, caller->account_id, "write_notice", "notice:", str_of(written->public_id),
                               buf_view(&reason));
    err = err == OK ? notice_by_id(tx->db, written->id, &notice) : err;
    if (err != OK) {
        return err;
    }
    if (written->state == NOTICE_SENT) {
        return send_notice(tx, &notice);
    }
    err = written->state == NOTICE_SCHEDULED ? schedule_notice(tx, &notice) : OK;
    return err == OK ? tell_notice(tx, &notice) : err;
}

enum err write_notice(struct tx *tx, const struct caller *caller, void *arg)
{
    struct write_notice *ask = arg;
    struct notice_written *written = &ask->written;
    struct notice_aim *aim = notice_aim_begin(tx, written->audience);
    bool leads = false;
    ask->outcome = WRITE_NOTICE_DONE;
    enum err err = look(tx, caller, ask, &leads);
    err = err == OK ? aim_at(aim, caller, ask) : err;
    if (err != OK) {
        return err;
    }
    const struct notice_reach reach = {ask->size.classes, ask->size.beyond, written->emergency, leads};
    take_names(&aim->guard, ask);
    ask->needs_second = notice_needs_second(&reach);
    ask->outcome = ask->outcome == WRITE_NOTICE_DONE ? judge(ask, tx->now_ms) : ask->outcome;
    if (ask->dry || ask->outcome != WRITE_NOTICE_DONE) {
        return OK;
    }
    written->needs_second = ask->needs_second;
    written->state = notice_after_write(ask->send, ask->needs_second, written->at_ms, tx->now_ms);
    /* SENT is written by send_notice, of what stands in the table. */
    enum notice_state state = written->state;
    written->state = state == NOTICE_SENT ? NOTICE_DRAFT : state;
    err = keep(tx, caller, ask, &aim->targets);
    written->state = state;
    ask->now_version++;
    return err == OK ? go_on(tx, caller, ask) : err;
}
