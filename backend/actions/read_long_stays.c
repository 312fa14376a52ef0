/* See read_long_stays.h. */
#include "actions/read_long_stays.h"

#include "actions/price_extension.h"
#include "base/civil.h"
#include "store/attendance_store.h"
#include "store/spot_store.h"

#include "base/banned.h"

struct reading {
    struct db *db;
    const struct read_long_stays *ask;
    bool priced;
    enum err err;
};

static struct extension_span span_of(const struct reading *reading, const struct attendance_line *line)
{
    int64_t now_ms = reading->ask->now_ms;
    bool today = reading->ask->day == civil_day_of_ms(now_ms);
    const struct attendance_day *day = &line->day;
    int32_t now_min = civil_minute_of_ms(now_ms);
    struct extension_span span = {line->planned_arrive_min, line->planned_leave_min};
    if (day->arrived_ms != 0) {
        span.from_min = civil_minute_of_ms(day->arrived_ms);
    }
    if (day->place == PUNCH_LEFT && day->left_ms != 0) {
        span.to_min = civil_minute_of_ms(day->left_ms);
    } else if (today && day->place == PUNCH_PRESENT && now_min > span.to_min) {
        span.to_min = now_min;
    }
    return span;
}

/* The minutes that need a place, and those that the family has by the month. */
static enum err count(struct reading *reading, const struct attendance_line *line, const struct extension_span *span,
                      struct long_stay *stay)
{
    const struct extension_rules *rules = reading->ask->rules;
    struct extension_agreement agreement;
    struct extension_day result;
    struct extension_facts facts = {.day = reading->ask->day,
                                    .birth_day = EXTENSION_BIRTH_UNKNOWN,
                                    .family = {"", 1, 0},
                                    .stays = {*span},
                                    .stays_n = 1};
    char child[SECRET_PUBLIC_ID_TEXT];
    enum err err = str_copy(line->child, child, sizeof child);
    err = err == OK ? price_extension_agreed(reading->db, rules, child, &facts, &agreement) : err;
    if (err != OK) {
        return err;
    }
    extension_price_day(rules, &facts, &result);
    for (size_t i = 0; i < result.lines_n; i++) {
        const struct extension_line *one = &result.lines[i];
        bool needs = one->kind == EXTENSION_SPOT || one->kind == EXTENSION_OUTSIDE;
        stay->minutes += needs ? one->minutes : 0;
        stay->monthly = stay->monthly || one->kind == EXTENSION_HELD;
    }
    return OK;
}

static void take_line(void *arg, const struct attendance_line *line)
{
    struct reading *reading = arg;
    struct long_stay stay = {.child = line->child, .name = line->name, .class_name = line->class_name};
    struct extension_span span = span_of(reading, line);
    if (reading->err != OK) {
        return;
    }
    stay.absent = line->day.place == PUNCH_NOT_ARRIVED && line->absence.whole != ABSENCE_NONE;
    stay.left = line->day.place == PUNCH_LEFT;
    stay.until_min = span.to_min;
    reading->err = spot_store_has(reading->db, line->child, reading->ask->day, &stay.spot);
    if (reading->err == OK && reading->priced && !stay.absent && span.from_min < span.to_min) {
        reading->err = count(reading, line, &span, &stay);
    }
    if (reading->err == OK && (stay.spot || stay.monthly || stay.minutes > 0)) {
        reading->ask->take(reading->ask->arg, &stay);
    }
}

enum err read_long_stays(struct db *db, const struct read_long_stays *ask)
{
    struct reading reading = {.db = db, .ask = ask, .err = OK};
    int64_t price_id = 0;
    enum err err = extension_store_price_on(db, ask->site_id, ask->day, ask->rules, &price_id);
    reading.priced = err == OK;
    const struct attendance_board board = {
        .site_id = ask->site_id, .day = ask->day, .account_id = ask->account_id, .take = take_line, .arg = &reading};
    err = err == OK || err == ERR_NOT_FOUND ? attendance_store_board(db, &board) : err;
    return err == OK ? reading.err : err;
}
