/* See invoice_extension.h. */
#include "actions/invoice_extension.h"

#include "base/civil.h"
#include "store/attendance_store.h"
#include "store/extension_store.h"

#include "base/banned.h"

static enum err judge(struct tx *tx, const struct extension_run *run, struct invoice_extension *in)
{
    struct extension_sum sum;
    struct civil_date first = civil_date_of_day(in->month_day);
    int32_t next = in->month_day + civil_days_in_month(first.year, first.month);
    in->version = run->version;
    in->outcome = INVOICE_EXTENSION_DONE;
    if (run->id == 0) {
        in->outcome = INVOICE_EXTENSION_NO_RUN;
        return OK;
    }
    enum err err = extension_store_sum(tx->db, run->id, &sum);
    /* What was priced while the month went on does not know all of it. */
    if (run->at_ms < civil_ms_at(next, 0)) {
        in->outcome = INVOICE_EXTENSION_NOT_OVER;
    } else if (err == OK && sum.unresolved > 0) {
        in->outcome = INVOICE_EXTENSION_UNRESOLVED;
    }
    return err;
}

enum err invoice_extension(struct tx *tx, const struct caller *caller, void *arg)
{
    struct invoice_extension *in = arg;
    struct extension_key key = {.month_day = in->month_day};
    struct extension_run run;
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &key.site_id);
    err = err == OK ? extension_store_last_run(tx->db, &key, &run) : err;
    err = err == OK ? judge(tx, &run, in) : err;
    if (err != OK || in->outcome != INVOICE_EXTENSION_DONE) {
        return err;
    }
    err = extension_store_invoice(tx->db, &key, run.id, caller->account_id, tx->now_ms, &in->lines);
    return err == OK ? tx_audit_of(tx, caller->account_id, "invoice_extension", "site", in->site, STR("")) : err;
}
