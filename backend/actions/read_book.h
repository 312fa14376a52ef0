/* A stretch of a child's whole contact book for its guardian: to keep, to print, also long after the child has left (R-CB-09). Each day as the
 * family may see it. One audit line for the stretch; what is read counts as read. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "actions/read_page.h"

struct read_book {
    const struct caller *caller;
    struct str child;
    int32_t from_day;
    int32_t to_day;
    /* On the lane, in this order; must not fail. Is there room for one more day? Then the day begins; then each of its two parts, with its photos, the
     * note of the class, the newest page and its additions. */
    bool (*room)(void *arg);
    void (*day)(void *arg, int32_t day);
    void (*part)(void *arg, enum book_part part);
    void (*photo)(void *arg, const struct photo_row *row);
    void (*revision)(void *arg, const struct page_words *words);
    void (*note)(void *arg, const struct page_words *words);
    void *arg;
    /* Out: where it goes on; 0: that was all. */
    int32_t next_day;
};
/* ERR_NOT_FOUND: no such child, or the caller is no guardian of it. */
enum err read_book(struct lane *lane, struct read_book *in) NODISCARD;
