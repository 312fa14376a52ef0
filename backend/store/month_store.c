/* See month_store.h. */
#include "store/month_store.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "core/calendar.h"
#include "store/chain_store.h"

#include "base/banned.h"

struct reading {
    const struct month_ask *ask;
    struct month *month;
    struct db *db;
    int32_t to_day;
    int64_t child_id;
    struct secret_hashing whole;
    struct secret_hashing part; /* of the last class */
};

static void hash_number(struct reading *reading, int64_t value)
{
    char text[24];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_int(&buf, value);
    buf_char(&buf, '|');
    secret_hash_more(&reading->part, buf.p, buf.n);
}

/* The class before is complete: what it says is a part of what the nursery says. */
static void end_class(struct reading *reading)
{
    struct month *month = reading->month;
    if (month->classes_n > 0) {
        struct month_class *last = &month->classes[month->classes_n - 1];
        secret_hash_end(&reading->part, last->digest);
        secret_hash_more(&reading->whole, last->name, strlen(last->name) + 1);
        secret_hash_more(&reading->whole, last->digest, sizeof last->digest);
    }
}

static enum err begin_class(struct reading *reading, struct str name)
{
    struct month *month = reading->month;
    if (month->classes_n > 0 && str_is(name, month->classes[month->classes_n - 1].name)) {
        return OK;
    }
    end_class(reading);
    if (month->classes_n == MONTH_CLASSES_MAX) {
        return ERR_LIMIT;
    }
    struct month_class *next = &month->classes[month->classes_n++];
    *next = (struct month_class){.children = 0};
    secret_hash_begin(&reading->part);
    return str_copy(name, next->name, sizeof next->name);
}

static enum err hash_reports(struct reading *reading)
{
    QUERY(q, reading->db, SQL_MONTH_REPORTS);
    query_int(&q, ":child_id", reading->child_id);
    query_int(&q, ":from_day", reading->ask->from_day);
    query_int(&q, ":to_day", reading->to_day);
    while (query_row(&q)) {
        hash_number(reading, query_col_int(&q, 0));
        hash_number(reading, query_col_int(&q, 1));
        hash_number(reading, query_col_int(&q, 2));
    }
    return query_err(&q);
}

static void look_at_day(struct reading *reading, const struct query *q)
{
    struct month_class *row = &reading->month->classes[reading->month->classes_n - 1];
    struct month_unresolved found = {.child = query_col_text(q, 2),
                                     .name = query_col_text(q, 3),
                                     .class_name = query_col_text(q, 0),
                                     .day = (int32_t)query_col_int(q, 6),
                                     .kept = {.place = (enum punch_place)query_col_int(q, 7),
                                              .arrived_ms = query_col_int(q, 8),
                                              .left_ms = query_col_int(q, 9),
                                              .flags = (uint32_t)query_col_int(q, 10)}};
    const struct attendance_day *kept = &found.kept;
    bool inside = kept->place == PUNCH_PRESENT || kept->place == PUNCH_STEPPED_OUT;
    bool missing = (kept->flags & ATTENDANCE_UNRESOLVED) != 0 ||
                   (inside && reading->ask->now_ms >= civil_ms_at(found.day + 1, 0));
    found.conflict = !missing;
    if (!missing && (kept->flags & ATTENDANCE_CONFLICT) == 0) {
        return;
    }
    row->unresolved++;
    if (reading->ask->unresolved != NULL) {
        reading->ask->unresolved(reading->ask->arg, &found);
    }
}

static enum err take_row(struct reading *reading, const struct query *q)
{
    enum err err = begin_class(reading, query_col_text(q, 0));
    if (err == OK && query_col_int(q, 1) != reading->child_id) {
        reading->child_id = query_col_int(q, 1);
        reading->month->classes[reading->month->classes_n - 1].children++;
        hash_number(reading, reading->child_id);
        hash_number(reading, query_col_int(q, 4));
        hash_number(reading, query_col_int(q, 5));
        err = hash_reports(reading);
    }
    if (err != OK || query_col_int(q, 6) == 0) {
        return err;
    }
    for (int column = 6; column <= 10; column++) {
        hash_number(reading, query_col_int(q, column));
    }
    look_at_day(reading, q);
    return OK;
}

