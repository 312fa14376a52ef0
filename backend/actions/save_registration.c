/* See save_registration.h. */
#include "actions/save_registration.h"

#include <string.h>

#include "actions/registration_rules.h"
#include "actions/registration_sheets.h"
#include "base/civil.h"
#include "core/hidden.h"

#include "base/banned.h"

enum { CHANNEL_WEB = 1, CHANNEL_COUNTER = 3 };

/* One writing under way. */
struct saving {
    struct tx *tx;
    const struct caller *caller;
    struct save_registration *ask;
    int64_t site_id;
    struct registration_child child;
    struct registration_row row;
    bool exists;
    int64_t whose; /* household sheet */
};

static bool may_write(const struct registration_child *child, int64_t site_id)
{
    bool family = child->family && (child->hides & HIDDEN_BOOKING) == 0;
    return family || (site_id == 0 ? child->officer : child->room_staff);
}

static enum err read_all(struct saving *saving)
{
    struct registration_scope scope;
    struct tx *tx = saving->tx;
    const struct save_registration *ask = saving->ask;
    enum err err = registration_scope_find(tx->db, ask->scope, civil_day_of_ms(tx->now_ms), &scope);
    if (err != OK) {
        return err;
    }
    saving->site_id = scope.site.id;
    err = registration_child(tx->db, ask->child, saving->caller->account_id, scope.site.id, &saving->child);
    if (err == OK && !may_write(&saving->child, scope.site.id)) {
        err = ERR_NOT_FOUND;
    }
    if (err != OK) {
        return err;
    }
    saving->whose = registration_sheet_whose(saving->child.family ? saving->child.hides : 0,
                                             saving->caller->account_id);
    err = registration_of_child(tx->db, saving->child.id, scope.site.id, &saving->row);
    saving->exists = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Does what the caller read still stand? */
static enum err compare(struct saving *saving)
{
    struct save_registration *ask = saving->ask;
    struct buf unread;
    char storage[REGISTRATION_SHEET_BYTES_MAX + 1];
    buf_init(&unread, storage, sizeof storage);
    enum err err = registration_sheet_household_open(saving->tx, saving->child.household_id, saving->whose, &unread,
                                                     &ask->present_household_version);
    secret_wipe(storage, sizeof storage);
    ask->present_version = saving->exists ? saving->row.version : 0;
    ask->changed = (ask->first && saving->exists) || (ask->version != 0 && ask->version != ask->present_version) ||
                   (ask->household.n > 0 && ask->household_version >= 0 &&
                    ask->household_version != ask->present_household_version);
    return err;
}

static enum err begin(struct saving *saving)
{
    struct tx *tx = saving->tx;
    char storage[REGISTRATION_SHEET_BYTES_MAX / 8];
    struct buf blank;
    struct registration_new new = {.child_id = saving->child.id,
                                   .site_id = saving->site_id,
                                   .state = REGISTRATION_DRAFT,
                                   .step = STEP_BEGUN,
                                   .channel = saving->child.family ? CHANNEL_WEB : CHANNEL_COUNTER,
                                   .account_id = saving->caller->account_id,
                                   .now_ms = tx->now_ms};
    int64_t id = 0;
    buf_init(&blank, storage, sizeof storage);
    registration_sheet_blank_child(&blank);
    secret_public_id(tx->now_ms, new.public_id);
    new.detail = registration_sheet_seal(tx, new.public_id,
                                         saving->ask->sheet.n > 0 ? saving->ask->sheet : buf_view(&blank));
    enum err err = registration_add(tx->db, &new, &id);
    return err == OK ? registration_of_child(tx->db, saving->child.id, saving->site_id, &saving->row) : err;
}

static enum err change(struct saving *saving)
{
    struct tx *tx = saving->tx;
    struct registration_row *row = &saving->row;
    const struct registration_happened happened = {
        .from = row->life.state, .step = STEP_CHANGED, .account_id = saving->caller->account_id, .now_ms = tx->now_ms};
    enum err err = saving->ask->sheet.n > 0 ? registration_sheet_write(tx, row, saving->ask->sheet) : OK;
    return err == OK ? registration_change(tx->db, row, &happened) : err;
}

static enum err write_household(struct saving *saving)
{
    struct save_registration *ask = saving->ask;
    if (ask->household.n == 0) {
        return OK;
    }
    ask->present_household_version++;
    return registration_sheet_household_write(saving->tx, saving->child.household_id, saving->whose, ask->household);
}

enum err save_registration(struct tx *tx, const struct caller *caller, void *arg)
{
    struct save_registration *ask = arg;
    struct saving saving = {.tx = tx, .caller = caller, .ask = ask};
    enum err err = read_all(&saving);
    err = err == OK ? compare(&saving) : err;
    if (err != OK || ask->changed) {
        return err;
    }
    err = saving.exists ? change(&saving) : begin(&saving);
    err = err == OK ? write_household(&saving) : err;
    if (err != OK) {
        return err;
    }
    memcpy(ask->id, saving.row.public_id, sizeof ask->id);
    ask->state = saving.row.life.state;
    ask->present_version = saving.row.version;
    tx_change(tx, CHANGE_HOUSEHOLD, saving.child.household_id, 0);
    return registration_audit(tx, caller->account_id, "save_registration", ask->id, saving.exists ? "" : "begun");
}
