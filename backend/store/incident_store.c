/* See incident_store.h. */
#include "store/incident_store.h"

#include <assert.h>

#include "base/banned.h"

enum err incident_store_rules(struct db *db, int64_t site_id, int32_t day, struct incident_rules *ret)
{
    QUERY(q, db, SQL_INCIDENT_RULES);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct incident_rules){.serious_days = (int32_t)query_col_int(&q, 0),
                                   .first_days = (int32_t)query_col_int(&q, 1),
                                   .second_months = (int32_t)query_col_int(&q, 2),
                                   .remind_days = (int32_t)query_col_int(&q, 3)};
    return OK;
}

/* --- the incident -------------------------------------------------------------------------------------------------------- */

static enum err add_judgement(struct db *db, const struct incident *incident, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_INCIDENT_JUDGE_ADD);
    query_int(&q, ":incident_id", incident->id);
    query_int(&q, ":outcome", (int64_t)incident->harm.outcome);
    query_int(&q, ":treatment_days", incident->harm.treatment_days);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":account_id", account_id);
    return query_run(&q);
}

enum err incident_store_add(struct db *db, struct incident *incident, const struct incident_new *new)
{
    assert(incident->public_id[0] != '\0');
    QUERY(q, db, SQL_INCIDENT_ADD);
    query_text(&q, ":public_id", str_of(incident->public_id));
    query_int(&q, ":site_id", incident->site_id);
    if (incident->child_id != 0) {
        query_int(&q, ":child_id", incident->child_id);
    } else {
        query_null(&q, ":child_id");
    }
    query_int(&q, ":day", incident->course.day);
    query_int(&q, ":happened_ms", new->happened_ms);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":place", new->place);
    query_int(&q, ":activity", new->activity);
    query_blob(&q, ":note", new->note.p, new->note.n);
    query_int(&q, ":outcome", (int64_t)incident->harm.outcome);
    query_int(&q, ":treatment_days", incident->harm.treatment_days);
    query_int(&q, ":known_day", incident->course.known_day);
    query_int(&q, ":known_ms", incident->course.known_ms);
    enum err err = query_run(&q);
    incident->id = err == OK ? db_inserted(db) : 0;
    return err == OK ? add_judgement(db, incident, new->account_id, new->now_ms) : err;
}

enum err incident_store_judge(struct db *db, const struct incident *incident, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_INCIDENT_JUDGE);
    query_int(&q, ":id", incident->id);
    query_int(&q, ":outcome", (int64_t)incident->harm.outcome);
    query_int(&q, ":treatment_days", incident->harm.treatment_days);
    query_int(&q, ":known_day", incident->course.known_day);
    query_int(&q, ":known_ms", incident->course.known_ms);
    enum err err = query_run(&q);
    return err == OK ? add_judgement(db, incident, account_id, now_ms) : err;
}

static enum err read_incident(struct query *q, struct incident *ret)
{
    if (!query_row(q)) {
        return query_no_row(q);
    }
    *ret = (struct incident){
        .id = query_col_int(q, 0),
        .site_id = query_col_int(q, 2),
        .child_id = query_col_int(q, 3),
        .harm = {(enum incident_outcome)query_col_int(q, 5), (int32_t)query_col_int(q, 6)},
        .course = {.day = (int32_t)query_col_int(q, 4),
                   .known_day = (int32_t)query_col_int(q, 7),
                   .known_ms = query_col_int(q, 8),
                   .sent_ms = {[INCIDENT_FIRST] = query_col_int(q, 9),
                               [INCIDENT_SECOND] = query_col_int(q, 10),
                               [INCIDENT_ANALYSIS] = query_col_int(q, 11)}},
    };
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
    return OK;
}

enum err incident_store_get(struct db *db, int64_t id, struct incident *ret)
{
    QUERY(q, db, SQL_INCIDENT_BY_ID);
    query_int(&q, ":id", id);
    return read_incident(&q, ret);
}

enum err incident_store_staff(struct db *db, struct str public_id, int64_t account_id, struct incident *ret)
{
    QUERY(q, db, SQL_INCIDENT_FOR_STAFF);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    return read_incident(&q, ret);
}

