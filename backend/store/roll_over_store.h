/* The turns of the fiscal year as they happened (R-CAL-09): a line per child and year, never changed. The only writer of roll_over. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "store/child_store.h"
#include "store/db.h"

struct roll_over_key {
    int64_t nursery_id;
    int32_t fiscal_year;
};

struct roll_over_row {
    int64_t child_id;
    char child[SECRET_PUBLIC_ID_TEXT];
    char class_name[CHILD_CLASS_BYTES];
    int32_t enrolled_from_day;
    int32_t enrolled_to_day; /* last day; 0 while enrolled */
};

/* Has this nursery turned already? */
enum err roll_over_is_done(struct db *db, const struct roll_over_key *key, bool *ret) NODISCARD;
/* At most max of the children enrolled on the day before first_day and beyond it, in order of id, after one. */
enum err roll_over_next(struct db *db, const struct roll_over_key *key, int32_t first_day, int64_t after,
                        struct roll_over_row *list, size_t *n) NODISCARD; /* *n: in the list's room, out its rows */
/* to_class "": the child left. ERR_CONFLICT: that year has turned this child already. */
enum err roll_over_add(struct db *db, const struct roll_over_key *key, const struct roll_over_row *row,
                       const char *to_class, int64_t now_ms) NODISCARD;
