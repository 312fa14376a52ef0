/* Writing reservations: see reservation_store.h. Reading them is in reservation_rows.c, what a decision needs in reservation_facts.c. */
#include "store/reservation_store.h"

#include <assert.h>
#include <string.h>

#include "store/sick_day_store.h"

#include "base/banned.h"

struct str reservation_about(struct buf *buf, char *storage, size_t bytes, const char *column, const char *public_id)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "reservation|");
    buf_puts(buf, column);
    buf_char(buf, '|');
    buf_puts(buf, public_id);
    assert(!buf->overflow);
    return buf_view(buf);
}

static enum err event_add(struct db *db, const struct reservation_move *move)
{
    QUERY(q, db, SQL_RESERVATION_EVENT_ADD);
    query_int(&q, ":reservation_id", move->id.v);
    query_int(&q, ":at_ms", move->now_ms);
    query_int(&q, ":from_state", (int64_t)move->from);
    query_int(&q, ":to_state", (int64_t)move->to);
    if (move->account_id != 0) {
        query_int(&q, ":account_id", move->account_id);
    } else {
        query_null(&q, ":account_id");
    }
    query_int(&q, ":cause", (int64_t)move->cause);
    query_int(&q, ":reason", (int64_t)move->reason);
    query_int(&q, ":late", move->late ? 1 : 0);
    query_int(&q, ":rank", move->rank);
    return query_run(&q);
}

static void bind_minute(struct query *q, int32_t planned_min)
{
    if (planned_min == POLICY_NONE) {
        query_null(q, ":planned_min");
    } else {
        query_int(q, ":planned_min", planned_min);
    }
}

static enum err row_add(struct db *db, const struct reservation_new *new)
{
    QUERY(q, db, SQL_RESERVATION_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->child.v);
    query_int(&q, ":site_id", new->site.v);
    query_int(&q, ":day", new->day);
    query_text(&q, ":slot", new->slot);
    query_int(&q, ":segments", new->segments);
    query_int(&q, ":state", (int64_t) new->state);
    query_int(&q, ":reason", (int64_t) new->reason);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":channel", new->channel);
    query_blob(&q, ":condition", new->condition, new->condition_n);
    query_blob(&q, ":need", new->need, RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD);
    query_int(&q, ":request_id", new->request_id);
    query_int(&q, ":together", new->together ? 1 : 0);
    query_int(&q, ":wish", new->wish);
    query_int(&q, ":keep", new->keep ? 1 : 0);
    query_int(&q, ":class", new->class);
    query_int(&q, ":queue_ms", new->queue_ms);
    query_int(&q, ":auto_until_ms", new->auto_until_ms);
    query_int(&q, ":stays", new->stays ? 1 : 0);
    bind_minute(&q, new->planned_min);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err reservation_insert(struct db *db, const struct reservation_new *new, struct reservation_id *ret_id)
{
    assert(reservation_may_become(RESERVATION_NONE, new->state));
    enum err err = row_add(db, new);
    if (err != OK) {
        return err;
    }
    struct reservation_move first = {.id = {db_inserted(db)},
                                     .to = new->state,
                                     .reason = new->reason,
                                     .cause = CAUSE_ASKED,
                                     .rank = new->rank,
                                     .account_id = new->account_id,
                                     .now_ms = new->now_ms};
    err = event_add(db, &first);
    if (err == OK && new->state == RESERVATION_WAITLISTED) {
        err = sick_queue_change(db, new->site, new->day, new->slot, new->class, 1);
    }
    if (err == OK) {
        *ret_id = first.id;
    }
    return err;
}

enum err reservation_lead(struct db *db, struct reservation_id id)
{
    QUERY(q, db, SQL_RESERVATION_LEAD);
    query_int(&q, ":id", id.v);
    return query_run(&q);
}

