/* See keep_contacts.h. */
#include "actions/keep_contacts.h"

#include <assert.h>
#include <string.h>

#include "actions/tell_family.h"
#include "store/message_contact.h"

#include "base/banned.h"

enum { ABOUT_BYTES = 96 };
#define DAY_MS (INT64_C(24) * 3600 * 1000)

static enum err audit(struct tx *tx, const struct caller *caller, const char *action, struct str id)
{
    return tx_audit_of(tx, caller->account_id, action, "contact", id, STR(""));
}

struct listing {
    struct list_contacts *ask;
    const struct keys *keys;
    int64_t account_id;
};

static enum err take(void *arg, const struct message_contact_row *row)
{
    struct listing *listing = arg;
    struct list_contacts *ask = listing->ask;
    char storage[ABOUT_BYTES];
    struct buf about;
    if (ask->n == MESSAGE_CONTACTS_MAX) {
        return OK;
    }
    struct kept_contact *kept = &ask->list[ask->n];
    memset(kept, 0, sizeof *kept);
    enum err err = str_copy(row->public_id, kept->id, sizeof kept->id);
    err = err == OK ? str_copy(row->language, kept->language, sizeof kept->language) : err;
    if (err != OK || row->address.n > MESSAGE_SEALED_BYTES || row->address.n <= SECRET_SEAL_OVERHEAD) {
        return err; /* one that cannot be read is not shown */
    }
    kept->own = row->account_id == listing->account_id;
    kept->confirmed = !row->unconfirmed;
    kept->created_ms = row->created_ms;
    struct str name = message_about(&about, storage, sizeof storage, kept->id);
    err = secret_unseal(listing->keys->column, name, row->address.p, row->address.n, (unsigned char *)kept->address);
    ask->n += err == OK ? 1 : 0;
    return OK;
}

enum err list_contacts(struct tx *tx, const struct caller *caller, void *arg)
{
    struct listing listing = {arg, tx->keys, caller->account_id};
    listing.ask->n = 0;
    enum err err = audit(tx, caller, "read_contacts", STR("own"));
    return err == OK ? message_contact_each(tx->db, caller->household_id, caller->account_id, take, &listing) : err;
}

/* The row of an address just entered. */
static enum err find_row(void *arg, const struct message_contact_row *row)
{
    struct message_contact_row *found = arg;
    found->id = row->id > found->id ? row->id : found->id;
    return OK;
}

static enum err ask_it(struct tx *tx, const struct caller *caller, const struct add_contact *ask)
{
    struct message_contact_row newest = {.id = 0};
    enum err err = message_contact_each(tx->db, caller->household_id, caller->account_id, find_row, &newest);
    assert(err != OK || newest.id > 0);
    return err == OK ? tell_contact(tx, newest.id, ask->language, tx->now_ms + KEEP_CONTACTS_ASKED_MS) : err;
}

static enum err insert(struct tx *tx, const struct caller *caller, struct add_contact *ask)
{
    unsigned char sealed[MESSAGE_SEALED_BYTES];
    char storage[ABOUT_BYTES];
    struct buf about;
    struct message_contact_new new = {.household_id = caller->household_id,
                                      .account_id = caller->account_id,
                                      .language = ask->language,
                                      .unconfirmed = true,
                                      .now_ms = tx->now_ms};
    secret_public_id(tx->now_ms, new.public_id);
    struct str name = message_about(&about, storage, sizeof storage, new.public_id);
    secret_seal(tx->keys->column, name, ask->address.p, ask->address.n, sealed);
    new.address = (struct str){(const char *)sealed, ask->address.n + SECRET_SEAL_OVERHEAD};
    memset(&ask->made, 0, sizeof ask->made);
    enum err err = str_copy(ask->address, ask->made.address, sizeof ask->made.address);
    err = err == OK ? str_copy(ask->language, ask->made.language, sizeof ask->made.language) : err;
    memcpy(ask->made.id, new.public_id, sizeof ask->made.id);
    ask->made.own = true;
    ask->made.created_ms = tx->now_ms;
    err = err == OK ? message_contact_add(tx->db, &new) : err;
    return err == OK ? audit(tx, caller, "add_contact", str_of(new.public_id)) : err;
}

enum err add_contact(struct tx *tx, const struct caller *caller, void *arg)
{
    struct add_contact *ask = arg;
    struct message_contact_counts counts;
    assert(message_is_address(ask->address));
    if (caller->household_id == 0) {
        return ERR_NOT_FOUND;
    }
    enum err err = message_contact_count(tx->db, caller->household_id, caller->account_id, tx->now_ms - DAY_MS,
                                         &counts);
    ask->too_many = err == OK && (counts.own >= KEEP_CONTACTS_OWN_MAX || counts.household >= MESSAGE_CONTACTS_MAX ||
                                  counts.entered >= KEEP_CONTACTS_ENTERED_MAX);
    if (err != OK || ask->too_many) {
        return err;
    }
    err = insert(tx, caller, ask);
    return err == OK ? ask_it(tx, caller, ask) : err;
}

enum err remove_contact(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct remove_contact *ask = arg;
    enum err err = message_contact_remove(tx->db, ask->id, caller->household_id, caller->account_id, tx->now_ms);
    return err == OK ? audit(tx, caller, "remove_contact", ask->id) : err;
}
