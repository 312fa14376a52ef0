/* See figures_store.h. */
#include "store/figures_store.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

static void bind_month(struct query *q, struct site_id site, int32_t day)
{
    query_int(q, ":site_id", site.v);
    query_int(q, ":from_day", sick_figures_first_day(day));
    query_int(q, ":to_day", sick_figures_last_day(day));
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static void finish(struct figure_case *one, struct figures_case *told,
                   void (*row)(void *arg, const struct figures_case *one), void *arg)
{
    if (told->reservation.n > 0) {
        figure_case_end(one);
        row(arg, told);
    }
}

static struct figure_event event_of(const struct query *q)
{
    return (struct figure_event){
        .at_ms = query_col_int(q, 3),
        .from = (enum reservation_state)query_col_int(q, 4),
        .to = (enum reservation_state)query_col_int(q, 5),
        .cause = (enum reservation_cause)query_col_int(q, 6),
        .reason = (enum reservation_reason)query_col_int(q, 7),
        .late = query_col_int(q, 8) != 0,
        .rank = (int32_t)query_col_int(q, 9),
    };
}

enum err figures_each(struct db *db, struct site_id site, int32_t day,
                      void (*row)(void *arg, const struct figures_case *one), void *arg)
{
    struct figure_case one;
    struct figure_event events[FIGURES_HISTORY_MAX];
    char id[SECRET_PUBLIC_ID_TEXT] = "";
    struct figures_case told = {.one = &one, .events = events};
    int64_t last = 0;
    QUERY(q, db, SQL_FIGURES_HISTORY);
    bind_month(&q, site, day);
    query_int(&q, ":until_ms", sick_figures_until(day));
    while (query_row(&q)) {
        if (query_col_int(&q, 0) != last) {
            finish(&one, &told, row, arg);
            last = query_col_int(&q, 0);
            query_col_copy(&q, 1, id, sizeof id);
            figure_case_begin(&one, (int32_t)query_col_int(&q, 2));
            told.reservation = str_of(id);
            told.events_n = 0;
        }
        struct figure_event event = event_of(&q);
        figure_case_event(&one, &event);
        if (told.events_n < FIGURES_HISTORY_MAX) {
            events[told.events_n++] = event;
        }
    }
    finish(&one, &told, row, arg);
    return query_err(&q);
}

static void add_case(void *arg, const struct figures_case *one)
{
    sick_figures_add(arg, one->one);
}

static enum err read_refused(struct db *db, struct site_id site, int32_t day, struct sick_figures *to)
{
    QUERY(q, db, SQL_FIGURES_REFUSED);
    bind_month(&q, site, day);
    query_int(&q, ":until_ms", sick_figures_until(day));
    while (query_row(&q)) {
        sick_figures_refused(to, (enum reservation_reason)query_col_int(&q, 0), (int32_t)query_col_int(&q, 1));
    }
    return query_err(&q);
}

static enum err read_days(struct db *db, struct site_id site, int32_t day, struct sick_figures *to)
{
    QUERY(q, db, SQL_FIGURES_DAYS);
    bind_month(&q, site, day);
    if (query_row(&q)) {
        to->open_days = (int32_t)query_col_int(&q, 0);
        to->capacity_days = (int32_t)query_col_int(&q, 1);
    }
    return query_err(&q);
}

static enum err read_tallies(struct db *db, struct site_id site, int32_t day, struct sick_figures *to)
{
    QUERY(q, db, SQL_FIGURES_TALLIES);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":month", sick_figures_first_day(day));
    while (to->tally_n < FIGURE_TALLY_MAX && query_row(&q)) {
        struct figure_tally_row *row = &to->tally[to->tally_n++];
        row->tally = (enum figure_tally)query_col_int(&q, 0);
        query_col_copy(&q, 1, row->value, sizeof row->value);
        row->n = (int32_t)query_col_int(&q, 2);
    }
    return query_err(&q);
}

enum err figures_read(struct db *db, struct site_id site, int32_t day, struct sick_figures *ret)
{
    memset(ret, 0, sizeof *ret);
    enum err err = figures_each(db, site, day, add_case, ret);
    err = err == OK ? read_refused(db, site, day, ret) : err;
    err = err == OK ? read_days(db, site, day, ret) : err;
    return err == OK ? read_tallies(db, site, day, ret) : err;
}

enum err figures_refusals(struct db *db, struct site_id site, int32_t day,
                          void (*row)(void *arg, int32_t day, int64_t at_ms, enum reservation_reason reason), void *arg)
{
    QUERY(q, db, SQL_FIGURES_REFUSALS);
    bind_month(&q, site, day);
    query_int(&q, ":until_ms", sick_figures_until(day));
    while (query_row(&q)) {
        row(arg, (int32_t)query_col_int(&q, 0), query_col_int(&q, 1), (enum reservation_reason)query_col_int(&q, 2));
    }
    return query_err(&q);
}

