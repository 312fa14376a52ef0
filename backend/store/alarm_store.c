/* See alarm_store.h. */
#include "store/alarm_store.h"

#include <assert.h>

#include "wire/receipt.h"

#include "base/banned.h"

enum err alarm_store_rules(struct db *db, int64_t site_id, int32_t day, struct alarm_rules *ret)
{
    QUERY(q, db, SQL_ALARM_RULES);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = (struct alarm_rules){.silent_min = (int32_t)query_col_int(&q, 4)};
    for (int step = ALARM_STEP_GUARDIANS; step <= ALARM_STEP_LAST; step++) {
        ret->after_min[step] = (int32_t)query_col_int(&q, step - 1);
    }
    return OK;
}

enum err alarm_store_entrance(struct db *db, int64_t site_id, const struct alarm_watch *watch,
                              const struct alarm_rules *rules, int64_t now_ms, enum alarm_entrance *ret)
{
    enum alarm_entrance worst = ALARM_ENTRANCE_NONE;
    QUERY(q, db, SQL_ALARM_SIGNS);
    query_int(&q, ":site_id", site_id);
    while (query_row(&q)) {
        int64_t said_ms = query_col_int(&q, 1);
        int64_t state = query_col_int(&q, 2);
        struct alarm_sign sign = {.seen_ms = query_col_int(&q, 0)};
        sign.lost_ms = said_ms != 0 && state != GATEWAY_READY ? said_ms : 0;
        sign.behind_ms = said_ms != 0 && state == GATEWAY_READY && query_col_int(&q, 3) > 0 ? said_ms : 0;
        worst = alarm_entrance_worst(worst, alarm_entrance_of(&sign, watch, rules, now_ms));
    }
    *ret = worst;
    return query_err(&q);
}

static void read_alarm(const struct query *q, struct alarm *ret)
{
    *ret = (struct alarm){
        .id = query_col_int(q, 0),
        .site_id = query_col_int(q, 2),
        .day = (int32_t)query_col_int(q, 3),
        .kind = (enum alarm_kind)query_col_int(q, 4),
        .child_id = query_col_int(q, 5),
        .opened_ms = query_col_int(q, 6),
        .climb = {.base_ms = query_col_int(q, 7),
                  .step = (enum alarm_step)query_col_int(q, 8),
                  .stepped_ms = query_col_int(q, 9)},
        .state = (enum alarm_state)query_col_int(q, 10),
        .closed_ms = query_col_int(q, 11),
        .whereabouts = (enum alarm_where)query_col_int(q, 12),
        .again_ms = query_col_int(q, 13),
        .version = query_col_int(q, 14),
    };
    query_col_copy(q, 1, ret->public_id, sizeof ret->public_id);
}

enum err alarm_store_add(struct db *db, struct alarm *alarm)
{
    secret_public_id(alarm->opened_ms, alarm->public_id);
    QUERY(q, db, SQL_ALARM_ADD);
    query_text(&q, ":public_id", str_of(alarm->public_id));
    query_int(&q, ":site_id", alarm->site_id);
    query_int(&q, ":day", alarm->day);
    query_int(&q, ":kind", (int64_t)alarm->kind);
    query_int(&q, ":child_id", alarm->child_id);
    query_int(&q, ":now_ms", alarm->opened_ms);
    enum err err = query_run(&q);
    if (err == OK) {
        alarm->id = db_inserted(db);
        alarm->state = ALARM_OPEN;
        alarm->version = 1;
        alarm->climb = (struct alarm_climb){.base_ms = alarm->opened_ms, .stepped_ms = alarm->opened_ms};
    }
    return err;
}

enum err alarm_store_climb(struct db *db, int64_t id, const struct alarm_climb *climb)
{
    QUERY(q, db, SQL_ALARM_CLIMB);
    query_int(&q, ":id", id);
    query_int(&q, ":base_ms", climb->base_ms);
    query_int(&q, ":step", (int64_t)climb->step);
    query_int(&q, ":stepped_ms", climb->stepped_ms);
    return query_run(&q);
}

enum err alarm_store_end(struct db *db, int64_t id, const struct alarm_ending *ending)
{
    assert(ending->state != ALARM_OPEN);
    assert((ending->state == ALARM_CLOSED) == (ending->account_id != 0));
    QUERY(q, db, SQL_ALARM_END);
    query_int(&q, ":id", id);
    query_int(&q, ":state", (int64_t)ending->state);
    query_int(&q, ":now_ms", ending->now_ms);
    query_int_or_null(&q, ":account_id", ending->account_id);
    query_int(&q, ":whereabouts", (int64_t)ending->whereabouts);
    query_int(&q, ":again_ms", ending->again_ms);
    query_blob(&q, ":note", ending->note.p == NULL ? "" : ending->note.p, ending->note.n);
    return query_run_one(&q);
}

