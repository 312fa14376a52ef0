/* See extension_store.h; what is shown of it, and disputes, in extension_store_shown.c. */
#include "store/extension_store.h"

#include <string.h>

#include "base/json.h"

#include "base/banned.h"

static void bind_key(struct query *q, const struct extension_key *key)
{
    query_int(q, ":site_id", key->site_id);
    query_int(q, ":month_day", key->month_day);
}

enum err extension_store_price_add(struct db *db, const struct extension_price *price)
{
    QUERY(q, db, SQL_EXTENSION_PRICE_ADD);
    if (price->site_id != 0) {
        query_int(&q, ":site_id", price->site_id);
    } else {
        query_null(&q, ":site_id");
    }
    query_int(&q, ":valid_from_day", price->valid_from_day);
    query_text(&q, ":document", price->document);
    if (price->account_id != 0) {
        query_int(&q, ":account_id", price->account_id);
    } else {
        query_null(&q, ":account_id");
    }
    query_int(&q, ":now_ms", price->now_ms);
    return query_run(&q);
}

enum err extension_store_price_on(struct db *db, int64_t site_id, int32_t day, struct extension_rules *ret,
                                  int64_t *ret_id)
{
    struct extension_head head;
    struct json_faults faults;
    QUERY(q, db, SQL_EXTENSION_PRICE_ON);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return extension_decode(query_col_text(&q, 1), ret, &head, &faults);
}

enum err extension_store_agree(struct db *db, const struct extension_agreement *agreement)
{
    QUERY(q, db, SQL_EXTENSION_AGREE);
    query_int(&q, ":child_id", agreement->child_id);
    query_int(&q, ":from_day", agreement->from_day);
    query_int(&q, ":hours_class", agreement->hours_class);
    query_text(&q, ":held", str_of(agreement->held));
    query_text(&q, ":tier", str_of(agreement->tier));
    query_int(&q, ":sibling", agreement->sibling);
    query_int(&q, ":monthly_fee_yen", agreement->monthly_fee_yen);
    query_int(&q, ":account_id", agreement->account_id);
    query_int(&q, ":now_ms", agreement->now_ms);
    return query_run(&q);
}

enum err extension_store_agreed(struct db *db, const char *child, int32_t day, struct extension_agreement *ret)
{
    QUERY(q, db, SQL_EXTENSION_AGREED);
    query_text(&q, ":child", str_of(child));
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct extension_agreement){.hours_class = (enum hours_class)query_col_int(&q, 0),
                                        .sibling = (int32_t)query_col_int(&q, 3),
                                        .monthly_fee_yen = (int32_t)query_col_int(&q, 4)};
    query_col_copy(&q, 1, ret->held, sizeof ret->held);
    query_col_copy(&q, 2, ret->tier, sizeof ret->tier);
    return OK;
}

enum err extension_store_child(struct db *db, struct str child, int64_t *ret_id, int64_t *ret_household_id)
{
    QUERY(q, db, SQL_EXTENSION_CHILD);
    query_text(&q, ":child", child);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    *ret_household_id = query_col_int(&q, 1);
    return OK;
}

enum err extension_store_last_run(struct db *db, const struct extension_key *key, struct extension_run *ret)
{
    struct extension_run run = {.id = 0};
    QUERY(q, db, SQL_EXTENSION_LAST_RUN);
    bind_key(&q, key);
    if (query_row(&q)) {
        run = (struct extension_run){.id = query_col_int(&q, 0),
                                     .version = (int32_t)query_col_int(&q, 1),
                                     .at_ms = query_col_int(&q, 2),
                                     .price_id = query_col_int(&q, 3)};
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret = run;
    }
    return err;
}

enum err extension_store_run_of(struct db *db, const struct extension_key *key, int32_t version, int64_t *ret_id)
{
    QUERY(q, db, SQL_EXTENSION_RUN_OF);
    bind_key(&q, key);
    query_int(&q, ":version", version);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}

enum err extension_store_run_add(struct db *db, const struct extension_key *key, struct extension_run *run,
                                 int64_t account_id)
{
    QUERY(q, db, SQL_EXTENSION_RUN_ADD);
    bind_key(&q, key);
    query_int(&q, ":version", run->version);
    query_int(&q, ":price_id", run->price_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", run->at_ms);
    enum err err = query_run(&q);
    if (err == OK) {
        run->id = db_inserted(db);
    }
    return err;
}

enum err extension_store_bill_add(struct db *db, const struct extension_bill *bill)
{
    QUERY(q, db, SQL_EXTENSION_BILL_ADD);
    query_int(&q, ":child_id", bill->child_id);
    query_int(&q, ":run_id", bill->run_id);
    query_int(&q, ":yen", bill->yen);
    query_int(&q, ":unresolved", bill->unresolved);
    query_text(&q, ":document", bill->document);
    return query_run(&q);
}

enum err extension_store_bill(struct db *db, int64_t run_id, int64_t child_id,
                              void (*take)(void *arg, const struct extension_bill *bill), void *arg)
{
    QUERY(q, db, SQL_EXTENSION_BILL_OF);
    query_int(&q, ":run_id", run_id);
    query_int(&q, ":child_id", child_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    const struct extension_bill bill = {.run_id = run_id,
                                        .child_id = child_id,
                                        .yen = query_col_int(&q, 0),
                                        .unresolved = query_col_int(&q, 1),
                                        .document = query_col_text(&q, 2)};
    take(arg, &bill);
    return OK;
}

enum err extension_store_sum(struct db *db, int64_t run_id, struct extension_sum *ret)
{
    QUERY(q, db, SQL_EXTENSION_BILLS_SUM);
    query_int(&q, ":run_id", run_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct extension_sum){query_col_int(&q, 0), query_col_int(&q, 1), query_col_int(&q, 2)};
    return OK;
}

enum err extension_store_invoice(struct db *db, const struct extension_key *key, int64_t run_id, int64_t account_id,
                                 int64_t now_ms, int64_t *ret_lines)
{
    QUERY(q, db, SQL_EXTENSION_INVOICE_ADD);
    bind_key(&q, key);
    query_int(&q, ":run_id", run_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_lines = db_changed(db);
    }
    return err;
}
