/* See tell_particulars.h. */
#include "actions/tell_particulars.h"

#include "actions/audit_reservation.h"
#include "actions/sealed.h"
#include "actions/staff_reservation.h"
#include "base/json_merge.h"
#include "store/reservation_store.h"

#include "base/banned.h"

#define CONDITION "reservation|condition"

struct merging {
    struct tx *tx;
    struct tell_particulars *ask;
    struct reservation_kept kept;
    size_t n;
    unsigned char sealed[RESERVATION_CONDITION_BYTES_MAX + SECRET_SEAL_OVERHEAD];
};

static enum err merge(void *arg, struct str condition, struct str need)
{
    char before[RESERVATION_CONDITION_BYTES_MAX + 1];
    char after[RESERVATION_CONDITION_BYTES_MAX + 1];
    struct buf was;
    struct buf now;
    struct merging *merging = arg;
    (void)need;
    buf_init(&was, before, sizeof before);
    buf_init(&now, after, sizeof after);
    enum err err = sealed_open(merging->tx->keys, CONDITION, merging->kept.row.public_id, condition, &was);
    err = err == OK ? json_merge(buf_view(&was), merging->ask->told, &now) : err;
    if (err == OK) {
        sealed_close(merging->tx->keys, CONDITION, merging->kept.public_id, buf_view(&now), merging->sealed);
        merging->n = now.n + SECRET_SEAL_OVERHEAD;
    }
    secret_wipe(before, sizeof before);
    secret_wipe(after, sizeof after);
    return err;
}

static enum reservation_reason judge(enum reservation_state state)
{
    bool there = state == RESERVATION_CHECKED_IN || state == RESERVATION_CHECKED_OUT;
    return !reservation_active(state) || there ? REASON_WRONG_STATE : REASON_NONE;
}

/* The reading of what was said stands in the audit with the writing. */
static enum err write(struct merging *merging, const struct caller *caller)
{
    struct tx *tx = merging->tx;
    const struct reservation_row *row = &merging->kept.row;
    const struct tell_particulars *ask = merging->ask;
    enum err err = audit_reservation(tx, caller->account_id, "read_condition", row->public_id, "tell_particulars");
    err = err == OK ? reservation_sealed(tx->db, row->id, merge, merging) : err;
    const struct reservation_told told = {.id = row->id,
                                          .version = row->version,
                                          .condition = {(const char *)merging->sealed, merging->n},
                                          .planned_min = ask->planned_min,
                                          .now_ms = tx->now_ms};
    err = err == OK ? reservation_set_told(tx->db, &told) : err;
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    return err;
}

enum err tell_particulars(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct policy *policy = NULL;
    struct tell_particulars *ask = arg;
    struct merging merging = {.tx = tx, .ask = ask};
    enum err err = staff_reservation(tx, caller, ask->id, &merging.kept, &policy);
    if (err != OK) {
        return err;
    }
    const struct reservation_row *row = &merging.kept.row;
    ask->present_version = row->version;
    ask->state = row->state;
    ask->changed = ask->version != 0 && ask->version != row->version;
    ask->reason = ask->changed ? REASON_NONE : judge(row->state);
    if (ask->changed || ask->reason != REASON_NONE) {
        return OK;
    }
    err = write(&merging, caller);
    ask->present_version += err == OK ? 1 : 0;
    return err;
}
