/* The second person has read a notice that goes beyond one class, and lets it out (R-NTC-01); or somebody calls one back: within the minute after it
 * went out, or before. Whoever had opened it stands on its page. */
#pragma once

#include <stdint.h>

#include "core/access.h"
#include "core/notice.h"
#include "store/lane.h"

enum release_notice_outcome {
    RELEASE_NOTICE_DONE,
    RELEASE_NOTICE_SAME_PERSON,  /* who wrote it does not release it */
    RELEASE_NOTICE_NOBODY_LEADS, /* one of the two must lead the nursery */
    RELEASE_NOTICE_CHANGED,      /* it says something else by now */
    RELEASE_NOTICE_STATE,        /* it does not wait, or the minute is over */
};
enum release_notice_what { RELEASE_NOTICE_LET_OUT, RELEASE_NOTICE_RECALL, RELEASE_NOTICE_DROP };

struct release_notice {
    /* in */
    struct str notice;
    enum release_notice_what what;
    int64_t version; /* of LET_OUT: what was read */
    /* out */
    enum release_notice_outcome outcome;
    enum notice_state state;
    int64_t now_version;
    int64_t opened; /* of what was recalled: by how many guardians */
};
/* An act's verb. ERR_NOT_FOUND: no such notice, or not of this account's nursery. */
enum err release_notice(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
