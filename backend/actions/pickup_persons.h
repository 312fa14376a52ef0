/* Who may fetch a child (R-CARE-03): its guardians authorise persons; they, the child's nursery and a sick-care room in which the child has
 * something open read the list. Names and telephones are sealed; every reading is recorded. A
 * guardian from whom this is hidden (R-REG-11) is alone in the list, with whom it named itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/photo_store.h"
#include "store/pickup_store.h"

enum { PICKUP_NAME_BYTES = 128, PICKUP_RELATION_BYTES = 64, PICKUP_PHONE_BYTES = 32 };

struct add_pickup_person {
    /* in */
    struct str child;
    struct str name;
    struct str relation;
    struct str phone;
    /* out */
    char id[SECRET_PUBLIC_ID_TEXT];
    bool full; /* there are too many already */
};
/* An act's verb. ERR_NOT_FOUND: no such child, or not this caller's. */
enum err add_pickup_person(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct remove_pickup_person {
    struct str child;
    struct str person;
};
/* An act's verb. ERR_NOT_FOUND: no such child or person, or not this caller's. A guardian is never removed here. */
enum err remove_pickup_person(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct pickup_person {
    char id[SECRET_PUBLIC_ID_TEXT];
    bool guardian; /* … and may always fetch it */
    char name[PICKUP_NAME_BYTES];
    char relation[PICKUP_RELATION_BYTES];
    char phone[PICKUP_PHONE_BYTES];
    struct photo_row photo; /* public_id "": none that this caller may see */
};
enum { PICKUP_LIST_MAX = PICKUP_OF_CHILD_MAX + 8 };

struct read_pickup_persons {
    const struct caller *caller;
    struct str child;
    /* out: the caller's array of PICKUP_LIST_MAX */
    struct pickup_person *list;
    size_t list_n;
    const struct keys *keys; /* the action's own */
};
/* ERR_NOT_FOUND: no such child, or not this caller's. */
enum err read_pickup_persons(struct lane *lane, struct read_pickup_persons *in) NODISCARD;
