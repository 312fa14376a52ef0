/* See read_diets.h. */
#include "actions/read_diets.h"

#include "actions/sheet_allergies.h"
#include "store/attendance_store.h"

#include "base/banned.h"

static void count_one(void *arg, struct str what, struct str care)
{
    size_t *n = arg;
    (void)what;
    (void)care;
    (*n)++;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_diets *in = arg;
    int64_t site_id = 0;
    enum err err = attendance_store_site(tx->db, in->site, in->caller->account_id, &site_id);
    err = err == OK ? tx_audit_of(tx, in->caller->account_id, "read_diets", "nursery", in->site, STR("")) : err;
    for (size_t i = 0; err == OK && i < in->n; i++) {
        size_t allergies = 0;
        bool known = false;
        err = sheet_allergies(tx, in->children[i], count_one, &allergies, &known);
        in->ret[i] = meal_diet(known, allergies);
    }
    return err;
}

enum err read_diets(struct lane *lane, struct read_diets *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
