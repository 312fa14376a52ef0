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
/* At most MESSAGE_CONTACTS_MAX. */
enum err message_contacts(struct db *db, int64_t household_id, struct message_contact *list, size_t *ret_n) NODISCARD;

struct message_new {
    int64_t contact_id;
    enum message_kind kind;
    struct str language;
    struct str detail;      /* sealed; empty: everything it says is read when it is sent */
    int64_t reservation_id; /* 0: it is about none */
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
    int64_t now_ms;
};
/* What a sealed address is bound to. */
struct str message_about(struct buf *buf, char *storage, size_t bytes, const char *public_id);
enum err message_contact_add(struct db *db, const struct message_contact_new *new) NODISCARD;
