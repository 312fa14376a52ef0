/* See tell_family.h. */
#include "actions/tell_family.h"

#include <assert.h>

#include "core/hidden.h"
#include "core/waiting_list.h"
#include "store/message_store.h"
#include "store/push_store.h"

#include "base/banned.h"

enum message_kind tell_kind_of(enum reservation_state state)
{
    switch (state) {
    case RESERVATION_CONFIRMED:
        return MESSAGE_CONFIRMED;
    case RESERVATION_REQUESTED:
        return MESSAGE_REQUESTED;
    case RESERVATION_WAITLISTED:
        return MESSAGE_WAITLISTED;
    case RESERVATION_OFFERED:
        return MESSAGE_OFFER;
    case RESERVATION_DECLINED:
        return MESSAGE_DECLINED;
    case RESERVATION_EXPIRED:
        return MESSAGE_OFFER_OVER;
    case RESERVATION_NONE:
    case RESERVATION_CANCELLED:
    case RESERVATION_CHECKED_IN:
    case RESERVATION_CHECKED_OUT:
    case RESERVATION_NO_SHOW:
        break;
    }
    return MESSAGE_CANCELLED;
}

enum err tell_family(struct tx *tx, const struct telling *telling)
{
    struct message_contact contacts[MESSAGE_CONTACTS_MAX];
    size_t n = 0;
    int64_t not_before_ms = tx->now_ms;
    assert(telling->household_id != 0);
    if (telling->quiet != NULL && !message_at_once(telling->kind)) {
        not_before_ms = waiting_quiet_ends_ms(telling->quiet, tx->now_ms);
    }
    const struct message_reach reach = {.household_id = telling->household_id, .hides = HIDDEN_TIMES | HIDDEN_BOOKING};
    enum err err = message_contacts(tx->db, &reach, contacts, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        struct message_new new = {
            .contact_id = contacts[i].id,
            .kind = telling->kind,
            .language = str_of(contacts[i].language),
            .reservation_id = telling->reservation.v,
            .not_before_ms = not_before_ms,
            .ends_ms = telling->ends_ms,
            .now_ms = tx->now_ms,
        };
        err = message_add(tx->db, &new);
    }
    const struct push_new push = {push_kind_of(telling->kind), not_before_ms, telling->ends_ms, tx->now_ms};
    return err == OK ? push_tell_household(tx->db, &push, telling->household_id, 0, reach.hides) : err;
}

enum err tell_contact(struct tx *tx, int64_t contact_id, struct str language, int64_t ends_ms)
{
    struct message_new new = {
        .contact_id = contact_id,
        .kind = MESSAGE_CONTACT,
        .language = language,
        .not_before_ms = tx->now_ms,
        .ends_ms = ends_ms,
        .now_ms = tx->now_ms,
    };
    return message_add(tx->db, &new);
}
