/* See decide_day.h. */
#include "actions/decide_day.h"

#include "actions/audit_reservation.h"
#include "actions/tell_family.h"
#include "base/civil.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"

#include "base/banned.h"

struct piece {
    enum decide_why why;
    struct reservation_id ids[DECIDE_PIECE];
    int32_t ranks[DECIDE_PIECE];
    size_t n;
    int32_t walked;
    bool more;
};

static bool take(void *arg, const struct reservation_queued *queued)
{
    struct piece *piece = arg;
    piece->walked++;
    if (queued->stays && piece->why == DECIDE_FINAL) {
        return true;
    }
    if (piece->n == DECIDE_PIECE) {
        piece->more = true;
        return false;
    }
    piece->ranks[piece->n] = piece->walked;
    piece->ids[piece->n++] = queued->id;
    return true;
}

/* R-RSV-17: one main reason; what it has waited for, or else that all was full. */
static enum reservation_reason main_reason(enum decide_why why, enum reservation_reason reason)
{
    if (why == DECIDE_CLOSED) {
        return REASON_FACILITY_CLOSED;
    }
    return reason == REASON_ISOLATION_FULL || reason == REASON_STAFF_SHORT ? reason : REASON_FULL;
}

static enum err decline(struct tx *tx, const struct piece *piece, size_t i, const struct policy *policy)
{
    struct reservation_kept kept;
    enum err err = reservation_by_id(tx->db, piece->ids[i], reservation_keep, &kept);
    if (err != OK) {
        return err;
    }
    kept.row.rank = piece->ranks[i];
    struct reservation_move move = reservation_move_of(&kept.row, RESERVATION_DECLINED, CAUSE_DAY_DECIDED, tx->now_ms);
    move.reason = main_reason(piece->why, kept.row.reason);
    err = reservation_move(tx->db, &move);
    err = err == OK
              ? audit_reservation(tx, 0, "not_available", kept.row.public_id, reservation_reason_word(move.reason))
              : err;
    struct telling telling = {.household_id = kept.row.household_id,
                              .reservation = kept.row.id,
                              .kind = piece->why == DECIDE_CLOSED ? MESSAGE_FACILITY : MESSAGE_NOT_AVAILABLE,
                              .quiet = &policy->waiting};
    /* After the day nobody needs to hear it. */
    err = err == OK && piece->why != DECIDE_OVER ? tell_family(tx, &telling) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_HOUSEHOLD, kept.row.household_id, kept.row.day);
    }
    return err;
}

/* Other rules may hold by now, the clock may have gone back, the day may be open again. */
static enum err still_so(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy,
                         enum decide_why why, bool *ret)
{
    struct reservation_calendar days;
    int64_t final_ms = 0;
    enum err err = reservation_calendar_read(tx->db, site, policy, day - CALENDAR_LOOK_BACK_DAYS, day, &days);
    if (err != OK) {
        return err;
    }
    switch (why) {
    case DECIDE_FINAL:
        *ret = policy_moment_ms(policy->decision.final, &days.calendar, day, &final_ms) && tx->now_ms >= final_ms;
        break;
    case DECIDE_CLOSED:
        *ret = !calendar_open(&days.calendar, day);
        break;
    case DECIDE_OVER:
        *ret = civil_day_of_ms(tx->now_ms) > day;
        break;
    }
    return OK;
}

enum err decide_day(struct tx *tx, struct site_id site, int32_t day, enum decide_why why, bool *ret_more)
{
    const struct policy *policy = NULL;
    struct piece piece = {.why = why};
    bool so = false;
    *ret_more = false;
    enum err err = policy_on(tx->db, site.v, day, &policy);
    err = err == OK ? still_so(tx, site, day, policy, why, &so) : err;
    if (err != OK || !so) {
        return err;
    }
    err = reservation_queue_each(tx->db, site, day, take, &piece);
    for (size_t i = 0; err == OK && i < piece.n; i++) {
        err = decline(tx, &piece, i, policy);
    }
    if (err == OK && !piece.more && why == DECIDE_FINAL) {
        err = sick_day_set(tx->db, site, day, SICK_DAY_DECIDED, tx->now_ms);
    }
    if (err == OK) {
        tx_change(tx, CHANGE_VACANCY, site.v, day);
        *ret_more = piece.more;
    }
    return err;
}
