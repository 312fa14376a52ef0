/* See notice_store.h. */
#include "store/notice_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum err notice_nursery(struct db *db, struct str site, int64_t account_id, struct notice_nursery *ret)
{
    QUERY(q, db, SQL_NOTICE_NURSERY);
    query_text(&q, ":site", site);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->as_lead = query_col_int(&q, 2) != 0;
    return OK;
}

enum err notice_family_site(struct db *db, struct str site, int64_t account_id)
{
    QUERY(q, db, SQL_NOTICE_FAMILY_SITE);
    query_text(&q, ":site", site);
    query_int(&q, ":account_id", account_id);
    return query_row(&q) ? OK : query_no_row(&q);
}

/* --- whom it may be written for --------------------------------------------------------------------------------------- */

enum err notice_children(struct db *db, int64_t site_id, int32_t day, int64_t account_id, notice_child_fn take,
                         void *arg)
{
    QUERY(q, db, SQL_NOTICE_CHILDREN);
    enum err err = OK;
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    query_int(&q, ":account_id", account_id);
    while (err == OK && query_row(&q)) {
        const struct notice_child child = {
            .id = query_col_int(&q, 0),
            .public_id = query_col_text(&q, 1),
            .name = query_col_text(&q, 2),
            .kana = query_col_text(&q, 3),
            .class_name = query_col_text(&q, 4),
            .household_id = query_col_int(&q, 5),
            .here = query_col_int(&q, 6) != 0,
            .own = query_col_int(&q, 7) != 0,
        };
        err = take(arg, &child);
    }
    return err == OK ? query_err(&q) : err;
}

enum err notice_guardians(struct db *db, int64_t child_id, int64_t list[NOTICE_GUARDIANS_MAX], size_t *ret_n)
{
    QUERY(q, db, SQL_NOTICE_GUARDIANS);
    size_t n = 0;
    query_int(&q, ":child_id", child_id);
    while (n < NOTICE_GUARDIANS_MAX && query_row(&q)) {
        list[n++] = query_col_int(&q, 0);
    }
    *ret_n = n;
    return query_err(&q);
}

enum err notice_quiet(struct db *db, int64_t site_id, int32_t day, int32_t *ret_from_min, int32_t *ret_to_min)
{
    QUERY(q, db, SQL_NOTICE_QUIET);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    bool row = query_row(&q);
    *ret_from_min = row ? (int32_t)query_col_int(&q, 0) : 0;
    *ret_to_min = row ? (int32_t)query_col_int(&q, 1) : 0;
    return row ? OK : query_err(&q);
}

static enum err put_target(struct db *db, int64_t notice_id, const char *class_name, int64_t child_id)
{
    QUERY(q, db, SQL_NOTICE_TARGET_ADD);
    query_int(&q, ":notice_id", notice_id);
    query_text(&q, ":class", str_of(class_name));
    query_int(&q, ":child_id", child_id);
    return query_run(&q);
}

static enum err clear_targets(struct db *db, int64_t notice_id)
{
    QUERY(q, db, SQL_NOTICE_TARGET_CLEAR);
    query_int(&q, ":notice_id", notice_id);
    return query_run(&q);
}

enum err notice_targets_put(struct db *db, int64_t notice_id, const struct notice_targets *targets)
{
    enum err err = clear_targets(db, notice_id);
    for (size_t i = 0; err == OK && i < targets->classes_n; i++) {
        err = put_target(db, notice_id, targets->classes[i], 0);
    }
    for (size_t i = 0; err == OK && i < targets->children_n; i++) {
        err = put_target(db, notice_id, "", targets->children[i]);
    }
    return err;
}

enum err notice_targets(struct db *db, int64_t notice_id, struct notice_targets *ret)
{
    QUERY(q, db, SQL_NOTICE_TARGETS);
    memset(ret, 0, sizeof *ret);
    query_int(&q, ":notice_id", notice_id);
    while (query_row(&q)) {
        int64_t child = query_col_int(&q, 1);
        if (child != 0 && ret->children_n < NOTICE_CHILDREN_MAX) {
            ret->children[ret->children_n++] = child;
        }
        if (child == 0 && ret->classes_n < NOTICE_CLASSES_MAX) {
            query_col_copy(&q, 0, ret->classes[ret->classes_n++], CHILD_CLASS_BYTES);
        }
    }
    return query_err(&q);
}

