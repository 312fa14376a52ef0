/* See reservation_store.h. The vacancy board's reads are in vacancy_store.c. */
#include "store/reservation_store.h"

#include <assert.h>
#include <string.h>

#include "core/disease.h"

#include "base/banned.h"

enum err reservation_calendar_read(struct db *db, struct site_id site, int32_t weekday_mask, int32_t from_day,
                                   int32_t to_day, struct reservation_calendar *ret)
{
    enum { HOLIDAY = 1, OPEN = 3 };
    size_t holidays_n = 0;
    size_t exceptions_n = 0;
    QUERY(q, db, SQL_RESERVATION_CALENDAR);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":from_day", from_day);
    query_int(&q, ":to_day", to_day);
    while (query_row(&q)) {
        int32_t day = (int32_t)query_col_int(&q, 0);
        int64_t kind = query_col_int(&q, 1);
        if (kind == HOLIDAY && holidays_n < RESERVATION_CALENDAR_MAX) {
            ret->holidays[holidays_n++] = day;
        } else if (kind != HOLIDAY && exceptions_n < RESERVATION_CALENDAR_MAX) {
            ret->exceptions[exceptions_n++] = (struct calendar_exception){day, kind == OPEN};
        }
    }
    ret->calendar = (struct calendar){weekday_mask, ret->holidays, holidays_n, ret->exceptions, exceptions_n};
    return query_err(&q);
}

static void read_policy(const struct query *q, struct reservation_policy *policy)
{
    *policy = (struct reservation_policy){
        .capacity = (int32_t)query_col_int(q, 5),
        .weekday_mask = (int32_t)query_col_int(q, 6),
        .opens_min = (int32_t)query_col_int(q, 7),
        .closes_min = (int32_t)query_col_int(q, 8),
        .basis = (enum reservation_basis)query_col_int(q, 9),
        .window_open_min = (int32_t)query_col_int(q, 10),
        .window_close_before = query_col_int(q, 11) != 0,
        .window_close_min = (int32_t)query_col_int(q, 12),
        .days_ahead = (int32_t)query_col_int(q, 13),
        .age_low_months = (int32_t)query_col_int(q, 14),
        .age_high = (enum calendar_limit)query_col_int(q, 15),
        .max_days = (int32_t)query_col_int(q, 16),
        .waiting_max = (int32_t)query_col_int(q, 17),
    };
}

static void read_facts(const struct query *q, const struct reservation_ask *ask, struct reservation_case *ret)
{
    ret->child.v = query_col_int(q, 0);
    ret->household_id = query_col_int(q, 2);
    ret->site.v = query_col_int(q, 3);
    query_col_copy(q, 4, ret->phone, sizeof ret->phone);
    read_policy(q, &ret->policy);
    query_col_copy(q, 18, ret->refused, sizeof ret->refused);
    ret->slot_known = query_col_int(q, 21) != 0;
    ret->facts = (struct reservation_facts){
        .policy = &ret->policy,
        .calendar = &ret->calendar.calendar,
        .day = ask->day,
        .now_ms = ask->now_ms,
        .birth_day = (int32_t)query_col_int(q, 1),
        .disease_refused = disease_in(str_of(ret->refused), ask->diagnosis),
        .by_staff = query_col_int(q, 23) != 0,
        .capacity = (int32_t)query_col_int(q, 19),
        .held = (int32_t)query_col_int(q, 22),
        .waiting = (int32_t)query_col_int(q, 20),
    };
}

/* R-RSV-02: what the child already has on that day. */
static enum err read_child_day(struct db *db, const struct reservation_ask *ask, struct reservation_case *ret)
{
    QUERY(q, db, SQL_RESERVATION_CHILD_DAY);
    query_int(&q, ":child_id", ret->child.v);
    query_int(&q, ":day", ask->day);
    while (query_row(&q)) {
        enum reservation_state state = (enum reservation_state)query_col_int(&q, 1);
        bool same_slot = str_equal(query_col_text(&q, 2), ask->slot);
        ret->facts.active_here = ret->facts.active_here || query_col_int(&q, 0) == ret->site.v;
        ret->facts.has_place = ret->facts.has_place || (same_slot && reservation_holds(state));
        ret->facts.waits += state == RESERVATION_WAITLISTED ? 1 : 0;
    }
    return query_err(&q);
}

