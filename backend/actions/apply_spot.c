/* See apply_spot.h. */
#include "actions/apply_spot.h"

#include "actions/draw_spots.h"
#include "actions/spot_month.h"
#include "base/civil.h"

#include "base/banned.h"

/* --- asking ---------------------------------------------------------------------------------------------------------------- */

struct asking {
    struct tx *tx;
    const struct caller *caller;
    const struct attendance_child *child;
    struct spot_month *month;
};

static enum err ask_day(const struct asking *asking, int32_t day, struct apply_spot_result *ret)
{
    struct tx *tx = asking->tx;
    struct spot_month *month = asking->month;
    struct spot_month_day *of = &month->days[day - month->month_day];
    const struct spot_ask ask = spot_month_ask(month, day, tx->now_ms);
    int32_t age = spot_age_of(month->class_age);
    *ret = (struct apply_spot_result){.day = day, .refusal = spot_judge(&month->rules, &ask)};
    if (ret->refusal != SPOT_OK) {
        return OK;
    }
    struct spot_row row = {.site_id = month->site_id,
                           .child_id = asking->child->id,
                           .day = day,
                           .month_day = month->month_day,
                           .age = age,
                           .state = spot_decide(&month->rules, &ask)};
    int32_t seat = 0;
    enum err err = row.state == SPOT_GRANTED ? spot_store_seat(tx->db, &row, month->rules.places[age], &seat) : OK;
    err = err == OK ? spot_store_add(tx->db, &row, seat, asking->caller->account_id, tx->now_ms) : err;
    if (err != OK) {
        return err;
    }
    ret->state = row.state;
    ret->rank = row.state == SPOT_WAITING ? of->waiting + 1 : 0;
    draw_ticket(str_of(row.public_id), ret->ticket);
    of->mine = row;
    month->asked++;
    tx_change(tx, CHANGE_ATTENDANCE, month->site_id, day);
    err = str_copy(str_of(row.public_id), ret->id, sizeof ret->id);
    return err == OK ? tx_audit_of(tx, asking->caller->account_id, "apply_spot", "spot_place", str_of(row.public_id),
                                   str_of(spot_state_words[row.state]))
                     : err;
}

/* The seed stands before the first who asks. */
static enum err commit_first(struct tx *tx, const struct spot_month *month)
{
    struct site site;
    if (month->phase != SPOT_COLLECT || month->committed) {
        return OK;
    }
    enum err err = site_by_id(tx->db, month->site_id, &site);
    return err == OK ? commit_spots(tx, &site, month->month_day) : err;
}

enum err apply_spot(struct tx *tx, const struct caller *caller, void *arg)
{
    struct apply_spot *in = arg;
    struct attendance_child child;
    struct asking asking = {tx, caller, &child, tx->scratch};
    _Static_assert(sizeof *asking.month <= LANE_SCRATCH_BYTES, "the lane's room is enough");
    int32_t month_day = spot_month_of(in->days[0]);
    for (size_t i = 1; i < in->days_n; i++) {
        in->other_month = in->other_month || spot_month_of(in->days[i]) != month_day;
    }
    enum err err = attendance_store_child(tx->db, in->child, caller->account_id, &child);
    err = err == OK && (child.hidden || child.nursery_id == 0) ? ERR_NOT_FOUND : err;
    if (err != OK || in->other_month) {
        return err;
    }
    err = spot_month_read(tx->db, &child, month_day, tx->now_ms, asking.month);
    err = err == OK ? commit_first(tx, asking.month) : err;
    in->opens_ms = err == OK ? spot_opens_ms(&asking.month->rules, month_day) : 0;
    for (size_t i = 0; err == OK && i < in->days_n; i++) {
        err = ask_day(&asking, in->days[i], &in->results[i]);
    }
    tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, month_day);
    return err;
}

/* --- giving back ----------------------------------------------------------------------------------------------------------- */

/* The first who waits has it now, and is told. */
static enum err pass_on(struct tx *tx, const struct spot_row *freed)
{
    struct spot_rules rules;
    struct spot_row next;
    int32_t seat = 0;
    enum err err = spot_store_rules(tx->db, freed->site_id, freed->month_day, &rules);
    err = err == OK ? spot_store_seat(tx->db, freed, rules.places[freed->age], &seat) : err;
    if (err != OK || seat == 0) {
        return err;
    }
    err = spot_store_first_waiting(tx->db, freed, &next);
    if (err != OK) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    next.state = spot_next(SPOT_WAITING, SPOT_TAKEN);
    err = spot_store_set(tx->db, &next, seat, tx->now_ms);
    err = err == OK ? tell_spot(tx, &next) : err;
    return err == OK ? tx_audit_of(tx, 0, "give_spot", "spot_place", str_of(next.public_id), STR("")) : err;
}

enum err cancel_spot(struct tx *tx, const struct caller *caller, void *arg)
{
    struct cancel_spot *in = arg;
    struct spot_row row;
    enum err err = spot_store_for_account(tx->db, in->id, caller->account_id, &row);
    in->wrong_state = err == OK && !spot_may_cancel(row.state, row.day, tx->now_ms);
    if (err != OK || in->wrong_state) {
        return err;
    }
    bool had = row.state == SPOT_GRANTED;
    row.state = spot_next(row.state, SPOT_GIVEN_BACK);
    err = spot_store_set(tx->db, &row, 0, tx->now_ms);
    err = err == OK ? tx_audit_of(tx, caller->account_id, "cancel_spot", "spot_place", in->id, STR("")) : err;
    tx_change(tx, CHANGE_ATTENDANCE, row.site_id, row.day);
    tx_change(tx, CHANGE_HOUSEHOLD, row.household_id, row.day);
    return err == OK && had ? pass_on(tx, &row) : err;
}
