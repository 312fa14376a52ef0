/* See submit_registration.h. */
#include "actions/submit_registration.h"

#include "actions/registration_rules.h"
#include "actions/registration_sheets.h"
#include "base/civil.h"
#include "base/secret.h"

#include "base/banned.h"

/* The row for whoever may act on it, with the version compared. */
static enum err read_row(struct tx *tx, const struct caller *caller, struct submit_registration *ask,
                         struct registration_row *row)
{
    enum err err = registration_row(tx->db, caller->account_id, ask->id, civil_day_of_ms(tx->now_ms), row);
    if (err == OK && !row->family && !row->owner) {
        return ERR_NOT_FOUND;
    }
    if (err == OK) {
        ask->present_version = row->version;
        ask->changed = ask->version != 0 && ask->version != row->version;
    }
    return err;
}

static enum err find_missing(struct tx *tx, const struct caller *caller, const struct registration_row *row,
                             struct json_faults *missing)
{
    char storage[REGISTRATION_SHEET_BYTES_MAX + 1];
    struct buf sheet;
    int64_t version = 0;
    int64_t whose = registration_sheet_whose(row->family ? row->hides : 0, caller->account_id);
    buf_init(&sheet, storage, sizeof storage);
    enum err err = registration_sheet_household_open(tx, row->household_id, whose, &sheet, &version);
    if (err == OK) {
        registration_sheet_missing_household(buf_view(&sheet), "/household", missing);
        err = registration_sheet_child_open(tx, row, &sheet);
    }
    if (err == OK) {
        registration_sheet_missing_child(buf_view(&sheet), "/sheet", missing);
    }
    secret_wipe(storage, sizeof storage);
    return err;
}

static enum err move(struct tx *tx, const struct caller *caller, struct registration_row *row,
                     struct registration_happened happened)
{
    happened.account_id = caller->account_id;
    happened.now_ms = tx->now_ms;
    row->confirmed_day = civil_day_of_ms(tx->now_ms);
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, 0);
    enum err err = registration_change(tx->db, row, &happened);
    return err == OK ? registration_audit(tx, caller->account_id, "submit_registration", row->public_id,
                                          registration_step_word(happened.step))
                     : err;
}

static enum err hand_in(struct tx *tx, const struct caller *caller, struct submit_registration *ask,
                        struct registration_row *row)
{
    struct registration_scope scope;
    struct registration_happened happened = {.from = row->life.state};
    int32_t today = civil_day_of_ms(tx->now_ms);
    enum err err = registration_scope_of(tx->db, row->site_id, today, &scope);
    if (err != OK) {
        return err;
    }
    ask->wrong_state = today >= row->life.closed_day ||
                       !registration_submit(scope.policy->registration.renewal, &row->life, today, &ask->state,
                                            &happened.step);
    if (ask->wrong_state) {
        ask->state = row->life.state;
        return OK;
    }
    err = find_missing(tx, caller, row, &ask->missing);
    if (err != OK || ask->missing.n > 0) {
        return err;
    }
    ask->renewal = happened.step == STEP_RENEWAL_ASKED;
    row->renewal_ms = ask->renewal ? tx->now_ms : 0;
    row->submitted_ms = tx->now_ms;
    row->life.state = ask->state;
    return move(tx, caller, row, happened);
}

enum err submit_registration(struct tx *tx, const struct caller *caller, void *arg)
{
    struct submit_registration *ask = arg;
    struct registration_row row;
    ask->missing = (struct json_faults){.n = 0};
    enum err err = read_row(tx, caller, ask, &row);
    if (err != OK || ask->changed) {
        return err;
    }
    err = hand_in(tx, caller, ask, &row);
    ask->present_version = row.version;
    return err;
}

enum err confirm_registration(struct tx *tx, const struct caller *caller, void *arg)
{
    struct submit_registration *ask = arg;
    struct registration_row row;
    ask->missing = (struct json_faults){.n = 0};
    enum err err = read_row(tx, caller, ask, &row);
    if (err != OK || ask->changed) {
        return err;
    }
    ask->state = row.life.state;
    ask->wrong_state = row.life.state == REGISTRATION_CLOSED;
    if (ask->wrong_state) {
        return OK;
    }
    err = move(tx, caller, &row, (struct registration_happened){.from = row.life.state, .step = STEP_CONFIRMED});
    ask->present_version = row.version;
    return err;
}
