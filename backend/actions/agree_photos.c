/* See agree_photos.h. */
#include "actions/agree_photos.h"

#include "base/civil.h"
#include "store/attendance_store.h"
#include "store/book_store.h"

#include "base/banned.h"

enum err agree_photos(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct agree_photos *ask = arg;
    struct attendance_child child;
    int64_t agreed_ms = 0;
    enum err err = attendance_store_child(tx->db, ask->child, caller->account_id, &child);
    err = err == OK && (child.as_staff || child.hidden) ? ERR_NOT_FOUND : err;
    err = err == OK ? photo_consent_of(tx->db, child.id, &agreed_ms) : err;
    if (err != OK || ask->agreed == (agreed_ms != 0)) {
        return err;
    }
    err = ask->agreed ? photo_consent_begin(tx->db, child.id, caller->account_id, tx->now_ms)
                      : photo_consent_end(tx->db, child.id, caller->account_id, tx->now_ms);
    if (err == OK) {
        tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, 0);
    }
    return err == OK ? tx_audit_of(tx, caller->account_id, ask->agreed ? "agree_photos" : "end_photos", "child",
                                   str_of(child.public_id), STR(""))
                     : err;
}

static enum err read_one(struct tx *tx, void *arg)
{
    struct read_photo_consent *in = arg;
    struct attendance_child child;
    enum err err = attendance_store_child(tx->db, in->child, in->caller->account_id, &child);
    err = err == OK && child.hidden ? ERR_NOT_FOUND : err;
    return err == OK ? photo_consent_of(tx->db, child.id, &in->agreed_ms) : err;
}

enum err read_photo_consent(struct lane *lane, struct read_photo_consent *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = read_one, .arg = in};
    return lane_do(lane, &job);
}

static enum err read_class(struct tx *tx, void *arg)
{
    const struct read_photo_consents *in = arg;
    struct book_nursery nursery;
    enum err err = book_nursery(tx->db, in->site, in->class_name, in->caller->account_id, &nursery);
    err = err == OK ? tx_audit_of(tx, in->caller->account_id, "read_photo_consents", "nursery",
                                  str_of(nursery.public_id), in->class_name)
                    : err;
    return err == OK
               ? photo_consents(tx->db, nursery.id, in->class_name, civil_day_of_ms(tx->now_ms), in->take, in->arg)
               : err;
}

enum err read_photo_consents(struct lane *lane, struct read_photo_consents *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = read_class, .arg = in};
    return lane_do(lane, &job);
}
