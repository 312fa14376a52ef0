#include "actions/revoke_card.h"

#include "store/card_store.h"

#include "base/banned.h"

enum err revoke_card(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct revoke_card *in = arg;
    struct card_found found;
    enum err err = card_head_card(tx->db, in->card, caller->account_id, &found);
    if (err != OK || found.revoked) {
        return err;
    }
    err = card_revoke(tx->db, in->card, tx->now_ms);
    err = err == OK ? tx_audit_of(tx, caller->account_id, "revoke_card", "card", in->card, STR("")) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_ROSTER, found.nursery_id, 0);
    }
    return err;
}
