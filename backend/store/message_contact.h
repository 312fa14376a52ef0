/* A guardian's own addresses: listed, counted, confirmed, removed. Which of a household's addresses an account may see is decided inside the
 * queries (R-REG-11: addresses can be hidden from a guardian). With message_store.c the only writer of contact. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/message_store.h"

/* Texts and the sealed address are views while the call lasts. */
struct message_contact_row {
    int64_t id;
    struct str public_id;
    int64_t account_id; /* 0: the household's */
    struct str address;
    struct str language;
    bool unconfirmed;
    int64_t created_ms;
};
enum err message_contact_each(struct db *db, int64_t household_id, int64_t account_id,
                              enum err (*row)(void *arg, const struct message_contact_row *contact),
                              void *arg) NODISCARD;

struct message_contact_counts {
    int64_t household;
    int64_t own;
    int64_t entered; /* by the account since a time, removed ones too */
};
enum err message_contact_count(struct db *db, int64_t household_id, int64_t account_id, int64_t since_ms,
                               struct message_contact_counts *ret) NODISCARD;

enum err message_contact_confirm(struct db *db, int64_t id) NODISCARD;
/* ERR_NOT_FOUND: there is none, or it is not this account's to remove. */
enum err message_contact_remove(struct db *db, struct str public_id, int64_t household_id, int64_t account_id,
                                int64_t now_ms) NODISCARD;
