/* See turn_registrations.h. */
#include "actions/turn_registrations.h"

#include <assert.h>
#include <stdbool.h>

#include "actions/end_reservations.h"
#include "actions/registration_rules.h"
#include "actions/registration_sheets.h"
#include "actions/tell_family.h"
#include "base/civil.h"

#include "base/banned.h"

enum { PIECE = 20, TURNS_MAX = 4 };

struct piece {
    struct registration_row rows[PIECE];
    size_t n;
};
_Static_assert(sizeof(struct piece) <= LANE_SCRATCH_BYTES / 4, "a piece stands at the end of the lane's scratch");

static void take(void *arg, const struct registration_row *row)
{
    struct piece *piece = arg;
    assert(piece->n < PIECE);
    piece->rows[piece->n++] = *row;
}

static enum err remind(struct tx *tx, struct registration_row *row, const struct policy *policy)
{
    struct telling telling = {.household_id = row->household_id, .kind = MESSAGE_RENEW, .quiet = &policy->waiting};
    row->life.reminded_day = row->life.valid_to_day;
    enum err err = registration_reminded(tx->db, row->id, row->life.reminded_day);
    return err == OK ? tell_family(tx, &telling) : err;
}

static enum err move(struct tx *tx, struct registration_row *row, enum registration_state to,
                     enum registration_step step)
{
    const struct registration_happened happened = {.from = row->life.state, .step = step, .now_ms = tx->now_ms};
    row->life.state = to;
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, 0);
    enum err err = registration_change(tx->db, row, &happened);
    return err == OK ? registration_audit(tx, 0, "turn_registration", row->public_id, registration_step_word(step))
                     : err;
}

/* A renewal that was asked for in time and not decided by the end waits on as a new one. */
static enum err run_out(struct tx *tx, struct registration_row *row)
{
    bool asked = row->life.renewal_asked;
    row->renewal_ms = 0;
    row->life.renewal_asked = false;
    enum err err = move(tx, row, REGISTRATION_EXPIRED, STEP_RAN_OUT);
    return err == OK && asked ? move(tx, row, REGISTRATION_SUBMITTED, STEP_SUBMITTED) : err;
}

static enum err lift(struct tx *tx, struct registration_row *row, int32_t today)
{
    enum registration_state to = REGISTRATION_APPROVED;
    enum registration_step step = STEP_LIFTED;
    bool may = registration_decide(&row->life, REGISTRATION_LIFT, today, &to, &step);
    assert(may);
    row->life.suspended_to_day = 0;
    return move(tx, row, to, step);
}

static enum err close_one(struct tx *tx, struct registration_row *row, int32_t today, enum registration_step step)
{
    int32_t ended = 0;
    row->renewal_ms = 0;
    row->life.renewal_asked = false;
    enum err err = move(tx, row, REGISTRATION_CLOSED, step);
    return err == OK && step == STEP_MOVED_AWAY
               ? end_reservations(tx, (struct child_id){row->child_id}, today, 0, &ended)
               : err;
}

static enum err apply(struct tx *tx, struct registration_row *row, const struct policy *policy,
                      enum registration_turn turn)
{
    int32_t today = civil_day_of_ms(tx->now_ms);
    switch (turn) {
    case REGISTRATION_STAYS:
        return OK;
    case REGISTRATION_REMIND:
        return remind(tx, row, policy);
    case REGISTRATION_RUNS_OUT:
        return run_out(tx, row);
    case REGISTRATION_IS_LIFTED:
        return lift(tx, row, today);
    case REGISTRATION_MOVES_AWAY:
        return close_one(tx, row, today, STEP_MOVED_AWAY);
    case REGISTRATION_GRADUATES:
        return close_one(tx, row, today, STEP_GRADUATED);
    case REGISTRATION_HOLDS_ON:
        row->life.valid_to_day = REGISTRATION_FOR_EVER;
        return move(tx, row, row->life.state, STEP_RULES);
    }
    return OK;
}

static enum err turn_one(struct tx *tx, struct registration_row *row, int32_t *turned)
{
    struct registration_scope scope;
    int32_t today = civil_day_of_ms(tx->now_ms);
    enum registration_turn turn = REGISTRATION_REMIND;
    enum err err = registration_scope_of(tx->db, row->site_id, today, &scope);
    if (err == ERR_NOT_FOUND) {
        return OK; /* nobody has rules for it any more */
    }
    err = err == OK ? registration_last_day(tx->db, row->site_id, row->birth_day, today, &row->life.last_day) : err;
    for (int i = 0; err == OK && i < TURNS_MAX && turn != REGISTRATION_STAYS; i++) {
        turn = registration_turn(&scope.policy->registration, &row->life, today);
        *turned += turn != REGISTRATION_STAYS ? 1 : 0;
        err = apply(tx, row, scope.policy, turn);
    }
    return err;
}

enum err turn_registrations(struct tx *tx, void *arg)
{
    struct turn_registrations *turn = arg;
    struct piece *piece = (struct piece *)((char *)tx->scratch + LANE_SCRATCH_BYTES * 3 / 4);
    piece->n = 0;
    enum err err = registration_next(tx->db, turn->after, PIECE, take, piece);
    for (size_t i = 0; err == OK && i < piece->n; i++) {
        turn->after = piece->rows[i].id;
        err = turn_one(tx, &piece->rows[i], &turn->turned);
    }
    turn->more = piece->n == PIECE;
    return err;
}

enum err turn_all_registrations(struct lane *lane, int32_t *ret_turned)
{
    struct turn_registrations turn = {.more = true};
    enum err err = OK;
    while (err == OK && turn.more) {
        struct lane_job job = {.priority = LANE_REST, .run = turn_registrations, .arg = &turn};
        err = lane_do(lane, &job);
    }
    *ret_turned = turn.turned;
    return err;
}