enum err incident_store_ward(struct db *db, struct str public_id, int64_t account_id, struct incident *ret)
{
    QUERY(q, db, SQL_INCIDENT_FOR_WARD);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    return read_incident(&q, ret);
}

enum err incident_store_is_head(struct db *db, const struct incident *incident, int64_t account_id, bool *ret)
{
    QUERY(q, db, SQL_INCIDENT_HEAD);
    query_int(&q, ":account_id", account_id);
    query_int(&q, ":site_id", incident->site_id);
    *ret = query_row(&q);
    return *ret ? OK : query_err(&q);
}

/* --- reports ------------------------------------------------------------------------------------------------------------- */

enum err incident_store_report(struct db *db, const struct incident_report_new *new)
{
    QUERY(q, db, SQL_INCIDENT_REPORT_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":incident_id", new->incident_id);
    query_int(&q, ":stage", (int64_t) new->stage);
    query_int(&q, ":version", new->version);
    query_int(&q, ":children", new->children);
    query_int(&q, ":staff", new->staff);
    query_int(&q, ":filled", new->filled);
    query_blob(&q, ":detail", new->detail.p, new->detail.n);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":account_id", new->account_id);
    return query_run(&q);
}

enum err incident_store_last(struct db *db, int64_t incident_id, enum incident_stage stage, struct incident_last *ret)
{
    QUERY(q, db, SQL_INCIDENT_REPORT_LAST);
    query_int(&q, ":incident_id", incident_id);
    query_int(&q, ":stage", (int64_t)stage);
    *ret = (struct incident_last){0};
    if (query_row(&q)) {
        *ret = (struct incident_last){query_col_int(&q, 0), (int32_t)query_col_int(&q, 1),
                                      (uint32_t)query_col_int(&q, 2), query_col_int(&q, 3) != 0};
    }
    return query_err(&q);
}

static enum err write_sent(struct db *db, int64_t report_id, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_INCIDENT_SEND);
    query_int(&q, ":report_id", report_id);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":account_id", account_id);
    return query_run(&q);
}

enum err incident_store_send(struct db *db, int64_t incident_id, enum incident_stage stage, int64_t report_id,
                             int64_t account_id, int64_t now_ms)
{
    static const enum sql done[] = {[INCIDENT_FIRST] = SQL_INCIDENT_SENT_FIRST,
                                    [INCIDENT_SECOND] = SQL_INCIDENT_SENT_SECOND,
                                    [INCIDENT_ANALYSIS] = SQL_INCIDENT_SENT_ANALYSIS};
    enum err err = write_sent(db, report_id, account_id, now_ms);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, done[stage]);
    query_int(&q, ":id", incident_id);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

/* --- families, reminders ------------------------------------------------------------------------------------------------- */

enum err incident_store_tell(struct db *db, const struct incident_telling_new *new)
{
    QUERY(q, db, SQL_INCIDENT_TELL);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":incident_id", new->incident_id);
    query_int(&q, ":how", (int64_t) new->how);
    query_blob(&q, ":text", new->text.p, new->text.n);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":account_id", new->account_id);
    return query_run(&q);
}

enum err incident_store_remind(struct db *db, int64_t incident_id, const struct incident_reminder *reminder,
                               int64_t now_ms)
{
    QUERY(q, db, SQL_INCIDENT_REMIND);
    query_int(&q, ":incident_id", incident_id);
    query_int(&q, ":stage", (int64_t)reminder->stage);
    query_int(&q, ":late", reminder->late ? 1 : 0);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err incident_store_reminded(struct db *db, int64_t incident_id, int64_t *ret_ms)
{
    QUERY(q, db, SQL_INCIDENT_REMINDED);
    query_int(&q, ":incident_id", incident_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_ms = query_col_int(&q, 0);
    return OK;
}

enum err incident_store_names_other(struct db *db, const struct incident *incident, struct str text, bool *ret)
{
    bool named = false;
    QUERY(q, db, SQL_INCIDENT_OTHER_NAMES);
    query_int(&q, ":site_id", incident->site_id);
    query_int(&q, ":child_id", incident->child_id);
    query_int(&q, ":day", incident->course.day);
    while (!named && query_row(&q)) {
        named = incident_names(text, query_col_text(&q, 0));
    }
    *ret = named;
    return named ? OK : query_err(&q);
}
