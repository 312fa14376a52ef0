/* See read_evacuation.h. */
#include "actions/read_evacuation.h"

#include <assert.h>

#include "actions/family_numbers.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "base/json.h"
#include "core/registration_sheet.h"
#include "store/alarm_store.h"
#include "store/attendance_store.h"
#include "store/registration_store.h"

#include "base/banned.h"

enum {
    INSIDE_MAX = 512,
    ALLERGIES_MAX = 20,
    TEXT_BYTES = 400,
    SEALED_BYTES = REGISTRATION_SHEET_BYTES_MAX + SECRET_SEAL_OVERHEAD,
    SHEETS_AT = LANE_SCRATCH_BYTES /
                2, /* of the scratch memory: before it stands what family_numbers needs, and the list */
};
_Static_assert(SHEETS_AT + 2 * SEALED_BYTES + 1 <= LANE_SCRATCH_BYTES, "a sheet fits in twice");

static void take_allergies(struct read_evacuation *in, struct json_in *sheet)
{
    struct json_in row;
    size_t n = json_list(sheet, "allergies", JSON_OPTIONAL, ALLERGIES_MAX);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(sheet, "allergies", i, &row)) {
            struct str what = json_text(&row, "what", JSON_OPTIONAL, TEXT_BYTES);
            in->pen.allergy(in->pen.arg, what, json_text(&row, "care", JSON_OPTIONAL, TEXT_BYTES));
            json_nested_end(&row);
        }
    }
    struct str text = n == 0 ? json_text(sheet, "allergies", JSON_OPTIONAL, TEXT_BYTES) : STR("");
    if (text.n > 0) {
        in->pen.allergy(in->pen.arg, text, STR(""));
    }
}

/* What the family wrote when it registered; a sheet that cannot be read keeps nobody else off the list. */
static enum err read_allergies(struct tx *tx, struct read_evacuation *in, int64_t child_id)
{
    struct registration_row row;
    struct json_faults faults;
    struct json_in sheet;
    struct buf plain;
    size_t n = 0;
    char *sealed = (char *)tx->scratch + SHEETS_AT;
    enum err err = registration_of_child(tx->db, child_id, 0, &row);
    err = err == OK ? registration_detail(tx->db, row.id, (unsigned char *)sealed, SEALED_BYTES, &n) : err;
    if (err != OK || n == 0) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    buf_init(&plain, sealed + SEALED_BYTES, SEALED_BYTES + 1);
    if (sealed_open(tx->keys, "registration|detail", str_of(row.public_id), (struct str){sealed, n}, &plain) == OK &&
        json_open(buf_view(&plain), &sheet, &faults) == OK) {
        take_allergies(in, &sheet);
        json_drop(&sheet);
    }
    return OK;
}

static enum err write_child(struct tx *tx, struct read_evacuation *in, int64_t site_id, int64_t child_id)
{
    struct attendance_key key = {site_id, civil_day_of_ms(tx->now_ms), child_id};
    struct attendance_day day;
    struct child child;
    enum err err = child_by_id(tx->db, child_id, &child);
    err = err == OK ? attendance_store_get(tx->db, &key, &day) : err;
    if (err != OK) {
        return err;
    }
    in->pen.child(in->pen.arg, &child, day.place == PUNCH_STEPPED_OUT);
    err = read_allergies(tx, in, child_id);
    return err == OK ? family_numbers(tx, child_id, child.household_id, in->pen.person, in->pen.arg) : err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_evacuation *in = arg;
    int64_t list[INSIDE_MAX];
    size_t n = 0;
    int64_t site_id = 0;
    in->as_of_ms = tx->now_ms;
    enum err err = attendance_store_site(tx->db, in->site, in->caller->account_id, &site_id);
    if (err != OK) {
        return err;
    }
    err = tx_audit_of(tx, in->caller->account_id, "read_evacuation", "nursery", in->site, STR(""));
    err = err == OK ? alarm_store_inside(tx->db, site_id, civil_day_of_ms(tx->now_ms), list, INSIDE_MAX, &n) : err;
    for (size_t i = 0; err == OK && i < n; i++) {
        err = write_child(tx, in, site_id, list[i]);
    }
    return err;
}

enum err read_evacuation(struct lane *lane, struct read_evacuation *in)
{
    struct lane_job job = {.priority = LANE_ABSENCE, .run = run, .arg = in};
    assert(in->pen.child != NULL);
    return lane_do(lane, &job);
}
