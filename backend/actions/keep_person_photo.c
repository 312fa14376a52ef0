/* See keep_person_photo.h. */
#include "actions/keep_person_photo.h"

#include <assert.h>

#include "actions/photo_kept.h"
#include "base/civil.h"
#include "core/hidden.h"
#include "store/attendance_store.h"
#include "store/pickup_store.h"

#include "base/banned.h"

static enum err find(struct tx *tx, const struct caller *caller, const struct photo_place *place,
                     struct attendance_child *ret)
{
    struct pickup_child child;
    bool holds = false;
    enum err err = attendance_store_child(tx->db, place->child, caller->account_id, ret);
    err = err == OK && (ret->hidden || ret->nursery_id == 0) ? ERR_NOT_FOUND : err;
    err = err == OK ? pickup_child(tx->db, caller->account_id, place->child, civil_day_of_ms(tx->now_ms), &child) : err;
    err = err == OK && !child.as_guardian ? ERR_NOT_FOUND : err;
    if (err != OK) {
        return err;
    }
    int64_t named_by = (child.hides & HIDDEN_PICKUP) != 0 ? caller->account_id : 0;
    err = pickup_holds(tx->db, child.child, place->about, named_by, &holds);
    return err == OK && !holds ? ERR_NOT_FOUND : err;
}

enum err keep_person_photo(struct tx *tx, const struct caller *caller, void *arg)
{
    struct keep_photo *ask = arg;
    struct attendance_child child;
    int64_t id;
    assert(ask->place.kind == PHOTO_PICKUP);
    ask->refusal = PHOTO_ADDED;
    enum err err = find(tx, caller, &ask->place, &child);
    err = err == OK ? photo_kept_drop(tx, caller, PHOTO_PICKUP, ask->place.about) : err;
    if (err != OK) {
        return err;
    }
    const struct photo_spot spot = {.nursery_id = child.nursery_id,
                                    .child_id = child.id,
                                    .class_name = STR(""),
                                    .day = civil_day_of_ms(tx->now_ms),
                                    .about = ask->place.about};
    err = photo_kept_add(tx, caller, ask, &spot, &id);
    tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, 0);
    return err == OK
               ? tx_audit_of(tx, caller->account_id, "add_pickup_photo", "child", str_of(child.public_id), STR(""))
               : err;
}
