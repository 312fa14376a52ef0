/* See family_numbers.h. */
#include "actions/family_numbers.h"

#include "actions/sealed.h"
#include "base/json.h"
#include "core/registration_sheet.h"
#include "store/pickup_store.h"
#include "store/sheet_store.h"

#include "base/banned.h"

enum { SHEET_BYTES = REGISTRATION_SHEET_BYTES_MAX + SECRET_SEAL_OVERHEAD + 1, ROWS_MAX = 12, TEXT_BYTES = 400 };
_Static_assert(2 * SHEET_BYTES <= LANE_SCRATCH_BYTES, "a sheet fits in twice");

struct numbers {
    struct tx *tx;
    void (*take)(void *arg, struct str name, struct str relation, struct str number);
    void *arg;
};

static void take_rows(struct json_in *in, const char *list, const struct numbers *numbers)
{
    struct json_in row;
    size_t n = json_list(in, list, JSON_OPTIONAL, ROWS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, list, i, &row)) {
            struct str name = json_text(&row, "name", JSON_OPTIONAL, TEXT_BYTES);
            struct str relation = json_text(&row, "relation", JSON_OPTIONAL, TEXT_BYTES);
            struct str phone = json_text(&row, "phone", JSON_OPTIONAL, TEXT_BYTES);
            numbers->take(numbers->arg, name, relation.n > 0 ? relation : str_of(list), phone);
            json_nested_end(&row);
        }
    }
}

/* In the lane's scratch memory: sealed and plain beside each other. */
static enum err take_sheet(const struct numbers *numbers, int64_t household_id)
{
    char *scratch = numbers->tx->scratch;
    char name[96];
    struct buf sealed;
    struct buf about;
    struct json_faults faults;
    struct json_in in;
    int64_t version = 0;
    char *plain = scratch + SHEET_BYTES;
    buf_init(&sealed, scratch, SHEET_BYTES);
    enum err err = sheet_get(numbers->tx->db, household_id, 0, &sealed, &version);
    if (err != OK || sealed.n <= SECRET_SEAL_OVERHEAD) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    struct str bound = sheet_about(&about, name, sizeof name, household_id, 0);
    size_t n = sealed.n - SECRET_SEAL_OVERHEAD;
    bool opened = secret_unseal(numbers->tx->keys->column, bound, sealed.p, sealed.n, (unsigned char *)plain) == OK;
    plain[n] = '\0';
    if (!opened || json_open((struct str){plain, n}, &in, &faults) != OK) {
        return OK; /* cannot be read: the others can */
    }
    take_rows(&in, "guardians", numbers);
    take_rows(&in, "emergency", numbers);
    json_drop(&in);
    return OK;
}

static enum err take_person(void *arg, struct str id, struct str name, struct str sealed)
{
    const struct numbers *numbers = arg;
    char plain[PICKUP_DETAIL_BYTES_MAX];
    struct buf text;
    struct json_faults faults;
    struct json_in in;
    if (sealed.n == 0) {
        numbers->take(numbers->arg, name, STR("guardians"), STR(""));
        return OK;
    }
    buf_init(&text, plain, sizeof plain);
    if (sealed_open(numbers->tx->keys, "pickup_person|person", id, sealed, &text) != OK ||
        json_open(buf_view(&text), &in, &faults) != OK) {
        return OK;
    }
    struct str who = json_text(&in, "name", JSON_OPTIONAL, TEXT_BYTES);
    struct str relation = json_text(&in, "relation", JSON_OPTIONAL, TEXT_BYTES);
    struct str phone = json_text(&in, "phone", JSON_OPTIONAL, TEXT_BYTES);
    numbers->take(numbers->arg, who, relation.n > 0 ? relation : STR("pickup"), phone);
    json_drop(&in);
    return OK;
}

enum err family_numbers(struct tx *tx, int64_t child_id, int64_t household_id,
                        void (*take)(void *arg, struct str name, struct str relation, struct str number), void *arg)
{
    struct numbers numbers = {.tx = tx, .take = take, .arg = arg};
    enum err err = take_sheet(&numbers, household_id);
    return err == OK ? pickup_each(tx->db, (struct child_id){child_id}, 0, take_person, &numbers) : err;
}
