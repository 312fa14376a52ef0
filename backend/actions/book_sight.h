/* What an action knows of a page of the contact book before it does anything: whose it is, what holds that day, how far it is. Part of other
 * actions. R-REG-11: for a guardian from whom the child's times are hidden there is no day to write about. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "core/contact_book.h"
#include "store/book_store.h"
#include "store/lane.h"

struct book_sight {
    struct book_child child; /* id 0: the note of a class */
    int64_t nursery_id;
    char nursery[33]; /* of a note: its public id */
    char class_name[CHILD_CLASS_BYTES];
    int32_t day;
    enum book_part part;
    int32_t class_age;
    struct book_times times;
    int32_t release_min;
    bool approval;
    bool as_staff;
    bool as_lead;
    bool open; /* the nursery is open that day, the child is of it, and the asker may know */
    int64_t arrived_ms;
    enum book_home home; /* of a child's home part */
    struct book_page page;
};

/* ERR_NOT_FOUND: no such child, or none of this account's. */
enum err book_sight_child(struct tx *tx, const struct caller *caller, struct str child, int32_t day,
                          enum book_part part, struct book_sight *ret) NODISCARD;
/* The note of a class. ERR_NOT_FOUND: this account does not work there. */
enum err book_sight_note(struct tx *tx, const struct caller *caller, struct str site, struct str class_name,
                         int32_t day, struct book_sight *ret) NODISCARD;

/* Opens a sealed revision into *plain (BOOK_PAGE_BYTES_MAX). */
enum err book_open(const struct tx *tx, const char *public_id, const struct book_revision *revision,
                   struct buf *plain) NODISCARD;
/* Writes one more revision, the first of a page too, and how far the page is now. */
enum err book_append(struct tx *tx, const struct caller *caller, struct book_sight *sight, struct str text,
                     bool addition) NODISCARD;
/* "write_book" … about the child or the nursery, with part and day. */
enum err book_audit(struct tx *tx, const struct caller *caller, const char *action,
                    const struct book_sight *sight) NODISCARD;
/* Tells whoever looks at the day: staff always, the family what it may see. */
void book_tell(struct tx *tx, const struct book_sight *sight);
