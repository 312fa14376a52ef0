/* The photos of a page that is being read, as far as this reader may see them. Part of read_page. */
#pragma once

#include "actions/book_sight.h"
#include "store/photo_store.h"

struct page_photos {
    const struct caller *caller;
    const struct book_sight *sight;
    const struct book_page
        *note; /* of the class, with a child's nursery part; its photos are seen when it is released */
    void (*take)(void *arg, const struct photo_row *row, struct db *db);
    void *arg;
};
enum err page_photos(struct tx *tx, const struct page_photos *in) NODISCARD;
