/* Absence reports; withdrawn ones stay readable. Reason and diagnosis are sealed (R-SEC-05): they are opened only on the lane, after the
 * audit line of the reading. The only writer of absence. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/absence.h"
#include "store/db.h"

enum { ABSENCE_DETAIL_BYTES = 4096 };

struct absence {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    int32_t from_day;
    int32_t to_day;
    enum absence_kind kind;
    int64_t expected_ms; /* 0: not said */
    int64_t account_id;
    int64_t created_ms;
    int64_t withdrawn_ms; /* 0: it stands */
    bool booked;          /* written with a booking in a sick-care room */
    size_t detail_n;
    unsigned char detail[ABSENCE_DETAIL_BYTES]; /* sealed */
};

/* Sets the row's id. */
enum err absence_store_insert(struct db *db, struct absence *absence) NODISCARD;
/* What the reports that stand say about a day. */
enum err absence_store_cover(struct db *db, int64_t child_id, int32_t day, struct absence_cover *ret) NODISCARD;
/* Gives each of at most max reports, newest first, to take(); stops at the first failure. */
enum err absence_store_each(struct db *db, int64_t child_id, size_t max,
                            enum err (*take)(void *arg, const struct absence *absence), void *arg) NODISCARD;
/* ERR_NOT_FOUND: no such report of that child. */
enum err absence_store_by_public_id(struct db *db, struct str public_id, int64_t child_id,
                                    struct absence *ret) NODISCARD;
/* The report was written with this reservation (its public id). */
enum err absence_store_booked(struct db *db, int64_t id, struct str reservation) NODISCARD;
/* Does a report that was written with it still stand? */
enum err absence_store_booked_stands(struct db *db, struct str reservation, bool *ret) NODISCARD;
/* ERR_CONFLICT: withdrawn already. */
enum err absence_store_withdraw(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
