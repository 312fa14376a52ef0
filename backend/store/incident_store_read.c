/* What is read of incidents: lists, one with all that belongs to it, and a family's own. See incident_store.h. */
#include "store/incident_store.h"

#include "base/banned.h"

/* A word of a list by its stored number. */
static const char *word_of(const char *const words[], int64_t number)
{
    return words[number - 1];
}

static struct incident_row row_of(const struct query *q)
{
    return (struct incident_row){
        .public_id = query_col_text(q, 0),
        .site = query_col_text(q, 1),
        .site_name = query_col_text(q, 2),
        .child = query_col_text(q, 3),
        .name = query_col_text(q, 4),
        .class_name = query_col_text(q, 5),
        .birth_day = (int32_t)query_col_int(q, 6),
        .happened_ms = query_col_int(q, 8),
        .opened_ms = query_col_int(q, 9),
        .place = word_of(incident_place_words, query_col_int(q, 10)),
        .activity = word_of(incident_activity_words, query_col_int(q, 11)),
        .harm = {(enum incident_outcome)query_col_int(q, 12), (int32_t)query_col_int(q, 13)},
        .course = {.day = (int32_t)query_col_int(q, 7),
                   .known_day = (int32_t)query_col_int(q, 14),
                   .known_ms = query_col_int(q, 15),
                   .sent_ms = {[INCIDENT_FIRST] = query_col_int(q, 16),
                               [INCIDENT_SECOND] = query_col_int(q, 17),
                               [INCIDENT_ANALYSIS] = query_col_int(q, 18)}},
        .by = query_col_text(q, 19),
        .told = query_col_int(q, 20),
        .site_id = query_col_int(q, 21),
    };
}

static enum err take_rows(struct query *q, incident_take *take, void *arg)
{
    enum err err = OK;
    while (err == OK && query_row(q)) {
        struct incident_row row = row_of(q);
        err = take(arg, &row);
    }
    return err == OK ? query_err(q) : err;
}

enum err incident_store_of_site(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day, incident_take *take,
                                void *arg)
{
    QUERY(q, db, SQL_INCIDENT_OF_SITE);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    query_int(&q, ":n", INCIDENT_LIST_MAX);
    return take_rows(&q, take, arg);
}

enum err incident_store_of_ward(struct db *db, int32_t from_day, incident_take *take, void *arg)
{
    QUERY(q, db, SQL_INCIDENT_OF_WARD);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":n", INCIDENT_LIST_MAX);
    return take_rows(&q, take, arg);
}

enum err incident_store_one(struct db *db, int64_t id, incident_take *take, void *arg)
{
    QUERY(q, db, SQL_INCIDENT_ONE);
    query_int(&q, ":id", id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    struct incident_row row = row_of(&q);
    row.note = query_col_blob(&q, 22);
    return take(arg, &row);
}

enum err incident_store_judgements(struct db *db, int64_t incident_id,
                                   void (*take)(void *arg, const struct incident_judgement_row *row), void *arg)
{
    QUERY(q, db, SQL_INCIDENT_JUDGEMENTS);
    query_int(&q, ":incident_id", incident_id);
    query_int(&q, ":n", INCIDENT_ROWS_MAX);
    while (query_row(&q)) {
        struct incident_judgement_row row = {
            {(enum incident_outcome)query_col_int(&q, 0), (int32_t)query_col_int(&q, 1)},
            query_col_int(&q, 2),
            query_col_text(&q, 3)};
        take(arg, &row);
    }
    return query_err(&q);
}

enum err incident_store_reports(struct db *db, int64_t incident_id, bool all,
                                enum err (*take)(void *arg, const struct incident_report_row *row), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_INCIDENT_REPORTS);
    query_int(&q, ":incident_id", incident_id);
    query_int(&q, ":all", all ? 1 : 0);
    query_int(&q, ":n", INCIDENT_ROWS_MAX);
    while (err == OK && query_row(&q)) {
        struct incident_report_row row = {
            .public_id = query_col_text(&q, 0),
            .stage = (enum incident_stage)query_col_int(&q, 1),
            .version = (int32_t)query_col_int(&q, 2),
            .children = (int32_t)query_col_int(&q, 3),
            .staff = (int32_t)query_col_int(&q, 4),
            .detail = query_col_blob(&q, 5),
            .at_ms = query_col_int(&q, 6),
            .by = query_col_text(&q, 7),
            .sent_ms = query_col_int(&q, 8),
            .sent_by = query_col_text(&q, 9),
        };
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

static struct incident_telling_row telling_of(const struct query *q)
{
    return (struct incident_telling_row){.public_id = query_col_text(q, 0),
                                         .how = (enum incident_told)query_col_int(q, 1),
                                         .text = query_col_blob(q, 2),
                                         .at_ms = query_col_int(q, 3)};
}

enum err incident_store_tellings(struct db *db, int64_t incident_id, incident_take_telling *take, void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_INCIDENT_TELLINGS);
    query_int(&q, ":incident_id", incident_id);
    query_int(&q, ":n", INCIDENT_ROWS_MAX);
    while (err == OK && query_row(&q)) {
        struct incident_telling_row row = telling_of(&q);
        row.by = query_col_text(&q, 4);
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

enum err incident_store_family_child(struct db *db, struct str child, int64_t account_id, int64_t *ret_id)
{
    QUERY(q, db, SQL_INCIDENT_FAMILY_CHILD);
    query_text(&q, ":child", child);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}

enum err incident_store_for_family(struct db *db, int64_t child_id, int32_t from_day, incident_take_telling *take,
                                   void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_INCIDENT_FOR_FAMILY);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":n", INCIDENT_ROWS_MAX);
    while (err == OK && query_row(&q)) {
        struct incident_telling_row row = telling_of(&q);
        row.happened_ms = query_col_int(&q, 4);
        row.place = word_of(incident_place_words, query_col_int(&q, 5));
        row.activity = word_of(incident_activity_words, query_col_int(&q, 6));
        err = take(arg, &row);
    }
    return err == OK ? query_err(&q) : err;
}

enum err incident_store_reminders(struct db *db, int64_t incident_id,
                                  void (*take)(void *arg, const struct incident_reminder_row *row), void *arg)
{
    QUERY(q, db, SQL_INCIDENT_REMINDERS);
    query_int(&q, ":incident_id", incident_id);
    query_int(&q, ":n", INCIDENT_ROWS_MAX);
    while (query_row(&q)) {
        struct incident_reminder_row row = {(enum incident_stage)query_col_int(&q, 0), query_col_int(&q, 1) != 0,
                                            query_col_int(&q, 2)};
        take(arg, &row);
    }
    return query_err(&q);
}
