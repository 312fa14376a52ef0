/* See remove_photo.h. */
#include "actions/remove_photo.h"

#include "actions/photo_audit.h"
#include "store/photo_store.h"

#include "base/banned.h"

enum err remove_photo(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct remove_photo *ask = arg;
    struct photo_row row;
    enum err err = photo_get(tx->db, ask->photo, caller->account_id, &row);
    err = err == OK && (row.sight.removed || !row.sight.as_staff) ? ERR_NOT_FOUND : err;
    err = err == OK ? photo_remove(tx->db, row.id, caller->account_id, tx->now_ms) : err;
    err = err == OK ? photo_audit(tx, caller, "remove_photo", &row) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_ATTENDANCE, row.nursery_id, row.day);
    }
    return err;
}
