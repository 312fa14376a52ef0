/* See ask_medicine.h. */
#include "actions/ask_medicine.h"

#include "actions/give_medicine.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "core/hidden.h"
#include "store/book_store.h"
#include "store/medicine_store.h"

#include "base/banned.h"

static enum err find_child(struct tx *tx, const struct caller *caller, const struct ask_medicine *ask,
                           struct book_child *ret)
{
    enum err err = book_child(tx->db, ask->child, ask->day, caller->account_id, ret);
    if (err != OK) {
        return err;
    }
    bool theirs = ret->as_guardian && (ret->hides & HIDDEN_TIMES) == 0 && ret->nursery_id != 0;
    bool enrolled = ret->enrolled_from_day <= ask->day &&
                    (ret->enrolled_to_day == 0 || ret->enrolled_to_day >= ask->day);
    return theirs && enrolled ? OK : ERR_NOT_FOUND;
}

static enum err write_down(struct tx *tx, const struct caller *caller, struct ask_medicine *ask,
                           const struct book_child *child)
{
    unsigned char sealed[MEDICINE_DETAIL_MAX + SECRET_SEAL_OVERHEAD];
    struct medicine_new new = {.child_id = child->id,
                               .nursery_id = child->nursery_id,
                               .day = ask->day,
                               .account_id = caller->account_id,
                               .now_ms = tx->now_ms};
    if (ask->detail.n > MEDICINE_DETAIL_MAX) {
        return ERR_LIMIT;
    }
    secret_public_id(tx->now_ms, new.public_id);
    sealed_close(tx->keys, MEDICINE_SEALED, new.public_id, ask->detail, sealed);
    new.detail = (struct str){(const char *)sealed, ask->detail.n + SECRET_SEAL_OVERHEAD};
    enum err err = str_copy(str_of(new.public_id), ask->medicine, sizeof ask->medicine);
    return err == OK ? medicine_ask(tx->db, &new) : err;
}

enum err ask_medicine(struct tx *tx, const struct caller *caller, void *arg)
{
    struct ask_medicine *ask = arg;
    struct book_child child;
    int64_t asked = 0;
    enum err err = find_child(tx, caller, ask, &child);
    err = err == OK ? medicine_asked(tx->db, child.id, ask->day, &asked) : err;
    if (err != OK) {
        return err;
    }
    ask->outcome = medicine_may_ask(ask->day, civil_day_of_ms(tx->now_ms), asked);
    if (ask->outcome != MEDICINE_FINE) {
        return OK;
    }
    err = write_down(tx, caller, ask, &child);
    tx_change(tx, CHANGE_ATTENDANCE, child.nursery_id, ask->day);
    tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, 0);
    return err == OK ? tx_audit_of(tx, caller->account_id, "ask_medicine", "child", ask->child, STR("")) : err;
}

enum err withdraw_medicine(struct tx *tx, const struct caller *caller, void *arg)
{
    struct withdraw_medicine *ask = arg;
    struct medicine_found found;
    enum err err = medicine_find(tx->db, ask->medicine, caller->account_id, &found);
    err = err == OK && !found.as_guardian ? ERR_NOT_FOUND : err;
    if (err != OK) {
        return err;
    }
    ask->outcome = medicine_may_withdraw(&found.facts, civil_day_of_ms(tx->now_ms));
    if (ask->outcome != MEDICINE_FINE) {
        return OK;
    }
    err = medicine_withdraw(tx->db, found.id, tx->now_ms);
    return err == OK ? medicine_tell(tx, caller->account_id, "withdraw_medicine", &found) : err;
}
