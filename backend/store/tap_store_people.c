/* Whom a touch speaks for, and what was taken back: see tap_store.h. */
#include <assert.h>
#include <string.h>

#include "store/tap_store.h"

#include "base/banned.h"

static void read_child(const struct query *q, struct tap_child *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->child_id = query_col_int(q, 0);
    query_col_copy(q, 1, ret->child, sizeof ret->child);
    ret->household_id = query_col_int(q, 2);
    ret->nursery_id = query_col_int(q, 3);
    ret->enrolled_from_day = (int32_t)query_col_int(q, 4);
    ret->enrolled_to_day = (int32_t)query_col_int(q, 5);
    ret->absent = query_col_int(q, 6) != 0;
}

enum err tap_store_family(struct db *db, int64_t card_id, int32_t day, struct tap_child list[TAP_CHILDREN_MAX],
                          size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_TAP_FAMILY);
    query_int(&q, ":card_id", card_id);
    query_int(&q, ":day", day);
    query_int(&q, ":n", TAP_CHILDREN_MAX);
    while (n < TAP_CHILDREN_MAX && query_row(&q)) {
        read_child(&q, &list[n++]);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err tap_store_named(struct db *db, struct str child, struct tap_child *ret)
{
    QUERY(q, db, SQL_TAP_NAMED_CHILD);
    query_text(&q, ":child", child);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    read_child(&q, ret);
    return OK;
}

enum err tap_store_add_child(struct db *db, int64_t tap_id, int64_t child_id, int32_t day)
{
    QUERY(q, db, SQL_TAP_CHILD_PUT);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":tap_id", tap_id);
    return query_run(&q);
}

static void bind_number(struct query *q, const struct tap_number *number)
{
    query_int(q, ":gateway_id", number->gateway_id);
    query_int(q, ":epoch", number->epoch);
    query_int(q, ":seq", number->seq);
}

enum err tap_store_take_back(struct db *db, const struct tap_number *number, int64_t by_seq, bool *ret_first)
{
    assert(by_seq > number->seq);
    QUERY(q, db, SQL_TAP_UNDONE_PUT);
    bind_number(&q, number);
    query_int(&q, ":by_seq", by_seq);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_first = db_changed(db) != 0;
    }
    return err;
}

enum err tap_store_is_undone(struct db *db, const struct tap_number *number, bool *ret)
{
    QUERY(q, db, SQL_TAP_IS_UNDONE);
    bind_number(&q, number);
    *ret = query_row(&q);
    return *ret ? OK : query_err(&q);
}

enum err tap_store_people(struct db *db, const struct tap_number *number, struct tap_child list[TAP_CHILDREN_MAX],
                          size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_TAP_PEOPLE);
    bind_number(&q, number);
    while (n < TAP_CHILDREN_MAX && query_row(&q)) {
        read_child(&q, &list[n]);
        list[n++].day = (int32_t)query_col_int(&q, 7);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err tap_store_in_doubt(struct db *db, int64_t child_id, int32_t day, int64_t at_ms, struct clock_doubt *ret)
{
    QUERY(q, db, SQL_TAP_IN_DOUBT);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":at_ms", at_ms);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct clock_doubt){.event_ms = at_ms,
                                .device_ms = query_col_int(&q, 0),
                                .received_ms = query_col_int(&q, 1),
                                .uncertainty_ms = query_col_int(&q, 2),
                                .doubt = query_col_int(&q, 3) != 0};
    return OK;
}

enum err tap_store_unknown(struct db *db, int64_t account_id, int64_t since_ms,
                           void (*take)(void *arg, const struct tap_unknown *unknown), void *arg)
{
    QUERY(q, db, SQL_TAP_UNKNOWN);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":since_ms", since_ms);
    query_int(&q, ":n", TAP_UNKNOWN_MAX);
    while (query_row(&q)) {
        const struct tap_unknown unknown = {.touch = query_col_text(&q, 0),
                                            .received_ms = query_col_int(&q, 1),
                                            .gateway = query_col_text(&q, 2),
                                            .site = query_col_text(&q, 3)};
        take(arg, &unknown);
    }
    return query_err(&q);
}

enum err tap_store_unknown_card(struct db *db, const struct tap_unknown_ask *ask,
                                unsigned char hash[SECRET_CARD_HASH_BYTES])
{
    struct tap tap;
    struct json_faults faults;
    QUERY(q, db, SQL_TAP_UNKNOWN_CARD);
    query_text(&q, ":public_id", ask->touch);
    query_int(&q, ":since_ms", ask->since_ms);
    query_int(&q, ":site_id", ask->site_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    if (tap_decode(query_col_blob(&q, 0), &tap, &faults) != OK || !tap_has_card(&tap)) {
        return ERR_NOT_FOUND;
    }
    memcpy(hash, tap.card, SECRET_CARD_HASH_BYTES);
    return OK;
}
