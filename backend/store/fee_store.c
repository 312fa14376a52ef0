/* See fee_store.h. */
#include "store/fee_store.h"

#include <assert.h>

#include "base/banned.h"

struct event {
    int64_t fee_id;
    int32_t from; /* 0: new */
    int32_t to;
    int32_t yen;
    struct str method;
    struct str reason;
    int64_t account_id;
    int64_t now_ms;
};

static enum err event_add(struct db *db, const struct event *event)
{
    QUERY(q, db, SQL_FEE_EVENT_ADD);
    query_int(&q, ":fee_id", event->fee_id);
    query_int(&q, ":at_ms", event->now_ms);
    query_int(&q, ":from_state", event->from);
    query_int(&q, ":to_state", event->to);
    query_int(&q, ":yen", event->yen);
    query_text(&q, ":method", event->method);
    if (event->account_id != 0) {
        query_int(&q, ":account_id", event->account_id);
    } else {
        query_null(&q, ":account_id");
    }
    query_text(&q, ":reason", event->reason);
    return query_run(&q);
}

enum err fee_add(struct db *db, const struct fee_new *new)
{
    QUERY(q, db, SQL_FEE_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":reservation_id", new->reservation.v);
    query_int(&q, ":kind", (int64_t) new->kind);
    query_int(&q, ":yen", new->yen);
    query_text(&q, ":lines", new->lines);
    query_text(&q, ":options", new->options);
    query_text(&q, ":municipality", new->municipality);
    query_int(&q, ":now_ms", new->now_ms);
    enum err err = query_run(&q);
    const struct event event = {db_inserted(db), 0,          FEE_DUE, new->yen, STR(""), STR("computed"),
                                new->account_id, new->now_ms};
    return err == OK ? event_add(db, &event) : err;
}

static enum err read_paid(struct db *db, struct fee_row *row)
{
    QUERY(q, db, SQL_FEE_PAID_AT);
    query_int(&q, ":fee_id", row->id);
    row->paid_ms = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}

enum err fee_of_reservation(struct db *db, struct reservation_id id, struct fee_row *ret)
{
    QUERY(q, db, SQL_FEE_OF);
    query_int(&q, ":reservation_id", id.v);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct fee_row){
        .id = query_col_int(&q, 0),
        .kind = (enum fee_kind)query_col_int(&q, 2),
        .yen = (int32_t)query_col_int(&q, 3),
        .state = (enum fee_state)query_col_int(&q, 7),
        .receipt_number = query_col_int(&q, 9),
        .refund_offered = (int32_t)query_col_int(&q, 10),
        .refunded = (int32_t)query_col_int(&q, 11),
        .version = query_col_int(&q, 12),
        .created_ms = query_col_int(&q, 13),
        .changed_ms = query_col_int(&q, 14),
    };
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    query_col_copy(&q, 4, ret->lines, sizeof ret->lines);
    query_col_copy(&q, 5, ret->options, sizeof ret->options);
    query_col_copy(&q, 6, ret->municipality, sizeof ret->municipality);
    query_col_copy(&q, 8, ret->method, sizeof ret->method);
    return read_paid(db, ret);
}

static enum err next_receipt(struct db *db, int64_t *ret)
{
    QUERY(q, db, SQL_FEE_RECEIPT_LAST);
    *ret = 1 + (query_row(&q) ? query_col_int(&q, 0) : 0);
    return query_err(&q);
}

static enum err write_step(struct db *db, const struct fee_step *step, int64_t receipt_number)
{
    const struct fee_row *row = step->row;
    QUERY(q, db, SQL_FEE_SETTLE);
    query_int(&q, ":id", row->id);
    query_int(&q, ":version", row->version);
    query_int(&q, ":state", (int64_t)step->to);
    query_text(&q, ":method", step->to == FEE_PAID ? step->method : str_of(row->method));
    if (receipt_number != 0) {
        query_int(&q, ":receipt_number", receipt_number);
    } else {
        query_null(&q, ":receipt_number");
    }
    query_int(&q, ":refunded", step->to == FEE_REFUNDED ? step->yen : 0);
    query_int(&q, ":now_ms", step->now_ms);
    return query_run_one(&q);
}

