#include "store/attendance_store.h"

#include <assert.h>

#include "base/civil.h"
#include "core/calendar.h"
#include "store/correction_store.h"
#include "store/tap_store.h"

#include "base/banned.h"

enum err attendance_store_rules(struct db *db, int64_t site_id, int32_t day, struct attendance_rules *ret)
{
    QUERY(q, db, SQL_ATTENDANCE_RULES);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    int64_t said_open = query_col_int(&q, 8);
    struct calendar_exception exception = {.day = day, .open = said_open == 1};
    struct calendar calendar = {
        .weekday_mask = (int32_t)query_col_int(&q, 0),
        .holidays = &day,
        .holidays_n = query_col_int(&q, 7) != 0 ? 1 : 0,
        .exceptions = &exception,
        .exceptions_n = said_open >= 0 ? 1 : 0,
    };
    *ret = (struct attendance_rules){
        .policy = {.closing_ms = civil_ms_at(day, (int32_t)query_col_int(&q, 1)),
                   .debounce_ms = query_col_int(&q, 3),
                   .lock_ms = query_col_int(&q, 4) * CIVIL_MS_PER_MIN,
                   .late_first_ms = query_col_int(&q, 5) * CIVIL_MS_PER_MIN},
        .cutoff_ms = civil_ms_at(day, (int32_t)query_col_int(&q, 2)),
        .report_ms = civil_ms_at(day, (int32_t)query_col_int(&q, 9)),
        .grace_ms = query_col_int(&q, 6) * CIVIL_MS_PER_MIN,
        .open = calendar_open(&calendar, day),
    };
    return OK;
}

enum err attendance_store_derive(struct db *db, const struct attendance_key *key, struct attendance_work *work,
                                 struct attendance_day *ret)
{
    struct attendance_rules rules;
    struct attendance_events *events = &work->events;
    enum err err = attendance_store_rules(db, key->nursery_id, key->day, &rules);
    if (err != OK) {
        return err;
    }
    *events = (struct attendance_events){.policy = rules.policy, .taps = work->taps, .corrections = work->corrections};
    err = tap_store_of_day(db, key->child_id, key->day, work->taps, &events->taps_n);
    if (err == OK) {
        err = correction_store_of_day(db, key->child_id, key->day, work->corrections, &events->corrections_n);
    }
    if (err == OK) {
        attendance_fold(events, ret);
    }
    return err;
}

static void bind_key(struct query *q, const struct attendance_key *key)
{
    query_int(q, ":nursery_id", key->nursery_id);
    query_int(q, ":day", key->day);
    query_int(q, ":child_id", key->child_id);
}

static enum err put(struct db *db, const struct attendance_key *key, const struct attendance_day *day,
                    bool *ret_changed)
{
    QUERY(q, db, SQL_ATTENDANCE_PUT);
    bind_key(&q, key);
    query_int(&q, ":place", day->place);
    query_int(&q, ":arrived_ms", day->arrived_ms);
    query_int(&q, ":left_ms", day->left_ms);
    query_int(&q, ":flags", day->flags);
    enum err err = query_run(&q);
    if (err == OK) {
        *ret_changed = db_changed(db) != 0;
    }
    return err;
}

/* The lane is one thread, and folds one day at a time. */
static struct attendance_work work;

/* Where the fold of a day stood after its newest tap. Only ever a shortcut: before it is used, the store is asked whether that tap is still
 * the newest and no word of staff came, so that what was rolled back is never built upon. */
struct standing {
    struct attendance_key key;
    int64_t newest_tap_id;
    struct punch_policy policy;
    struct attendance_running running;
    struct attendance_day day;
};

enum { STANDINGS = 4096 };
_Static_assert((STANDINGS & (STANDINGS - 1)) == 0, "the place is masked");

static struct standing standings[STANDINGS];

static struct standing *standing_of(const struct attendance_key *key)
{
    uint64_t mixed = ((uint64_t)key->child_id * 31 + (uint64_t)key->day) * UINT64_C(0x9E3779B97F4A7C15);
    return &standings[(mixed >> 40) & (STANDINGS - 1)];
}

static bool same_key(const struct attendance_key *a, const struct attendance_key *b)
{
    return a->nursery_id == b->nursery_id && a->day == b->day && a->child_id == b->child_id;
}

static bool same_policy(const struct punch_policy *a, const struct punch_policy *b)
{
    return a->debounce_ms == b->debounce_ms && a->lock_ms == b->lock_ms && a->late_first_ms == b->late_first_ms &&
           a->closing_ms == b->closing_ms;
}

enum err attendance_store_refold(struct db *db, const struct attendance_key *key, struct attendance_day *ret,
                                 bool *ret_changed)
{
    standing_of(key)->key.child_id =
        0; /* a touch taken back is no new one: nothing else would show that the fold moved */
    enum err err = attendance_store_derive(db, key, &work, ret);
    return err == OK ? put(db, key, ret, ret_changed) : err;
}

