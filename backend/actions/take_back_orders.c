/* See take_back_orders.h. */
#include "actions/take_back_orders.h"

#include "actions/audit_reservation.h"
#include "actions/day_note.h"
#include "store/note_store.h"
#include "store/policy_store.h"

#include "base/banned.h"

static enum err take_back(struct tx *tx, int64_t account_id, const struct reservation_row *row,
                          const struct day_note_off *off)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < off->n; i++) {
        const struct order_removal removal = {row->id, str_of(off->ids[i]), ORDER_NOT_ON_NOTE, tx->now_ms};
        err = order_remove(tx->db, &removal);
        err = err == OK ? audit_reservation(tx, account_id, "medicine_order", row->public_id, "not on the newer form")
                        : err;
    }
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    return err;
}

static enum err look_at(struct tx *tx, int64_t account_id, struct reservation_id id, size_t *ret_n)
{
    struct reservation_kept kept;
    struct day_note note;
    struct day_note_off off = {.n = 0};
    const struct policy *policy = NULL;
    enum err err = reservation_by_id(tx->db, id, reservation_keep, &kept);
    err = err == OK ? policy_on(tx->db, kept.row.site.v, kept.row.day, &policy) : err;
    err = err == OK ? day_note(tx, &kept.row, policy, &note) : err;
    err = err == OK && note.known ? day_note_orders_off(tx, &kept.row, &note, &off) : err;
    if (err != OK || off.n == 0) {
        return err;
    }
    *ret_n += off.n;
    return take_back(tx, account_id, &kept.row, &off);
}

enum err take_back_orders(struct tx *tx, int64_t account_id, struct child_id child, int32_t from_day, size_t *ret_n)
{
    struct reservation_id list[NOTE_PLACES_MAX];
    size_t n = 0;
    *ret_n = 0;
    enum err err = note_days(tx->db, child, from_day, list, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        err = look_at(tx, account_id, list[i], ret_n);
    }
    return err;
}
