/* Messages to families and the contacts they go to: written in the transaction of what they tell, one row per recipient and channel; the
 * mail door takes them from here. Addresses and details are sealed. The only writer of message and contact. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/message.h"
#include "store/db.h"

enum {
    MESSAGE_CONTACTS_MAX = 16, /* of a household (R-WL-08 asks for five or more) */
    MESSAGE_LANGUAGE_BYTES = 12,
    MESSAGE_ADDRESS_BYTES_MAX = 254,
};

struct message_contact {
    int64_t id;
    char language[MESSAGE_LANGUAGE_BYTES];
};
/* Whose addresses a message goes to. */
struct message_reach {
    int64_t household_id;
    int64_t child_id; /* the child it is about; 0: it may be about any of the household */
    int hides;        /* HIDDEN_…: a guardian from whom one of these is hidden for the child is left out */
};
/* At most MESSAGE_CONTACTS_MAX; those that nobody has confirmed are left out. */
enum err message_contacts(struct db *db, const struct message_reach *reach, struct message_contact *list,
                          size_t *ret_n) NODISCARD;

struct message_new {
    int64_t contact_id;
    enum message_kind kind;
    struct str language;
    struct str detail;      /* sealed; empty: everything it says is read when it is sent */
    int64_t reservation_id; /* 0: it is about none */
    int64_t alarm_id;       /* 0: it is about none */
    int64_t notice_id;      /* 0: it is about none */
    int64_t site_id;        /* the nursery it comes from, when it is about nothing else; 0 */
    int64_t not_before_ms;
    int64_t ends_ms; /* after that it would tell something old; 0 never */
    int64_t now_ms;
};
enum err message_add(struct db *db, const struct message_new *new) NODISCARD;

struct message_contact_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
    int64_t account_id; /* 0: the household's, entered at the counter */
    struct str address; /* sealed: message_about */
    struct str language;
    bool unconfirmed; /* it gets nothing but the question whether it is right (R-WL-08) */
    int64_t now_ms;
};
/* What a sealed address is bound to. */
struct str message_about(struct buf *buf, char *storage, size_t bytes, const char *public_id);
enum err message_contact_add(struct db *db, const struct message_contact_new *new) NODISCARD;

/* --- sending ---------------------------------------------------------------------------------------------------------- */

enum message_state { MESSAGE_WAITS = 1, MESSAGE_SENT, MESSAGE_GIVEN_UP, MESSAGE_TOO_OLD };
enum { MESSAGE_SEALED_BYTES = MESSAGE_ADDRESS_BYTES_MAX + SECRET_SEAL_OVERHEAD };

/* A message whose time has come, with where it goes. */
struct message_due {
    int64_t id;
    enum message_kind kind;
    char language[MESSAGE_LANGUAGE_BYTES];
    int64_t reservation_id; /* 0: it is about none */
    int64_t alarm_id;       /* 0: it is about none */
    int64_t notice_id;      /* 0: it is about none */
    int64_t site_id;        /* 0: it comes from none */
    int64_t created_ms;
    int64_t not_before_ms;
    int64_t ends_ms;
    int32_t tries;
    int64_t contact_id;
    char contact[SECRET_PUBLIC_ID_TEXT];
    unsigned char address[MESSAGE_SEALED_BYTES];
    size_t address_n;
    bool
        wanted; /* the address is still one of the household's, and whose it is may still know of the child's reservations (R-REG-11) */
};
/* The first of them, at most max. */
enum err message_due(struct db *db, int64_t now_ms, struct message_due *list, size_t max, size_t *ret_n) NODISCARD;
/* Is there any? For a reader. */
enum err message_is_due(struct db *db, int64_t now_ms, bool *ret) NODISCARD;
/* From now on it is being sent, and is not due again before until_ms; one more try is counted. */
enum err message_take(struct db *db, int64_t id, int64_t now_ms, int64_t until_ms) NODISCARD;
/* It waits again; `tried` false: the try that message_take counted was none. */
enum err message_again(struct db *db, int64_t id, int64_t next_ms, bool tried) NODISCARD;
/* It is over with it, and counted, once. state: not MESSAGE_WAITS. */
enum err message_end(struct db *db, int64_t id, enum message_state state, int64_t now_ms) NODISCARD;
/* Whoever was sending is gone: what was being sent is due now. */
enum err message_untake(struct db *db, int64_t now_ms) NODISCARD;

struct message_figures {
    int64_t waiting;                    /* whose time has come */
    int64_t oldest_since_ms;            /* of those, since when the oldest may go out; 0: none waits */
    int64_t ended[MESSAGE_TOO_OLD + 1]; /* by state, for ever */
};
enum err message_figures(struct db *db, int64_t now_ms, struct message_figures *ret) NODISCARD;