enum err figures_replay_each(struct db *db, struct site_id site, int32_t day,
                             enum err (*row)(void *arg, const struct figures_replay *one), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_FIGURES_REPLAY);
    bind_month(&q, site, day);
    query_int(&q, ":cause_cancelled", CAUSE_CANCELLED);
    query_int(&q, ":cause_chain", CAUSE_CHAIN);
    query_int(&q, ":cause_refused", CAUSE_REFUSED);
    while (err == OK && query_row(&q)) {
        struct figures_replay one = {
            .number = query_col_int(&q, 0),
            .reservation = query_col_text(&q, 1),
            .day = (int32_t)query_col_int(&q, 2),
            .slot = query_col_text(&q, 3),
            .by_staff = query_col_int(&q, 4) != 1,
            .class = (int32_t)query_col_int(&q, 5),
            .asked_ms = query_col_int(&q, 6),
            .need = query_col_blob(&q, 7),
            .birth_day = (int32_t)query_col_int(&q, 8),
            .placed = query_col_int(&q, 9) != 0,
            .back_ms = query_col_int(&q, 10),
        };
        err = row(arg, &one);
    }
    return err == OK ? query_err(&q) : err;
}

/* --- writing ------------------------------------------------------------------------------------------------------------- */

static enum err count_one(struct db *db, const struct figures_visit *visit, enum figure_tally tally, struct str value)
{
    assert(value.n < TALLY_VALUE_BYTES);
    QUERY(q, db, SQL_FIGURES_TALLY_ADD);
    query_int(&q, ":site_id", visit->site.v);
    query_int(&q, ":month", sick_figures_first_day(visit->day));
    query_int(&q, ":kind", (int64_t)tally);
    query_text(&q, ":value", value);
    return query_run(&q);
}

enum err sick_tally_add(struct db *db, const struct figures_visit *visit)
{
    if (visit->now_ms >= sick_figures_until(visit->day)) {
        return OK;
    }
    struct str residence = visit->residence.n == 0 ? STR("own") : visit->residence;
    residence = residence.n < TALLY_VALUE_BYTES ? residence : STR("other");
    enum err err = count_one(db, visit, TALLY_AGE, str_of(figure_age_word(visit->birth_day, visit->day)));
    err = err == OK ? count_one(db, visit, TALLY_RESIDENCE, residence) : err;
    err = err == OK ? count_one(db, visit, TALLY_DISEASE, str_of(figure_disease_word(visit->disease))) : err;
    return err == OK ? count_one(db, visit, TALLY_PHASE, str_of(figure_phase_word(visit->phase))) : err;
}

enum err figures_record_day(struct db *db, const struct figures_day *day, int64_t now_ms)
{
    QUERY(q, db, SQL_FIGURES_RECORD_DAY);
    query_int(&q, ":site_id", day->site.v);
    query_int(&q, ":day", day->day);
    query_int(&q, ":open", day->open ? 1 : 0);
    query_int(&q, ":capacity", day->open ? day->capacity : 0);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

enum err figures_recorded(struct db *db, struct site_id site, int32_t *ret_day)
{
    QUERY(q, db, SQL_FIGURES_RECORDED);
    query_int(&q, ":site_id", site.v);
    if (query_row(&q)) {
        *ret_day = (int32_t)query_col_int(&q, 0);
    }
    enum err err = query_err(&q);
    return err == OK && *ret_day == 0 ? ERR_NOT_FOUND : err;
}

/* --- what is reported beside ---------------------------------------------------------------------------------------------- */

enum err figures_same_day(struct db *db, struct site_id site, int32_t fiscal_year,
                          void (*row)(void *arg, const struct figures_same_day *one), void *arg)
{
    QUERY(q, db, SQL_FIGURES_SAME_DAY);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":from_day", civil_day_of_date((struct civil_date){fiscal_year, 4, 1}));
    query_int(&q, ":to_day", civil_day_of_date((struct civil_date){fiscal_year + 1, 3, 31}));
    query_int(&q, ":cause_cancelled", CAUSE_CANCELLED);
    query_int(&q, ":cause_chain", CAUSE_CHAIN);
    while (query_row(&q)) {
        struct figures_same_day one = {
            .reservation = query_col_text(&q, 0),
            .day = (int32_t)query_col_int(&q, 1),
            .at_ms = query_col_int(&q, 2),
            .no_show = query_col_int(&q, 3) == RESERVATION_NO_SHOW,
        };
        row(arg, &one);
    }
    return query_err(&q);
}

enum err figures_settlement(struct db *db, struct site_id site, int32_t day,
                            void (*row)(void *arg, const struct figures_settlement *one), void *arg)
{
    QUERY(q, db, SQL_FIGURES_SETTLEMENT);
    bind_month(&q, site, day);
    while (query_row(&q)) {
        struct figures_settlement one = {
            .municipality = query_col_text(&q, 0),
            .days = (int32_t)query_col_int(&q, 1),
            .yen = query_col_int(&q, 2),
        };
        row(arg, &one);
    }
    return query_err(&q);
}
