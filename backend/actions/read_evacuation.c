/* See read_evacuation.h. */
#include "actions/read_evacuation.h"

#include <assert.h>

#include "actions/family_numbers.h"
#include "actions/sheet_allergies.h"
#include "base/civil.h"
#include "store/alarm_store.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { INSIDE_MAX = 512 };

static enum err write_child(struct tx *tx, struct read_evacuation *in, int64_t site_id, int64_t child_id)
{
    struct attendance_key key = {site_id, civil_day_of_ms(tx->now_ms), child_id};
    struct attendance_day day;
    struct child child;
    bool known = false;
    enum err err = child_by_id(tx->db, child_id, &child);
    err = err == OK ? attendance_store_get(tx->db, &key, &day) : err;
    if (err != OK) {
        return err;
    }
    in->pen.child(in->pen.arg, &child, day.place == PUNCH_STEPPED_OUT);
    err = sheet_allergies(tx, child_id, in->pen.allergy, in->pen.arg, &known);
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
