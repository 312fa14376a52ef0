/* Words between one family and its nursery, and how far each has read them. Texts are sealed. The only writer of talk and talk_read. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/talk.h"
#include "store/child_store.h"
#include "store/db.h"

enum { TALK_SEALED_BYTES = TALK_TEXT_BYTES_MAX + SECRET_SEAL_OVERHEAD, TALK_SITE_BYTES = 256, TALK_PHONE_BYTES = 32 };

/* The child, its nursery, and on which side the account stands. */
struct talk_place {
    int64_t child_id;
    int64_t household_id;
    int64_t site_id;
    bool family;
    bool over; /* the child is of this nursery no more: what was written stays, nothing is added */
    char child[SECRET_PUBLIC_ID_TEXT];
    char child_name[CHILD_NAME_BYTES];
    char site[SECRET_PUBLIC_ID_TEXT];
    char site_name[TALK_SITE_BYTES];
    char phone[TALK_PHONE_BYTES];
};
/* ERR_NOT_FOUND: no such child, or the account has no part in its words. */
enum err talk_place(struct db *db, int64_t account_id, struct str child, int32_t today,
                    struct talk_place *ret) NODISCARD;
/* When the nursery is open; −1 both: nobody said. */
enum err talk_hours(struct db *db, int64_t site_id, int32_t day, int32_t *ret_opens_min,
                    int32_t *ret_closes_min) NODISCARD;

struct talk_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    const struct talk_place *place;
    int64_t account_id;
    struct str text; /* sealed */
    int64_t now_ms;
};
enum err talk_add(struct db *db, const struct talk_new *new) NODISCARD;
/* How much the account has written since then. */
enum err talk_recent(struct db *db, int64_t account_id, int64_t since_ms, int64_t *ret) NODISCARD;
/* When the newest of the nursery's words that nobody of the family has read was written; 0: there is none. */
enum err talk_waiting(struct db *db, const struct talk_place *place, int64_t *ret_ms) NODISCARD;

struct talk_row {
    struct str public_id;
    bool by_family;
    bool mine;
    struct str name; /* of who wrote it */
    struct str text; /* sealed */
    int64_t sent_ms;
    int64_t read_ms; /* when the other side first read it; 0: not yet */
};
/* The newest TALK_PAGE, or those before one, in the order in which they were written. The first err of `row` ends it. */
enum err talk_list(struct db *db, int64_t account_id, const struct talk_place *place, struct str before,
                   enum err (*row)(void *arg, const struct talk_row *talk), void *arg) NODISCARD;
/* *ret_more: it had not read so far before. ERR_NOT_FOUND: nothing of that number was written there. */
enum err talk_read_put(struct db *db, int64_t account_id, const struct talk_place *place, struct str through,
                       int64_t now_ms, bool *ret_more) NODISCARD;

/* A child of a list. Views live while the call lasts. */
struct talk_child {
    struct str child;
    struct str name;
    struct str class_name;
    struct str site;
    struct str site_name;
    int64_t last_ms; /* 0: nothing was written yet */
    bool last_by_family;
    int64_t unread;
    int64_t version; /* grows with everything that is written or read */
};
typedef void (*talk_child_fn)(void *arg, const struct talk_child *child);
/* For staff: the children of the account's classes there, what was written last first. */
enum err talk_children(struct db *db, int64_t account_id, struct str site, int32_t today, talk_child_fn row,
                       void *arg) NODISCARD;
/* For a guardian: its own. */
enum err talk_own(struct db *db, int64_t account_id, talk_child_fn row, void *arg) NODISCARD;
