/* The family sheet of a day of use (A4) and medicine orders (R-CARE-01): the only writer of family_sheet and medication_order. Both sealed. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum { DAY_SHEET_BYTES_MAX = 3072, ORDERS_MAX = 12, ORDER_DETAIL_BYTES_MAX = 512 };

struct day_sheet_new {
    struct reservation_id id;
    struct str detail; /* sealed */
    int64_t signed_ms; /* 0: not signed */
    int64_t account_id;
    int64_t now_ms;
};
enum err day_sheet_put(struct db *db, const struct day_sheet_new *new) NODISCARD;

struct day_sheet_row {
    struct str detail; /* sealed; a view while the call lasts, empty when there is no sheet */
    int64_t signed_ms;
    int64_t version; /* 0: there is none */
};
/* Hands it over once, also when there is none. */
enum err day_sheet_of(struct db *db, struct reservation_id id,
                      enum err (*take)(void *arg, const struct day_sheet_row *row), void *arg) NODISCARD;

struct order_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct reservation_id id;
    struct str detail; /* sealed */
    int64_t account_id;
    int64_t now_ms;
};
enum err order_add(struct db *db, const struct order_new *new) NODISCARD;
enum order_removed {
    ORDER_BY_HAND = 1,
    ORDER_NOT_ON_NOTE = 2 /* a newer doctor's form does not name it: it stays to be seen */
};
struct order_removal {
    struct reservation_id id;
    struct str public_id;
    enum order_removed why;
    int64_t now_ms;
};
/* ERR_NOT_FOUND: no such order of this reservation, or removed already. */
enum err order_remove(struct db *db, const struct order_removal *removal) NODISCARD;

/* Views while the call lasts. */
struct order_row {
    struct str public_id;
    struct str detail;     /* sealed */
    int64_t taken_back_ms; /* 0: it is to be given */
};
/* At most ORDERS_MAX that stand, in the order of asking, then those taken back. */
enum err order_each(struct db *db, struct reservation_id id, enum err (*take)(void *arg, const struct order_row *row),
                    void *arg) NODISCARD;
