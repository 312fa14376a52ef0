/* See nap_store.h. */
#include "store/nap_store.h"

#include "base/banned.h"

static enum err run_once(struct query *q)
{
    enum err err = query_run(q);
    if (err != OK) {
        return err;
    }
    return db_changed(q->db) == 1 ? OK : ERR_CONFLICT;
}

enum err nap_store_rules(struct db *db, int64_t site_id, int32_t day, struct nap_rules *ret)
{
    static const int column[NAP_AGES] = {0, 1, 1, 2, 2, 2};
    QUERY(q, db, SQL_NAP_RULES);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    for (int age = 0; age < NAP_AGES; age++) {
        ret->minutes[age] = (int32_t)query_col_int(&q, column[age]);
    }
    ret->careful_min = (int32_t)query_col_int(&q, 3);
    ret->new_days = (int32_t)query_col_int(&q, 4);
    return OK;
}

enum err nap_store_open(struct db *db, struct nap_session *session, int64_t account_id)
{
    secret_public_id(session->opened_ms, session->public_id);
    QUERY(q, db, SQL_NAP_OPEN);
    query_text(&q, ":public_id", str_of(session->public_id));
    query_int(&q, ":site_id", session->site_id);
    query_int(&q, ":day", session->day);
    query_text(&q, ":room", str_of(session->room));
    query_int(&q, ":now_ms", session->opened_ms);
    query_int(&q, ":account_id", account_id);
    enum err err = query_run(&q);
    session->id = err == OK ? db_inserted(db) : 0;
    return err;
}

enum err nap_store_session(struct db *db, struct str public_id, int64_t account_id, struct nap_session *ret)
{
    QUERY(q, db, SQL_NAP_SESSION);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct nap_session){.id = query_col_int(&q, 0),
                                .site_id = query_col_int(&q, 2),
                                .day = (int32_t)query_col_int(&q, 3),
                                .opened_ms = query_col_int(&q, 5),
                                .closed_ms = query_col_int(&q, 6)};
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    query_col_copy(&q, 4, ret->room, sizeof ret->room);
    return OK;
}

static enum err wake_all(struct db *db, int64_t session_id, int64_t now_ms)
{
    QUERY(q, db, SQL_NAP_WAKE_ALL);
    query_int(&q, ":session_id", session_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err nap_store_close(struct db *db, const struct nap_session *session, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_NAP_CLOSE);
    query_int(&q, ":id", session->id);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":account_id", account_id);
    enum err err = run_once(&q);
    return err == OK ? wake_all(db, session->id, now_ms) : err;
}

enum err nap_store_candidate(struct db *db, struct str child, int64_t site_id, int32_t day, struct nap_candidate *ret)
{
    QUERY(q, db, SQL_NAP_CANDIDATE);
    query_text(&q, ":child", child);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct nap_candidate){query_col_int(&q, 0), (int32_t)query_col_int(&q, 1), (int32_t)query_col_int(&q, 2)};
    return OK;
}

enum err nap_store_watch(struct db *db, int64_t session_id, int64_t child_id, bool careful,
                         const struct nap_watch *watch)
{
    QUERY(q, db, SQL_NAP_ADD_CHILD);
    query_int(&q, ":session_id", session_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":interval_min", watch->interval_min);
    query_int(&q, ":careful", careful ? 1 : 0);
    query_int(&q, ":now_ms", watch->from_ms);
    return query_run(&q);
}

enum err nap_store_watched(struct db *db, int64_t session_id, struct str child, int64_t *ret_id, struct nap_watch *ret)
{
    QUERY(q, db, SQL_NAP_OF_CHILD);
    query_int(&q, ":session_id", session_id);
    query_text(&q, ":child", child);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    *ret = (struct nap_watch){query_col_int(&q, 1), query_col_int(&q, 2), (int32_t)query_col_int(&q, 3)};
    return OK;
}

enum err nap_store_wake(struct db *db, int64_t session_id, int64_t child_id, int64_t now_ms)
{
    QUERY(q, db, SQL_NAP_WAKE);
    query_int(&q, ":session_id", session_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":now_ms", now_ms);
    return run_once(&q);
}

enum err nap_store_check(struct db *db, struct nap_check_new *new)
{
    secret_public_id(new->look.entered_ms, new->public_id);
    QUERY(q, db, SQL_NAP_CHECK_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":session_id", new->session_id);
    query_int(&q, ":child_id", new->child_id);
    query_int(&q, ":checked_ms", new->look.checked_ms);
    query_int(&q, ":now_ms", new->look.entered_ms);
    query_int(&q, ":posture", (int64_t) new->posture);
    query_int(&q, ":breathing", new->breathing ? 1 : 0);
    query_int(&q, ":colour", new->colour ? 1 : 0);
    query_int(&q, ":account_id", new->account_id);
    return query_run(&q);
}

enum err nap_store_sessions(struct db *db, int64_t site_id, int32_t day,
                            void (*take)(void *arg, const struct nap_session_row *row), void *arg)
{
    QUERY(q, db, SQL_NAP_SESSIONS);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        struct nap_session_row row = {.public_id = query_col_text(&q, 0),
                                      .room = query_col_text(&q, 1),
                                      .opened_ms = query_col_int(&q, 2),
                                      .closed_ms = query_col_int(&q, 3),
                                      .children = query_col_int(&q, 4)};
        take(arg, &row);
    }
    return query_err(&q);
}

enum err nap_store_children(struct db *db, int64_t session_id,
                            enum err (*take)(void *arg, const struct nap_child_row *row), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_NAP_CHILDREN);
    query_int(&q, ":session_id", session_id);
    while (err == OK && query_row(&q)) {
        struct nap_child_row row = {.child_id = query_col_int(&q, 0),
                                    .child = query_col_text(&q, 1),
                                    .name = query_col_text(&q, 2),
                                    .watch = {.interval_min = (int32_t)query_col_int(&q, 3),
                                              .from_ms = query_col_int(&q, 5),
                                              .to_ms = query_col_int(&q, 6)},
                                    .careful = query_col_int(&q, 4) != 0};
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

enum err nap_store_checks(struct db *db, int64_t session_id, int64_t child_id,
                          void (*take)(void *arg, const struct nap_check_row *row), void *arg)
{
    QUERY(q, db, SQL_NAP_CHECKS);
    query_int(&q, ":session_id", session_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":n", NAP_CHECKS_MAX);
    while (query_row(&q)) {
        struct nap_check_row row = {.look = {query_col_int(&q, 0), query_col_int(&q, 1)},
                                    .posture = (enum nap_posture)query_col_int(&q, 2),
                                    .breathing = query_col_int(&q, 3) != 0,
                                    .colour = query_col_int(&q, 4) != 0,
                                    .by = query_col_text(&q, 5)};
        take(arg, &row);
    }
    return query_err(&q);
}