static enum err newest(struct db *db, const struct attendance_key *key, int64_t before_id, int64_t *ret_tap_id,
                       int64_t *ret_correction_id)
{
    QUERY(q, db, SQL_ATTENDANCE_NEWEST);
    query_int(&q, ":child_id", key->child_id);
    query_int(&q, ":day", key->day);
    query_int(&q, ":tap_id", before_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_tap_id = query_col_int(&q, 0);
    *ret_correction_id = query_col_int(&q, 1);
    return OK;
}

/* Folds the whole day and remembers where it stands; a day that staff spoke about is folded whole each time. tap_id: its newest. */
static enum err fold_whole(struct db *db, const struct attendance_key *key, int64_t tap_id, struct standing *standing,
                           struct attendance_day *ret)
{
    struct attendance_day followed;
    struct attendance_events *events = &work.events;
    standing->key.child_id = 0;
    enum err err = attendance_store_derive(db, key, &work, ret);
    if (err != OK || events->corrections_n > 0) {
        return err;
    }
    *standing = (struct standing){.newest_tap_id = tap_id, .policy = events->policy, .day = *ret};
    for (size_t i = 0; i < events->taps_n; i++) {
        if (!attendance_follow(&standing->running, &events->policy, &events->taps[i], &followed)) {
            return OK;
        }
    }
    standing->key = *key;
    return OK;
}

enum err attendance_store_follow(struct db *db, const struct attendance_key *key, const struct attendance_tap *tap,
                                 struct attendance_day *ret, bool *ret_changed)
{
    struct attendance_rules rules = {.open = false};
    struct standing *standing = standing_of(key);
    int64_t tap_id = 0;
    int64_t correction_id = 0;
    enum err err = attendance_store_rules(db, key->nursery_id, key->day, &rules);
    err = err == OK ? newest(db, key, tap->id, &tap_id, &correction_id) : err;
    if (err != OK) {
        return err;
    }
    bool stands = same_key(&standing->key, key) && standing->newest_tap_id == tap_id && correction_id == 0 &&
                  same_policy(&standing->policy, &rules.policy);
    if (!stands || !attendance_follow(&standing->running, &rules.policy, tap, ret)) {
        err = fold_whole(db, key, tap->id, standing, ret);
        return err == OK ? put(db, key, ret, ret_changed) : err;
    }
    const struct attendance_day *was = &standing->day;
    *ret_changed = was->place != ret->place || was->arrived_ms != ret->arrived_ms || was->left_ms != ret->left_ms ||
                   was->flags != ret->flags;
    standing->newest_tap_id = tap->id;
    standing->day = *ret;
    return *ret_changed ? put(db, key, ret, ret_changed) : OK;
}

static struct attendance_day day_at(const struct query *q, int column)
{
    return (struct attendance_day){
        .place = (enum punch_place)query_col_int(q, column),
        .arrived_ms = query_col_int(q, column + 1),
        .left_ms = query_col_int(q, column + 2),
        .flags = (uint32_t)query_col_int(q, column + 3),
    };
}

enum err attendance_store_get(struct db *db, const struct attendance_key *key, struct attendance_day *ret)
{
    QUERY(q, db, SQL_ATTENDANCE_GET);
    bind_key(&q, key);
    if (query_row(&q)) {
        *ret = day_at(&q, 0);
        return OK;
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret = (struct attendance_day){.place = PUNCH_NOT_ARRIVED};
    }
    return err;
}

enum err attendance_store_day_version(struct db *db, const struct attendance_key *key, int64_t *ret)
{
    QUERY(q, db, SQL_ATTENDANCE_GET);
    bind_key(&q, key);
    *ret = query_row(&q) ? query_col_int(&q, 4) : 0;
    return query_err(&q);
}

enum err attendance_store_next(struct db *db, struct attendance_key *key, struct attendance_day *ret)
{
    QUERY(q, db, SQL_ATTENDANCE_NEXT);
    bind_key(&q, key);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    key->nursery_id = query_col_int(&q, 0);
    key->day = (int32_t)query_col_int(&q, 1);
    key->child_id = query_col_int(&q, 2);
    *ret = day_at(&q, 3);
    return OK;
}

enum err attendance_store_version(struct db *db, int64_t site_id, int32_t day, int64_t *ret)
{
    QUERY(q, db, SQL_ATTENDANCE_VERSION);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret = query_col_int(&q, 0);
    return OK;
}

static void read_line(const struct query *q, struct attendance_line *line)
{
    *line = (struct attendance_line){
        .child_id = query_col_int(q, 0),
        .child = query_col_text(q, 1),
        .name = query_col_text(q, 2),
        .class_name = query_col_text(q, 3),
        .planned_arrive_min = (int32_t)query_col_int(q, 4),
        .planned_leave_min = (int32_t)query_col_int(q, 5),
        .day = day_at(q, 6),
        .version = query_col_int(q, 14),
        .return_flags = ((query_col_int(q, 15) & 1) != 0 ? (uint32_t)ATTENDANCE_RETURN_TOO_EARLY : 0) |
                        ((query_col_int(q, 15) & 2) != 0 ? (uint32_t)ATTENDANCE_PAPER_MISSING : 0),
    };
}

enum err attendance_store_board(struct db *db, const struct attendance_board *board)
{
    char child[SECRET_PUBLIC_ID_TEXT];
    char name[128];
    char class_name[32];
    struct attendance_line line = {.child_id = 0};
    QUERY(q, db, SQL_ATTENDANCE_BOARD);
    query_int(&q, ":site_id", board->site_id);
    query_int(&q, ":day", board->day);
    query_int(&q, ":fiscal_year", calendar_fiscal_year(board->day));
    query_int(&q, ":account_id", board->account_id);
    while (query_row(&q)) {
        if (query_col_int(&q, 0) != line.child_id) {
            if (line.child_id != 0) {
                board->take(board->arg, &line);
            }
            read_line(&q, &line);
            /* A row's texts end with the row, and the child's next report may be the next row. */
            query_col_copy(&q, 1, child, sizeof child);
            query_col_copy(&q, 2, name, sizeof name);
            query_col_copy(&q, 3, class_name, sizeof class_name);
            line.child.p = child;
            line.name.p = name;
            line.class_name.p = class_name;
        }
        struct absence_report report = {
            .id = query_col_int(&q, 10),
            .kind = (enum absence_kind)query_col_int(&q, 11),
            .created_ms = query_col_int(&q, 12),
            .expected_ms = query_col_int(&q, 13),
        };
        absence_cover_add(&line.absence, &report);
    }
    enum err err = query_err(&q);
    if (err == OK && line.child_id != 0) {
        board->take(board->arg, &line);
    }
    return err;
}

enum err attendance_store_site(struct db *db, struct str site, int64_t account_id, int64_t *ret_id)
{
    QUERY(q, db, SQL_ATTENDANCE_SITE);
    query_text(&q, ":site", site);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_id = query_col_int(&q, 0);
    return OK;
}

enum err attendance_store_child(struct db *db, struct str child, int64_t account_id, struct attendance_child *ret)
{
    QUERY(q, db, SQL_ATTENDANCE_CHILD);
    query_text(&q, ":child", child);
    query_int(&q, ":account_id", account_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    query_col_copy(&q, 1, ret->public_id, sizeof ret->public_id);
    ret->household_id = query_col_int(&q, 2);
    ret->nursery_id = query_col_int(&q, 3);
    ret->enrolled_from_day = (int32_t)query_col_int(&q, 4);
    ret->enrolled_to_day = (int32_t)query_col_int(&q, 5);
    ret->planned_arrive_min = (int32_t)query_col_int(&q, 6);
    ret->planned_leave_min = (int32_t)query_col_int(&q, 7);
    ret->as_staff = query_col_int(&q, 8) != 0;
    ret->hidden = query_col_int(&q, 9) != 0 && !ret->as_staff;
    return OK;
}

bool attendance_store_enrolled(const struct attendance_child *child, int32_t day)
{
    return child->nursery_id != 0 && day >= child->enrolled_from_day &&
           (child->enrolled_to_day == 0 || day <= child->enrolled_to_day);
}

enum err attendance_store_roster(struct db *db, int64_t site_id, int32_t day,
                                 void (*take)(void *arg, const struct attendance_card *card), void *arg)
{
    QUERY(q, db, SQL_ATTENDANCE_ROSTER);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":day", day);
    while (query_row(&q)) {
        struct attendance_card card = {
            .child_id = query_col_int(&q, 0),
            .child = query_col_text(&q, 1),
            .hash = query_col_blob(&q, 2),
            .day = {.place = (enum punch_place)query_col_int(&q, 3),
                    .arrived_ms = query_col_int(&q, 4),
                    .left_ms = query_col_int(&q, 5)},
            .absent = query_col_int(&q, 6) != 0,
            .name = query_col_text(&q, 7),
            .kana = query_col_text(&q, 8),
            .planned_arrive_min = (int32_t)query_col_int(&q, 9),
            .late = query_col_int(&q, 10) != 0,
            .late_expected_ms = query_col_int(&q, 11),
            .speak = query_col_int(&q, 12) != 0,
        };
        take(arg, &card);
    }
    return query_err(&q);
}
