/* The bytes of a photo, for whoever holds a link that was made for it a few minutes ago: opened on the lane, behind the audit line of the
 * reading. What the families agreed to is asked again (R-CB-07): a link outlives no consent. */
#pragma once

#include <stddef.h>

#include "core/access.h"
#include "core/photo.h"
#include "store/lane.h"

struct read_photo {
    const struct caller *caller;
    struct str photo;
    enum photo_size size;
    unsigned char *out; /* the door's */
    size_t max;
    /* out */
    size_t n;
    /* The action's own. */
    const struct keys *keys;
    const char *public_id;
};
/* ERR_NOT_FOUND: no such photo, or not for this account (any more). */
enum err read_photo(struct lane *lane, struct read_photo *in) NODISCARD;
