#include "actions/issue_card.h"

#include <assert.h>

#include "actions/revoke_card.h"
#include "store/card_store.h"
#include "store/tap_store.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, const struct caller *caller, const struct issue_card *in)
{
    return tx_audit_of(tx, caller->account_id, "issue_card", "card", str_of(in->id),
                       in->number.code ? STR("code") : STR("card"));
}

/* Finds the children; all of one nursery. */
static enum err find(struct tx *tx, const struct caller *caller, const struct issue_card *in,
                     int64_t children[TAP_CHILDREN_MAX], int64_t *ret_nursery_id)
{
    int64_t nursery_id = 0;
    assert(in->children_n >= 1);
    for (size_t i = 0; i < in->children_n; i++) {
        enum err err = card_head_child(tx->db, in->children[i], caller->account_id, &children[i], &nursery_id);
        if (err != OK) {
            return err;
        }
        if (i > 0 && nursery_id != *ret_nursery_id) {
            return ERR_NOT_FOUND;
        }
        *ret_nursery_id = nursery_id;
    }
    return OK;
}

/* The card's hash, from its number or from the touch. */
static enum err hash_of(struct tx *tx, struct issue_card *in, int64_t nursery_id,
                        unsigned char hash[SECRET_CARD_HASH_BYTES])
{
    if (in->touch.n == 0) {
        secret_card_hash(tx->keys->card, in->number.bytes, in->number.n, hash);
        return OK;
    }
    const struct tap_unknown_ask ask = {in->touch, nursery_id, tx->now_ms - ISSUE_CARD_TOUCH_MS};
    enum err err = tap_store_unknown_card(tx->db, &ask, hash);
    if (err == ERR_NOT_FOUND) {
        in->outcome = ISSUE_CARD_NO_TOUCH;
        return OK;
    }
    return err;
}

static enum err write_down(struct tx *tx, struct issue_card *in, struct card *card,
                           const int64_t children[TAP_CHILDREN_MAX])
{
    int64_t card_id = 0;
    secret_public_id(tx->now_ms, card->public_id);
    enum err err = str_copy(str_of(card->public_id), in->id, sizeof in->id);
    assert(err == OK);
    in->issued_ms = tx->now_ms;
    err = card_create(tx->db, card, &card_id);
    for (size_t i = 1; i < in->children_n && err == OK; i++) {
        err = children[i] != children[0] ? card_stands_for(tx->db, card_id, children[i]) : OK;
    }
    return err;
}

static enum err end_lost(struct tx *tx, const struct caller *caller, const struct issue_card *in)
{
    struct revoke_card lost = {.card = in->replaces};
    return in->replaces.n > 0 ? revoke_card(tx, caller, &lost) : OK;
}

static enum err issue(struct tx *tx, const struct caller *caller, struct issue_card *in)
{
    int64_t children[TAP_CHILDREN_MAX];
    int64_t nursery_id = 0;
    enum err err = find(tx, caller, in, children, &nursery_id);
    if (err != OK) {
        return err;
    }
    in->outcome = ISSUE_CARD_DONE;
    if (in->touch.n == 0 && card_number_throwaway(&in->number)) {
        in->outcome = ISSUE_CARD_THROWAWAY;
        return OK;
    }
    struct card card = {.child_id = children[0], .issued_ms = tx->now_ms};
    err = hash_of(tx, in, nursery_id, card.hash);
    if (err != OK || in->outcome != ISSUE_CARD_DONE) {
        return err;
    }
    err = write_down(tx, in, &card, children);
    if (err == ERR_CONFLICT) {
        in->outcome = ISSUE_CARD_IN_USE;
        return OK;
    }
    err = err == OK ? audit(tx, caller, in) : err;
    err = err == OK ? end_lost(tx, caller, in) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_ROSTER, nursery_id, 0);
    }
    return err;
}

enum err issue_card(struct tx *tx, const struct caller *caller, void *arg)
{
    struct issue_card *in = arg;
    enum err err = issue(tx, caller, in);
    secret_wipe(in->number.bytes, sizeof in->number.bytes);
    return err;
}
