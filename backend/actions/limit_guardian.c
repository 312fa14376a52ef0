/* See limit_guardian.h. */
#include "actions/limit_guardian.h"

#include "core/hidden.h"
#include "store/account_store.h"
#include "store/push_store.h"

#include "base/banned.h"

struct search {
    struct str account;
    struct account_guardian found;
    bool any;
};

int64_t limit_guardian_version(uint32_t hides)
{
    return (int64_t)hides + 1;
}

static void take(void *arg, const struct account_guardian *guardian)
{
    struct search *search = arg;
    if (str_is(search->account, guardian->account)) {
        search->found = *guardian;
        search->any = true;
    }
}

static enum err write(struct tx *tx, const struct caller *caller, const struct account_guardian *guardian,
                      uint32_t hides)
{
    char storage[64];
    char digits[24];
    struct buf object;
    struct buf reason;
    enum err err = account_hide(tx->db, guardian->account_id, guardian->child_id, hides);
    err = err == OK ? push_account_drop(tx->db, guardian->account_id) : err;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "account:");
    buf_int(&object, guardian->account_id);
    buf_init(&reason, digits, sizeof digits);
    buf_puts(&reason, "hides ");
    buf_int(&reason, (int64_t)hides);
    /* The door's memory of the session knows what is hidden; its stream is opened anew. The household hears nothing. */
    tx_change(tx, CHANGE_ACCOUNT, guardian->account_id, 0);
    return err == OK ? tx_audit(tx, caller->account_id, "limit_guardian", buf_view(&object), buf_view(&reason)) : err;
}

enum err limit_guardian(struct tx *tx, const struct caller *caller, void *arg)
{
    struct limit_guardian *ask = arg;
    struct search search = {.account = ask->account};
    enum err err = account_guardians(tx->db, caller->account_id, ask->child, take, &search);
    if (err != OK || !search.any) {
        return err == OK ? ERR_NOT_FOUND : err;
    }
    ask->now = search.found.hides;
    ask->changed = ask->version != 0 && ask->version != limit_guardian_version(search.found.hides);
    if (ask->changed) {
        return OK;
    }
    ask->now = hidden_complete(ask->hides);
    return write(tx, caller, &search.found, ask->now);
}
