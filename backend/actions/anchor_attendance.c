/* See anchor_attendance.h. */
#include "actions/anchor_attendance.h"

#include <stdbool.h>

#include "store/chain_store.h"

#include "base/banned.h"

enum { NURSERIES_AT_ONCE = 64, PUBLIC_ID_BYTES = 33 };

enum err anchor_nursery(struct tx *tx, int64_t site_id, struct str public_id)
{
    struct chain_head head;
    char anchor_text[CHAIN_ANCHOR_BYTES];
    struct buf anchor;
    enum err err = chain_head_read(tx->db, site_id, &head);
    if (err != OK || head.seq == 0) {
        return err;
    }
    buf_init(&anchor, anchor_text, sizeof anchor_text);
    chain_anchor_text(&head, &anchor);
    err = chain_anchored(tx->db, site_id, head.seq);
    return err == OK ? tx_audit_of(tx, 0, "anchor_attendance", "site", public_id, buf_view(&anchor)) : err;
}

enum err anchor_attendance(struct tx *tx, void *arg)
{
    bool *more = arg;
    int64_t site_id = 0;
    char public_id[PUBLIC_ID_BYTES];
    enum err err = OK;
    int n = 0;
    for (; err == OK && n < NURSERIES_AT_ONCE; n++) {
        err = chain_grown(tx->db, site_id, &site_id, public_id);
        err = err == OK ? anchor_nursery(tx, site_id, str_of(public_id)) : err;
    }
    *more = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}
