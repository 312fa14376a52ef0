/* See touch_staff.h. */
#include "actions/touch_staff.h"

#include "base/civil.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum err add_staff(struct tx *tx, const struct caller *caller, void *arg)
{
    struct add_staff *in = arg;
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &in->staff.site_id);
    in->staff.account_id = caller->account_id;
    in->staff.now_ms = tx->now_ms;
    err = err == OK ? staff_store_add(tx->db, &in->staff) : err;
    if (err != OK) {
        return err;
    }
    tx_change(tx, CHANGE_ATTENDANCE, in->staff.site_id, civil_day_of_ms(tx->now_ms));
    return tx_audit_of(tx, caller->account_id, "add_staff", "staff", str_of(in->staff.public_id), STR(""));
}

enum err remove_staff(struct tx *tx, const struct caller *caller, void *arg)
{
    struct remove_staff *in = arg;
    int64_t id = 0;
    int64_t site_id = 0;
    enum err err = staff_store_member(tx->db, in->id, caller->account_id, &id, &site_id);
    err = err == OK ? staff_store_remove(tx->db, id, tx->now_ms) : err;
    if (err != OK) {
        return err;
    }
    tx_change(tx, CHANGE_ATTENDANCE, site_id, civil_day_of_ms(tx->now_ms));
    return tx_audit_of(tx, caller->account_id, "remove_staff", "staff", in->id, STR(""));
}

static enum err write_line(struct tx *tx, const struct caller *caller, struct touch_staff *in,
                           struct staff_touch_new *new)
{
    int64_t site_id = 0;
    enum err err = staff_store_member(tx->db, in->id, caller->account_id, &new->member_id, &site_id);
    if (err == OK && in->kind == STAFF_VOID) {
        err = staff_store_line(tx->db, in->line, new->member_id, new->day, &new->voids);
        in->no_line = err == ERR_NOT_FOUND;
    }
    if (err != OK) {
        return in->no_line ? OK : err;
    }
    err = staff_store_touch(tx->db, new);
    err = err == OK ? str_copy(str_of(new->public_id), in->public_id, sizeof in->public_id) : err;
    in->said_ms = new->at_ms;
    tx_change(tx, CHANGE_ATTENDANCE, site_id, new->day);
    return err == OK ? tx_audit_of(tx, caller->account_id, "touch_staff", "staff", in->id,
                                   str_of(staff_touch_words[in->kind - 1]))
                     : err;
}

enum err touch_staff(struct tx *tx, const struct caller *caller, void *arg)
{
    struct touch_staff *in = arg;
    int32_t today = civil_day_of_ms(tx->now_ms);
    struct staff_touch_new new = {.day = today,
                                  .kind = in->kind,
                                  .at_ms = in->at_ms == 0 ? tx->now_ms : in->at_ms,
                                  .reason = in->reason.n > 0 ? in->reason : STR(""),
                                  .account_id = caller->account_id,
                                  .now_ms = tx->now_ms};
    in->wrong_time = new.at_ms > tx->now_ms || civil_day_of_ms(new.at_ms) != today;
    in->no_reason = (in->kind == STAFF_VOID || in->at_ms != 0) && in->reason.n == 0;
    return in->wrong_time || in->no_reason ? OK : write_line(tx, caller, in, &new);
}
