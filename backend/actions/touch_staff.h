/* Staff say on the tablet that somebody came or went (R-SHEET-02). A time that was forgotten is entered with a reason, a wrong line is taken back with
 * one; nothing is changed. Leaders say who works here. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/staff_store.h"

struct add_staff {
    struct str site;
    struct staff_new staff;
};
/* Act's verbs. ERR_NOT_FOUND: no such nursery or member of staff, or the caller does not work there. */
enum err add_staff(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct remove_staff {
    struct str id;
};
enum err remove_staff(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct touch_staff {
    struct str id;
    enum staff_touch kind;
    int64_t at_ms;   /* 0: now */
    struct str line; /* with STAFF_VOID: which */
    struct str reason;
    /* Out. */
    bool wrong_time; /* not of today, or yet to come */
    bool no_line;    /* no such line today, or it is taken back already */
    bool no_reason;
    int64_t said_ms;
    char public_id[SECRET_PUBLIC_ID_TEXT];
};
enum err touch_staff(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
