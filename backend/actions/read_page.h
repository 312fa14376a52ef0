/* A page of the contact book is read: by its family or its nursery's staff, with its revisions. Sealed: opened on the lane, behind the audit line
 * of the reading. A guardian who reads a released page leaves a receipt (R-CB-06); a draft is nobody's but the staff's (R-CB-04); who has left
 * the nursery reads on (R-CB-09). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "actions/book_sight.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/photo_store.h"

/* A revision, opened. Views live while the call lasts. */
struct page_words {
    const struct book_revision *revision;
    struct str page; /* JSON; "": it cannot be read */
    struct book_facts facts;
};

struct read_page {
    const struct caller *caller;
    enum book_part part;
    struct str child;
    struct str site; /* of a note */
    struct str class_name;
    int32_t day;
    /* On the lane, in this order; must not fail. The head once; its page is as the reader may see it (version 0: nothing to see). */
    void (*head)(void *arg, const struct book_sight *sight);
    void (*revision)(void *arg, const struct page_words *words);
    /* Behind the head, of the nursery part and of a note: each photo that the reader may see; NULL: not wanted. */
    void (*photo)(void *arg, const struct photo_row *row, struct db *db);
    /* With the nursery part: what is released of the note of the child's class; not called when there is none. NULL: not wanted. */
    void (*note)(void *arg, const struct page_words *words);
    /* For staff, of a released page: each guardian. */
    void (*reader)(void *arg, const struct book_reader *reader);
    void *arg;
    bool audited; /* the caller of read_page_on has written the audit line */
    /* The action's own. */
    struct tx *tx;
    struct book_sight sight;
    struct book_page note_page;
};
/* ERR_NOT_FOUND: no such child or class, or none of this account's. */
enum err read_page(struct lane *lane, struct read_page *in) NODISCARD;
/* The same on the lane, for an action that reads several. */
enum err read_page_on(struct tx *tx, struct read_page *in) NODISCARD;
