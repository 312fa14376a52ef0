/* See registration_store.h. */
#include "store/registration_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

/* Staff of a room see the registration of a child who was there within the last month, or is to come. */
enum { DAYS_BEFORE = 31, DAYS_AFTER = 62 };

struct str registration_about(struct buf *buf, char *storage, size_t bytes, const char *public_id)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "registration|detail|");
    buf_puts(buf, public_id);
    return buf_view(buf);
}

enum err registration_standing(struct db *db, int64_t child_id, int64_t scope_site_id, int32_t day,
                               struct registration_standing *ret)
{
    *ret = (struct registration_standing){.state = REGISTRATION_NONE};
    QUERY(q, db, SQL_REGISTRATION_STANDING);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":scope", scope_site_id);
    if (query_row(&q)) {
        ret->state = (enum registration_state)query_col_int(&q, 0);
        ret->valid_to_day = (int32_t)query_col_int(&q, 1);
        bool rests = ret->state == REGISTRATION_SUSPENDED;
        int32_t to_day = (int32_t)query_col_int(&q, 2);
        ret->state = rests && to_day != 0 && day > to_day ? REGISTRATION_APPROVED : ret->state;
    }
    return query_err(&q);
}

static enum err event_add(struct db *db, int64_t id, enum registration_state to,
                          const struct registration_happened *happened)
{
    QUERY(q, db, SQL_REGISTRATION_EVENT_ADD);
    query_int(&q, ":registration_id", id);
    query_int(&q, ":at_ms", happened->now_ms);
    query_int(&q, ":from_state", (int64_t)happened->from);
    query_int(&q, ":to_state", (int64_t)to);
    query_int(&q, ":step", (int64_t)happened->step);
    query_int_or_null(&q, ":account_id", happened->account_id);
    if (happened->reason.n > 0) {
        query_blob(&q, ":reason", happened->reason.p, happened->reason.n);
    } else {
        query_null(&q, ":reason");
    }
    return query_run(&q);
}

/* Both or neither: the number is made of the serial. */
static void bind_number(struct query *q, int64_t serial, const char *number)
{
    query_int_or_null(q, ":serial", serial);
    if (serial != 0) {
        query_text(q, ":number", str_of(number));
    } else {
        query_null(q, ":number");
    }
}

static enum err row_add(struct db *db, const struct registration_new *new, int64_t *ret_id)
{
    char number[REGISTRATION_NUMBER_BYTES] = "";
    QUERY(q, db, SQL_REGISTRATION_ADD);
    if (new->serial != 0) {
        registration_number(new->serial, new->site_id, number);
    }
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->child_id);
    query_int_or_null(&q, ":site_id", new->site_id);
    bind_number(&q, new->serial, number);
    query_int(&q, ":state", (int64_t) new->state);
    query_int(&q, ":channel", new->channel);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    query_int_or_null(&q, ":approved_day", new->approved_day);
    query_int_or_null(&q, ":valid_to_day", new->valid_to_day);
    query_int_or_null(&q, ":confirmed_day", new->confirmed_day);
    query_int(&q, ":now_ms", new->now_ms);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

enum err registration_add(struct db *db, const struct registration_new *new, int64_t *ret_id)
{
    const struct registration_happened happened = {
        .from = REGISTRATION_NONE, .step = new->step, .account_id = new->account_id, .now_ms = new->now_ms};
    enum err err = row_add(db, new, ret_id);
    return err == OK ? event_add(db, *ret_id, new->state, &happened) : err;
}

