/* See sheet_allergies.h. */
#include "actions/sheet_allergies.h"

#include "actions/sealed.h"
#include "base/json.h"
#include "core/registration_sheet.h"
#include "store/registration_store.h"

#include "base/banned.h"

enum {
    TEXT_BYTES = 400,
    SEALED_BYTES = REGISTRATION_SHEET_BYTES_MAX + SECRET_SEAL_OVERHEAD,
    SHEETS_AT = LANE_SCRATCH_BYTES / 2, /* of the scratch memory: before it stands what whoever calls needs */
};
_Static_assert(SHEETS_AT + 2 * SEALED_BYTES + 1 <= LANE_SCRATCH_BYTES, "a sheet fits in twice");

struct taking {
    void (*take)(void *arg, struct str what, struct str care);
    void *arg;
};

/* True: the sheet says something of allergies. */
static bool take_all(const struct taking *taking, struct json_in *sheet)
{
    struct json_in row;
    size_t n = json_list(sheet, "allergies", JSON_OPTIONAL, SHEET_ALLERGIES_MAX);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(sheet, "allergies", i, &row)) {
            struct str what = json_text(&row, "what", JSON_OPTIONAL, TEXT_BYTES);
            taking->take(taking->arg, what, json_text(&row, "care", JSON_OPTIONAL, TEXT_BYTES));
            json_nested_end(&row);
        }
    }
    struct str text = n == 0 ? json_text(sheet, "allergies", JSON_OPTIONAL, TEXT_BYTES) : STR("");
    if (text.n > 0) {
        taking->take(taking->arg, text, STR(""));
    }
    return n > 0 || text.n > 0 || json_bool(sheet, "no_allergies", JSON_OPTIONAL, false);
}

enum err sheet_allergies(struct tx *tx, int64_t child_id, void (*take)(void *arg, struct str what, struct str care),
                         void *arg, bool *ret_known)
{
    struct registration_row row;
    struct json_faults faults;
    struct json_in sheet;
    struct buf plain;
    size_t n = 0;
    const struct taking taking = {take, arg};
    char *sealed = (char *)tx->scratch + SHEETS_AT;
    *ret_known = false;
    enum err err = registration_of_child(tx->db, child_id, 0, &row);
    err = err == OK ? registration_detail(tx->db, row.id, (unsigned char *)sealed, SEALED_BYTES, &n) : err;
    if (err != OK || n == 0) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    buf_init(&plain, sealed + SEALED_BYTES, SEALED_BYTES + 1);
    if (sealed_open(tx->keys, "registration|detail", str_of(row.public_id), (struct str){sealed, n}, &plain) == OK &&
        json_open(buf_view(&plain), &sheet, &faults) == OK) {
        *ret_known = take_all(&taking, &sheet);
        json_drop(&sheet);
    }
    return OK;
}