enum err reservation_case_read(struct db *db, const struct reservation_ask *ask, struct reservation_case *ret)
{
    QUERY(q, db, SQL_RESERVATION_FACTS);
    query_text(&q, ":child", ask->child);
    query_text(&q, ":room", ask->room);
    query_int(&q, ":day", ask->day);
    query_text(&q, ":slot", ask->slot);
    query_int(&q, ":account_id", ask->account_id);
    query_int(&q, ":staff", ask->staff ? 1 : 0);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    read_facts(&q, ask, ret);
    enum err err = read_child_day(db, ask, ret);
    return err != OK ? err
                     : reservation_calendar_read(db, ret->site, ret->policy.weekday_mask,
                                                 ask->day - CALENDAR_LOOK_BACK_DAYS, ask->day, &ret->calendar);
}

static enum err slot_add(struct db *db, const struct reservation_new *new)
{
    QUERY(q, db, SQL_RESERVATION_SLOT_ADD);
    query_int(&q, ":site_id", new->site.v);
    query_int(&q, ":day", new->day);
    query_text(&q, ":slot", new->slot);
    query_int(&q, ":capacity", new->capacity);
    return query_run(&q);
}

static enum err slot_waiting(struct db *db, struct site_id site, int32_t day, struct str slot, int change)
{
    QUERY(q, db, SQL_RESERVATION_SLOT_WAITING);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_text(&q, ":slot", slot);
    query_int(&q, ":change", change);
    return query_run(&q);
}

static enum err event_add(struct db *db, struct reservation_id id, enum reservation_state from,
                          enum reservation_state to, int64_t account_id, int64_t now_ms)
{
    QUERY(q, db, SQL_RESERVATION_EVENT_ADD);
    query_int(&q, ":reservation_id", id.v);
    query_int(&q, ":at_ms", now_ms);
    query_int(&q, ":from_state", (int64_t)from);
    query_int(&q, ":to_state", (int64_t)to);
    if (account_id != 0) {
        query_int(&q, ":account_id", account_id);
    } else {
        query_null(&q, ":account_id");
    }
    return query_run(&q);
}

static enum err row_add(struct db *db, const struct reservation_new *new)
{
    QUERY(q, db, SQL_RESERVATION_ADD);
    query_text(&q, ":public_id", str_of(new->public_id));
    query_int(&q, ":child_id", new->child.v);
    query_int(&q, ":site_id", new->site.v);
    query_int(&q, ":day", new->day);
    query_text(&q, ":slot", new->slot);
    query_int(&q, ":state", (int64_t) new->state);
    query_int(&q, ":reason", (int64_t) new->reason);
    query_int(&q, ":account_id", new->account_id);
    query_int(&q, ":channel", new->channel);
    query_blob(&q, ":condition", new->condition, new->condition_n);
    query_int(&q, ":now_ms", new->now_ms);
    return query_run(&q);
}

enum err reservation_insert(struct db *db, const struct reservation_new *new, struct reservation_id *ret_id)
{
    assert(reservation_may_become(RESERVATION_NONE, new->state));
    enum err err = new->slot_known ? OK : slot_add(db, new);
    err = err == OK ? row_add(db, new) : err;
    if (err != OK) {
        return err;
    }
    struct reservation_id id = {db_inserted(db)};
    err = event_add(db, id, RESERVATION_NONE, new->state, new->account_id, new->now_ms);
    if (err == OK && new->state == RESERVATION_WAITLISTED) {
        err = slot_waiting(db, new->site, new->day, new->slot, 1);
    }
    if (err == OK) {
        *ret_id = id;
    }
    return err;
}

enum err reservation_move(struct db *db, const struct reservation_move *move)
{
    assert(reservation_may_become(move->from, move->to));
    QUERY(q, db, SQL_RESERVATION_SET_STATE);
    query_int(&q, ":state", (int64_t)move->to);
    query_int(&q, ":reason", (int64_t)move->reason);
    query_int(&q, ":now_ms", move->now_ms);
    query_int(&q, ":id", move->id.v);
    query_int(&q, ":version", move->version);
    enum err err = query_run(&q);
    if (err == OK && db_changed(db) != 1) {
        err = ERR_CONFLICT;
    }
    err = err == OK ? event_add(db, move->id, move->from, move->to, move->account_id, move->now_ms) : err;
    int change = (move->to == RESERVATION_WAITLISTED ? 1 : 0) - (move->from == RESERVATION_WAITLISTED ? 1 : 0);
    return err == OK && change != 0 ? slot_waiting(db, move->site, move->day, move->slot, change) : err;
}

