/* See photo_kept.h. */
#include "actions/photo_kept.h"

#include "actions/photo_audit.h"

#include "base/banned.h"

enum err photo_kept_add(struct tx *tx, const struct caller *caller, const struct keep_photo *ask,
                        const struct photo_spot *spot, int64_t *ret_id)
{
    const struct photo_new new = {.public_id = ask->public_id,
                                  .kind = ask->place.kind,
                                  .nursery_id = spot->nursery_id,
                                  .child_id = spot->child_id,
                                  .class_name = spot->class_name,
                                  .day = spot->day,
                                  .about = spot->about,
                                  .width = ask->width,
                                  .height = ask->height,
                                  .account_id = caller->account_id,
                                  .now_ms = tx->now_ms};
    enum err err = photo_add(tx->db, &new, ret_id);
    err = err == OK ? photo_add_bytes(tx->db, *ret_id, PHOTO_LARGE, ask->large) : err;
    return err == OK && ask->small.n > 0 ? photo_add_bytes(tx->db, *ret_id, PHOTO_SMALL, ask->small) : err;
}

enum err photo_kept_drop(struct tx *tx, const struct caller *caller, enum photo_kind kind, struct str about)
{
    struct photo_ids ids;
    enum err err = photo_ids_about(tx->db, kind, about, &ids);
    for (size_t i = 0; err == OK && i < ids.n; i++) {
        struct photo_row row;
        err = photo_get(tx->db, str_of(ids.id[i]), caller->account_id, &row);
        err = err == OK ? photo_remove(tx->db, row.id, caller->account_id, tx->now_ms) : err;
        err = err == OK ? photo_audit(tx, caller, "remove_photo", &row) : err;
    }
    return err;
}
