/* See sick_day_store.h. */
#include "store/sick_day_store.h"

#include <assert.h>

#include "store/policy_store.h"

#include "base/banned.h"

enum { RECOUNT_DAYS_MAX = 200 };

int32_t sick_day_capacity(const struct policy *policy, int32_t day, int32_t nurses, int32_t teachers, int32_t extra)
{
    int32_t on_duty_nurses = nurses == POLICY_NONE ? policy->staffing.nurses : nurses;
    int32_t on_duty_teachers = teachers == POLICY_NONE ? policy->staffing.teachers : teachers;
    return policy_capacity(policy, day, on_duty_nurses, on_duty_teachers) + extra;
}

enum err sick_day_read(struct db *db, struct site_id site, int32_t day, const struct policy *policy,
                       struct sick_day *ret)
{
    QUERY(q, db, SQL_SICK_DAY_GET);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    if (query_row(&q)) {
        *ret = (struct sick_day){true,
                                 (int32_t)query_col_int(&q, 0),
                                 (int32_t)query_col_int(&q, 1),
                                 (int32_t)query_col_int(&q, 2),
                                 (int32_t)query_col_int(&q, 3),
                                 query_col_int(&q, 4),
                                 query_col_int(&q, 5),
                                 query_col_int(&q, 6),
                                 query_col_int(&q, 7)};
    } else {
        *ret = (struct sick_day){.nurses = POLICY_NONE,
                                 .teachers = POLICY_NONE,
                                 .capacity = sick_day_capacity(policy, day, POLICY_NONE, POLICY_NONE, 0)};
    }
    return query_err(&q);
}

enum err sick_day_ensure(struct db *db, struct site_id site, int32_t day, struct sick_day *known)
{
    if (known->known) {
        return OK;
    }
    QUERY(q, db, SQL_SICK_DAY_ADD);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":capacity", known->capacity);
    enum err err = query_run(&q);
    known->known = err == OK;
    known->version = 1;
    return err;
}

static void bind_people(struct query *q, const char *name, int32_t people)
{
    if (people == POLICY_NONE) {
        query_null(q, name);
    } else {
        query_int(q, name, people);
    }
}

enum err sick_day_staff(struct db *db, struct site_id site, int32_t day, const struct sick_day *to)
{
    assert(to->known);
    QUERY(q, db, SQL_SICK_DAY_STAFF);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":capacity", to->capacity);
    query_int(&q, ":extra", to->extra);
    bind_people(&q, ":nurses", to->nurses);
    bind_people(&q, ":teachers", to->teachers);
    return query_run(&q);
}

enum err sick_day_set(struct db *db, struct site_id site, int32_t day, enum sick_day_mark mark, int64_t now_ms)
{
    static const enum sql statements[] = {[SICK_DAY_DRAWN] = SQL_SICK_DAY_DRAWN,
                                          [SICK_DAY_DECIDED] = SQL_SICK_DAY_DECIDED,
                                          [SICK_DAY_CLOSED] = SQL_SICK_DAY_CLOSED};
    QUERY(q, db, statements[mark]);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":now_ms", now_ms);
    return query_run(&q);
}

static enum err set_capacity(struct db *db, struct site_id site, int32_t day, int32_t capacity)
{
    QUERY(q, db, SQL_SICK_DAY_CAPACITY);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":capacity", capacity);
    return query_run(&q);
}

struct known_day {
    int32_t day;
    int32_t capacity;
    int32_t extra;
    int32_t nurses;
    int32_t teachers;
};

static enum err days_from(struct db *db, struct site_id site, int32_t from_day, struct known_day *days, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_SICK_DAY_FROM);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", from_day);
    while (n < RECOUNT_DAYS_MAX && query_row(&q)) {
        days[n++] = (struct known_day){(int32_t)query_col_int(&q, 0), (int32_t)query_col_int(&q, 1),
                                       (int32_t)query_col_int(&q, 2), (int32_t)query_col_int(&q, 3),
                                       (int32_t)query_col_int(&q, 4)};
    }
    *ret_n = n;
    return query_err(&q);
}

enum err sick_day_recount(struct db *db, struct site_id site, int32_t from_day, int32_t *ret_kept)
{
    struct known_day days[RECOUNT_DAYS_MAX];
    size_t n = 0;
    *ret_kept = 0;
    enum err err = days_from(db, site, from_day, days, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        const struct known_day *known = &days[i];
        const struct policy *policy = NULL;
        err = policy_on(db, site.v, known->day, &policy);
        if (err != OK) {
            return err;
        }
        int32_t capacity = sick_day_capacity(policy, known->day, known->nurses, known->teachers, known->extra);
        if (capacity != known->capacity) {
            err = set_capacity(db, site, known->day, capacity);
            *ret_kept += err == ERR_CONFLICT ? 1 : 0;
            err = err == ERR_CONFLICT ? OK : err;
        }
    }
    return err;
}

enum err sick_day_each(struct db *db, struct site_id site, int32_t from_day, enum err (*row)(void *arg, int32_t day),
                       void *arg)
{
    struct known_day days[RECOUNT_DAYS_MAX];
    size_t n = 0;
    enum err err = days_from(db, site, from_day, days, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        err = row(arg, days[i].day);
    }
    return err;
}

enum err sick_queue_change(struct db *db, struct site_id site, int32_t day, struct str slot, int32_t class, int change)
{
    assert(change == 1 || change == -1);
    QUERY(q, db, change > 0 ? SQL_SICK_QUEUE_MORE : SQL_SICK_QUEUE_LESS);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_text(&q, ":slot", slot);
    query_int(&q, ":class", class);
    return query_run(&q);
}

enum err sick_queue_ahead(struct db *db, struct site_id site, int32_t day, int32_t class, int32_t *ret)
{
    QUERY(q, db, SQL_SICK_QUEUE_AHEAD);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_int(&q, ":class", class);
    *ret = query_row(&q) ? (int32_t)query_col_int(&q, 0) : 0;
    return query_err(&q);
}