static void take_row(const struct query *q, struct reservation_row *row)
{
    *row = (struct reservation_row){
        .id = {query_col_int(q, 0)},
        .public_id = query_col_text(q, 1),
        .child = query_col_text(q, 2),
        .child_name = query_col_text(q, 3),
        .room = query_col_text(q, 4),
        .room_name = query_col_text(q, 5),
        .day = (int32_t)query_col_int(q, 6),
        .slot = query_col_text(q, 7),
        .state = (enum reservation_state)query_col_int(q, 8),
        .reason = (enum reservation_reason)query_col_int(q, 9),
        .version = query_col_int(q, 10),
        .created_ms = query_col_int(q, 11),
        .changed_ms = query_col_int(q, 12),
        .site = {query_col_int(q, 13)},
        .child_id = {query_col_int(q, 14)},
        .household_id = query_col_int(q, 15),
        .phone = query_col_text(q, 16),
        .rank = (int32_t)query_col_int(q, 17),
    };
}

enum err reservation_read(struct db *db, int64_t account_id, struct str public_id,
                          void (*row)(void *arg, const struct reservation_row *row), void *arg)
{
    struct reservation_row found;
    QUERY(q, db, SQL_RESERVATION_ROW);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    take_row(&q, &found);
    row(arg, &found);
    return OK;
}

enum err reservation_list(struct db *db, const struct reservation_list *list,
                          void (*row)(void *arg, const struct reservation_row *row), void *arg)
{
    struct reservation_row found;
    QUERY(q, db, list->room.n > 0 ? SQL_RESERVATION_OF_ROOM : SQL_RESERVATION_OF_FAMILY);
    query_int(&q, ":account_id", list->account_id);
    if (list->room.n > 0) {
        query_text(&q, ":room", list->room);
    }
    query_int(&q, ":from_day", list->from_day);
    query_int(&q, ":to_day", list->to_day);
    query_int(&q, ":before", list->before);
    query_int(&q, ":limit", list->limit);
    while (query_row(&q)) {
        take_row(&q, &found);
        row(arg, &found);
    }
    return query_err(&q);
}

enum err reservation_next_waiting(struct db *db, struct site_id site, int32_t day, struct str slot,
                                  struct reservation_waiting *ret)
{
    QUERY(q, db, SQL_RESERVATION_NEXT_WAITING);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_text(&q, ":slot", slot);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    ret->id.v = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->child.v = query_col_int(&q, 2);
    ret->version = query_col_int(&q, 3);
    ret->household_id = query_col_int(&q, 4);
    return OK;
}

enum err reservation_free_places(struct db *db, struct site_id site, int32_t day, struct str slot, int32_t *ret)
{
    QUERY(q, db, SQL_RESERVATION_FREE_PLACES);
    query_int(&q, ":site_id", site.v);
    query_int(&q, ":day", day);
    query_text(&q, ":slot", slot);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    *ret = (int32_t)query_col_int(&q, 0);
    return OK;
}

enum err reservation_other_wait(struct db *db, struct child_id child, int32_t day, struct reservation_id but,
                                struct reservation_waiting *ret, struct site_id *ret_site)
{
    QUERY(q, db, SQL_RESERVATION_OTHER_WAITS);
    query_int(&q, ":child_id", child.v);
    query_int(&q, ":day", day);
    query_int(&q, ":id", but.v);
    if (!query_row(&q)) {
        return query_err(&q) == OK ? ERR_NOT_FOUND : query_err(&q);
    }
    memset(ret, 0, sizeof *ret);
    ret->id.v = query_col_int(&q, 0);
    ret->version = query_col_int(&q, 1);
    ret->child = child;
    ret_site->v = query_col_int(&q, 2);
    return OK;
}

enum err reservation_accepting(struct db *db, int32_t day, struct str diagnosis, struct buf *rooms)
{
    QUERY(q, db, SQL_RESERVATION_ACCEPTING_ROOMS);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        if (!disease_in(query_col_text(&q, 1), diagnosis)) {
            if (rooms->n > 0) {
                buf_char(rooms, ' ');
            }
            buf_str(rooms, query_col_text(&q, 0));
        }
    }
    return query_err(&q);
}
