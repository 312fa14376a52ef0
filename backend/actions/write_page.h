/* A page of the contact book is written: the home part by a guardian, the nursery part and the note of a class by staff. Two who write at once
 * never lose a word: the second is shown what the first wrote (R-CB-02, R-CB-04). A draft that comes when the child has arrived becomes an
 * addition; what is sent twice is written once. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "core/contact_book.h"
#include "store/lane.h"

enum write_page_outcome {
    WRITE_SAVED,
    WRITE_ADDED,    /* the page was closed to changes: it stands beside it, with its time */
    WRITE_SAME,     /* this writer's newest word is that already, or there was nothing to add */
    WRITE_CLOSED,   /* the nursery is closed that day, or the child is not of it */
    WRITE_EARLY,    /* opens at opens_ms */
    WRITE_OVER,     /* too long ago */
    WRITE_CHANGED,  /* somebody wrote meanwhile: `present` */
    WRITE_APPROVAL, /* released, and only lead or head may revise it here */
};

struct write_page {
    /* in */
    enum book_part part;
    struct str child; /* of home and nursery */
    struct str site;  /* of a note */
    struct str class_name;
    int32_t day;
    int64_t version; /* If-Match; 0: the first */
    struct str text; /* as book_decode wrote it */
    struct book_facts facts;
    struct buf present; /* the door's, BOOK_PAGE_BYTES_MAX */
    /* out */
    enum write_page_outcome outcome;
    int64_t present_version;
    int64_t opens_ms;
    int32_t class_age;
    enum book_state state;
    enum book_home home;
};
/* An act's verb. ERR_NOT_FOUND: no such child or class, or not this account's to write about. */
enum err write_page(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