enum err registration_child(struct db *db, struct str child, int64_t account_id, int64_t site_id,
                            struct registration_child *ret)
{
    QUERY(q, db, SQL_REGISTRATION_CHILD);
    query_text(&q, ":child", child);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":site_id", site_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    query_col_copy(&q, 2, ret->name, sizeof ret->name);
    ret->birth_day = (int32_t)query_col_int(&q, 3);
    ret->household_id = query_col_int(&q, 4);
    query_col_copy(&q, 10, ret->household, sizeof ret->household);
    ret->closed_day = (int32_t)query_col_int(&q, 5);
    ret->family = query_col_int(&q, 6) != 0;
    ret->hides = (uint32_t)query_col_int(&q, 7);
    ret->officer = query_col_int(&q, 8) != 0;
    ret->room_staff = query_col_int(&q, 9) != 0;
    return ret->family || ret->officer || ret->room_staff ? OK : ERR_NOT_FOUND;
}

static void row_names(const struct query *q, struct registration_row *row)
{
    row->id = query_col_int(q, 0);
    query_col_copy(q, 1, row->public_id, sizeof row->public_id);
    row->child_id = query_col_int(q, 2);
    query_col_copy(q, 3, row->child, sizeof row->child);
    query_col_copy(q, 4, row->child_name, sizeof row->child_name);
    row->birth_day = (int32_t)query_col_int(q, 5);
    row->household_id = query_col_int(q, 6);
    query_col_copy(q, 27, row->household, sizeof row->household);
    row->site_id = query_col_int(q, 8);
    query_col_copy(q, 9, row->site, sizeof row->site);
    query_col_copy(q, 10, row->site_name, sizeof row->site_name);
    row->serial = query_col_int(q, 11);
    query_col_copy(q, 12, row->number, sizeof row->number);
}

static void row_take(const struct query *q, struct registration_row *row)
{
    row_names(q, row);
    row->life = (struct registration_life){
        .state = (enum registration_state)query_col_int(q, 13),
        .valid_to_day = (int32_t)query_col_int(q, 17),
        .suspended_to_day = (int32_t)query_col_int(q, 18),
        .reminded_day = (int32_t)query_col_int(q, 20),
        .renewal_asked = query_col_int(q, 19) != 0,
        .closed_day = (int32_t)query_col_int(q, 7),
        .last_day = INT32_MAX,
    };
    row->channel = (int32_t)query_col_int(q, 14);
    row->submitted_ms = query_col_int(q, 15);
    row->approved_day = (int32_t)query_col_int(q, 16);
    row->renewal_ms = query_col_int(q, 19);
    row->confirmed_day = (int32_t)query_col_int(q, 21);
    row->version = query_col_int(q, 22);
    row->created_ms = query_col_int(q, 23);
    row->family = query_col_int(q, 24) != 0;
    row->hides = (uint32_t)query_col_int(q, 25);
    row->owner = query_col_int(q, 26) != 0;
}

static enum err row_one(struct query *q, struct registration_row *ret)
{
    if (!query_row(q)) {
        return query_no_row(q);
    }
    row_take(q, ret);
    return OK;
}

enum err registration_row(struct db *db, int64_t account_id, struct str public_id, int32_t today,
                          struct registration_row *ret)
{
    QUERY(q, db, SQL_REGISTRATION_ROW);
    query_int(&q, ":account_id", account_id);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":from_day", today - DAYS_BEFORE);
    query_int(&q, ":to_day", today + DAYS_AFTER);
    return row_one(&q, ret);
}

enum err registration_of_child(struct db *db, int64_t child_id, int64_t scope_site_id, struct registration_row *ret)
{
    QUERY(q, db, SQL_REGISTRATION_OF_CHILD);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":scope", scope_site_id);
    return row_one(&q, ret);
}

enum err registration_queue(struct db *db, const struct registration_queue *queue,
                            void (*row)(void *arg, const struct registration_row *row), void *arg)
{
    struct registration_row one;
    QUERY(q, db, queue->renewals ? SQL_REGISTRATION_RENEWALS : SQL_REGISTRATION_QUEUE);
    if (!queue->renewals) {
        query_int(&q, ":state", (int64_t)queue->state);
    }
    query_int(&q, ":account_id", queue->account_id);
    query_int(&q, ":after", queue->after);
    query_int(&q, ":limit", queue->limit);
    while (query_row(&q)) {
        row_take(&q, &one);
        row(arg, &one);
    }
    return query_err(&q);
}

