/* See write_talk.h. */
#include "actions/write_talk.h"

#include <assert.h>
#include <string.h>

#include "actions/sealed.h"
#include "base/civil.h"
#include "core/notice.h"
#include "store/message_store.h"
#include "store/notice_store.h"
#include "store/push_store.h"

#include "base/banned.h"

#define HOUR_MS INT64_C(3600000)

static enum err mail_family(struct tx *tx, const struct talk_place *place, int64_t not_before_ms)
{
    struct message_contact contacts[MESSAGE_CONTACTS_MAX];
    size_t n = 0;
    const struct message_reach reach = {
        .household_id = place->household_id, .child_id = place->child_id, .hides = TALK_HIDES};
    enum err err = message_contacts(tx->db, &reach, contacts, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        const struct message_new new = {.contact_id = contacts[i].id,
                                        .kind = MESSAGE_TALK,
                                        .language = str_of(contacts[i].language),
                                        .site_id = place->site_id,
                                        .not_before_ms = not_before_ms,
                                        .now_ms = tx->now_ms};
        err = message_add(tx->db, &new);
    }
    const struct push_new push = {push_kind_of(MESSAGE_TALK), not_before_ms, 0, tx->now_ms};
    return err == OK ? push_tell_household(tx->db, &push, place->household_id, place->child_id, TALK_HIDES) : err;
}

static enum err tell_family_side(struct tx *tx, const struct talk_place *place)
{
    int32_t from_min = 0;
    int32_t to_min = 0;
    enum err err = notice_quiet(tx->db, place->site_id, civil_day_of_ms(tx->now_ms), &from_min, &to_min);
    return err == OK ? mail_family(tx, place, notice_mail_ms(false, from_min, to_min, tx->now_ms)) : err;
}

static enum err add(struct tx *tx, const struct caller *caller, struct write_talk *ask, const struct talk_place *place)
{
    unsigned char sealed[TALK_SEALED_BYTES];
    struct talk_new new = {.place = place, .account_id = caller->account_id, .now_ms = tx->now_ms};
    secret_public_id(tx->now_ms, new.public_id);
    sealed_close(tx->keys, TALK_SEALED, new.public_id, ask->text, sealed);
    new.text = (struct str){(const char *)sealed, ask->text.n + SECRET_SEAL_OVERHEAD};
    memcpy(ask->id, new.public_id, sizeof ask->id);
    return talk_add(tx->db, &new);
}

/* Everybody who looks at the child's words: its family, and its nursery. */
static void tell_pages(struct tx *tx, const struct talk_place *place)
{
    tx_change(tx, CHANGE_HOUSEHOLD, place->household_id, 0);
    tx_change(tx, CHANGE_ATTENDANCE, place->site_id, civil_day_of_ms(tx->now_ms));
}

static enum err judge(struct tx *tx, const struct caller *caller, struct write_talk *ask, struct talk_place *place)
{
    int64_t written = 0;
    enum err err = talk_place(tx->db, caller->account_id, ask->child, civil_day_of_ms(tx->now_ms), place);
    err = err == OK ? talk_recent(tx->db, caller->account_id, tx->now_ms - HOUR_MS, &written) : err;
    if (err != OK) {
        return err;
    }
    ask->outcome = talk_may_write(place->family, written) ? TALK_FINE : TALK_OFTEN;
    ask->outcome = place->over ? TALK_OVER : ask->outcome;
    return OK;
}

enum err write_talk(struct tx *tx, const struct caller *caller, void *arg)
{
    struct write_talk *ask = arg;
    struct talk_place place;
    int64_t waiting_ms = 0;
    assert(ask->text.n > 0);
    assert(ask->text.n <= TALK_TEXT_BYTES_MAX);
    enum err err = judge(tx, caller, ask, &place);
    if (err != OK || ask->outcome != TALK_FINE) {
        return err;
    }
    err = talk_waiting(tx->db, &place, &waiting_ms);
    err = err == OK ? add(tx, caller, ask, &place) : err;
    if (err == OK && !place.family && talk_tells(waiting_ms, tx->now_ms)) {
        err = tell_family_side(tx, &place);
    }
    tell_pages(tx, &place);
    return err == OK ? tx_audit_of(tx, caller->account_id, "write_talk", "child", str_of(place.child), str_of(ask->id))
                     : err;
}

enum err mark_talk(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct mark_talk *ask = arg;
    struct talk_place place;
    bool more = false;
    enum err err = talk_place(tx->db, caller->account_id, ask->child, civil_day_of_ms(tx->now_ms), &place);
    err = err == OK ? talk_read_put(tx->db, caller->account_id, &place, ask->through, tx->now_ms, &more) : err;
    if (more) {
        tell_pages(tx, &place);
    }
    return err;
}