enum err reservation_move(struct db *db, const struct reservation_move *move)
{
    assert(reservation_may_become(move->from, move->to));
    assert(move->to != RESERVATION_OFFERED || move->offer_ends_ms != 0 || move->cause == CAUSE_GIVEN ||
           move->cause == CAUSE_DRAWN);
    QUERY(q, db, SQL_RESERVATION_SET_STATE);
    query_int(&q, ":state", (int64_t)move->to);
    query_int(&q, ":reason", (int64_t)move->reason);
    query_int(&q, ":now_ms", move->now_ms);
    query_int(&q, ":offer_ends_ms", move->to == RESERVATION_OFFERED ? move->offer_ends_ms : 0);
    query_int(&q, ":id", move->id.v);
    query_int(&q, ":version", move->version);
    enum err err = query_run_one(&q);
    err = err == OK ? event_add(db, move) : err;
    int change = (move->to == RESERVATION_WAITLISTED ? 1 : 0) - (move->from == RESERVATION_WAITLISTED ? 1 : 0);
    return err == OK && change != 0 ? sick_queue_change(db, move->site, move->day, move->slot, move->class, change)
                                    : err;
}

struct reservation_move reservation_move_of(const struct reservation_row *row, enum reservation_state to,
                                            enum reservation_cause cause, int64_t now_ms)
{
    return (struct reservation_move){.id = row->id,
                                     .version = row->version,
                                     .site = row->site,
                                     .day = row->day,
                                     .slot = row->slot,
                                     .class = row->class,
                                     .from = row->state,
                                     .to = to,
                                     .cause = cause,
                                     .rank = row->rank,
                                     .now_ms = now_ms};
}

enum err reservation_requeue(struct db *db, const struct reservation_requeue *to)
{
    QUERY(q, db, SQL_RESERVATION_SET_QUEUE);
    query_int(&q, ":id", to->id.v);
    query_int(&q, ":class", to->class);
    query_int(&q, ":queue_ms", to->queue_ms);
    query_int(&q, ":reason", (int64_t)to->reason);
    query_int(&q, ":now_ms", to->now_ms);
    enum err err = query_run_one(&q);
    if (err == OK && to->from_class != to->class) {
        err = sick_queue_change(db, to->site, to->day, to->slot, to->from_class, -1);
        err = err == OK ? sick_queue_change(db, to->site, to->day, to->slot, to->class, 1) : err;
    }
    return err;
}

enum err reservation_set_need(struct db *db, struct reservation_id id, const unsigned char *need)
{
    QUERY(q, db, SQL_RESERVATION_SET_NEED);
    query_int(&q, ":id", id.v);
    query_blob(&q, ":need", need, RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD);
    return query_run_one(&q);
}

enum err reservation_set_told(struct db *db, const struct reservation_told *told)
{
    QUERY(q, db, SQL_RESERVATION_SET_TOLD);
    query_int(&q, ":id", told->id.v);
    query_int(&q, ":version", told->version);
    query_blob(&q, ":condition", told->condition.p, told->condition.n);
    bind_minute(&q, told->planned_min);
    query_int(&q, ":now_ms", told->now_ms);
    return query_run_one(&q);
}

enum err reservation_set_wishes(struct db *db, struct reservation_id id, int64_t version, int64_t auto_until_ms,
                                bool stays, int64_t now_ms)
{
    QUERY(q, db, SQL_RESERVATION_SET_WISHES);
    query_int(&q, ":id", id.v);
    query_int(&q, ":version", version);
    query_int(&q, ":auto_until_ms", auto_until_ms);
    query_int(&q, ":stays", stays ? 1 : 0);
    query_int(&q, ":now_ms", now_ms);
    return query_run_one(&q);
}

enum err reservation_reminded(struct db *db, struct reservation_id id, int64_t now_ms)
{
    QUERY(q, db, SQL_RESERVATION_REMINDED);
    query_int(&q, ":id", id.v);
    query_int(&q, ":now_ms", now_ms);
    return query_run_one(&q);
}

enum err reservation_comes(struct db *db, struct reservation_id id, int64_t now_ms)
{
    QUERY(q, db, SQL_RESERVATION_COMES);
    query_int(&q, ":id", id.v);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err reservation_coming(struct db *db, struct reservation_id id, int64_t *ret_ms)
{
    QUERY(q, db, SQL_RESERVATION_COMING);
    query_int(&q, ":id", id.v);
    *ret_ms = query_row(&q) ? query_col_int(&q, 0) : 0;
    return query_err(&q);
}
