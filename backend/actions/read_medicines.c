/* See read_medicines.h. */
#include "actions/read_medicines.h"

#include "actions/give_medicine.h"
#include "actions/sealed.h"
#include "core/hidden.h"
#include "store/attendance_store.h"
#include "store/book_store.h"

#include "base/banned.h"

static enum err take(void *arg, const struct medicine_row *row)
{
    char storage[MEDICINE_DETAIL_MAX + 1];
    struct buf plain;
    struct read_medicines *in = arg;
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(in->tx->keys, MEDICINE_SEALED, row->public_id, row->detail, &plain);
    in->take(in->arg, row, err == OK ? buf_view(&plain) : STR(""));
    in->shown++;
    return OK;
}

static enum err run_site(struct tx *tx, struct read_medicines *in)
{
    int64_t site_id = 0;
    int64_t account_id = in->caller->account_id;
    enum err err = attendance_store_site(tx->db, in->site, account_id, &site_id);
    err = err == OK ? medicine_at(tx->db, site_id, in->from_day, account_id, take, in) : err;
    /* A page that shows nothing has read nothing: it looks at every change of the day. */
    return err == OK && in->shown > 0 ? tx_audit_of(tx, account_id, "read_medicines", "nursery", in->site, STR(""))
                                      : err;
}

static enum err run_child(struct tx *tx, struct read_medicines *in)
{
    struct book_child child;
    enum err err = book_child(tx->db, in->child, in->from_day, in->caller->account_id, &child);
    if (err != OK || !child.as_guardian) {
        return err != OK ? err : ERR_NOT_FOUND;
    }
    err = tx_audit_of(tx, in->caller->account_id, "read_medicines", "child", in->child, STR(""));
    /* R-REG-11: nothing tells a limited guardian from one who never asked. */
    bool hidden = (child.hides & HIDDEN_TIMES) != 0;
    return err == OK && !hidden ? medicine_of(tx->db, child.id, in->from_day, in->to_day, take, in) : err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_medicines *in = arg;
    in->tx = tx;
    in->shown = 0;
    return in->site.n > 0 ? run_site(tx, in) : run_child(tx, in);
}

enum err read_medicines(struct lane *lane, struct read_medicines *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
