/* Whom a notice reaches: the children it is written for, their guardians who may know of it, and, on the same walk, whether its text names a child.
 * Part of other actions. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/name_guard.h"
#include "core/notice.h"
#include "store/lane.h"
#include "store/notice_store.h"

/* The place to which a sealed text belongs. */
#define NOTICE_DETAIL "notice|detail"

enum { NOTICE_AIM_ACCOUNTS_MAX = 3000, NOTICE_AIM_HOUSEHOLDS_MAX = 1500 };

/* What the sentence above the button is made of. */
struct notice_size {
    int64_t guardians; /* who get it in the program */
    int64_t families;  /* of these */
    int64_t children;
    int64_t unreached; /* children none of whose guardians gets it: paper */
    int32_t classes;
    bool beyond;  /* not all in classes in which the writer works */
    bool unknown; /* a class or a child that is not of this nursery */
};

/* Lives in what the lane lends. */
struct notice_aim {
    enum notice_audience audience;
    struct notice_targets targets;
    struct notice_size size;
    struct name_guard guard;
    int64_t accounts[NOTICE_AIM_ACCOUNTS_MAX];
    size_t accounts_n;
    int64_t households[NOTICE_AIM_HOUSEHOLDS_MAX];
    size_t households_n;
    /* the walk's own */
    struct tx *tx;
    int64_t send; /* the notice whose recipients are written; 0: they are only counted */
    char last_class[CHILD_CLASS_BYTES];
};
_Static_assert(sizeof(struct notice_aim) + NOTICE_DETAIL_BYTES_MAX + 64 <= LANE_SCRATCH_BYTES,
               "fits beside a sealed text");

struct notice_aim *notice_aim_begin(struct tx *tx, enum notice_audience audience);
/* Children by their public ids, into the targets; one that is not of the nursery makes size.unknown. */
enum err notice_aim_children(struct notice_aim *aim, int64_t site_id, const struct str *children, size_t n) NODISCARD;
/* Counts into size; with `send` also writes the recipients; with a text in the guard looks for names. */
enum err notice_aim_walk(struct notice_aim *aim, int64_t site_id, int64_t account_id) NODISCARD;
