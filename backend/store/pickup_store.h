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

/* R-CARE-03: may this person, named by its id, fetch the child? account_id 0: on anybody's word; else on its own. */
enum err pickup_knows(struct db *db, struct child_id child, struct str person, int64_t account_id, bool *ret) NODISCARD;

/* The same without the guardians. */
enum err pickup_holds(struct db *db, struct child_id child, struct str person, int64_t account_id, bool *ret) NODISCARD;

/* A guardian's word on who fetches the child on a day: append-only, the latest counts. */
struct pickup_word {
    struct child_id child;
    int32_t day;
    struct str person;
    int32_t at_min; /* −1: at the usual time */
    int64_t account_id;
    int64_t now_ms;
};
enum err pickup_say(struct db *db, const struct pickup_word *word) NODISCARD;

/* Views live until the next one. */
struct pickup_row {
    struct str child;
    struct str person; /* id */
    struct str name;   /* of a guardian; else sealed holds it */
    struct str sealed;
    int32_t at_min;
    int64_t said_ms;
};
struct pickup_look {
    struct child_id child; /* of pickup_said_of */
    int64_t site_id;       /* of pickup_said_at */
    int64_t account_id;    /* pickup_said_of: whose words alone, 0 all; pickup_said_at: the member of staff who looks */
    int32_t day;
};
enum err pickup_said_of(struct db *db, const struct pickup_look *look,
                        enum err (*take)(void *arg, const struct pickup_row *row), void *arg) NODISCARD;
enum err pickup_said_at(struct db *db, const struct pickup_look *look,
                        enum err (*take)(void *arg, const struct pickup_row *row), void *arg) NODISCARD;
