/* See price_extension.h. */
#include "actions/price_extension.h"

#include <string.h>

#include "base/civil.h"
#include "core/clock_doubt.h"
#include "store/tap_store.h"

#include "base/banned.h"

struct pricing {
    struct db *db;
    const struct price_extension *ask;
    struct register_child child; /* the one that is being read */
    struct price_child priced;
};

/* R-ATT-08: minutes are truncated. */
static enum price_state stay_of(const struct attendance_day *had, int32_t day, int64_t now_ms,
                                struct extension_span *ret)
{
    bool over = now_ms >= civil_ms_at(day + 1, 0);
    if (had->place == PUNCH_NOT_ARRIVED || (!over && had->place != PUNCH_LEFT)) {
        return PRICE_NOTHING;
    }
    if (had->arrived_ms == 0 || had->left_ms == 0 || (had->flags & ATTENDANCE_UNRESOLVED) != 0) {
        return PRICE_UNRESOLVED;
    }
    *ret = (struct extension_span){civil_minute_of_ms(had->arrived_ms), civil_minute_of_ms(had->left_ms)};
    return PRICE_STAY;
}

/* R-ATT-08: the minutes that the stay covers for certain. An end without a touch is staff's word, and taken as it is. */
static enum err certain_of(const struct pricing *pricing, int32_t day, struct extension_span *ret)
{
    const struct register_child *child = pricing->priced.child;
    const struct attendance_day *had = &child->days[day - pricing->ask->from_day];
    struct clock_doubt touch;
    int64_t arrived_ms = had->arrived_ms;
    enum err err = tap_store_in_doubt(pricing->db, child->id, day, had->arrived_ms, &touch);
    if (err == OK) {
        arrived_ms = clock_doubt_arrived_ms(&touch);
        arrived_ms = arrived_ms > had->left_ms ? had->left_ms : arrived_ms;
        ret->from_min = civil_minute_of_ms(arrived_ms);
    }
    if (err == OK || err == ERR_NOT_FOUND) {
        err = tap_store_in_doubt(pricing->db, child->id, day, had->left_ms, &touch);
    }
    if (err == OK) {
        ret->to_min = civil_minute_of_ms(clock_doubt_left_ms(&touch, arrived_ms));
    }
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Only a stay that costs something is worth a look at its clocks. */
static enum err price_stay(const struct pricing *pricing, struct price_day *to)
{
    struct extension_span certain = to->facts.stays[0];
    extension_price_day(pricing->ask->rules, &to->facts, &to->result);
    if (to->state != PRICE_STAY || to->result.yen == 0) {
        return OK;
    }
    enum err err = certain_of(pricing, to->day, &certain);
    if (err == OK) {
        extension_price_doubt(pricing->ask->rules, &to->facts, &certain, &to->result);
    }
    return err;
}

static enum err price_one(struct pricing *pricing, const struct register_child *child, int32_t day)
{
    const struct price_extension *ask = pricing->ask;
    struct price_child *priced = &pricing->priced;
    struct price_day *to = &priced->days[priced->days_n++];
    memset(to, 0, sizeof *to);
    to->day = day;
    to->facts = (struct extension_facts){.day = day, .birth_day = child->birth_day, .family = {"", 1, 0}};
    enum err err = ask->agreed(ask->arg, child->public_id, day, &to->facts);
    if (err != OK) {
        return err;
    }
    to->state = stay_of(&child->days[day - ask->from_day], day, ask->now_ms, &to->facts.stays[0]);
    if (to->state == PRICE_STAY) {
        to->facts.stays_n = 1;
    }
    err = price_stay(pricing, to);
    if (err == OK) {
        extension_month_add(ask->rules, &priced->month, &to->facts, to->state == PRICE_UNRESOLVED ? NULL : &to->result);
    }
    return err;
}

static enum err price_child(void *arg, const struct register_child *child)
{
    struct pricing *pricing = arg;
    const struct price_extension *ask = pricing->ask;
    struct price_child *priced = &pricing->priced;
    int32_t today = civil_day_of_ms(ask->now_ms);
    struct civil_date first = civil_date_of_day(ask->from_day);
    int32_t to_day = ask->from_day + civil_days_in_month(first.year, first.month) - 1;
    priced->child = child;
    priced->days_n = 0;
    extension_month_open(&priced->month);
    enum err err = OK;
    for (int32_t day = ask->from_day; err == OK && day <= to_day && day <= today; day++) {
        if (register_store_enrolled(child, day)) {
            err = price_one(pricing, child, day);
        }
    }
    if (err != OK || priced->days_n == 0) {
        return err;
    }
    /* What a family is for the month is what it was on its last day. */
    extension_month_close(ask->rules, &priced->month, &priced->days[priced->days_n - 1].facts.family);
    return ask->take(ask->arg, priced);
}

enum err price_extension(struct db *db, struct arena *arena, const struct price_extension *ask)
{
    struct civil_date first = civil_date_of_day(ask->from_day);
    struct pricing *pricing = arena_alloc(arena, sizeof *pricing);
    if (pricing == NULL) {
        return ERR_LIMIT;
    }
    if (!ask->rules->step_out_counts) {
        return ERR_INVALID;
    }
    pricing->db = db;
    pricing->ask = ask;
    struct register_ask children = {.site_id = ask->site_id,
                                    .class_name = STR(""),
                                    .from_day = ask->from_day,
                                    .to_day = ask->from_day + civil_days_in_month(first.year, first.month) - 1,
                                    .child = &pricing->child,
                                    .take = price_child,
                                    .arg = pricing};
    return register_store_each(db, &children);
}

static uint32_t held_of(const struct extension_rules *rules, const char *held)
{
    uint32_t rows = 0;
    struct str rest = str_of(held);
    while (rest.n > 0) {
        size_t n = 0;
        while (n < rest.n && rest.p[n] != ' ') {
            n++;
        }
        int row = extension_monthly_find(rules, (struct str){rest.p, n});
        rows |= row >= 0 ? UINT32_C(1) << row : 0; /* what these prices do not know any more is nothing */
        n += n < rest.n ? 1 : 0;
        rest = (struct str){rest.p + n, rest.n - n};
    }
    return rows;
}

enum err price_extension_agreed(struct db *db, const struct extension_rules *rules, const char *child,
                                struct extension_facts *facts, struct extension_agreement *ret)
{
    enum err err = extension_store_agreed(db, child, facts->day, ret);
    if (err != OK) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    facts->hours_class = ret->hours_class;
    facts->held = held_of(rules, ret->held);
    facts->family = (struct extension_family){ret->tier, ret->sibling, ret->monthly_fee_yen};
    return OK;
}

bool price_extension_worth(const struct price_day *day)
{
    return day->state == PRICE_UNRESOLVED || day->result.lines_n > 0;
}

static void put_day(struct json_out *out, const struct extension_rules *rules, const struct price_day *day)
{
    json_out_open(out, '{');
    json_put_day(out, "day", day->day);
    if (day->state == PRICE_UNRESOLVED) {
        json_put_bool(out, "unresolved", true);
    } else {
        json_out_key(out, "arrive");
        json_out_minute(out, day->facts.stays[0].from_min);
        json_out_key(out, "leave");
        json_out_minute(out, day->facts.stays[0].to_min);
        json_put_word(out, "class", day->facts.hours_class == HOURS_SHORT ? "short" : "standard");
        json_put_int(out, "yen", day->result.yen);
        json_out_key(out, "lines");
        extension_put_lines(out, rules, day->result.lines, day->result.lines_n);
    }
    json_out_close(out, '}');
}

bool price_extension_put(struct json_out *out, const struct extension_rules *rules, const struct price_child *child)
{
    bool any = child->month.lines_n > 0;
    json_out_key(out, "days");
    json_out_open(out, '[');
    for (size_t i = 0; i < child->days_n; i++) {
        if (price_extension_worth(&child->days[i])) {
            put_day(out, rules, &child->days[i]);
            any = true;
        }
    }
    json_out_close(out, ']');
    json_out_key(out, "lines");
    extension_put_lines(out, rules, child->month.lines, child->month.lines_n);
    json_put_int(out, "unresolved", child->month.unresolved);
    json_put_int(out, "yen", child->month.yen);
    return any;
}
