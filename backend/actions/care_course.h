/* The course of a child's day in the sick-care room, written down by its staff (A14). Lines are added and never changed; a mistake is struck by a
 * later line that says why. R-CARE-02: medicine waits until a second person, signed in, has looked. Sealed; every reading is recorded. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "core/entry.h"
#include "core/reservation.h"
#include "store/care_entry_store.h"
#include "store/lane.h"

struct add_entry {
    /* in */
    struct str id; /* of the reservation */
    enum entry_kind kind;
    int64_t at_ms; /* 0: now */
    int family;    /* 1 meant for the family, 0 not, −1: as the kind is */
    struct str strikes;
    struct str detail; /* JSON in one form */
    /* out */
    char entry[SECRET_PUBLIC_ID_TEXT];
    bool wrong_time;                /* not yet */
    bool unknown_entry;             /* to be struck: not of this child's day, or struck already */
    enum reservation_reason reason; /* WRONG_STATE: the child has not come; else NONE */
};
/* Act's verbs. ERR_NOT_FOUND: no such reservation or entry, or the caller does not work in its room. */
enum err add_entry(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* The second person is the caller, or somebody else of the room who has typed login and password at the caller's tablet: no session changes. */
struct check_entry {
    struct str entry;
    int64_t second_id; /* whose password it was; 0: the caller is the second person */
    /* out */
    bool not_needed; /* of this kind nobody needs a second, or it is struck */
    bool same_person;
    bool already;
    bool stranger; /* the second person does not work in this room */
};
enum err check_entry(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct read_course {
    const struct caller *caller;
    struct str id;
    /* Called on the lane for each line, in the order in which it was; detail "": it cannot be read. Must not fail. */
    void (*line)(void *arg, const struct care_entry_row *entry, struct str detail);
    void *arg;
    /* The action's own. */
    struct tx *tx;
    bool staff;
};
/* Staff read all of it; the family what is meant for it, and of medicine what two people have seen. */
enum err read_course(struct lane *lane, struct read_course *in) NODISCARD;
