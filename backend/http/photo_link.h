/* The end of a photo's address: until when it works and that the server itself wrote it, for one account, one photo and one size. It says nothing of
 * anybody, and is of no use in another's session (R-CB-07). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/photo.h"
#include "store/keys.h"

enum { PHOTO_LINK_BYTES = 64 };

struct photo_link {
    struct str photo; /* its id */
    enum photo_size size;
    int64_t account_id;
    int64_t now_ms;
};
/* NUL-terminated. */
void photo_link_make(const struct keys *keys, const struct photo_link *link, char out[PHOTO_LINK_BYTES]);
/* Was it made here, for this, and is its time not over? ret_size: the size that it is for. */
bool photo_link_holds(const struct keys *keys, const struct photo_link *link, struct str text,
                      enum photo_size *ret_size);
