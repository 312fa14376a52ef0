/* See rerate_fees.h. */
#include "actions/rerate_fees.h"

#include <stdbool.h>
#include <string.h>

#include "actions/audit_reservation.h"
#include "actions/charge_fee.h"
#include "store/policy_store.h"
#include "store/visit_store.h"

#include "base/banned.h"

enum { PIECE = 32 };

static bool costs(enum fact_kind kind)
{
    return kind == FACT_RESIDENCE || kind == FACT_TIER || kind == FACT_PROOF;
}

/* What was had beside the care, as charge_fee wrote it: ids with blanks between. false: the table of that day does not know one of them any
 * more, and nobody can say what it would cost. */
static bool count_options(const struct policy_fees *fees, const char *text, int32_t *counts)
{
    while (*text != '\0') {
        size_t n = strcspn(text, " ");
        int at = fee_option_find(fees, (struct str){text, n});
        if (at < 0) {
            return false;
        }
        counts[at]++;
        text += n + (text[n] == ' ' ? 1 : 0);
    }
    return true;
}

static enum err write_down(struct tx *tx, const struct charge_use *use, const struct fee_row *bill)
{
    const struct reservation_row *row = use->row;
    bool changed = false;
    enum err err = charge_again(tx, use, bill, &changed);
    if (err != OK || !changed) {
        return err;
    }
    tx_change(tx, CHANGE_VACANCY, row->site.v, row->day);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    return audit_reservation(tx, use->account_id, "rerate_fee", row->public_id, fee_state_word(bill->state));
}

static enum err rerate_one(struct tx *tx, struct reservation_id id, int64_t account_id)
{
    struct reservation_kept kept;
    struct fee_row bill;
    struct visit_times times = {0, 0};
    int32_t options[POLICY_FEE_OPTIONS_MAX] = {0};
    struct charge_use use = {.row = &kept.row, .options = options, .account_id = account_id};
    enum err err = reservation_by_id(tx->db, id, reservation_keep, &kept);
    err = err == OK ? fee_of_reservation(tx->db, id, &bill) : err;
    err = err == OK ? visit_times(tx->db, id, &times) : err;
    err = err == OK ? policy_on(tx->db, kept.row.site.v, kept.row.day, &use.policy) : err;
    if (err != OK || !count_options(&use.policy->fees, bill.options, options)) {
        return err;
    }
    use.came_ms = times.came_ms;
    use.went_ms = times.went_ms;
    return write_down(tx, &use, &bill);
}

enum err rerate_fees(struct tx *tx, const struct rerate_fees *of)
{
    struct reservation_id list[PIECE];
    struct fee_covered covered = {of->household_id, of->child_id, of->from_day, of->to_day, 0};
    size_t n = costs(of->kind) ? PIECE : 0;
    enum err err = OK;
    while (err == OK && n == PIECE) {
        err = fee_covered(tx->db, &covered, list, PIECE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            err = rerate_one(tx, list[i], of->account_id);
        }
    }
    return err;
}
