/* A guardian hands in the doctor's paper, or the form of the nursery filled in by hand, as a photo from the telephone (R-INF-03). It is health data:
 * sealed like every photo, seen by the guardians and by the staff of the child's nursery alone, and every reading is recorded. */
#pragma once

#include "actions/keep_photo.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/photo_store.h"

/* An act's verb for a struct keep_photo whose place names the child and, as about, the absence. ERR_NOT_FOUND: no such child or report, or the caller is
 * no guardian who may see where the child is. */
enum err keep_paper(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct read_papers {
    const struct caller *caller;
    struct str child;
    struct str absence;
    /* On the lane; must not fail. */
    void (*take)(void *arg, const struct photo_row *row);
    void *arg;
};
/* The photos that lie with an absence; their bytes are read by links. ERR_NOT_FOUND as above; staff of the child's nursery read too. */
enum err read_papers(struct lane *lane, struct read_papers *in) NODISCARD;

/* The family takes back a photo that it handed in: what lies there no more is not there. Part of remove_photo. */
enum err take_back_paper(struct tx *tx, const struct caller *caller, const struct photo_row *row,
                         enum photo_refusal *ret_refusal) NODISCARD;
