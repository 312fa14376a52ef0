/* See day_note.h. */
#include "actions/day_note.h"

#include <string.h>

#include "actions/sealed.h"
#include "base/json.h"
#include "core/note_sheet.h"
#include "store/note_store.h"
#include "store/day_sheet_store.h"

#include "base/banned.h"

struct looking {
    struct tx *tx;
    int64_t wanted; /* number of the form */
    struct day_note *note;
    struct day_note_off *off;
};

static enum err take_note(void *arg, const struct note_detail *found)
{
    char storage[NOTE_DETAIL_BYTES_MAX];
    struct buf plain;
    struct looking *looking = arg;
    if (found->row.id != looking->wanted) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    looking->note->known = sealed_open(looking->tx->keys, "doctor_note|detail", str_of(found->row.public_id),
                                       found->sealed, &plain) == OK &&
                           note_sheet_stored(buf_view(&plain), &looking->note->note) == OK;
    return OK;
}

enum err day_note(struct tx *tx, const struct reservation_row *row, const struct policy *policy, struct day_note *ret)
{
    struct note_list list;
    size_t at = 0;
    memset(ret, 0, sizeof *ret);
    enum err err = note_list_read(tx->db, row->child_id, row->day, &list);
    if (err != OK) {
        return err;
    }
    ret->standing = doctor_note_standing(&policy->note, list.spans, list.n, row->day, &at);
    if (ret->standing != DOCTOR_NOTE_VALID) {
        return OK;
    }
    struct looking looking = {.tx = tx, .wanted = list.rows[at].id, .note = ret};
    const struct note_range range = {row->child_id, list.spans[at].issued_day, list.spans[at].issued_day};
    return note_each(tx->db, &range, take_note, &looking);
}

static bool names(const struct looking *looking, struct str order)
{
    struct json_faults faults;
    struct json_in in;
    if (json_open(order, &in, &faults) != OK) {
        return false;
    }
    struct str drug = json_text(&in, "drug", JSON_OPTIONAL, DOCTOR_NOTE_DRUG_BYTES);
    bool has = looking->note->known && doctor_note_has(&looking->note->note, drug);
    json_drop(&in);
    return has;
}

static enum err look_at_order(void *arg, const struct order_row *row)
{
    char storage[ORDER_DETAIL_BYTES_MAX];
    struct buf plain;
    struct looking *looking = arg;
    struct day_note_off *off = looking->off;
    if (row->taken_back_ms != 0 || off->n == ORDERS_MAX) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    bool read = sealed_open(looking->tx->keys, "medication_order|detail", row->public_id, row->detail, &plain) == OK;
    if (read && names(looking, buf_view(&plain))) {
        return OK;
    }
    return str_copy(row->public_id, off->ids[off->n++], SECRET_PUBLIC_ID_TEXT);
}

enum err day_note_orders_off(struct tx *tx, const struct reservation_row *row, const struct day_note *note,
                             struct day_note_off *ret)
{
    struct day_note copy = *note;
    struct looking looking = {.tx = tx, .note = &copy, .off = ret};
    ret->n = 0;
    return order_each(tx->db, row->id, look_at_order, &looking);
}
