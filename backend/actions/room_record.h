/* What the sick-care room wrote down of a child's day, for the nursery that takes the child back: only while a guardian agrees, per child, to be taken
 * back at any time. The nursery reads what is meant for the family, never more; every reading is recorded and shown to the guardians. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "store/care_entry_store.h"
#include "store/lane.h"

struct agree_record {
    struct str child;
    bool agreed; /* in, out: how it stands now */
};
/* An act's verb, for guardians. ERR_NOT_FOUND: no such child, or the caller is no guardian who may see where it is. */
enum err agree_record(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct room_visit {
    struct str room; /* its name */
    enum reservation_state state;
};

struct read_record {
    const struct caller *caller;
    struct str child;
    int32_t day;
    /* Called on the lane: a visit, then its lines. Must not fail. Staff of the nursery alone, and only while it is agreed. */
    void (*visit)(void *arg, const struct room_visit *visit);
    void (*line)(void *arg, const struct care_entry_row *entry, struct str detail);
    void *arg;
    /* out */
    int64_t agreed_ms; /* 0: not agreed */
    /* The action's own. */
    struct tx *tx;
};
/* ERR_NOT_FOUND: no such child, or neither its guardian nor staff of its nursery asks. */
enum err read_record(struct lane *lane, struct read_record *in) NODISCARD;