enum err alarm_store_get(struct db *db, int64_t id, struct alarm *ret)
{
    QUERY(q, db, SQL_ALARM_BY_ID);
    query_int(&q, ":id", id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    read_alarm(&q, ret);
    return OK;
}

enum err alarm_store_staff(struct db *db, struct str public_id, int64_t account_id, struct alarm *ret)
{
    QUERY(q, db, SQL_ALARM_FOR_STAFF);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    read_alarm(&q, ret);
    return OK;
}

enum err alarm_store_open(struct db *db, int64_t site_id, int32_t day, struct alarm *list, size_t max, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_ALARM_OPEN_OF_DAY);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (n < max && query_row(&q)) {
        read_alarm(&q, &list[n++]);
    }
    *ret_n = n;
    return query_err(&q);
}

static enum err read_latest(struct db *db, int64_t child_id, int32_t day, struct alarm_facts *facts)
{
    QUERY(q, db, SQL_ALARM_LATEST);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":kind", (int64_t)facts->kind);
    if (query_row(&q)) {
        enum alarm_state state = (enum alarm_state)query_col_int(&q, 0);
        facts->open = state == ALARM_OPEN;
        facts->closed = state == ALARM_CLOSED;
        facts->again_ms = query_col_int(&q, 1);
    }
    return query_err(&q);
}

static enum err read_said(struct db *db, int64_t child_id, int32_t day, enum alarm_said *ret, int64_t *ret_ms)
{
    QUERY(q, db, SQL_ALARM_SAID);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    *ret = ALARM_SAID_NOTHING;
    if (query_row(&q)) {
        *ret = query_col_int(&q, 0) != 0 ? ALARM_SAID_PRESENT : ALARM_SAID_AWAY;
        *ret_ms = query_col_int(&q, 1);
    }
    return query_err(&q);
}

enum err alarm_store_facts(struct db *db, int64_t child_id, int32_t day, struct alarm_facts *facts)
{
    enum err err = read_latest(db, child_id, day, facts);
    return err == OK ? read_said(db, child_id, day, &facts->said, &facts->said_ms) : err;
}

