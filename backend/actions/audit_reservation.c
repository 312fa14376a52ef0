/* See audit_reservation.h. */
#include "actions/audit_reservation.h"

#include "base/banned.h"

enum err audit_reservation(struct tx *tx, int64_t account_id, const char *action, struct str public_id,
                           const char *reason)
{
    return tx_audit_of(tx, account_id, action, "reservation", public_id, str_of(reason));
}
