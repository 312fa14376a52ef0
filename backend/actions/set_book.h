/* Lead or head of a nursery set the times of its contact book, whether pages need approval, and the nursery's own phrases (R-CB-02, R-CB-04). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "store/book_store.h"
#include "store/lane.h"

struct set_book {
    /* in */
    struct str site;
    int64_t version; /* If-Match; 0: the first */
    struct book_setting setting;
    /* out */
    bool changed; /* somebody else set it meanwhile */
    int64_t present_version;
};
/* An act's verb. ERR_NOT_FOUND: no such nursery, or the caller does not lead it. */
enum err set_book(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
