/* Coming back after an illness: the municipality's table, and what is known of each absence with a disease that keeps a child away. What was told
 * is sealed; the earliest day and the paper are not, for the board. The only writer of return_policy and absence_return. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/return_date.h"
#include "store/absence_store.h"
#include "store/child_store.h"
#include "store/db.h"

enum { RETURN_DETAIL_BYTES_MAX = 2048, RETURN_SPREAD_MAX = 400 };

/* The table that holds on a day. ERR_INVALID: it was loaded by a program that knew more. */
/* The document has been through return_decode. */
enum err return_policy_add(struct db *db, int32_t valid_from_day, struct str document, int64_t now_ms) NODISCARD;
enum err return_policy_on(struct db *db, int32_t day, struct return_rules *ret) NODISCARD;

struct return_row {
    struct str detail;    /* sealed; a view while the call lasts */
    int32_t earliest_day; /* RETURN_UNKNOWN: not known yet */
    enum return_paper paper;
    int64_t filed_ms;
    int64_t seen_ms;
    int64_t version; /* 0: nothing is known */
};
/* Called once, also when nothing is known. */
enum err return_of(struct db *db, int64_t absence_id, enum err (*take)(void *arg, const struct return_row *row),
                   void *arg) NODISCARD;

struct return_new {
    int64_t absence_id;
    int64_t child_id;
    struct return_row row;
    int64_t account_id;
    int64_t now_ms;
};
enum err return_put(struct db *db, const struct return_new *new) NODISCARD;

/* An illness that was told. Views live until the next one. */
struct return_told {
    struct absence *absence; /* public_id, child_id, detail and from_day alone */
    struct str class_name;
};
struct return_span {
    int64_t site_id;
    int32_t from_day;
    int32_t to_day;
    struct absence *absence; /* storage, the caller's */
};
/* At most RETURN_SPREAD_MAX. */
enum err return_spread(struct db *db, const struct return_span *span,
                       enum err (*take)(void *arg, const struct return_told *told), void *arg) NODISCARD;
enum err return_enrolled(struct db *db, int64_t site_id, int32_t day,
                         void (*take)(void *arg, struct str class_name, int64_t n), void *arg) NODISCARD;
/* ERR_NOT_FOUND: no such nursery, or the account has nothing to do with it. */
enum err return_site(struct db *db, struct str site, int64_t account_id, int64_t *ret_id, bool *ret_staff) NODISCARD;
