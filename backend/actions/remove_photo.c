/* See remove_photo.h. */
#include "actions/remove_photo.h"

#include "actions/keep_paper.h"
#include "actions/photo_audit.h"
#include "store/photo_store.h"

#include "base/banned.h"

static enum err take_away(struct tx *tx, const struct caller *caller, const struct photo_row *row,
                          enum photo_refusal *refusal)
{
    if (row->sight.kind == PHOTO_PAPER) {
        return take_back_paper(tx, caller, row, refusal);
    }
    enum err err = photo_remove(tx->db, row->id, caller->account_id, tx->now_ms);
    if (err == OK) {
        tx_change(tx, CHANGE_ATTENDANCE, row->nursery_id, row->day);
    }
    return err;
}

enum err remove_photo(struct tx *tx, const struct caller *caller, void *arg)
{
    struct remove_photo *ask = arg;
    struct photo_row row;
    ask->refusal = PHOTO_ADDED;
    enum err err = photo_get(tx->db, ask->photo, caller->account_id, &row);
    err = err == OK && !photo_removable(&row.sight) ? ERR_NOT_FOUND : err;
    err = err == OK ? take_away(tx, caller, &row, &ask->refusal) : err;
    return err == OK && ask->refusal == PHOTO_ADDED ? photo_audit(tx, caller, "remove_photo", &row) : err;
}
