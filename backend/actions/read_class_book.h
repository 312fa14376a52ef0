/* A nursery's day in the contact book for its staff: every child they look after with both pages, what is missing, who has not read. Sealed:
 * opened on the lane, behind one audit line for the class. */
#pragma once

#include <stdint.h>

#include "core/access.h"
#include "core/contact_book.h"
#include "store/book_store.h"
#include "store/lane.h"

/* A page opened. Views live while the call lasts. */
struct class_page {
    struct str page; /* JSON; "": nothing there */
    struct book_facts facts;
    int64_t additions;
};

struct read_class_book {
    const struct caller *caller;
    struct str site;
    struct str class_name; /* "": all of one's own */
    int32_t day;
    /* On the lane, in this order; must not fail. */
    void (*class_of)(void *arg, struct str class_name);
    void (*head)(void *arg, const struct book_setting *setting);
    void (*line)(void *arg, const struct book_line *line, const struct class_page *home,
                 const struct class_page *nursery);
    void *arg;
    /* The action's own. */
    struct tx *tx;
    bool failed;
};
/* ERR_NOT_FOUND: no such nursery, or the caller does not work in that class of it. */
enum err read_class_book(struct lane *lane, struct read_class_book *in) NODISCARD;
