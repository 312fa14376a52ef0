/* See check_out.h. */
#include "actions/check_out.h"

#include <assert.h>

#include "actions/audit_reservation.h"
#include "actions/charge_fee.h"
#include "actions/count_visit.h"
#include "actions/sealed.h"
#include "actions/staff_reservation.h"
#include "base/json.h"
#include "store/pickup_store.h"
#include "store/visit_store.h"

#include "base/banned.h"

enum { HANDED_BYTES = 2048 };

/* One handing over under way. */
struct leaving {
    struct tx *tx;
    const struct caller *caller;
    struct check_out *ask;
    struct reservation_kept kept;
    const struct policy *policy;
    struct visit_times times;
    int32_t options[POLICY_FEE_OPTIONS_MAX];
};

struct finding {
    struct str wanted;
    bool found;
};

static enum err compare(void *arg, struct str id, struct str name, struct str sealed)
{
    struct finding *finding = arg;
    (void)name;
    (void)sealed;
    finding->found = finding->found || str_equal(id, finding->wanted);
    return OK;
}

static enum err know_person(struct leaving *leaving)
{
    struct check_out *ask = leaving->ask;
    struct finding finding = {ask->person, ask->person.n == 0};
    enum err err = ask->person.n == 0 ? OK
                                      : pickup_each(leaving->tx->db, leaving->kept.row.child_id, 0, compare, &finding);
    ask->unknown_person = !finding.found;
    return err;
}

static void count_options(struct leaving *leaving)
{
    struct check_out *ask = leaving->ask;
    for (size_t i = 0; i < ask->options_n; i++) {
        int at = fee_option_find(&leaving->policy->fees, ask->options[i].id);
        if (at < 0) {
            ask->unknown_option = true;
        } else {
            leaving->options[at] = ask->options[i].count;
        }
    }
}

static enum err look(struct leaving *leaving)
{
    struct check_out *ask = leaving->ask;
    enum err err = visit_times(leaving->tx->db, leaving->kept.row.id, &leaving->times);
    ask->came_ms = leaving->times.came_ms;
    ask->at_ms = ask->at_ms == 0 ? leaving->tx->now_ms : ask->at_ms;
    ask->wrong_time = ask->at_ms > leaving->tx->now_ms || ask->at_ms < ask->came_ms;
    count_options(leaving);
    return err == OK ? know_person(leaving) : err;
}

static enum err write_down(struct leaving *leaving)
{
    char plain[HANDED_BYTES];
    unsigned char sealed[HANDED_BYTES + SECRET_SEAL_OVERHEAD];
    struct buf handed;
    struct json_out out;
    struct tx *tx = leaving->tx;
    const struct check_out *ask = leaving->ask;
    buf_init(&handed, plain, sizeof plain);
    json_out_init(&out, &handed);
    json_out_open(&out, '{');
    json_put_text(&out, "person_id", ask->person);
    json_put_text(&out, "name", ask->name);
    json_put_text(&out, "shown", ask->shown);
    json_out_close(&out, '}');
    assert(!handed.overflow);
    sealed_close(tx->keys, "visit|handed", leaving->kept.public_id, buf_view(&handed), sealed);
    const struct visit_step step = {.id = leaving->kept.row.id,
                                    .at_ms = ask->at_ms,
                                    .account_id = leaving->caller->account_id,
                                    .detail = {(const char *)sealed, handed.n + SECRET_SEAL_OVERHEAD},
                                    .now_ms = tx->now_ms};
    return visit_leave(tx->db, &step);
}

static enum err bill(struct leaving *leaving)
{
    const struct charge_use use = {.row = &leaving->kept.row,
                                   .policy = leaving->policy,
                                   .came_ms = leaving->times.came_ms,
                                   .went_ms = leaving->ask->at_ms,
                                   .options = leaving->options,
                                   .account_id = leaving->caller->account_id};
    return charge_use(leaving->tx, &use, &leaving->ask->fee);
}

enum err check_out(struct tx *tx, const struct caller *caller, void *arg)
{
    struct check_out *ask = arg;
    struct leaving leaving = {.tx = tx, .caller = caller, .ask = ask};
    const struct reservation_row *row = &leaving.kept.row;
    enum err err = staff_reservation(tx, caller, ask->id, &leaving.kept, &leaving.policy);
    if (err != OK) {
        return err;
    }
    ask->present_version = row->version;
    ask->state = row->state;
    ask->changed = ask->version != 0 && ask->version != row->version;
    ask->reason = row->state == RESERVATION_CHECKED_IN ? REASON_NONE : REASON_WRONG_STATE;
    if (ask->changed || ask->reason != REASON_NONE) {
        return OK;
    }
    err = look(&leaving);
    if (err != OK || ask->wrong_time || ask->unknown_person || ask->unknown_option) {
        return err;
    }
    err = write_down(&leaving);
    err = err == OK ? bill(&leaving) : err;
    err = err == OK ? count_visit(tx, row, leaving.kept.public_id, leaving.policy) : err;
    err = err == OK ? staff_moves(tx, caller, row, RESERVATION_CHECKED_OUT, CAUSE_WENT) : err;
    if (err == OK) {
        ask->state = RESERVATION_CHECKED_OUT;
        ask->present_version = row->version + 1;
    }
    return err;
}
