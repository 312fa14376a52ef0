/* Who may fetch a child (R-CARE-03): the only writer of pickup_person. Guardians always may. Persons are sealed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum {
    PICKUP_PERSONS_MAX = 20 /* whom one account authorises */,
    PICKUP_OF_CHILD_MAX = 60,
    PICKUP_DETAIL_BYTES_MAX = 512
};

struct pickup_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct child_id child;
    struct str person; /* sealed */
    int64_t account_id;
    int64_t now_ms;
};
enum err pickup_add(struct db *db, const struct pickup_new *new) NODISCARD;
/* Guardians with their names (sealed is empty), then the persons they authorised (name is empty); with an account, only itself and those whom
 * it authorised. Views live while the call lasts. */
enum err pickup_each(struct db *db, struct child_id child, int64_t account_id,
                     enum err (*row)(void *arg, struct str id, struct str name, struct str sealed),
                     void *arg) NODISCARD;

/* account_id 0: whoever authorised the person. ERR_NOT_FOUND: no such person of the child's, or not this account's. */
enum err pickup_remove(struct db *db, struct child_id child, struct str person, int64_t account_id,
                       int64_t now_ms) NODISCARD;
/* No more fit: of this account's, or at all. */
enum err pickup_full(struct db *db, struct child_id child, int64_t account_id, bool *ret) NODISCARD;

/* By which right an account looks at a child. */
struct pickup_child {
    struct child_id child;
    bool as_guardian;
    bool as_nursery;
    bool as_room;   /* the child has something open in the room from a day on */
    uint32_t hides; /* enum hidden, of this guardian */
};
/* ERR_NOT_FOUND: no such child, or no right at all. */
enum err pickup_child(struct db *db, int64_t account_id, struct str child, int32_t from_day,
                      struct pickup_child *ret) NODISCARD;