enum err fee_settle(struct db *db, const struct fee_step *step)
{
    const struct fee_row *row = step->row;
    int64_t receipt_number = row->receipt_number;
    assert(fee_may_become(row->state, step->to));
    enum err err = step->to == FEE_PAID ? next_receipt(db, &receipt_number) : OK;
    err = err == OK ? write_step(db, step, receipt_number) : err;
    const struct event event = {row->id,      (int32_t)row->state, (int32_t)step->to, step->yen,
                                step->method, step->reason,        step->account_id,  step->now_ms};
    return err == OK ? event_add(db, &event) : err;
}

/* The state stays: the step is one from it to itself. */
static enum err event_again(struct db *db, const struct fee_again *again, const char *reason)
{
    const struct fee_row *row = again->row;
    const struct event event = {row->id, (int32_t)row->state, (int32_t)row->state, again->yen,
                                STR(""), str_of(reason),      again->account_id,   again->now_ms};
    return event_add(db, &event);
}

static enum err write_again(struct db *db, const struct fee_again *again)
{
    QUERY(q, db, SQL_FEE_RERATE);
    query_int(&q, ":id", again->row->id);
    query_int(&q, ":version", again->row->version);
    query_int(&q, ":yen", again->yen);
    query_text(&q, ":lines", again->lines);
    query_text(&q, ":municipality", again->municipality);
    query_int(&q, ":now_ms", again->now_ms);
    return query_run_one(&q);
}

enum err fee_rerate(struct db *db, const struct fee_again *again)
{
    assert(fee_open(again->row->state));
    enum err err = write_again(db, again);
    return err == OK ? event_again(db, again, "computed_again") : err;
}

static enum err write_offer(struct db *db, const struct fee_again *again)
{
    QUERY(q, db, SQL_FEE_OFFER);
    query_int(&q, ":id", again->row->id);
    query_int(&q, ":version", again->row->version);
    query_int(&q, ":yen", again->yen);
    query_int(&q, ":now_ms", again->now_ms);
    return query_run_one(&q);
}

enum err fee_offer(struct db *db, const struct fee_again *again)
{
    assert(again->row->state == FEE_PAID);
    assert(again->yen >= 0);
    assert(again->yen <= again->row->yen);
    enum err err = write_offer(db, again);
    return err == OK ? event_again(db, again, "refund_offered") : err;
}

enum err fee_covered(struct db *db, struct fee_covered *of, struct reservation_id *list, size_t max, size_t *ret_n)
{
    QUERY(q, db, SQL_FEE_COVERED);
    query_int(&q, ":household_id", of->household_id);
    query_int(&q, ":child_id", of->child_id);
    query_int(&q, ":from_day", of->from_day);
    query_int(&q, ":to_day", of->to_day);
    query_int(&q, ":after", of->after);
    query_int(&q, ":n", (int64_t)max);
    *ret_n = 0;
    while (*ret_n < max && query_row(&q)) {
        of->after = query_col_int(&q, 0);
        list[(*ret_n)++] = (struct reservation_id){query_col_int(&q, 1)};
    }
    return query_err(&q);
}

enum err fee_sibling(struct db *db, const struct fee_sibling *of, int32_t *ret)
{
    QUERY(q, db, SQL_FEE_ELDER);
    query_int(&q, ":household_id", of->household_id);
    query_int(&q, ":child_id", of->child.v);
    query_int(&q, ":birth_day", of->birth_day);
    query_int(&q, ":day", of->day);
    *ret = 1 + (query_row(&q) ? (int32_t)query_col_int(&q, 0) : 0);
    return query_err(&q);
}

enum err fee_of_child(struct db *db, const struct fee_month *month,
                      void (*row)(void *arg, const struct fee_use_row *use), void *arg)
{
    QUERY(q, db, SQL_FEE_OF_CHILD);
    query_text(&q, ":child", month->child);
    query_int(&q, ":account_id", month->account_id);
    query_int(&q, ":from_day", month->from_day);
    query_int(&q, ":to_day", month->to_day);
    while (query_row(&q)) {
        const struct fee_use_row use = {(int32_t)query_col_int(&q, 0),
                                        query_col_text(&q, 1),
                                        (enum fee_kind)query_col_int(&q, 2),
                                        (int32_t)query_col_int(&q, 3),
                                        (enum fee_state)query_col_int(&q, 4),
                                        (int32_t)query_col_int(&q, 5),
                                        query_col_int(&q, 6),
                                        query_col_text(&q, 7),
                                        (int32_t)query_col_int(&q, 8)};
        row(arg, &use);
    }
    return query_err(&q);
}
