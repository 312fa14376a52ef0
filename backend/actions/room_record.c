/* See room_record.h. */
#include "actions/room_record.h"

#include <assert.h>

#include "actions/sealed.h"
#include "store/agreement_store.h"
#include "store/attendance_store.h"
#include "store/reservation_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { VISITS_MAX = 4 };

enum err agree_record(struct tx *tx, const struct caller *caller, void *arg)
{
    struct agree_record *ask = arg;
    struct attendance_child child;
    int64_t agreed_ms = 0;
    enum err err = attendance_store_child(tx->db, ask->child, caller->account_id, &child);
    err = err == OK && (child.as_staff || child.hidden) ? ERR_NOT_FOUND : err;
    err = err == OK ? agreement_of(tx->db, child.id, &agreed_ms) : err;
    if (err != OK || ask->agreed == (agreed_ms != 0)) {
        return err;
    }
    err = ask->agreed ? agreement_begin(tx->db, child.id, caller->account_id, tx->now_ms)
                      : agreement_end(tx->db, child.id, caller->account_id, tx->now_ms);
    if (err == OK) {
        tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, 0);
    }
    return err == OK ? tx_audit_of(tx, caller->account_id, ask->agreed ? "agree_record" : "end_record", "child",
                                   str_of(child.public_id), STR(""))
                     : err;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static enum err take_line(void *arg, const struct care_entry_row *entry)
{
    struct read_record *in = arg;
    char storage[CARE_ENTRY_DETAIL_MAX + 1];
    struct buf plain;
    bool waits = entry_needs_second(entry->kind) && entry->second.n == 0;
    if (!entry->family || entry->struck_by.n > 0 || waits) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(in->tx->keys, "care_entry|detail", entry->public_id, entry->detail, &plain);
    in->line(in->arg, entry, err == OK ? buf_view(&plain) : STR(""));
    return OK;
}

static enum err read_visits(struct tx *tx, struct read_record *in, const struct attendance_child *child)
{
    struct reservation_kept list[VISITS_MAX] = {0};
    struct reservation_many many = {.list = list, .max = VISITS_MAX};
    enum err err = reservation_of_child_day(tx->db, (struct child_id){child->id}, in->day, (struct reservation_id){0},
                                            reservation_keep_many, &many);
    for (size_t i = 0; err == OK && i < many.n; i++) {
        const struct reservation_row *row = &list[i].row;
        if (row->state != RESERVATION_CHECKED_IN && row->state != RESERVATION_CHECKED_OUT) {
            continue;
        }
        struct site site;
        err = site_by_id(tx->db, row->site.v, &site);
        if (err != OK) {
            return err;
        }
        const struct room_visit visit = {.room = str_of(site.name), .state = row->state};
        err = tx_audit_of(tx, in->caller->account_id, "read_record", "reservation", row->public_id, STR("agreed"));
        in->visit(in->arg, &visit);
        err = err == OK ? care_entry_each(tx->db, row->id, take_line, in) : err;
    }
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_record *in = arg;
    struct attendance_child child;
    in->tx = tx;
    enum err err = attendance_store_child(tx->db, in->child, in->caller->account_id, &child);
    err = err == OK && child.hidden ? ERR_NOT_FOUND : err;
    err = err == OK ? agreement_of(tx->db, child.id, &in->agreed_ms) : err;
    return err == OK && child.as_staff && in->agreed_ms != 0 ? read_visits(tx, in, &child) : err;
}

enum err read_record(struct lane *lane, struct read_record *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    assert(in->line != NULL);
    assert(in->visit != NULL);
    return lane_do(lane, &job);
}
