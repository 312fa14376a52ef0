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
    size_t off;
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

static enum err count_off(void *arg, struct str public_id, struct str sealed)
{
    char storage[ORDER_DETAIL_BYTES_MAX];
    struct buf plain;
    struct json_faults faults;
    struct json_in in;
    struct looking *looking = arg;
    buf_init(&plain, storage, sizeof storage);
    if (sealed_open(looking->tx->keys, "medication_order|detail", public_id, sealed, &plain) != OK ||
        json_open(buf_view(&plain), &in, &faults) != OK) {
        looking->off++;
        return OK;
    }
    struct str drug = json_text(&in, "drug", JSON_OPTIONAL, DOCTOR_NOTE_DRUG_BYTES);
    looking->off += looking->note->known && doctor_note_has(&looking->note->note, drug) ? 0 : 1;
    json_drop(&in);
    return OK;
}

enum err day_note_orders_off(struct tx *tx, const struct reservation_row *row, const struct day_note *note, size_t *ret)
{
    struct day_note copy = *note;
    struct looking looking = {.tx = tx, .note = &copy};
    enum err err = order_each(tx->db, row->id, count_off, &looking);
    *ret = looking.off;
    return err;
}