enum err registration_next(struct db *db, int64_t after, int32_t limit,
                           void (*row)(void *arg, const struct registration_row *row), void *arg)
{
    struct registration_row one;
    QUERY(q, db, SQL_REGISTRATION_NEXT);
    query_int(&q, ":after", after);
    query_int(&q, ":limit", limit);
    while (query_row(&q)) {
        row_take(&q, &one);
        row(arg, &one);
    }
    return query_err(&q);
}

enum err registration_reminded(struct db *db, int64_t id, int32_t valid_to_day)
{
    QUERY(q, db, SQL_REGISTRATION_REMINDED);
    query_int(&q, ":id", id);
    query_int(&q, ":day", valid_to_day);
    return query_run(&q);
}

enum err registration_change(struct db *db, struct registration_row *row, const struct registration_happened *happened)
{
    QUERY(q, db, SQL_REGISTRATION_CHANGE);
    query_int(&q, ":state", (int64_t)row->life.state);
    bind_number(&q, row->serial, row->number);
    query_int_or_null(&q, ":submitted_ms", row->submitted_ms);
    query_int_or_null(&q, ":approved_day", row->approved_day);
    query_int_or_null(&q, ":valid_to_day", row->life.valid_to_day);
    query_int_or_null(&q, ":suspended_to_day", row->life.suspended_to_day);
    query_int_or_null(&q, ":renewal_ms", row->renewal_ms);
    query_int_or_null(&q, ":reminded_day", row->life.reminded_day);
    query_int_or_null(&q, ":confirmed_day", row->confirmed_day);
    query_int(&q, ":now_ms", happened->now_ms);
    query_int(&q, ":id", row->id);
    query_int(&q, ":version", row->version);
    enum err err = query_run(&q);
    if (err != OK || db_changed(db) != 1) {
        return err == OK ? ERR_CONFLICT : err;
    }
    row->version++;
    return event_add(db, row->id, row->life.state, happened);
}

enum err registration_write(struct db *db, int64_t id, struct str detail)
{
    QUERY(q, db, SQL_REGISTRATION_WRITE);
    query_blob(&q, ":detail", detail.p, detail.n);
    query_int(&q, ":id", id);
    return query_run(&q);
}

enum err registration_next_serial(struct db *db, int64_t scope_site_id, int64_t *ret)
{
    QUERY(q, db, SQL_REGISTRATION_SERIAL);
    query_int(&q, ":scope", scope_site_id);
    if (query_row(&q)) {
        *ret = query_col_int(&q, 0) + 1;
    }
    return query_err(&q);
}

enum err registration_detail(struct db *db, int64_t id, unsigned char *out, size_t max, size_t *ret_n)
{
    QUERY(q, db, SQL_REGISTRATION_DETAIL);
    query_int(&q, ":id", id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    struct str blob = query_col_blob(&q, 0);
    if (blob.n > max) {
        return ERR_LIMIT;
    }
    memcpy(out, blob.p, blob.n);
    *ret_n = blob.n;
    return OK;
}

enum err registration_history(struct db *db, int64_t id, int32_t n,
                              void (*row)(void *arg, const struct registration_event *event), void *arg)
{
    QUERY(q, db, SQL_REGISTRATION_HISTORY);
    query_int(&q, ":registration_id", id);
    query_int(&q, ":n", n);
    while (query_row(&q)) {
        const struct registration_event event = {.at_ms = query_col_int(&q, 0),
                                                 .from = (enum registration_state)query_col_int(&q, 1),
                                                 .to = (enum registration_state)query_col_int(&q, 2),
                                                 .step = (enum registration_step)query_col_int(&q, 3),
                                                 .by = (enum registration_by)query_col_int(&q, 4),
                                                 .reason = query_col_blob(&q, 5)};
        row(arg, &event);
    }
    return query_err(&q);
}
