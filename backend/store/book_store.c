/* See book_store.h. */
#include "store/book_store.h"

#include <assert.h>
#include <string.h>

#include "core/calendar.h"

#include "base/banned.h"

enum err book_child(struct db *db, struct str child, int32_t day, int64_t account_id, struct book_child *ret)
{
    QUERY(q, db, SQL_BOOK_CHILD);
    query_text(&q, ":child", child);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":fiscal_year", calendar_fiscal_year(day));
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->household_id = query_col_int(&q, 2);
    ret->nursery_id = query_col_int(&q, 3);
    query_col_copy(&q, 4, ret->class_name, sizeof ret->class_name);
    ret->birth_day = (int32_t)query_col_int(&q, 5);
    ret->enrolled_from_day = (int32_t)query_col_int(&q, 6);
    ret->enrolled_to_day = (int32_t)query_col_int(&q, 7);
    query_col_copy(&q, 8, ret->name, sizeof ret->name);
    ret->as_staff = query_col_int(&q, 9) != 0;
    ret->as_lead = query_col_int(&q, 10) != 0;
    ret->as_guardian = query_col_int(&q, 11) != 0;
    ret->hides = ret->as_staff ? 0 : (uint32_t)query_col_int(&q, 12);
    return OK;
}

enum err book_nursery(struct db *db, struct str site, struct str class_name, int64_t account_id,
                      struct book_nursery *ret)
{
    QUERY(q, db, SQL_BOOK_NURSERY);
    query_text(&q, ":site", site);
    query_text(&q, ":class", class_name);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->as_lead = query_col_int(&q, 2) != 0;
    return OK;
}

/* --- pages ---------------------------------------------------------------------------------------------------------- */

static void take_page(const struct query *q, struct book_page *ret)
{
    ret->id = query_col_int(q, 0);
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    ret->nursery_id = query_col_int(q, 2);
    ret->version = query_col_int(q, 3);
    ret->content_version = query_col_int(q, 4);
    ret->state = (enum book_state)query_col_int(q, 5);
    ret->shown_version = query_col_int(q, 6);
    ret->release_ms = query_col_int(q, 7);
}

enum err book_page(struct db *db, int64_t child_id, int32_t day, enum book_part part, struct book_page *ret)
{
    QUERY(q, db, SQL_BOOK_PAGE);
    memset(ret, 0, sizeof *ret);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":part", (int64_t)part);
    if (query_row(&q)) {
        take_page(&q, ret);
    }
    return query_err(&q);
}

enum err book_note(struct db *db, int64_t nursery_id, int32_t day, struct str class_name, struct book_page *ret)
{
    QUERY(q, db, SQL_BOOK_NOTE);
    memset(ret, 0, sizeof *ret);
    query_int(&q, ":nursery_id", nursery_id);
    query_int(&q, ":day", day);
    query_text(&q, ":class", class_name);
    if (query_row(&q)) {
        take_page(&q, ret);
    }
    return query_err(&q);
}

