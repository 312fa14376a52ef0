/* A reservation as JSON, with what its family may do next. */
#pragma once

#include "base/json.h"
#include "store/db.h"
#include "store/reservation_store.h"

/* Where rows are written to, and what is looked up beside them. */
struct reservation_view {
    struct json_out out;
    struct db *db;
    int64_t now_ms;
    int64_t last_id; /* of the last row */
    int32_t rows;
    enum err err; /* of the looking up */
};

/* Fits reservation_each: arg is a struct reservation_view. */
void reservation_view_put(void *arg, const struct reservation_row *row);
