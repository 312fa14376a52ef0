#include "actions/correct_attendance.h"

#include <assert.h>

#include "base/civil.h"
#include "store/absence_store.h"
#include "store/correction_store.h"
#include "store/month_store.h"
#include "store/tap_store.h"

#include "base/banned.h"

/* Does staff's word fit the day as it stands? An arrival always does: it is what the others are measured by. A word that waited on a
 * tablet without network was said of a day that may have moved since: then a person must look at both. */
static enum err judge(struct tx *tx, const struct attendance_key *key, struct correct_attendance *in)
{
    struct attendance_day day;
    enum err err = attendance_store_get(tx->db, key, &day);
    err = err == OK ? attendance_store_day_version(tx->db, key, &in->version) : err;
    if (err != OK) {
        return err;
    }
    in->after = day;
    in->outcome = CORRECT_DONE;
    if (in->seen_version != CORRECT_ANY_VERSION && in->seen_version != in->version) {
        in->outcome = CORRECT_CHANGED;
    } else if (in->day > civil_day_of_ms(tx->now_ms) || in->at_ms > tx->now_ms) {
        in->outcome = CORRECT_FUTURE;
    } else if (in->kind == CORRECTION_LEAVE && day.arrived_ms != 0 && in->at_ms < day.arrived_ms) {
        in->outcome = CORRECT_NOT_ARRIVED;
    } else if (in->kind == CORRECTION_STEP_OUT || in->kind == CORRECTION_STEP_BACK) {
        in->outcome = day.arrived_ms != 0 && in->at_ms >= day.arrived_ms ? CORRECT_DONE : CORRECT_NOT_ARRIVED;
    }
    return OK;
}

static enum err check_month(struct tx *tx, struct correct_attendance *in)
{
    bool closed = false;
    enum err err = month_store_closed(tx->db, in->nursery_id, in->day, in->day, &closed);
    in->outcome = closed ? CORRECT_CLOSED : in->outcome;
    return err;
}

/* What a void takes out: a touch, or an earlier word of staff. */
struct target {
    int64_t tap_id;
    int64_t word_id;
};

static enum err find_target(struct tx *tx, struct correct_attendance *in, struct target *ret)
{
    *ret = (struct target){0, 0};
    if (in->kind != CORRECTION_VOID) {
        return OK;
    }
    enum err err = in->word.n > 0 ? correction_store_standing(tx->db, in->word, in->child_id, in->day, &ret->word_id)
                                  : tap_store_by_public_id(tx->db, in->tap, in->child_id, in->day, &ret->tap_id);
    if (err == ERR_NOT_FOUND) {
        in->outcome = CORRECT_NO_TAP;
        return OK;
    }
    return err;
}

static enum err count_earlier(struct tx *tx, struct correct_attendance *in)
{
    struct attendance_correction list[ATTENDANCE_CORRECTIONS_MAX];
    size_t n = 0;
    enum err err = correction_store_of_day(tx->db, in->child_id, in->day, list, &n);
    if (err == OK && n == ATTENDANCE_CORRECTIONS_MAX) {
        in->outcome = CORRECT_TOO_MANY;
    }
    return err;
}

static enum err write_down(struct tx *tx, const struct caller *caller, struct correct_attendance *in,
                           const struct target *target)
{
    struct correction correction = {
        .child_id = in->child_id,
        .day = in->day,
        .kind = in->kind,
        .at_ms = in->at_ms,
        .tap_id = target->tap_id,
        .voids_id = target->word_id,
        .reason = in->reason,
        .account_id = caller->account_id,
        .recorded_ms = tx->now_ms,
    };
    enum err err = tap_store_last_id(tx->db, in->child_id, in->day, &correction.known_tap_id);
    if (err != OK) {
        return err;
    }
    secret_public_id(tx->now_ms, correction.public_id);
    err = str_copy(str_of(correction.public_id), in->id, sizeof in->id);
    assert(err == OK);
    err = correction_store_insert(tx->db, &correction);
    if (err != OK) {
        return err;
    }
    return tx_audit_of(tx, caller->account_id, "correct_attendance", "correction", str_of(in->id),
                       str_of(attendance_correction_words[in->kind - 1]));
}

/* What the answer shows. */
static enum err look_again(struct tx *tx, const struct attendance_key *key, struct correct_attendance *in)
{
    enum err err = attendance_store_day_version(tx->db, key, &in->version);
    err = err == OK ? child_by_id(tx->db, in->child_id, &in->row) : err;
    err = err == OK ? attendance_store_rules(tx->db, in->nursery_id, in->day, &in->rules) : err;
    return err == OK ? absence_store_cover(tx->db, in->child_id, in->day, &in->absence) : err;
}

static enum err may_be_written(struct tx *tx, const struct attendance_key *key, struct correct_attendance *in,
                               struct target *ret)
{
    enum err err = judge(tx, key, in);
    if (err == OK && in->outcome == CORRECT_DONE) {
        err = check_month(tx, in);
    }
    if (err == OK && in->outcome == CORRECT_DONE) {
        err = find_target(tx, in, ret);
    }
    if (err == OK && in->outcome == CORRECT_DONE) {
        err = count_earlier(tx, in);
    }
    return err;
}

enum err correct_attendance(struct tx *tx, const struct caller *caller, void *arg)
{
    struct correct_attendance *in = arg;
    struct attendance_child child;
    struct target target = {0, 0};
    bool changed = false;
    assert((in->kind == CORRECTION_VOID) == (in->at_ms == 0));
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &in->nursery_id);
    err = err == OK ? attendance_store_child(tx->db, in->child, caller->account_id, &child) : err;
    if (err != OK) {
        return err;
    }
    if (!child.as_staff || child.nursery_id != in->nursery_id || !attendance_store_enrolled(&child, in->day)) {
        return ERR_NOT_FOUND;
    }
    in->child_id = child.id;
    in->now_ms = tx->now_ms;
    struct attendance_key key = {.nursery_id = in->nursery_id, .day = in->day, .child_id = in->child_id};
    err = may_be_written(tx, &key, in, &target);
    if (err == OK && in->outcome == CORRECT_CHANGED) {
        return look_again(tx, &key, in);
    }
    if (err != OK || in->outcome != CORRECT_DONE) {
        return err;
    }
    err = write_down(tx, caller, in, &target);
    err = err == OK ? attendance_store_refold(tx->db, &key, &in->after, &changed) : err;
    err = err == OK ? look_again(tx, &key, in) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_ATTENDANCE, in->nursery_id, in->day);
        tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, 0);
    }
    return err;
}
