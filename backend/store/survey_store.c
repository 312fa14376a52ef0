/* See survey_store.h. */
#include "store/survey_store.h"

#include "base/banned.h"

enum err survey_answer(struct db *db, int64_t notice_id, int64_t subject, survey_fn take, void *arg)
{
    QUERY(q, db, SQL_SURVEY_ANSWER);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":subject", subject);
    if (!query_row(&q)) {
        return query_err(&q);
    }
    const struct survey_row row = {.public_id = query_col_text(&q, 0),
                                   .detail = query_col_blob(&q, 1),
                                   .answered_ms = query_col_int(&q, 2),
                                   .by = query_col_text(&q, 3)};
    return take(arg, &row);
}

enum err survey_answers(struct db *db, int64_t notice_id, enum notice_answers answers, survey_fn take, void *arg)
{
    QUERY(q, db, SQL_SURVEY_ANSWERS);
    enum err err = OK;
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":answers", (int64_t)answers);
    while (err == OK && query_row(&q)) {
        const struct survey_row row = {.public_id = query_col_text(&q, 0),
                                       .detail = query_col_blob(&q, 1),
                                       .answered_ms = query_col_int(&q, 2),
                                       .by = query_col_text(&q, 3),
                                       .child = query_col_text(&q, 4),
                                       .class_name = query_col_text(&q, 5)};
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

enum err survey_answer_put(struct db *db, const struct survey_new *new)
{
    QUERY(q, db, SQL_SURVEY_ANSWER_PUT);
    query_int(&q, ":notice_id", new->notice_id);
    query_int(&q, ":subject", new->subject);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":account_id", new->account_id);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err survey_voted(struct db *db, int64_t notice_id, int64_t subject, bool *ret)
{
    QUERY(q, db, SQL_SURVEY_VOTED);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":subject", subject);
    *ret = query_row(&q);
    return *ret ? OK : query_err(&q);
}

static enum err put_voted(struct db *db, int64_t notice_id, int64_t subject)
{
    QUERY(q, db, SQL_SURVEY_VOTED_PUT);
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":subject", subject);
    return query_run(&q);
}

enum err survey_vote(struct db *db, int64_t notice_id, int64_t subject, const unsigned char ballot[SURVEY_BALLOT_BYTES],
                     struct str detail)
{
    enum err err = put_voted(db, notice_id, subject);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_SURVEY_BALLOT_PUT);
    query_int(&q, ":notice_id", notice_id);
    query_blob(&q, ":ballot", ballot, SURVEY_BALLOT_BYTES);
    query_blob(&q, ":detail", detail.p, detail.n);
    return query_run(&q);
}

enum err survey_ballots(struct db *db, int64_t notice_id, survey_fn take, void *arg)
{
    QUERY(q, db, SQL_SURVEY_BALLOTS);
    enum err err = OK;
    query_int(&q, ":notice_id", notice_id);
    while (err == OK && query_row(&q)) {
        const struct survey_row row = {.ballot = query_col_blob(&q, 0), .detail = query_col_blob(&q, 1)};
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

enum err survey_counts(struct db *db, int64_t notice_id, enum notice_answers answers, int64_t *ret_asked,
                       int64_t *ret_answered)
{
    QUERY(q, db, SQL_SURVEY_COUNTS);
    *ret_asked = 0;
    *ret_answered = 0;
    query_int(&q, ":notice_id", notice_id);
    query_int(&q, ":answers", (int64_t)answers);
    if (query_row(&q)) {
        *ret_asked = query_col_int(&q, 0);
        *ret_answered = query_col_int(&q, 1);
    }
    return query_err(&q);
}
