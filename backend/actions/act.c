/* The frame of every write that a person asks for: see act.h. */
#include "actions/act.h"

#include <assert.h>

#include "store/idempotency_store.h"

#include "base/banned.h"

static enum err run(struct tx *tx, void *arg)
{
    struct act *act = arg;
    struct idempotency_key key = {act->caller->account_id, act->operation, act->key, act->fingerprint};
    if (act->key.n > 0) {
        enum err err = idempotency_find(tx->db, &key, &act->answer->status, &act->answer->body);
        act->replayed = err == OK;
        act->mismatch = err == ERR_CONFLICT;
        if (err != ERR_NOT_FOUND) {
            return act->mismatch ? ERR_INVALID : err;
        }
    }
    enum err err = act->verb(tx, act->caller, act->arg);
    if (err != OK) {
        return err;
    }
    act->encode(act->arg, act->answer);
    if (act->answer->body.overflow) {
        return ERR_LIMIT;
    }
    assert(act->answer->status >= 200);
    if (act->key.n == 0) {
        return OK;
    }
    return idempotency_keep(tx->db, &key, act->answer->status, buf_view(&act->answer->body), tx->now_ms);
}

enum err act_do(struct lane *lane, struct act *act, enum lane_priority priority)
{
    struct lane_job job = {.priority = priority, .run = run, .arg = act};
    assert(act->caller != NULL);
    assert(act->verb != NULL);
    assert(act->encode != NULL);
    return lane_do(lane, &job);
}