enum err notice_targets_shown(struct db *db, int64_t notice_id,
                              void (*take)(void *arg, struct str class_name, struct str child, struct str name),
                              void *arg)
{
    QUERY(q, db, SQL_NOTICE_TARGETS);
    query_int(&q, ":notice_id", notice_id);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0), query_col_text(&q, 2), query_col_text(&q, 3));
    }
    return query_err(&q);
}

/* --- the notice ------------------------------------------------------------------------------------------------------- */

static void bind_written(struct query *q, const struct notice_written *written)
{
    query_int(q, ":state", (int64_t)written->state);
    query_int(q, ":emergency", written->emergency);
    query_text(q, ":title", written->title);
    query_blob(q, ":detail", written->detail.p, written->detail.n);
    query_int(q, ":audience", (int64_t)written->audience);
    query_int(q, ":needs_second", written->needs_second);
    query_int(q, ":names_said", written->names_said);
    query_int(q, ":at_ms", written->at_ms);
    query_int(q, ":answers", (int64_t)written->answers);
    query_int(q, ":anonymous", written->anonymous);
    query_int(q, ":due_ms", written->due_ms);
    query_int(q, ":event_day", written->event_day);
    query_int(q, ":event_from_min", written->event_from_min);
    query_int(q, ":event_to_min", written->event_to_min);
    query_int(q, ":account_id", written->account_id);
    query_int(q, ":now_ms", written->now_ms);
}

static enum err add(struct db *db, struct notice_written *written)
{
    QUERY(q, db, SQL_NOTICE_ADD);
    bind_written(&q, written);
    query_text(&q, ":public_id", str_of(written->public_id));
    query_int(&q, ":site_id", written->site_id);
    enum err err = query_run(&q);
    written->id = err == OK ? db_inserted(db) : 0;
    return err;
}

static enum err change(struct db *db, const struct notice_written *written)
{
    QUERY(q, db, SQL_NOTICE_CHANGE);
    bind_written(&q, written);
    query_int(&q, ":id", written->id);
    return query_run(&q);
}

enum err notice_write(struct db *db, struct notice_written *written)
{
    assert(written->public_id[0] != '\0');
    return written->id == 0 ? add(db, written) : change(db, written);
}

static void take_notice(const struct query *q, struct notice *ret)
{
    *ret = (struct notice){
        .id = query_col_int(q, 0),
        .site_id = query_col_int(q, 2),
        .state = (enum notice_state)query_col_int(q, 4),
        .emergency = query_col_int(q, 5) != 0,
        .audience = (enum notice_audience)query_col_int(q, 8),
        .needs_second = query_col_int(q, 9) != 0,
        .names_said = query_col_int(q, 10),
        .version = query_col_int(q, 11),
        .written_by = query_col_int(q, 12),
        .writer_leads = query_col_int(q, 14) != 0,
        .released_by = query_col_int(q, 15),
        .at_ms = query_col_int(q, 17),
        .sent_ms = query_col_int(q, 18),
        .recalled_ms = query_col_int(q, 19),
        .answers = (enum notice_answers)query_col_int(q, 20),
        .anonymous = query_col_int(q, 21) != 0,
        .due_ms = query_col_int(q, 22),
        .event_day = (int32_t)query_col_int(q, 23),
        .event_from_min = (int32_t)query_col_int(q, 24),
        .event_to_min = (int32_t)query_col_int(q, 25),
        .reminded_ms = query_col_int(q, 26),
        .report_ms = query_col_int(q, 27),
        .report_mailed = query_col_int(q, 28),
        .report_opened = query_col_int(q, 29),
        .report_none = query_col_int(q, 30),
        .written_ms = query_col_int(q, 32),
    };
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    query_col_copy(q, 3, ret->site, sizeof ret->site);
}

