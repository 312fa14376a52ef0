/* See revoke_gateway.h. */
#include "actions/revoke_gateway.h"

#include "store/gateway_store.h"
#include "store/pairing_store.h"

#include "base/banned.h"

enum err revoke_gateway(struct tx *tx, const struct caller *caller, void *arg)
{
    struct revoke_gateway *ask = arg;
    struct gateway gateway;
    char storage[40];
    struct buf object;
    int64_t site_id = 0;
    enum err err = gateway_by_name(tx->db, ask->name, &gateway);
    err = err == OK ? pairing_site(tx->db, str_of(gateway.site), caller->account_id, &site_id) : err;
    err = err == OK ? gateway_revoke(tx->db, gateway.id, tx->now_ms) : err;
    ask->already = err == ERR_CONFLICT;
    if (err != OK) {
        return ask->already ? OK : err;
    }
    tx_change(tx, CHANGE_GATEWAY, gateway.id, 0);
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "gateway:");
    buf_int(&object, gateway.id);
    return tx_audit(tx, caller->account_id, "gateway_revoke", buf_view(&object), STR(""));
}