enum err book_by_id(struct db *db, int64_t id, struct book_page *ret, struct book_whose *ret_whose)
{
    QUERY(q, db, SQL_BOOK_BY_ID);
    query_int(&q, ":id", id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    take_page(&q, ret);
    *ret_whose = (struct book_whose){(int32_t)query_col_int(&q, 8), (enum book_part)query_col_int(&q, 9),
                                     query_col_int(&q, 10), query_col_int(&q, 11)};
    return OK;
}

enum err book_page_add(struct db *db, const struct book_key *key, int64_t now_ms, struct book_page *page)
{
    QUERY(q, db, SQL_BOOK_PAGE_ADD);
    memset(page, 0, sizeof *page);
    secret_public_id(now_ms, page->public_id);
    page->nursery_id = key->nursery_id;
    page->state = key->part == BOOK_HOME ? BOOK_RELEASED : BOOK_DRAFT;
    query_text(&q, ":public_id", str_of(page->public_id));
    query_int(&q, ":nursery_id", key->nursery_id);
    if (key->child_id == 0) {
        query_null(&q, ":child_id");
    } else {
        query_int(&q, ":child_id", key->child_id);
    }
    query_text(&q, ":class", key->child_id == 0 ? key->class_name : STR(""));
    query_int(&q, ":day", key->day);
    query_int(&q, ":part", (int64_t)key->part);
    query_int(&q, ":state", (int64_t)page->state);
    enum err err = query_run(&q);
    page->id = err == OK ? db_inserted(db) : 0;
    return err;
}

enum err book_page_set(struct db *db, const struct book_page *page)
{
    QUERY(q, db, SQL_BOOK_PAGE_SET);
    assert(page->content_version <= page->version);
    query_int(&q, ":version", page->version);
    query_int(&q, ":content_version", page->content_version);
    query_int(&q, ":state", (int64_t)page->state);
    query_int(&q, ":shown_version", page->shown_version);
    query_int(&q, ":release_ms", page->release_ms);
    query_int(&q, ":id", page->id);
    return query_run(&q);
}

/* --- revisions ------------------------------------------------------------------------------------------------------ */

enum err book_revision_add(struct db *db, int64_t page_id, const struct book_revision *revision)
{
    QUERY(q, db, SQL_BOOK_REVISION_ADD);
    query_int(&q, ":page_id", page_id);
    query_int(&q, ":version", revision->version);
    query_int(&q, ":addition", revision->addition);
    query_blob(&q, ":detail", revision->detail.p, revision->detail.n);
    query_int(&q, ":account_id", revision->account_id);
    query_int(&q, ":now_ms", revision->written_ms);
    return query_run(&q);
}

static struct book_revision revision_of(const struct query *q)
{
    return (struct book_revision){query_col_int(q, 0), query_col_int(q, 1) != 0, query_col_blob(q, 2),
                                  query_col_int(q, 3), query_col_text(q, 4),     query_col_int(q, 5)};
}

enum err book_revisions(struct db *db, int64_t page_id, int64_t from_version, book_take take, void *arg)
{
    QUERY(q, db, SQL_BOOK_REVISIONS);
    enum err err = OK;
    query_int(&q, ":page_id", page_id);
    query_int(&q, ":from_version", from_version);
    query_int(&q, ":n", BOOK_REVISIONS_MAX);
    while (err == OK && query_row(&q)) {
        struct book_revision revision = revision_of(&q);
        err = take(arg, &revision);
    }
    return err == OK ? query_err(&q) : err;
}

enum err book_revision(struct db *db, int64_t page_id, int64_t version, book_take take, void *arg)
{
    QUERY(q, db, SQL_BOOK_REVISION);
    query_int(&q, ":page_id", page_id);
    query_int(&q, ":version", version);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    struct book_revision revision = revision_of(&q);
    return take(arg, &revision);
}

enum err book_last_of(struct db *db, int64_t page_id, int64_t account_id, book_take take, void *arg)
{
    QUERY(q, db, SQL_BOOK_LAST_OF);
    query_int(&q, ":page_id", page_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_err(&q);
    }
    struct book_revision revision = {.version = query_col_int(&q, 0),
                                     .addition = query_col_int(&q, 1) != 0,
                                     .detail = query_col_blob(&q, 2),
                                     .account_id = account_id};
    return take(arg, &revision);
}

/* --- reading -------------------------------------------------------------------------------------------------------- */

enum err book_read_put(struct db *db, int64_t page_id, int64_t account_id, int64_t version, int64_t now_ms)
{
    QUERY(q, db, SQL_BOOK_READ_PUT);
    query_int(&q, ":page_id", page_id);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":version", version);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err book_readers(struct db *db, int64_t page_id, int64_t child_id,
                      void (*take)(void *arg, const struct book_reader *reader), void *arg)
{
    QUERY(q, db, SQL_BOOK_READERS);
    query_int(&q, ":page_id", page_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":n", BOOK_READERS_MAX);
    while (query_row(&q)) {
        struct book_reader reader = {query_col_text(&q, 0), query_col_int(&q, 1), query_col_int(&q, 2)};
        take(arg, &reader);
    }
    return query_err(&q);
}

/* --- settings ------------------------------------------------------------------------------------------------------- */

enum err book_setting(struct db *db, int64_t nursery_id, struct book_setting *ret)
{
    QUERY(q, db, SQL_BOOK_SETTING);
    *ret = (struct book_setting){.opens_min = BOOK_OPENS_MIN, .due_min = BOOK_DUE_MIN, .release_min = -1};
    enum err err = str_copy(STR("[]"), ret->phrases, sizeof ret->phrases);
    assert(err == OK);
    query_int(&q, ":nursery_id", nursery_id);
    if (query_row(&q)) {
        ret->opens_min = (int32_t)query_col_int(&q, 0);
        ret->due_min = (int32_t)query_col_int(&q, 1);
        ret->release_min = (int32_t)query_col_int(&q, 2);
        ret->approval = query_col_int(&q, 3) != 0;
        query_col_copy(&q, 4, ret->phrases, sizeof ret->phrases);
        ret->version = query_col_int(&q, 5);
    }
    return query_err(&q);
}

enum err book_setting_put(struct db *db, int64_t nursery_id, const struct book_setting *setting)
{
    QUERY(q, db, SQL_BOOK_SETTING_PUT);
    query_int(&q, ":nursery_id", nursery_id);
    query_int(&q, ":opens_min", setting->opens_min);
    query_int(&q, ":due_min", setting->due_min);
    query_int(&q, ":release_min", setting->release_min);
    query_int(&q, ":approval", setting->approval);
    query_text(&q, ":phrases", str_of(setting->phrases));
    return query_run(&q);
}

/* --- a class, a book ------------------------------------------------------------------------------------------------ */

static void bind_class(struct query *q, const struct book_class *which)
{
    query_int(q, ":site_id", which->site_id);
    query_int(q, ":day", which->day);
    query_int(q, ":account_id", which->account_id);
}

enum err book_class(struct db *db, const struct book_class *which,
                    void (*take)(void *arg, const struct book_line *line), void *arg)
{
    QUERY(q, db, SQL_BOOK_CLASS);
    bind_class(&q, which);
    query_text(&q, ":class", which->class_name);
    query_int(&q, ":fiscal_year", calendar_fiscal_year(which->day));
    while (query_row(&q)) {
        struct book_line line = {
            .child_id = query_col_int(&q, 0),
            .child = query_col_text(&q, 1),
            .name = query_col_text(&q, 2),
            .class_name = query_col_text(&q, 3),
            .birth_day = (int32_t)query_col_int(&q, 4),
            .arrived_ms = query_col_int(&q, 5),
            .left_ms = query_col_int(&q, 6),
            .home = {.id = query_col_int(&q, 7),
                     .version = query_col_int(&q, 8),
                     .content_version = query_col_int(&q, 9)},
            .nursery = {.id = query_col_int(&q, 11),
                        .version = query_col_int(&q, 12),
                        .content_version = query_col_int(&q, 13),
                        .state = (enum book_state)query_col_int(&q, 15),
                        .release_ms = query_col_int(&q, 16)},
            .unread = query_col_int(&q, 17),
            .absent = query_col_int(&q, 18) != 0,
        };
        query_col_copy(&q, 10, line.home.public_id, sizeof line.home.public_id);
        query_col_copy(&q, 14, line.nursery.public_id, sizeof line.nursery.public_id);
        take(arg, &line);
    }
    return query_err(&q);
}

enum err book_classes(struct db *db, const struct book_class *which, void (*take)(void *arg, struct str class_name),
                      void *arg)
{
    QUERY(q, db, SQL_BOOK_CLASSES);
    bind_class(&q, which);
    while (query_row(&q)) {
        take(arg, query_col_text(&q, 0));
    }
    return query_err(&q);
}

enum err book_days(struct db *db, int64_t child_id, int32_t from_day, int32_t to_day, int32_t list[BOOK_DAYS_MAX],
                   size_t *ret_n)
{
    QUERY(q, db, SQL_BOOK_DAYS);
    size_t n = 0;
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    query_int(&q, ":n", BOOK_DAYS_MAX);
    while (n < BOOK_DAYS_MAX && query_row(&q)) {
        list[n++] = (int32_t)query_col_int(&q, 0);
    }
    *ret_n = n;
    return query_err(&q);
}
