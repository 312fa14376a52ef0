/* See enter_household.h. */
#include "actions/enter_household.h"

#include <assert.h>
#include <string.h>

#include "actions/registration_rules.h"
#include "actions/registration_sheets.h"
#include "base/civil.h"
#include "store/child_store.h"
#include "store/household_store.h"
#include "store/message_store.h"

#include "base/banned.h"

enum { CHANNEL_COUNTER = 3 };

/* One form under way. */
struct entering {
    struct tx *tx;
    const struct caller *caller;
    struct enter_household *ask;
    int64_t household_id;
    int64_t site_id; /* of the registrations */
};

/* Staff of a room enter for their own room, or for all rooms. */
static bool may_enter(const struct caller *caller, int64_t site_id)
{
    bool may = site_id == 0;
    for (size_t i = 0; !may && i < caller->grants_n; i++) {
        bool role = caller->grants[i].role == ROLE_NURSE || caller->grants[i].role == ROLE_SICKROOM_STAFF;
        may = role && caller->grants[i].site_id == site_id;
    }
    return may;
}

static enum err find_scope(struct entering *entering)
{
    struct registration_scope scope;
    struct enter_household *ask = entering->ask;
    if (ask->scope.n == 0) {
        return OK;
    }
    enum err err = registration_scope_find(entering->tx->db, ask->scope, civil_day_of_ms(entering->tx->now_ms), &scope);
    ask->no_such_scope = err == ERR_NOT_FOUND || (err == OK && !may_enter(entering->caller, scope.site.id));
    entering->site_id = err == OK ? scope.site.id : 0;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err submit(struct entering *entering, struct enter_child *child, struct registration_row *row)
{
    struct tx *tx = entering->tx;
    struct json_faults missing = {.n = 0};
    const struct registration_happened happened = {.from = REGISTRATION_DRAFT,
                                                   .step = STEP_SUBMITTED,
                                                   .account_id = entering->caller->account_id,
                                                   .now_ms = tx->now_ms};
    registration_sheet_missing_household(entering->ask->household, "/household", &missing);
    registration_sheet_missing_child(child->sheet, "/sheet", &missing);
    if (!entering->ask->submit || missing.n > 0) {
        return OK;
    }
    row->life.state = REGISTRATION_SUBMITTED;
    row->submitted_ms = tx->now_ms;
    row->confirmed_day = civil_day_of_ms(tx->now_ms);
    return registration_change(tx->db, row, &happened);
}

static enum err register_child(struct entering *entering, struct enter_child *child, int64_t child_id)
{
    char storage[REGISTRATION_SHEET_BYTES_MAX / 8];
    struct buf blank;
    struct registration_row row;
    struct tx *tx = entering->tx;
    struct registration_new new = {.child_id = child_id,
                                   .site_id = entering->site_id,
                                   .state = REGISTRATION_DRAFT,
                                   .step = STEP_BEGUN,
                                   .channel = CHANNEL_COUNTER,
                                   .account_id = entering->caller->account_id,
                                   .now_ms = tx->now_ms};
    int64_t id = 0;
    buf_init(&blank, storage, sizeof storage);
    registration_sheet_blank_child(&blank);
    secret_public_id(tx->now_ms, new.public_id);
    new.detail = registration_sheet_seal(tx, new.public_id, child->sheet.n > 0 ? child->sheet : buf_view(&blank));
    enum err err = registration_add(tx->db, &new, &id);
    err = err == OK ? registration_of_child(tx->db, child_id, entering->site_id, &row) : err;
    err = err == OK ? submit(entering, child, &row) : err;
    if (err == OK) {
        memcpy(child->registration, row.public_id, sizeof child->registration);
        child->state = row.life.state;
        child->version = row.version;
    }
    return err == OK
               ? registration_audit(tx, entering->caller->account_id, "save_registration", new.public_id, "counter")
               : err;
}

static enum err add_child(struct entering *entering, struct enter_child *child)
{
    struct child new = {.household_id = entering->household_id,
                        .birth_day = child->birth_day,
                        .enrolled_from_day = civil_day_of_ms(entering->tx->now_ms)};
    int64_t id = 0;
    enum err err = str_copy(child->name, new.name, sizeof new.name);
    err = err == OK ? str_copy(child->kana, new.kana, sizeof new.kana) : err;
    assert(err == OK);
    secret_public_id(entering->tx->now_ms, new.public_id);
    memcpy(child->id, new.public_id, sizeof child->id);
    err = child_create(entering->tx->db, &new, &id);
    return err == OK && entering->ask->scope.n > 0 ? register_child(entering, child, id) : err;
}

static enum err add_contact(struct entering *entering, struct str address)
{
    char storage[64];
    struct buf about;
    unsigned char sealed[MESSAGE_ADDRESS_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    struct message_contact_new new = {
        .household_id = entering->household_id, .language = entering->ask->language, .now_ms = entering->tx->now_ms};
    assert(address.n <= MESSAGE_ADDRESS_BYTES_MAX);
    secret_public_id(entering->tx->now_ms, new.public_id);
    secret_seal(entering->tx->keys->column, message_about(&about, storage, sizeof storage, new.public_id), address.p,
                address.n, sealed);
    new.address = (struct str){(const char *)sealed, address.n + SECRET_SEAL_OVERHEAD};
    return message_contact_add(entering->tx->db, &new);
}

static enum err add_all(struct entering *entering)
{
    struct tx *tx = entering->tx;
    struct enter_household *ask = entering->ask;
    secret_public_id(tx->now_ms, ask->id);
    enum err err = household_create(tx->db, ask->id, &entering->household_id);
    if (err == OK && ask->household.n > 0) {
        err = registration_sheet_household_write(tx, entering->household_id, 0, ask->household);
    }
    for (size_t i = 0; err == OK && i < ask->children_n; i++) {
        err = add_child(entering, &ask->children[i]);
    }
    for (size_t i = 0; err == OK && i < ask->contacts_n; i++) {
        err = add_contact(entering, ask->contacts[i]);
    }
    return err;
}

enum err enter_household(struct tx *tx, const struct caller *caller, void *arg)
{
    struct enter_household *ask = arg;
    struct entering entering = {.tx = tx, .caller = caller, .ask = ask};
    enum err err = find_scope(&entering);
    if (err != OK || ask->no_such_scope) {
        return err;
    }
    err = add_all(&entering);
    ask->claim = (struct make_claim){.kind = CLAIM_FIRST};
    err = err == OK ? make_claim_for(tx, caller, entering.household_id, &ask->claim) : err;
    return err == OK
               ? tx_audit_of(tx, caller->account_id, "enter_household", "household", str_of(ask->id), STR("counter"))
               : err;
}
