/* See read_infections.h. */
#include "actions/read_infections.h"

#include <string.h>

#include "actions/absence_detail.h"
#include "store/return_store.h"

#include "base/banned.h"

struct counting {
    struct tx *tx;
    struct read_infections *in;
};

static void take_class(void *arg, struct str class_name, int64_t n)
{
    struct infection_counts *counts = ((struct counting *)arg)->in->counts;
    if (counts->classes_n == INFECTION_CLASSES_MAX || class_name.n >= INFECTION_CLASS_BYTES) {
        return;
    }
    memcpy(counts->classes[counts->classes_n].name, class_name.p, class_name.n);
    counts->classes[counts->classes_n].enrolled = (int32_t)n;
    counts->classes_n++;
}

static enum err take_told(void *arg, const struct return_told *told)
{
    struct counting *counting = arg;
    char reason[ABSENCE_REASON_BYTES];
    char diagnosis[ABSENCE_DIAGNOSIS_BYTES];
    char class_name[INFECTION_CLASS_BYTES];
    enum err err = absence_detail_open(counting->tx->keys, told->absence, reason, diagnosis);
    secret_wipe(reason, sizeof reason);
    int disease = err == OK ? disease_find(str_of(diagnosis)) : -1;
    if (disease >= 0 && str_copy(told->class_name, class_name, sizeof class_name) == OK) {
        infection_add(counting->in->counts, class_name, told->absence->child_id, disease);
    }
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_infections *in = arg;
    struct counting counting = {tx, in};
    int64_t site_id = 0;
    enum err err = return_site(tx->db, in->site, in->caller->account_id, &site_id, &in->as_staff);
    if (err != OK) {
        return err;
    }
    memset(in->counts, 0, sizeof *in->counts);
    const struct return_span span = {site_id, in->day - INFECTION_DAYS + 1, in->day, tx->scratch};
    err = tx_audit_of(tx, in->caller->account_id, "read_infections", "nursery", in->site, STR(""));
    err = err == OK ? return_enrolled(tx->db, site_id, in->day, take_class, &counting) : err;
    return err == OK ? return_spread(tx->db, &span, take_told, &counting) : err;
}

enum err read_infections(struct lane *lane, struct read_infections *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
