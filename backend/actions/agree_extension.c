/* See agree_extension.h. */
#include "actions/agree_extension.h"

#include "store/site_store.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, const struct caller *caller, const char *action, const char *kind, struct str id)
{
    char storage[96];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, kind);
    buf_str(&object, id);
    return tx_audit(tx, caller->account_id, action, buf_view(&object), STR(""));
}

enum err agree_extension(struct tx *tx, const struct caller *caller, void *arg)
{
    struct agree_extension *in = arg;
    int64_t household_id = 0;
    enum err err = extension_store_child(tx->db, in->child, &in->agreement.child_id, &household_id);
    if (err != OK) {
        return err;
    }
    in->agreement.account_id = caller->account_id;
    in->agreement.now_ms = tx->now_ms;
    err = extension_store_agree(tx->db, &in->agreement);
    return err == OK ? audit(tx, caller, "agree_extension", "child:", in->child) : err;
}

enum err load_extension_prices(struct tx *tx, const struct caller *caller, void *arg)
{
    struct load_extension_prices *in = arg;
    struct extension_rules *rules = tx->scratch;
    struct extension_head head;
    struct site site = {.id = 0};
    _Static_assert(sizeof *rules <= LANE_SCRATCH_BYTES, "the lane's room is enough");
    if (extension_decode(in->document, rules, &head, &in->faults) != OK) {
        return OK;
    }
    in->step_out = !rules->step_out_counts;
    if (head.site[0] != '\0') {
        enum err found = site_by_public_id(tx->db, str_of(head.site), &site);
        in->unknown_site = found != OK || site.kind != SITE_NURSERY;
    }
    if (in->step_out || in->unknown_site) {
        return OK;
    }
    const struct extension_price price = {.site_id = site.id,
                                          .valid_from_day = head.valid_from_day,
                                          .document = in->document,
                                          .account_id = caller->account_id,
                                          .now_ms = tx->now_ms};
    in->valid_from_day = head.valid_from_day;
    enum err err = extension_store_price_add(tx->db, &price);
    return err == OK ? audit(tx, caller, "load_extension_prices", "site:", str_of(head.site)) : err;
}
