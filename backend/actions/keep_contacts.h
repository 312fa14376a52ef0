/* A guardian's own addresses for messages (R-WL-08): listed, entered, removed. An address that is entered is asked by mail whether it is right,
 * and gets nothing else until somebody there has said so: nobody can have messages about a child sent to a stranger by a slip. Addresses are
 * sealed; reading them writes its audit line. What is hidden from a guardian (R-REG-11) is not listed and cannot be removed by it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/message_store.h"

enum {
    KEEP_CONTACTS_OWN_MAX = 8,         /* of one guardian */
    KEEP_CONTACTS_ENTERED_MAX = 10,    /* by one guardian in a day: no machine for mailing strangers */
    KEEP_CONTACTS_ASKED_MS = 259200000 /* three days to say that it is right */
};

struct kept_contact {
    char id[SECRET_PUBLIC_ID_TEXT];
    char address[MESSAGE_ADDRESS_BYTES_MAX + 1];
    char language[MESSAGE_LANGUAGE_BYTES];
    bool own; /* not the household's as a whole */
    bool confirmed;
    int64_t created_ms;
};

struct list_contacts {
    struct kept_contact *list; /* the caller's array of MESSAGE_CONTACTS_MAX */
    size_t n;                  /* out */
};
/* An act's verb. */
enum err list_contacts(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct add_contact {
    struct str address; /* message_is_address */
    struct str language;
    struct kept_contact made; /* out */
    bool too_many;            /* out: nothing was done */
};
/* An act's verb. */
enum err add_contact(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct remove_contact {
    struct str id;
};
/* An act's verb. ERR_NOT_FOUND: there is none, or it is not this guardian's. */
enum err remove_contact(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
