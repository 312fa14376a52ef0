#include "store/card_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

enum err card_create(struct db *db, const struct card *card, int64_t *ret_id)
{
    QUERY(q, db, SQL_CARD_INSERT);
    query_text(&q, ":public_id", str_of(card->public_id));
    query_blob(&q, ":hash", card->hash, sizeof card->hash);
    query_int(&q, ":child_id", card->child_id);
    query_int(&q, ":issued_ms", card->issued_ms);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

enum err card_stands_for(struct db *db, int64_t card_id, int64_t child_id)
{
    QUERY(q, db, SQL_CARD_STANDS_FOR);
    query_int(&q, ":card_id", card_id);
    query_int(&q, ":child_id", child_id);
    return query_run(&q);
}

enum err card_child(struct db *db, const unsigned char hash[SECRET_CARD_HASH_BYTES], int64_t *ret_child_id)
{
    QUERY(q, db, SQL_CARD_CHILD);
    query_blob(&q, ":hash", hash, SECRET_CARD_HASH_BYTES);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_child_id = query_col_int(&q, 1);
    return OK;
}

enum err card_children(struct db *db, const unsigned char hash[SECRET_CARD_HASH_BYTES],
                       void (*take)(void *arg, int64_t child_id), void *arg)
{
    QUERY(q, db, SQL_CARD_CHILDREN);
    query_blob(&q, ":hash", hash, SECRET_CARD_HASH_BYTES);
    while (query_row(&q)) {
        take(arg, query_col_int(&q, 0));
    }
    return query_err(&q);
}

enum err card_room_day(struct db *db, int64_t site_id, int32_t day,
                       void (*take)(void *arg, const struct card_visit *visit), void *arg)
{
    QUERY(q, db, SQL_CARD_ROOM_DAY);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        const struct card_visit visit = {.reservation = query_col_text(&q, 0),
                                         .state = (enum reservation_state)query_col_int(&q, 1),
                                         .child_id = query_col_int(&q, 2),
                                         .child = query_col_text(&q, 3),
                                         .name = query_col_text(&q, 4)};
        take(arg, &visit);
    }
    return query_err(&q);
}

enum err card_head_child(struct db *db, struct str child, int64_t account_id, int64_t *ret_child_id,
                         int64_t *ret_nursery_id)
{
    QUERY(q, db, SQL_CARD_HEAD_CHILD);
    query_text(&q, ":child", child);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_child_id = query_col_int(&q, 0);
    *ret_nursery_id = query_col_int(&q, 1);
    return OK;
}

enum err card_head_card(struct db *db, struct str card, int64_t account_id, struct card_found *ret)
{
    QUERY(q, db, SQL_CARD_HEAD_CARD);
    query_text(&q, ":card", card);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct card_found){
        .id = query_col_int(&q, 0), .nursery_id = query_col_int(&q, 1), .revoked = query_col_int(&q, 2) != 0};
    return OK;
}

enum err card_list(struct db *db, int64_t account_id, void (*take)(void *arg, const struct card_line *line), void *arg)
{
    QUERY(q, db, SQL_CARD_LIST);
    query_int(&q, ":account_id", account_id);
    while (query_row(&q)) {
        struct card_line line = {.id = query_col_int(&q, 0),
                                 .card = query_col_text(&q, 1),
                                 .child = query_col_text(&q, 2),
                                 .issued_ms = query_col_int(&q, 3),
                                 .revoked_ms = query_col_int(&q, 4),
                                 .twice_ms = query_col_int(&q, 6)};
        take(arg, &line);
    }
    return query_err(&q);
}

static enum err elsewhere(struct db *db, const struct card_touch *touch, int64_t window_ms, bool *ret)
{
    QUERY(q, db, SQL_CARD_SEEN);
    query_int(&q, ":card_id", touch->card_id);
    *ret = false;
    if (!query_row(&q)) {
        return query_err(&q);
    }
    int64_t distance_ms = llabs(touch->event_ms - query_col_int(&q, 1));
    *ret = query_col_int(&q, 0) != touch->site_id && distance_ms < window_ms;
    return OK;
}

enum err card_touched(struct db *db, const struct card_touch *touch, int64_t window_ms)
{
    bool twice = false;
    enum err err = elsewhere(db, touch, window_ms, &twice);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_CARD_SEEN_PUT);
    query_int(&q, ":card_id", touch->card_id);
    query_int(&q, ":site_id", touch->site_id);
    query_int(&q, ":event_ms", touch->event_ms);
    query_int(&q, ":twice_ms", twice ? touch->event_ms : 0);
    return query_run(&q);
}

enum err card_revoke(struct db *db, struct str public_id, int64_t now_ms)
{
    QUERY(q, db, SQL_CARD_REVOKE);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":now_ms", now_ms);
    enum err err = query_run(&q);
    if (err != OK) {
        return err;
    }
    return db_changed(db) == 1 ? OK : ERR_NOT_FOUND;
}