enum err alarm_store_call(struct db *db, const struct alarm *alarm, int64_t child_id, bool present, int64_t account_id,
                          int64_t now_ms)
{
    QUERY(q, db, SQL_ALARM_CALL);
    query_int(&q, ":alarm_id", alarm->id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", alarm->day);
    query_int(&q, ":present", present ? 1 : 0);
    query_int(&q, ":now_ms", now_ms);
    query_int(&q, ":account_id", account_id);
    return query_run(&q);
}

enum err alarm_store_child(struct db *db, const struct alarm *alarm, struct str child, int64_t *ret_id)
{
    QUERY(q, db, SQL_ALARM_CHILD);
    query_text(&q, ":child", child);
    query_int(&q, ":site_id", alarm->site_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}

enum err alarm_store_to_call(struct db *db, const struct alarm *alarm,
                             void (*take)(void *arg, const struct alarm_called *called), void *arg)
{
    QUERY(q, db, SQL_ALARM_TO_CALL);
    query_int(&q, ":site_id", alarm->site_id);
    query_int(&q, ":alarm_id", alarm->id);
    query_int(&q, ":day", alarm->day);
    while (query_row(&q)) {
        int64_t said = query_col_int(&q, 6);
        struct alarm_called called = {.child_id = query_col_int(&q, 0),
                                      .child = query_col_text(&q, 1),
                                      .name = query_col_text(&q, 2),
                                      .class_name = query_col_text(&q, 3),
                                      .planned_arrive_min = (int32_t)query_col_int(&q, 4),
                                      .here = query_col_int(&q, 5) != 0,
                                      .said = said < 0    ? ALARM_SAID_NOTHING
                                              : said != 0 ? ALARM_SAID_PRESENT
                                                          : ALARM_SAID_AWAY};
        take(arg, &called);
    }
    return query_err(&q);
}

enum err alarm_store_inside(struct db *db, int64_t site_id, int32_t day, int64_t *list, size_t max, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_ALARM_INSIDE);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (n < max && query_row(&q)) {
        list[n++] = query_col_int(&q, 0);
    }
    *ret_n = n;
    return query_err(&q);
}

enum err alarm_store_attempt(struct db *db, const struct alarm_attempt_new *new)
{
    QUERY(q, db, SQL_ALARM_ATTEMPT_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":alarm_id", new->alarm_id);
    query_int(&q, ":now_ms", new->now_ms);
    query_int(&q, ":step", (int64_t) new->step);
    query_int(&q, ":channel", (int64_t) new->channel);
    query_int(&q, ":result", (int64_t) new->result);
    query_int_or_null(&q, ":account_id", new->account_id);
    query_int_or_null(&q, ":message_id", new->message_id);
    query_blob(&q, ":detail", new->detail.p == NULL ? "" : new->detail.p, new->detail.n);
    return query_run(&q);
}

enum err alarm_store_attempts(struct db *db, int64_t alarm_id,
                              enum err (*take)(void *arg, const struct alarm_attempt *attempt), void *arg)
{
    enum err err = OK;
    QUERY(q, db, SQL_ALARM_ATTEMPTS);
    query_int(&q, ":alarm_id", alarm_id);
    query_int(&q, ":n", ALARM_ATTEMPTS_MAX);
    while (err == OK && query_row(&q)) {
        struct alarm_attempt attempt = {
            .public_id = query_col_text(&q, 0),
            .at_ms = query_col_int(&q, 1),
            .step = (enum alarm_step)query_col_int(&q, 2),
            .channel = (enum alarm_channel)query_col_int(&q, 3),
            .result = (enum alarm_result)query_col_int(&q, 4),
            .by = query_col_text(&q, 5),
            .message_state = query_col_int(&q, 6),
            .detail = query_col_blob(&q, 7),
        };
        err = take(arg, &attempt);
    }
    return err == OK ? query_err(&q) : err;
}

static struct alarm_shown shown_of(const struct query *q)
{
    return (struct alarm_shown){
        .public_id = query_col_text(q, 0),
        .day = (int32_t)query_col_int(q, 1),
        .kind = (enum alarm_kind)query_col_int(q, 2),
        .opened_ms = query_col_int(q, 3),
        .step = (enum alarm_step)query_col_int(q, 4),
        .state = (enum alarm_state)query_col_int(q, 5),
        .closed_ms = query_col_int(q, 6),
        .whereabouts = (enum alarm_where)query_col_int(q, 7),
        .again_ms = query_col_int(q, 8),
        .version = query_col_int(q, 9),
        .child = query_col_text(q, 10),
        .name = query_col_text(q, 11),
        .class_name = query_col_text(q, 12),
        .closed_by = query_col_text(q, 13),
        .tried = query_col_int(q, 14),
    };
}

enum err alarm_store_shown(struct db *db, int64_t site_id, int32_t day,
                           void (*take)(void *arg, const struct alarm_shown *shown), void *arg)
{
    QUERY(q, db, SQL_ALARM_SHOWN);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    query_int(&q, ":n", ALARM_SHOWN_MAX);
    while (query_row(&q)) {
        struct alarm_shown shown = shown_of(&q);
        take(arg, &shown);
    }
    return query_err(&q);
}

enum err alarm_store_one(struct db *db, int64_t id, void (*take)(void *arg, const struct alarm_shown *shown), void *arg)
{
    QUERY(q, db, SQL_ALARM_ONE);
    query_int(&q, ":id", id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    struct alarm_shown shown = shown_of(&q);
    shown.note = query_col_blob(&q, 15);
    take(arg, &shown);
    return OK;
}

enum err alarm_store_duty(struct db *db, void (*take)(void *arg, const struct alarm_duty *duty), void *arg)
{
    QUERY(q, db, SQL_ALARM_DUTY);
    query_int(&q, ":step", ALARM_STEP_WARD);
    query_int(&q, ":n", ALARM_SHOWN_MAX);
    while (query_row(&q)) {
        struct alarm_duty duty = {
            .public_id = query_col_text(&q, 0),
            .day = (int32_t)query_col_int(&q, 1),
            .kind = (enum alarm_kind)query_col_int(&q, 2),
            .opened_ms = query_col_int(&q, 3),
            .site = query_col_text(&q, 4),
            .site_name = query_col_text(&q, 5),
            .site_phone = query_col_text(&q, 6),
            .tried = query_col_int(&q, 7),
        };
        take(arg, &duty);
    }
    return query_err(&q);
}
