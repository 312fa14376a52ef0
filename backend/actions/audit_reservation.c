/* See audit_reservation.h. */
#include "actions/audit_reservation.h"

#include "base/banned.h"

enum err audit_reservation(struct tx *tx, int64_t account_id, const char *action, struct str public_id,
                           const char *reason)
{
    char storage[64];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "reservation:");
    buf_str(&object, public_id);
    return tx_audit(tx, account_id, action, buf_view(&object), str_of(reason));
}
