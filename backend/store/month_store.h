/* A nursery's month as it can be signed: what it says now (one digest per class and one of all), what is unresolved in it, and who has signed.
 * The only writer of month_word. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/attendance.h"
#include "core/month_close.h"
#include "store/db.h"

/* A child's day that stands in the way of closing (R-ATT-16). Texts live until the next one. */
struct month_unresolved {
    struct str child; /* public id */
    struct str name;
    struct str class_name;
    int32_t day;
    struct attendance_day kept;
    bool conflict; /* a late touch contradicts staff; else a time is missing */
};

struct month_said {
    struct month_word word;
    int32_t version;
    struct str reason;
    struct str name; /* of the account */
};

struct month_ask {
    int64_t site_id;
    int32_t from_day; /* the first of the month */
    int64_t now_ms;
    /* Each may be NULL. */
    void (*unresolved)(void *arg, const struct month_unresolved *found);
    void (*said)(void *arg, const struct month_said *said);
    void *arg;
};

/* ERR_LIMIT: more classes than MONTH_CLASSES_MAX. */
enum err month_store_read(struct db *db, const struct month_ask *ask, struct month *ret) NODISCARD;

struct month_say {
    char public_id[SECRET_PUBLIC_ID_TEXT]; /* out */
    int64_t site_id;
    int32_t from_day;
    int32_t version;
    struct str reason;
    struct month_word word;
};
enum err month_store_say(struct db *db, struct month_say *say) NODISCARD;
/* Is a month that these days touch closed there? site_id 0: no nursery, so none is. */
enum err month_store_closed(struct db *db, int64_t site_id, int32_t from_day, int32_t to_day, bool *ret) NODISCARD;
