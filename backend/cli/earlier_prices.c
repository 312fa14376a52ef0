/* See earlier_prices.h. */
#include "cli/earlier_prices.h"

#include <assert.h>
#include <string.h>

#include "cli/files.h"
#include "cli/nursery_rules.h"

#include "base/banned.h"

enum {
    TEXT_BYTES = 8 * 1024 * 1024,
    PRICES_MAX = 32768,
    CHILD_BYTES = 40,
    WHOLE_MONTH = INT32_MIN,
    YEN_MAX = 10000000
};

struct price {
    char child[CHILD_BYTES];
    int32_t day; /* WHOLE_MONTH: the child's sum */
    int64_t old;
    int64_t now;
};

/* A stack is too small for these. */
static char text[TEXT_BYTES];
static struct price prices[PRICES_MAX];
static size_t prices_n;
static bool comparing;

static struct price *price_of(const char *child, int32_t day)
{
    for (size_t i = 0; i < prices_n; i++) {
        if (prices[i].day == day && strcmp(prices[i].child, child) == 0) {
            return &prices[i];
        }
    }
    if (prices_n == PRICES_MAX) {
        return NULL;
    }
    struct price *price = &prices[prices_n++];
    *price = (struct price){.day = day};
    enum err err = str_copy(str_of(child), price->child, sizeof price->child);
    assert(err == OK);
    return price;
}

static void read_old(struct json_in *in, const char *child, int32_t day)
{
    struct price *price = price_of(child, day);
    int64_t yen = json_int(in, "yen", JSON_OPTIONAL, -YEN_MAX, YEN_MAX, 0);
    if (price != NULL) {
        price->old = yen;
    }
}

/* Members that are not compared are not asked for: the rows are left without judging them. */
static void read_child(struct json_in *in)
{
    char child[CHILD_BYTES];
    enum err err = str_copy(json_text(in, "child_id", JSON_REQUIRED, sizeof child - 1), child, sizeof child);
    assert(err == OK);
    read_old(in, child, WHOLE_MONTH);
    size_t n = json_list(in, "days", JSON_REQUIRED, REGISTER_DAYS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(in, "days", i, &row)) {
            read_old(&row, child, json_day(&row, "day", JSON_REQUIRED, 0));
        }
    }
}

bool earlier_prices_read(const char *path, char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    struct json_in in;
    struct json_faults faults;
    comparing = path != NULL;
    if (!comparing) {
        return true;
    }
    buf_init(&buf, text, sizeof text);
    if (!files_read(path, false, &buf, failure)) {
        return false;
    }
    if (json_open(buf_view(&buf), &in, &faults) != OK) {
        return nursery_rules_fail(path, &faults, NULL, failure);
    }
    size_t n = json_list(&in, "children", JSON_REQUIRED, PRICES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(&in, "children", i, &row)) {
            read_child(&row);
        }
    }
    json_drop(&in);
    return faults.n == 0 || nursery_rules_fail(path, &faults, NULL, failure);
}

void earlier_prices_compare(const char *child, const struct price_child *now)
{
    if (!comparing) {
        return;
    }
    for (size_t i = 0; i < now->days_n; i++) {
        const struct price_day *day = &now->days[i];
        struct price *price = day->result.yen == 0 ? NULL : price_of(child, day->day);
        if (price != NULL) {
            price->now = day->result.yen;
        }
    }
    struct price *price = price_of(child, WHOLE_MONTH);
    if (price != NULL) {
        price->now = now->month.yen;
    }
}

void earlier_prices_json(struct json_out *out)
{
    if (!comparing) {
        return;
    }
    json_out_key(out, "changes");
    json_out_open(out, '[');
    for (size_t i = 0; i < prices_n; i++) {
        const struct price *price = &prices[i];
        if (price->old == price->now) {
            continue;
        }
        json_out_open(out, '{');
        json_put_word(out, "child_id", price->child);
        if (price->day != WHOLE_MONTH) {
            json_put_day(out, "day", price->day);
        }
        json_put_int(out, "old", price->old);
        json_put_int(out, "new", price->now);
        json_put_int(out, "difference", price->now - price->old);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

void earlier_prices_csv(struct csv *csv)
{
    if (!comparing) {
        return;
    }
    csv_end(csv);
    csv_head(csv, "child_id,day,old,new,difference");
    for (size_t i = 0; i < prices_n; i++) {
        const struct price *price = &prices[i];
        if (price->old == price->now) {
            continue;
        }
        csv_text(csv, str_of(price->child));
        if (price->day == WHOLE_MONTH) {
            csv_text(csv, STR(""));
        } else {
            csv_day(csv, price->day);
        }
        csv_int(csv, price->old);
        csv_int(csv, price->now);
        csv_int(csv, price->now - price->old);
        csv_end(csv);
    }
}
