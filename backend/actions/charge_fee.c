/* See charge_fee.h. */
#include "actions/charge_fee.h"

#include <assert.h>
#include <string.h>

#include "store/child_store.h"
#include "store/fact_store.h"

#include "base/banned.h"

/* A household of which nothing is known lives here. A proof that holds on the day holds for the day. */
static void take_facts(const struct facts *facts, struct fee_use *use)
{
    _Static_assert((int)FACT_VALUE_BYTES == (int)POLICY_ID_BYTES, "a fact's value is an id of the fee table");
    use->resident = !facts->residence_known || facts->residence[0] == '\0';
    memcpy(use->tier, facts->tier, sizeof use->tier);
    for (size_t i = 0; i < facts->proofs_n && use->proofs_n < FEE_PROOFS_MAX; i++) {
        struct fee_proof *proof = &use->proofs[use->proofs_n++];
        memcpy(proof->kind, facts->proofs[i], sizeof proof->kind);
        proof->from_day = use->day;
        proof->to_day = use->day;
    }
}

/* ERR_LIMIT: the lines do not fit into storage of FEE_LINES_BYTES. */
static enum err print_lines(const struct fee *fee, char *storage, struct str *ret)
{
    struct buf lines;
    struct json_out out;
    buf_init(&lines, storage, FEE_LINES_BYTES);
    json_out_init(&out, &lines);
    fee_put_lines(&out, fee);
    *ret = buf_view(&lines);
    return lines.overflow ? ERR_LIMIT : OK;
}

static enum err write_bill(struct tx *tx, const struct reservation_row *row, const struct fee *fee, struct fee_new *new)
{
    char storage[FEE_LINES_BYTES];
    enum err err = print_lines(fee, storage, &new->lines);
    if (err != OK) {
        return err;
    }
    secret_public_id(tx->now_ms, new->public_id);
    new->reservation = row->id;
    new->yen = fee->yen;
    new->now_ms = tx->now_ms;
    return fee_add(tx->db, new);
}

static void put_options(struct buf *buf, const struct policy_fees *fees, const int32_t *counts)
{
    for (size_t i = 0; i < fees->options_n; i++) {
        for (int32_t k = 0; k < counts[i]; k++) {
            if (buf->n > 0) {
                buf_char(buf, ' ');
            }
            buf_puts(buf, fees->options[i].id);
        }
    }
}

static enum err gather(struct tx *tx, const struct charge_use *charge, struct fee_use *use, struct facts *facts)
{
    struct child child;
    const struct reservation_row *row = charge->row;
    enum err err = child_by_id(tx->db, row->child_id.v, &child);
    err = err == OK ? fact_on(tx->db, row->household_id, row->child_id.v, row->day, facts) : err;
    const struct fee_sibling sibling = {row->household_id, row->child_id, child.birth_day, row->day};
    err = err == OK ? fee_sibling(tx->db, &sibling, &use->sibling) : err;
    if (err != OK) {
        return err;
    }
    use->day = row->day;
    use->minutes = fee_minutes(charge->came_ms, charge->went_ms);
    memcpy(use->options, charge->options, sizeof use->options);
    take_facts(facts, use);
    return str_copy(row->slot, use->slot, sizeof use->slot);
}

enum err charge_use(struct tx *tx, const struct charge_use *charge, struct fee *ret)
{
    char options[FEE_OPTIONS_BYTES];
    struct buf text;
    struct facts facts;
    struct fee_use use = {.day = 0};
    enum err err = gather(tx, charge, &use, &facts);
    if (err != OK) {
        return err;
    }
    fee_of_use(charge->policy, &use, ret);
    buf_init(&text, options, sizeof options);
    put_options(&text, &charge->policy->fees, charge->options);
    struct fee_new new = {.kind = FEE_OF_USE,
                          .options = buf_view(&text),
                          .municipality = str_of(facts.residence),
                          .account_id = charge->account_id};
    return text.overflow ? ERR_LIMIT : write_bill(tx, charge->row, ret, &new);
}

static enum err again(struct tx *tx, struct fee_again *bill, const struct facts *facts, bool *ret_changed)
{
    const struct fee_row *row = bill->row;
    bill->municipality = str_of(facts->residence);
    if (fee_open(row->state)) {
        *ret_changed = bill->yen != row->yen || !str_is(bill->lines, row->lines) ||
                       !str_is(bill->municipality, row->municipality);
        return *ret_changed ? fee_rerate(tx->db, bill) : OK;
    }
    assert(row->state == FEE_PAID);
    bill->yen = bill->yen < row->yen ? row->yen - bill->yen : 0;
    *ret_changed = bill->yen != row->refund_offered;
    return *ret_changed ? fee_offer(tx->db, bill) : OK;
}

enum err charge_again(struct tx *tx, const struct charge_use *charge, const struct fee_row *row, bool *ret_changed)
{
    char storage[FEE_LINES_BYTES];
    struct facts facts;
    struct fee fee;
    struct fee_use use = {.day = 0};
    struct fee_again bill = {.row = row, .account_id = charge->account_id, .now_ms = tx->now_ms};
    *ret_changed = false;
    enum err err = gather(tx, charge, &use, &facts);
    if (err != OK) {
        return err;
    }
    fee_of_use(charge->policy, &use, &fee);
    bill.yen = fee.yen;
    err = print_lines(&fee, storage, &bill.lines);
    return err == OK ? again(tx, &bill, &facts, ret_changed) : err;
}

enum err charge_late_cancellation(struct tx *tx, const struct reservation_row *row, int32_t yen, int64_t account_id)
{
    struct fee fee;
    struct facts facts;
    if (yen == 0) {
        return OK;
    }
    enum err err = fact_on(tx->db, row->household_id, row->child_id.v, row->day, &facts);
    if (err != OK) {
        return err;
    }
    fee_of_late_cancellation(yen, &fee);
    struct fee_new new = {.kind = FEE_OF_LATE_CANCELLATION,
                          .options = STR(""),
                          .municipality = str_of(facts.residence),
                          .account_id = account_id};
    return write_bill(tx, row, &fee, &new);
}
