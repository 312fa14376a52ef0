/* A nursery's monthly register as JSON or as lines for a spreadsheet (R-SHEET-03): read, never stored, so that it says at any time what the
 * days say. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "core/register.h"
#include "store/db.h"

struct write_register {
    int64_t site_id;
    struct str site;       /* its public id */
    int64_t account_id;    /* 0: an operator */
    struct str class_name; /* "": every class that the account may see */
    int32_t year;
    int32_t month;
    int64_t now_ms;
    bool csv;
    bool english; /* heads of the lines */
    struct register_symbols symbols;
};

/* ERR_LIMIT: it does not fit into *to (ask class by class), or the arena is full. */
enum err write_register(struct db *db, struct arena *arena, struct write_register *ask, struct buf *to) NODISCARD;