static enum err read_days(struct reading *reading)
{
    const struct month_ask *ask = reading->ask;
    enum err err = OK;
    QUERY(q, reading->db, SQL_MONTH_DAYS);
    query_int(&q, ":site_id", ask->site_id);
    query_int(&q, ":from_day", ask->from_day);
    query_int(&q, ":to_day", reading->to_day);
    query_int(&q, ":fiscal_year", calendar_fiscal_year(ask->from_day));
    secret_hash_begin(&reading->whole);
    while (err == OK && query_row(&q)) {
        err = take_row(reading, &q);
    }
    end_class(reading);
    secret_hash_end(&reading->whole, reading->month->digest);
    return err == OK ? query_err(&q) : err;
}

static void read_word(const struct query *q, struct month_said *ret)
{
    struct str digest = query_col_blob(q, 4);
    *ret = (struct month_said){.word = {.step = (enum month_step)query_col_int(q, 0),
                                        .account_id = query_col_int(q, 2),
                                        .at_ms = query_col_int(q, 3)},
                               .version = (int32_t)query_col_int(q, 5),
                               .reason = query_col_text(q, 6),
                               .name = query_col_text(q, 7)};
    query_col_copy(q, 1, ret->word.class_name, sizeof ret->word.class_name);
    assert(digest.n == sizeof ret->word.digest); /* the schema says so */
    memcpy(ret->word.digest, digest.p, sizeof ret->word.digest);
}

static enum err read_words(struct reading *reading)
{
    struct month_said said;
    QUERY(q, reading->db, SQL_MONTH_WORDS);
    query_int(&q, ":site_id", reading->ask->site_id);
    query_int(&q, ":month_day", reading->ask->from_day);
    while (query_row(&q)) {
        read_word(&q, &said);
        month_take(reading->month, &said.word);
        if (reading->ask->said != NULL) {
            reading->ask->said(reading->ask->arg, &said);
        }
    }
    return query_err(&q);
}

enum err month_store_read(struct db *db, const struct month_ask *ask, struct month *ret)
{
    struct civil_date first = civil_date_of_day(ask->from_day);
    struct reading reading = {.ask = ask, .month = ret, .db = db};
    reading.to_day = ask->from_day + civil_days_in_month(first.year, first.month) - 1;
    assert(first.day == 1);
    ret->classes_n = 0;
    ret->over = ask->now_ms >= civil_ms_at(reading.to_day + 1, 0);
    enum err err = read_days(&reading);
    month_begin(ret);
    return err == OK ? read_words(&reading) : err;
}

enum err month_store_say(struct db *db, struct month_say *say)
{
    secret_public_id(say->word.at_ms, say->public_id);
    QUERY(q, db, SQL_MONTH_SAY);
    query_text(&q, ":public_id", str_of(say->public_id));
    query_int(&q, ":site_id", say->site_id);
    query_int(&q, ":month_day", say->from_day);
    query_int(&q, ":version", say->version);
    query_int(&q, ":step", say->word.step);
    query_text(&q, ":class", str_of(say->word.class_name));
    query_text(&q, ":reason", say->reason.n == 0 ? STR("") : say->reason);
    query_blob(&q, ":digest", say->word.digest, sizeof say->word.digest);
    query_int(&q, ":account_id", say->word.account_id);
    query_int(&q, ":now_ms", say->word.at_ms);
    enum err err = query_run(&q);
    return err == OK ? chain_append(db, CHAIN_APPROVAL, db_inserted(db)) : err;
}

static enum err closed_on(struct db *db, int64_t site_id, int32_t month_day, bool *ret)
{
    QUERY(q, db, SQL_MONTH_LAST);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":month_day", month_day);
    *ret = query_row(&q) && query_col_int(&q, 0) == MONTH_HEAD;
    return query_err(&q);
}

enum err month_store_closed(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day, bool *ret)
{
    enum err err = OK;
    int32_t month_day = from_day - civil_date_of_day(from_day).day + 1;
    *ret = false;
    while (site_id != 0 && err == OK && !*ret && month_day <= to_day) {
        struct civil_date first = civil_date_of_day(month_day);
        err = closed_on(db, site_id, month_day, ret);
        month_day += civil_days_in_month(first.year, first.month);
    }
    return err;
}
