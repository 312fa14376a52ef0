/* The family sheet of a day of use (家庭との連絡票, A4) and the medicine that the family asks to be given (R-CARE-01): a drug that is not on the
 * doctor's form which holds on the day is refused. A guardian's signature holds for what stood there when it was given. Both are sealed; every
 * reading is recorded. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/day_sheet_store.h"

struct put_family_sheet {
    /* in */
    struct str id;
    int64_t version;   /* If-Match: of the sheet; 0: the first */
    struct str detail; /* JSON in one form */
    bool sign;         /* guardians only */
    /* out */
    bool changed;
    bool not_yours;                 /* to sign */
    enum reservation_reason reason; /* WRONG_STATE: it has gone home, or does not come; else NONE */
    int64_t present_version;
    int64_t signed_ms;
};
/* Act's verbs. ERR_NOT_FOUND: no such reservation, or neither its family nor its room. */
enum err put_family_sheet(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct add_order {
    /* in */
    struct str id;
    struct str drug;
    struct str detail; /* JSON in one form, the drug in it */
    /* out */
    char order[SECRET_PUBLIC_ID_TEXT];
    bool full;
    bool not_on_note;
    enum reservation_reason reason; /* WRONG_STATE, else NONE */
};
enum err add_order(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct remove_order {
    struct str id;
    struct str order;
};
enum err remove_order(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct read_family_sheet {
    const struct caller *caller;
    struct str id;
    /* Called on the lane: the sheet once (version 0, empty: there is none), then each order. Must not fail. */
    void (*sheet)(void *arg, const struct day_sheet_row *row, struct str detail);
    void (*order)(void *arg, const struct order_row *row, struct str detail);
    void *arg;
    /* The action's own. */
    struct tx *tx;
    struct reservation_kept kept;
};
enum err read_family_sheet(struct lane *lane, struct read_family_sheet *in) NODISCARD;
