#include "store/correction_store.h"

#include <assert.h>

#include "store/chain_store.h"

#include "base/banned.h"

enum err correction_store_insert(struct db *db, const struct correction *correction)
{
    assert((correction->kind == CORRECTION_VOID) == (correction->tap_id != 0 || correction->voids_id != 0));
    assert((correction->kind == CORRECTION_VOID) == (correction->at_ms == 0));
    QUERY(q, db, SQL_CORRECTION_INSERT);
    query_text(&q, ":public_id", str_of(correction->public_id));
    query_int(&q, ":child_id", correction->child_id);
    query_int(&q, ":day", correction->day);
    query_int(&q, ":kind", correction->kind);
    query_int(&q, ":at_ms", correction->at_ms);
    query_int_or_null(&q, ":tap_id", correction->tap_id);
    query_int_or_null(&q, ":voids_id", correction->voids_id);
    query_text(&q, ":reason", correction->reason);
    query_int(&q, ":account_id", correction->account_id);
    query_int(&q, ":recorded_ms", correction->recorded_ms);
    query_int(&q, ":known_tap_id", correction->known_tap_id);
    enum err err = query_run(&q);
    return err == OK ? chain_append(db, CHAIN_CORRECTION, db_inserted(db)) : err;
}

enum err correction_store_of_day(struct db *db, int64_t child_id, int32_t day, struct attendance_correction *list,
                                 size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_CORRECTION_OF_DAY);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":n", ATTENDANCE_CORRECTIONS_MAX);
    while (n < ATTENDANCE_CORRECTIONS_MAX && query_row(&q)) {
        if (query_col_int(&q, 1) < CORRECTION_ARRIVE || query_col_int(&q, 1) > CORRECTION_VOID) {
            return ERR_INVALID; /* no program wrote that */
        }
        list[n++] = (struct attendance_correction){
            .id = query_col_int(&q, 0),
            .kind = (enum correction_kind)query_col_int(&q, 1),
            .at_ms = query_col_int(&q, 2),
            .tap_id = query_col_int(&q, 3),
            .recorded_ms = query_col_int(&q, 4),
            .known_tap_id = query_col_int(&q, 5),
            .voids_id = query_col_int(&q, 6),
        };
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err correction_store_standing(struct db *db, struct str public_id, int64_t child_id, int32_t day, int64_t *ret_id)
{
    QUERY(q, db, SQL_CORRECTION_STANDING);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}

enum err correction_store_shown(struct db *db, int64_t child_id, int32_t day,
                                void (*take)(void *arg, const struct correction_shown *shown), void *arg)
{
    QUERY(q, db, SQL_CORRECTION_SHOWN);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":n", ATTENDANCE_CORRECTIONS_MAX);
    while (query_row(&q)) {
        struct correction_shown shown = {
            .public_id = query_col_text(&q, 0),
            .kind = (enum correction_kind)query_col_int(&q, 1),
            .at_ms = query_col_int(&q, 2),
            .tap = query_col_text(&q, 3),
            .reason = query_col_text(&q, 4),
            .recorded_ms = query_col_int(&q, 5),
            .voids = query_col_text(&q, 6),
            .voided = query_col_int(&q, 7) != 0,
        };
        take(arg, &shown);
    }
    return query_err(&q);
}
