/* See sign_month.h. */
#include "actions/sign_month.h"

#include <assert.h>
#include <string.h>

#include "actions/anchor_attendance.h"
#include "store/attendance_store.h"
#include "store/month_store.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, const struct caller *caller, const struct month_say *say)
{
    return tx_audit_of(tx, caller->account_id, "sign_month", "approval", str_of(say->public_id),
                       str_of(month_step_word(say->word.step)));
}

static enum err write_down(struct tx *tx, const struct caller *caller, struct sign_month *in, struct month_say *say)
{
    enum err err = month_store_say(tx->db, say);
    err = err == OK ? audit(tx, caller, say) : err;
    err = err == OK ? anchor_nursery(tx, say->site_id, in->site) : err;
    if (err == OK) {
        err = str_copy(str_of(say->public_id), in->id, sizeof in->id);
        tx_change(tx, CHANGE_ATTENDANCE, say->site_id, in->from_day);
    }
    return err;
}

enum err sign_month(struct tx *tx, const struct caller *caller, void *arg)
{
    struct sign_month *in = arg;
    struct month *month = tx->scratch;
    struct month_ask ask = {.from_day = in->from_day, .now_ms = tx->now_ms};
    struct month_say say = {.from_day = in->from_day, .reason = in->reason};
    _Static_assert(sizeof *month <= LANE_SCRATCH_BYTES, "the lane's room is enough");
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &ask.site_id);
    err = err == OK ? str_copy(in->class_name, say.word.class_name, sizeof say.word.class_name) : err;
    if (err != OK) {
        return err == ERR_LIMIT ? ERR_NOT_FOUND : err;
    }
    if (!month_role_may(caller, ask.site_id, in->step, say.word.class_name)) {
        return ERR_DENIED;
    }
    err = month_store_read(tx->db, &ask, month);
    if (err != OK) {
        return err;
    }
    say.site_id = ask.site_id;
    say.version = month->version;
    say.word.step = in->step;
    say.word.account_id = caller->account_id;
    say.word.at_ms = tx->now_ms;
    in->outcome = month_may(month, &say.word);
    if (in->outcome != MONTH_DONE) {
        return OK;
    }
    const struct month_class *class_row = month_class_of(month, say.word.class_name);
    bool of_class = in->step == MONTH_TEACHER;
    assert(!of_class || class_row != NULL);
    memcpy(say.word.digest, of_class ? class_row->digest : month->digest, sizeof say.word.digest);
    month_take(month, &say.word);
    in->version = month->version;
    in->closed = month->closed;
    return write_down(tx, caller, in, &say);
}
