/* The contact book: pages of a child's day and notes of a class, their append-only revisions, and who has read them. What is written is sealed
 * (R-SEC-05). The only writer of book_page, book_revision, book_read and book_setting. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/contact_book.h"
#include "store/child_store.h"
#include "store/db.h"

enum {
    BOOK_SEALED_BYTES_MAX = BOOK_PAGE_BYTES_MAX + SECRET_SEAL_OVERHEAD,
    BOOK_PHRASES_BYTES = 4001,
    BOOK_REVISIONS_MAX = 60, /* that are shown of one page */
    BOOK_READERS_MAX = 12,
};

/* A child as the book knows it, for its guardians and its nursery's staff. */
struct book_child {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
    int64_t nursery_id;                 /* 0: none */
    char class_name[CHILD_CLASS_BYTES]; /* of the year of the day */
    int32_t birth_day;
    int32_t enrolled_from_day;
    int32_t enrolled_to_day; /* 0: still */
    char name[CHILD_NAME_BYTES];
    bool as_staff;
    bool as_lead; /* lead or head */
    bool as_guardian;
    uint32_t hides; /* bits of enum hidden; 0 for staff */
};
/* ERR_NOT_FOUND: no such child, or none of this account's. */
enum err book_child(struct db *db, struct str child, int32_t day, int64_t account_id, struct book_child *ret) NODISCARD;

struct book_nursery {
    int64_t id;
    char public_id[33];
    bool as_lead;
};
/* ERR_NOT_FOUND: no such nursery, or this account does not work in that class of it ("": anywhere in it). */
enum err book_nursery(struct db *db, struct str site, struct str class_name, int64_t account_id,
                      struct book_nursery *ret) NODISCARD;

struct book_page {
    int64_t id; /* 0: nothing is written yet */
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t nursery_id;
    int64_t version;
    int64_t content_version;
    enum book_state state;
    int64_t shown_version; /* 0: the family sees nothing */
    int64_t release_ms;
};
/* All zero when nothing is written yet. */
enum err book_page(struct db *db, int64_t child_id, int32_t day, enum book_part part, struct book_page *ret) NODISCARD;
enum err book_note(struct db *db, int64_t nursery_id, int32_t day, struct str class_name,
                   struct book_page *ret) NODISCARD;

struct book_whose {
    int32_t day;
    enum book_part part;
    int64_t child_id; /* 0: the note of a class */
    int64_t household_id;
};
enum err book_by_id(struct db *db, int64_t id, struct book_page *ret, struct book_whose *ret_whose) NODISCARD;

struct book_key {
    int64_t nursery_id;
    int64_t child_id;      /* 0: the note of class_name */
    struct str class_name; /* of a note */
    int32_t day;
    enum book_part part;
};
/* Makes page->id and public_id; without a revision yet. */
enum err book_page_add(struct db *db, const struct book_key *key, int64_t now_ms, struct book_page *page) NODISCARD;
enum err book_page_set(struct db *db, const struct book_page *page) NODISCARD;

struct book_revision {
    int64_t version;
    bool addition;
    struct str detail; /* sealed; a view while the call lasts */
    int64_t account_id;
    struct str by;
    int64_t written_ms;
};
enum err book_revision_add(struct db *db, int64_t page_id, const struct book_revision *revision) NODISCARD;
typedef enum err (*book_take)(void *arg, const struct book_revision *revision);
/* In order from a version on, at most BOOK_REVISIONS_MAX. */
enum err book_revisions(struct db *db, int64_t page_id, int64_t from_version, book_take take, void *arg) NODISCARD;
/* ERR_NOT_FOUND: no such revision. */
enum err book_revision(struct db *db, int64_t page_id, int64_t version, book_take take, void *arg) NODISCARD;
/* The newest one of an account; nothing is taken when there is none. */
enum err book_last_of(struct db *db, int64_t page_id, int64_t account_id, book_take take, void *arg) NODISCARD;

enum err book_read_put(struct db *db, int64_t page_id, int64_t account_id, int64_t version, int64_t now_ms) NODISCARD;
struct book_reader {
    struct str name;
    int64_t first_ms; /* 0: has not read it */
    int64_t version;
};
enum err book_readers(struct db *db, int64_t page_id, int64_t child_id,
                      void (*take)(void *arg, const struct book_reader *reader), void *arg) NODISCARD;

struct book_setting {
    int32_t opens_min;
    int32_t due_min;
    int32_t release_min; /* −1: at once */
    bool approval;
    char phrases[BOOK_PHRASES_BYTES]; /* JSON */
    int64_t version;                  /* 0: nobody has set anything */
};
/* The nursery's own, or what holds where it has none. */
enum err book_setting(struct db *db, int64_t nursery_id, struct book_setting *ret) NODISCARD;
enum err book_setting_put(struct db *db, int64_t nursery_id, const struct book_setting *setting) NODISCARD;

/* A line of the class page. Views live until the next one. */
struct book_line {
    int64_t child_id;
    struct str child;
    struct str name;
    struct str class_name;
    int32_t birth_day;
    int64_t arrived_ms;
    int64_t left_ms;
    struct book_page home;
    struct book_page nursery;
    int64_t unread; /* guardians who have not read what was released */
    bool absent;
};
struct book_class {
    int64_t site_id;
    int32_t day;
    struct str class_name; /* "": all that the account looks after */
    int64_t account_id;
};
enum err book_class(struct db *db, const struct book_class *which,
                    void (*take)(void *arg, const struct book_line *line), void *arg) NODISCARD;
enum err book_classes(struct db *db, const struct book_class *which, void (*take)(void *arg, struct str class_name),
                      void *arg) NODISCARD;

enum { BOOK_DAYS_MAX = 31 };
/* The days on which the child's family may read something, at most BOOK_DAYS_MAX. */
enum err book_days(struct db *db, int64_t child_id, int32_t from_day, int32_t to_day, int32_t list[BOOK_DAYS_MAX],
                   size_t *ret_n) NODISCARD;