static enum err lend(const struct query *q, const struct notice *notice, notice_fn take, void *arg)
{
    const struct notice_words words = {query_col_text(q, 6), query_col_blob(q, 7), query_col_text(q, 13),
                                       query_col_text(q, 16)};
    return take == NULL ? OK : take(arg, notice, &words);
}

enum err notice_for_staff(struct db *db, struct str public_id, int64_t account_id, struct notice *ret, notice_fn take,
                          void *arg)
{
    QUERY(q, db, SQL_NOTICE_FOR_STAFF);
    query_text(&q, ":notice", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    take_notice(&q, ret);
    ret->as_lead = query_col_int(&q, 31) != 0;
    return lend(&q, ret, take, arg);
}

enum err notice_for_family(struct db *db, struct str public_id, int64_t account_id, struct notice *ret, notice_fn take,
                           void *arg)
{
    QUERY(q, db, SQL_NOTICE_FOR_FAMILY);
    query_text(&q, ":notice", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    take_notice(&q, ret);
    ret->opened_ms = query_col_int(&q, 31);
    return lend(&q, ret, take, arg);
}

enum err notice_by_id(struct db *db, int64_t id, struct notice *ret)
{
    QUERY(q, db, SQL_NOTICE_BY_ID);
    query_int(&q, ":id", id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    take_notice(&q, ret);
    return OK;
}

enum err notice_set(struct db *db, const struct notice *notice)
{
    QUERY(q, db, SQL_NOTICE_STATE);
    query_int(&q, ":id", notice->id);
    query_int(&q, ":state", (int64_t)notice->state);
    query_int(&q, ":released_by", notice->released_by);
    query_int(&q, ":sent_ms", notice->sent_ms);
    query_int(&q, ":recalled_ms", notice->recalled_ms);
    return query_run(&q);
}

enum err notice_set_reminded(struct db *db, int64_t id, int64_t now_ms)
{
    QUERY(q, db, SQL_NOTICE_REMINDED);
    query_int(&q, ":id", id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err notice_set_report(struct db *db, const struct notice *notice)
{
    QUERY(q, db, SQL_NOTICE_REPORT);
    query_int(&q, ":id", notice->id);
    query_int(&q, ":now_ms", notice->report_ms);
    query_int(&q, ":mailed", notice->report_mailed);
    query_int(&q, ":opened", notice->report_opened);
    query_int(&q, ":none", notice->report_none);
    return query_run(&q);
}

/* --- lists ------------------------------------------------------------------------------------------------------------ */

static struct notice_line line_of(const struct query *q)
{
    return (struct notice_line){
        .public_id = query_col_text(q, 1),
        .state = (enum notice_state)query_col_int(q, 2),
        .emergency = query_col_int(q, 3) != 0,
        .title = query_col_text(q, 4),
        .audience = (enum notice_audience)query_col_int(q, 5),
        .at_ms = query_col_int(q, 6),
        .sent_ms = query_col_int(q, 7),
        .due_ms = query_col_int(q, 8),
        .answers = (enum notice_answers)query_col_int(q, 9),
        .event_day = (int32_t)query_col_int(q, 10),
        .by = query_col_text(q, 11),
        .written_by = query_col_int(q, 12),
        .recalled_ms = query_col_int(q, 13),
        .recipients = query_col_int(q, 14),
        .opened = query_col_int(q, 15),
    };
}

enum err notice_list_staff(struct db *db, int64_t site_id, notice_line_fn take, void *arg)
{
    QUERY(q, db, SQL_NOTICE_LIST_STAFF);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":n", NOTICE_LIST_MAX);
    while (query_row(&q)) {
        const struct notice_line line = line_of(&q);
        take(arg, &line);
    }
    return query_err(&q);
}

enum err notice_list_family(struct db *db, struct str site, int64_t account_id, notice_line_fn take, void *arg)
{
    QUERY(q, db, SQL_NOTICE_LIST_FAMILY);
    query_text(&q, ":site", site);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":n", NOTICE_LIST_MAX);
    while (query_row(&q)) {
        struct notice_line line = line_of(&q);
        line.done = query_col_int(&q, 16) != 0;
        take(arg, &line);
    }
    return query_err(&q);
}
