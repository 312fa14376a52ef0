/* See offer_store.h. */
#include "store/offer_store.h"

#include <assert.h>

#include "base/banned.h"

enum { HISTORY_DAYS = 365 };

enum err offer_promotion_add(struct db *db, struct site_id site, int32_t day, int32_t free, int64_t now_ms,
                             int64_t *ret_id)
{
    QUERY(q, db, SQL_OFFER_PROMOTION_ADD);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":at_ms", now_ms);
    query_int(&q, ":free", free);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_id = db_inserted(db);
    }
    return err;
}

enum err offer_step_add(struct db *db, const struct promotion_step *step)
{
    assert(step->rank_from <= step->rank_to);
    QUERY(q, db, SQL_OFFER_STEP_ADD);
    query_int(&q, ":promotion_id", step->promotion_id);
    query_int(&q, ":rank_from", step->rank_from);
    query_int(&q, ":rank_to", step->rank_to);
    if (step->reservation_id != 0) {
        query_int(&q, ":reservation_id", step->reservation_id);
    } else {
        query_null(&q, ":reservation_id");
    }
    query_int(&q, ":outcome", (int64_t)step->outcome);
    query_int(&q, ":reason", (int64_t)step->reason);
    return query_run(&q);
}

enum err offer_add(struct db *db, const struct offer_new *new)
{
    assert(new->ends_ms > new->sent_ms);
    QUERY(q, db, SQL_OFFER_ADD);
    query_int(&q, ":reservation_id", new->reservation.v);
    query_int(&q, ":promotion_id", new->promotion_id);
    query_int(&q, ":rank", new->rank);
    query_int(&q, ":sent_ms", new->sent_ms);
    query_int(&q, ":ends_ms", new->ends_ms);
    return query_run(&q);
}

enum err offer_answer(struct db *db, struct reservation_id reservation, enum offer_answer answer, int64_t account_id,
                      int64_t now_ms)
{
    assert(answer != OFFER_NONE);
    QUERY(q, db, SQL_OFFER_ANSWER);
    query_int(&q, ":reservation_id", reservation.v);
    query_int(&q, ":answer", (int64_t)answer);
    if (account_id != 0) {
        query_int(&q, ":account_id", account_id);
    } else {
        query_null(&q, ":account_id");
    }
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err offer_ran_out(struct db *db, struct reservation_id reservation, int32_t *ret)
{
    QUERY(q, db, SQL_OFFER_RAN_OUT);
    query_int(&q, ":reservation_id", reservation.v);
    *ret = query_row(&q) ? (int32_t)query_col_int(&q, 0) : 0;
    return query_err(&q);
}

static enum err waited(struct db *db, struct site_id site, int32_t day, int32_t *ret_waited, int32_t *ret_placed)
{
    QUERY(q, db, SQL_OFFER_WAITED);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    if (query_row(&q)) {
        *ret_waited = (int32_t)query_col_int(&q, 0);
        *ret_placed = (int32_t)query_col_int(&q, 1);
    }
    return query_err(&q);
}

enum err offer_sum_up(struct db *db, struct site_id site, int32_t day)
{
    int32_t came = 0;
    int32_t placed = 0;
    enum err err = waited(db, site, day, &came, &placed);
    if (err != OK || came == 0) {
        return err;
    }
    QUERY(q, db, SQL_OFFER_SUM_UP);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":waited", came);
    query_int(&q, ":placed", placed);
    return query_run(&q);
}

enum err offer_history(struct db *db, struct site_id site, int32_t day, int32_t *placed, size_t max, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_OFFER_HISTORY);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":from_day", day - HISTORY_DAYS);
    query_int(&q, ":n", (int64_t)max);
    while (n < max && query_row(&q)) {
        placed[n++] = (int32_t)query_col_int(&q, 0);
    }
    *ret_n = n;
    return query_err(&q);
}

enum err offer_course(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                      void (*row)(void *arg, const struct offer_course *step), void *arg)
{
    QUERY(q, db, SQL_OFFER_COURSE);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    while (query_row(&q)) {
        struct offer_course step = {
            .promotion_id = query_col_int(&q, 0),
            .day = (int32_t)query_col_int(&q, 1),
            .at_ms = query_col_int(&q, 2),
            .free = (int32_t)query_col_int(&q, 3),
            .rank_from = (int32_t)query_col_int(&q, 4),
            .rank_to = (int32_t)query_col_int(&q, 5),
            .reservation = query_col_text(&q, 6),
            .outcome = (enum promotion_outcome)query_col_int(&q, 7),
            .reason = (enum reservation_reason)query_col_int(&q, 8),
            .sent_ms = query_col_int(&q, 9),
            .ends_ms = query_col_int(&q, 10),
            .answered_ms = query_col_int(&q, 11),
            .answer = (enum offer_answer)query_col_int(&q, 12),
        };
        row(arg, &step);
    }
    return query_err(&q);
}

const char *promotion_outcome_word(enum promotion_outcome outcome)
{
    static const char *const words[] = {
        [PROMOTION_OFFERED] = "offered",
        [PROMOTION_GIVEN] = "given",
        [PROMOTION_LATER] = "later",
        [PROMOTION_PASSED_OVER] = "passed_over",
    };
    assert((size_t)outcome < sizeof words / sizeof words[0]);
    return words[outcome];
}

const char *offer_answer_word(enum offer_answer answer)
{
    static const char *const words[] = {
        [OFFER_NONE] = NULL,         [OFFER_ACCEPTED] = "accepted",   [OFFER_DECLINED] = "declined",
        [OFFER_RAN_OUT] = "ran_out", [OFFER_WITHDRAWN] = "withdrawn",
    };
    assert((size_t)answer < sizeof words / sizeof words[0]);
    return words[answer];
}
