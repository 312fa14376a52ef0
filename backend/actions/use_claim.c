/* See use_claim.h. */
#include "actions/use_claim.h"

#include <assert.h>
#include <string.h>

#include "actions/make_claim.h"
#include "base/civil.h"
#include "store/account_store.h"

#include "base/banned.h"

static enum err make_account(struct tx *tx, const struct use_claim *ask, const struct claim *claim, int64_t *ret_id)
{
    struct account account = {.household_id = claim->household_id};
    enum err err = str_copy(ask->login, account.login, sizeof account.login);
    err = err == OK ? str_copy(ask->name, account.name, sizeof account.name) : err;
    err = err == OK ? str_copy(ask->language, account.language, sizeof account.language) : err;
    assert(err == OK);
    secret_public_id(tx->now_ms, account.public_id);
    memcpy(account.password_hash, ask->password_hash, sizeof account.password_hash);
    return account_create(tx->db, &account, ret_id);
}

static enum err take_over(struct tx *tx, const struct claim *claim, int64_t account_id)
{
    enum err err = account_grant(tx->db, account_id, ROLE_GUARDIAN, 0, "");
    if (err == OK) {
        err = claim->by_guardian ? account_guard_like(tx->db, account_id, claim->made_by)
                                 : account_guard_all(tx->db, account_id, claim->household_id);
    }
    err = err == OK ? claim_used(tx->db, claim->id, account_id, tx->now_ms) : err;
    tx_change(tx, CHANGE_HOUSEHOLD, claim->household_id, 0);
    return err == OK ? tx_audit_of(tx, account_id, "use_claim", "household", str_of(claim->household), STR("")) : err;
}

enum err use_claim(struct tx *tx, const struct caller *caller, void *arg)
{
    struct use_claim *ask = arg;
    struct claim claim;
    unsigned char hash[SECRET_HASH_BYTES];
    int64_t account_id = 0;
    (void)caller;
    make_claim_hash(tx->keys, ask->code, hash);
    enum err err = claim_find(tx->db, hash, tx->now_ms, civil_day_of_ms(tx->now_ms), &claim);
    ask->unknown = err == ERR_NOT_FOUND;
    if (err != OK) {
        return ask->unknown ? OK : err;
    }
    err = make_account(tx, ask, &claim, &account_id);
    ask->taken = err == ERR_CONFLICT;
    if (err != OK) {
        return ask->taken ? OK : err;
    }
    return take_over(tx, &claim, account_id);
}
